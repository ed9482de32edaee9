import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The events that bear on how expectations turned out: what was said of each, and what may have been its outcome or
/// have ended it, in any form that it has had.
struct ExpectationReach {
    /// The events, in no order.
    private(set) var found: Set<UInt64> = []
    private let index: LogIndex
    /// Only outcomes of these types matter, of expectations that name no subject; any where there are none given.
    private let types: Set<EventType>?
    /// Only outcomes that name one of these matter, of expectations that name parties; any where there are none given.
    private let actors: Set<UInt32>?
    private var keys: Set<UInt32> = []
    private var subjects: Set<UInt32> = []
    private var ofAnybody: Set<EventType> = []
    private var ofParties: Set<EventType> = []

    init(_ index: LogIndex, types: Set<EventType>? = nil, actors: Set<UInt32>? = nil) {
        self.index = index
        self.types = types
        self.actors = actors
    }

    /// Whether an event, as it was recorded, is about an expectation.
    static func isExpectation(
        _ event: UInt64, _ index: LogIndex, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        try index.type(event, transaction)?.isExpectation == true
    }

    /// Adds an expectation by the number of its name.
    mutating func add(_ key: UInt32, _ transaction: borrowing ReadTransaction) throws(LogError) {
        guard keys.insert(key).inserted else { return }
        let name = try index.log.subjectName(key, transaction)
        let events =
            try index.log.revisions(ofSubject: key, transaction) + index.events(mentioning: name, transaction)
        found.formUnion(events)
        for event in events {
            for expected in try index.forms(event, transaction).compactMap(\.expected) {
                if let name = expected.subject {
                    try addMatter(name, transaction)
                } else if let type = expected.type, types?.contains(type) ?? true {
                    try addOutcomes(type, isOfAnybody: expected.parties.isEmpty, transaction)
                }
            }
        }
    }

    /// What is done about the subject that something is expected of.
    private mutating func addMatter(
        _ name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        guard let subject = try index.log.subjectNumber(name, transaction), subjects.insert(subject).inserted
        else { return }
        found.formUnion(try index.log.revisions(ofSubject: subject, transaction))
        found.formUnion(try index.events(mentioning: name, transaction))
    }

    /// Which event was the first of its type decides what the outcome was.
    private mutating func addOutcomes(
        _ type: EventType, isOfAnybody: Bool, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        guard let actors, !isOfAnybody else {
            if ofAnybody.insert(type).inserted { found.formUnion(try index.events(of: type, transaction)) }
            return
        }
        guard ofParties.insert(type).inserted else { return }
        for event in try index.events(of: type, transaction) where !found.contains(event) {
            let header = try index.log.header(event, transaction)
            let (first, second, third) = header.actors
            if actors.contains(first) || actors.contains(second) || actors.contains(third) {
                found.insert(event)
            } else if header.partCount > StoredHeader.inlineParts {
                for actor in actors where try index.log.names(actor, at: event, transaction) {
                    found.insert(event)
                    break
                }
            }
        }
    }
}
