import DiplomaticEvents
import EventLog
import LMDB

/// The events about subjects, and about the agreements that take their place or whose place they take.
struct MatterReach {
    private(set) var found = NumberSet()
    /// Those that speak of the subjects without being about them.
    private(set) var mentions: [UInt64] = []
    private(set) var subjects: Set<String> = []
    private let index: LogIndex

    init(_ index: LogIndex) { self.index = index }

    mutating func add(_ subject: String, _ transaction: borrowing ReadTransaction) throws(LogError) {
        var waiting = [subject]
        while let name = waiting.popLast() {
            guard subjects.insert(name).inserted else { continue }
            let speaking = try index.events(mentioning: name, transaction)
            mentions += speaking
            found.formUnion(speaking)
            if let number = try index.log.subjectNumber(name, transaction) {
                let events = try index.log.revisions(ofSubject: number, transaction)
                found.formUnion(events)
                waiting += try linked(events, transaction)
            }
            waiting += try linked(speaking, transaction)
        }
    }

    /// The agreements that definitions among some events are about, and whose place these are to take.
    private func linked(
        _ events: [UInt64], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [String] {
        var links: [String] = []
        for event in events {
            let type = index.type(of: try index.log.header(event, transaction))
            let isSpokenOf = try !index.log.records(about: event, transaction).isEmpty
            guard type == .agreementDefined || isSpokenOf else { continue }
            let forms = try index.forms(event, transaction)
            let superseded = forms.compactMap(\.superseded)
            if superseded.isEmpty { continue }
            links += superseded + forms.compactMap(\.subject)
        }
        return links
    }
}
