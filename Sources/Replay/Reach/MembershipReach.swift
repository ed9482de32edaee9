import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB

/// The events that bear on who belongs to an organisation.
struct MembershipReach {
    /// The events of membership in some organisations.
    static func changes(
        of organisations: Set<String>, _ index: LogIndex, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> NumberSet {
        var own = NumberSet()
        for code in organisations { own.formUnion(try index.events(naming: code, transaction)) }
        var found = try index.membershipEvents(transaction).intersection(own)
        for type in EventType.allCases where type.isMembership {
            found.formUnion(try index.corrected(toSpeakOf: type.name, transaction))
        }
        for code in organisations { found.formUnion(try index.corrected(toSpeakOf: code, transaction)) }
        return found
    }

    /// The revisions of the events that bear on an organisation's item, ascending.
    static func revisions(
        of organisation: String, _ sight: Sight, _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        let lineage = try Lineage(index, transaction)
        var found = try changes(of: lineage.kin(of: organisation), index, transaction)
        found.formUnion(lineage.events)
        try addNaming(organisation, &found, sight, index, transaction)
        return found.sorted
    }

    /// Adds what first names an organisation: it has an item as soon as any event does.
    private static func addNaming(
        _ organisation: String, _ found: inout NumberSet, _ sight: Sight, _ index: LogIndex,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        for event in try index.events(naming: organisation, transaction).sorted {
            let header = try index.log.header(event, transaction)
            guard let type = index.type(of: header), type != .signalCoded, !type.isRecord else { continue }
            found.insert(event)
            let isSure =
                type != .own && sight.cut.admits(header, at: event)
                && header.flags.isDisjoint(with: [.hasEffective, .actsForMembers])
                && header.cappedBounds.latest <= sight.instant
            if isSure, try index.log.records(about: event, transaction).isEmpty { return }
        }
    }
}
