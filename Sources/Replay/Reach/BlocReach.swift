import DiplomaticEvents
import EventLog
import LMDB

/// The events that tell who belonged to the organisations that may act for their members in some events.
struct BlocReach {
    /// - Parameter events: revisions, ascending.
    /// - Returns: revisions in no order.
    static func memberships(
        for events: [UInt64], _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        let acting = NumberSet(try log.revisionsForMembers(transaction))
        var candidates = NumberSet(events.lazy.filter(acting.contains))
        // A correction may let an actor act for its members.
        candidates.formUnion(try log.eventsWithRecords(among: events, transaction))
        var blocs: Set<String> = []
        for event in candidates.sorted {
            let forms = try index.forms(event, transaction)
            if forms.contains(where: \.actsForMembers) { blocs.formUnion(forms.flatMap(\.codes)) }
        }
        if blocs.isEmpty { return [] }
        let changes =
            try index.recorded(of: .membershipJoined, transaction)
            + index.recorded(of: .membershipLeft, transaction)
        var found = NumberSet()
        for type in [EventType.membershipJoined, .membershipLeft] {
            found.formUnion(try index.corrected(toSpeakOf: type.name, transaction))
        }
        let open = try log.organisationsOfAnybody(transaction)
        for bloc in blocs {
            found.formUnion(try index.corrected(toSpeakOf: bloc, transaction))
            guard let number = index.number(bloc) else { continue }
            let hasMembers = try !log.members(ofOrganisation: number, transaction).isEmpty
            guard hasMembers || open.contains(number) else { continue }
            let own = try index.events(naming: bloc, transaction)
            found.formUnion(changes.lazy.filter(own.contains))
        }
        return found.sorted
    }
}
