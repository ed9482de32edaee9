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
    func type(of header: StoredHeader) -> EventType? {
        Int(header.type) < types.count ? types[Int(header.type)] : nil
    }

    // MARK: By type

    /// The events of a type as they were recorded, ascending.
    func recorded(
        of type: EventType, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        guard let number = types.firstIndex(of: type) else { return [] }
        return try log.revisions(ofType: UInt16(clamping: number), transaction)
    }

    /// The events of a type.
    func events(
        of type: EventType, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try recorded(of: type, transaction) + corrected(toSpeakOf: type.name, transaction)
    }

    /// The definitions that tell when somebody exists.
    func definitionsOfExistence(
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let definitions = try recorded(of: .actorDefined, transaction)
        var found: [UInt64] = []
        try log.forEachHeader(of: definitions, transaction) { (event, header) throws(LogError) in
            if header.flags.contains(.tellsExistence) { found.append(event) }
        }
        // Others may tell, or have become definitions, by a correction.
        return try found + log.eventsWithRecords(among: definitions, transaction)
            + corrected(toSpeakOf: EventType.actorDefined.name, transaction)
    }

    /// The events of membership.
    func membershipEvents(_ transaction: borrowing ReadTransaction) throws(LogError) -> NumberSet {
        var found = NumberSet()
        for type in EventType.allCases where type.isMembership {
            found.formUnion(try events(of: type, transaction))
        }
        return found
    }

    // MARK: By name

    /// The events that speak of a name: as they are, and, of corrections, what they correct.
    func events(
        mentioning name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let mentions = try self.mentions(of: name, transaction)
        return try mentions.direct + targets(of: mentions.records, transaction)
    }

    /// The events that corrections make speak of a name.
    func corrected(
        toSpeakOf name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try targets(of: try mentions(of: name, transaction).records, transaction)
    }

    /// The events that speak of a name, corrections apart.
    func mentions(
        of name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> (direct: [UInt64], records: [UInt64]) {
        let all = try log.revisions(mentioning: name, transaction)
        if all.isEmpty { return ([], []) }
        var (direct, records): ([UInt64], [UInt64]) = ([], [])
        try log.forEachHeader(of: all, transaction) { (revision, header) throws(LogError) in
            if type(of: header)?.isRecord == true {
                records.append(revision)
            } else {
                direct.append(revision)
            }
        }
        return (direct, records)
    }

    /// The events about a subject, and those that speak of it.
    func events(
        about subject: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var events = try self.events(mentioning: subject, transaction)
        if let number = try log.subjectNumber(subject, transaction) {
            events += try log.revisions(ofSubject: number, transaction)
        }
        return events
    }

    /// The events that name an actor.
    func events(naming code: String, _ transaction: borrowing ReadTransaction) throws(LogError) -> NumberSet {
        var events = NumberSet(try corrected(toSpeakOf: code, transaction))
        if let number = number(code) { events.formUnion(try log.revisions(ofActor: number, transaction)) }
        return events
    }

    // MARK: Forms

    /// What records are about in the end.
    private func targets(
        of records: [UInt64], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var targets: [UInt64] = []
        for record in records {
            if let target = try target(of: record, transaction) { targets.append(target) }
        }
        return targets
    }

    private func target(
        of record: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64? {
        var revision = record
        // What a record is about stands before it, so this ends.
        while type(of: try log.header(revision, transaction))?.isRecord == true {
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
