import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The indexes of a log, asked in the terms of the catalogue.
///
/// What they tell is as events were recorded, together with whatever a correction may have made of them, whichever
/// lens lets it in. So it is at least what any lens sees, and often a little more.
struct LogIndex {
    let log: EventLog
    /// The store's types by number; `nil` for the user's own and unknown ones.
    let types: [EventType?]
    private let codes: [String]
    private let numbers: [String: UInt32]

    init(_ log: EventLog, _ transaction: borrowing ReadTransaction) throws(LogError) {
        self.log = log
        types = try log.typeNames(transaction).map(Catalogue.type(named:))
        codes = try log.actorCodes(transaction)
        numbers = Dictionary(
            codes.enumerated().dropFirst().map { ($1, UInt32(truncatingIfNeeded: $0)) },
            uniquingKeysWith: { one, _ in one })
    }

    func code(_ actor: UInt32) -> String { Int(actor) < codes.count ? codes[Int(actor)] : "" }

    func number(_ code: String) -> UInt32? { numbers[code] }

    /// The type of an event as it was recorded.
    func type(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> EventType? {
        let number = Int(try log.header(revision, transaction).type)
        return number < types.count ? types[number] : nil
    }

    /// The events of a type.
    func events(
        of type: EventType, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var events = try self.events(mentioning: type.name, transaction)
        if let number = types.firstIndex(of: type) {
            events += try log.revisions(ofType: UInt16(clamping: number), transaction)
        }
        return events
    }

    /// The events that speak of a name: as they are, and, of corrections, what they correct.
    func events(
        mentioning name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var events: [UInt64] = []
        for revision in try log.revisions(mentioning: name, transaction) {
            if try type(revision, transaction)?.isRecord == true {
                if let target = try target(of: revision, transaction) { events.append(target) }
            } else {
                events.append(revision)
            }
        }
        return events
    }

    /// The event that a record is about in the end.
    private func target(
        of record: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64? {
        var revision = record
        // What a record is about stands before it, so this ends.
        while try type(revision, transaction)?.isRecord == true {
            guard let id = try log.event(revision, transaction)["data"]?["target"]?.text,
                let next = try log.revision(ofID: id, transaction), next < revision
            else { return nil }
            revision = next
        }
        return revision
    }

    /// The forms that an event may have: as it was recorded, and each patch of what corrects it.
    func forms(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [EventForm] {
        var forms = [EventForm(try log.event(revision, transaction))]
        var waiting = try log.records(about: revision, transaction)
        while let record = waiting.popLast() {
            waiting += try log.records(about: record, transaction)
            var patch = try log.event(record, transaction)["data"]?["patch"]
            while let inner = patch {
                if let object = inner.object { forms.append(EventForm(object)) }
                patch = inner["data"]?["patch"]
            }
        }
        return forms
    }
}
