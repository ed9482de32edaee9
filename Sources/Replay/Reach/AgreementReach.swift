import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The events that bear on how agreements stand, found by the indexes: what is done about them, what is expected of
/// them, and who began and ended when.
struct AgreementReach {
    /// The revisions of the events, ascending.
    static func revisions(
        _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        var found: [UInt64] = []
        for type in EventType.allCases where type >= .agreementDefined && type <= .agreementAbandoned {
            found += try index.events(of: type, transaction)
        }
        var subjects: Set<UInt32> = []
        for event in found { subjects.insert(try log.header(event, transaction).subject) }
        var expectations = ExpectationReach(index)
        for subject in subjects where subject > 0 {
            let name = try log.subjectName(subject, transaction)
            for event in try index.events(mentioning: name, transaction) {
                found.append(event)
                guard try ExpectationReach.isExpectation(event, index, transaction) else { continue }
                let key = try log.header(event, transaction).subject
                if key > 0 { try expectations.add(key, transaction) }
            }
        }
        found += expectations.found
        for type in [EventType.actorSucceeded, .actorExtinguished, .actorDefined] {
            found += try index.events(of: type, transaction)
        }
        found.sort()
        var distinct: [UInt64] = []
        distinct.reserveCapacity(found.count)
        for event in found where distinct.last != event { distinct.append(event) }
        return distinct
    }
}
