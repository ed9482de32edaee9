import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The events that bear on how agreements stand, found by the indexes: what is done about them, what is expected of
/// them, and who began and ended when.
struct AgreementReach {
    /// The revisions of the events, ascending.
    ///
    /// - Parameter subject: the only agreement that is asked for; all where there is none given.
    static func revisions(
        of subject: String? = nil, _ sight: Sight, _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        let lineage = try Lineage(index, transaction)
        var found = NumberSet(lineage.events)
        found.formUnion(try index.definitionsOfExistence(transaction))
        var mentions: [UInt64]
        if let subject {
            var matters = MatterReach(index)
            try matters.add(subject, transaction)
            found.formUnion(matters.found)
            mentions = matters.mentions
        } else {
            mentions = try all(&found, index, transaction)
        }
        var expectations = ExpectationReach(
            index, sight, lineage, try PairEvents(index, lineage, transaction))
        for name in try expectations.expectations(amid: mentions, transaction) {
            found.formUnion(try expectations.account(of: name, transaction).all)
        }
        return found.sorted
    }

    /// Adds all events about agreements, and those that speak of one, which are returned.
    private static func all(
        _ found: inout NumberSet, _ index: LogIndex, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var acts = NumberSet()
        for type in EventType.allCases where type >= .agreementDefined && type <= .agreementAbandoned {
            acts.formUnion(try index.events(of: type, transaction))
        }
        let events = acts.sorted
        var subjects = NumberSet()
        try index.log.forEachHeader(of: events, transaction) { (_, header) throws(LogError) in
            if header.subject > 0 { subjects.insert(UInt64(header.subject)) }
        }
        var mentions: [UInt64] = []
        for subject in subjects.sorted {
            let name = try index.log.subjectName(UInt32(truncatingIfNeeded: subject), transaction)
            mentions += try index.events(mentioning: name, transaction)
        }
        found.formUnion(acts)
        found.formUnion(mentions)
        return mentions
    }
}
