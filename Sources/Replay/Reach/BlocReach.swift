import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The events that tell who belonged to the organisations that may act for their members in some events.
struct BlocReach {
    /// - Parameters:
    ///   - events: revisions, ascending.
    ///   - withRecords: those of all events that something is said about, ascending: a correction may let an actor act
    ///     for its members.
    /// - Returns: revisions in no order.
    static func memberships(
        for events: [UInt64], withRecords: [UInt64], _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let acting = Set(try log.revisionsForMembers(transaction) + withRecords)
        let own = events.filter(acting.contains)
        if own.isEmpty { return [] }
        let index = try LogIndex(log, transaction)
        var blocs: Set<UInt32> = []
        for event in own {
            for form in try index.forms(event, transaction) {
                blocs.formUnion(form.codes.compactMap(index.number))
            }
        }
        let open = Set(try log.organisationsOfAnybody(transaction))
        if !open.isDisjoint(with: blocs) {
            return try index.events(of: .membershipJoined, transaction)
                + index.events(of: .membershipLeft, transaction)
        }
        var found: Set<UInt64> = []
        let ofMany = try log.revisionsOfManyActors(transaction)
        for bloc in blocs {
            let members = try log.members(ofOrganisation: bloc, transaction)
            if members.isEmpty { continue }
            for member in members {
                for event in try log.revisions(ofPair: bloc, member, transaction)
                where try isMembership(event, index, transaction) { found.insert(event) }
            }
            for event in ofMany where try log.names(bloc, at: event, transaction) {
                if try isMembership(event, index, transaction) { found.insert(event) }
            }
            found.formUnion(try index.events(mentioning: index.code(bloc), transaction))
        }
        return Array(found)
    }

    private static func isMembership(
        _ event: UInt64, _ index: LogIndex, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        let type = try index.type(event, transaction)
        return type == .membershipJoined || type == .membershipLeft
    }
}
