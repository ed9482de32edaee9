import CanonicalJSON
import DiplomaticEvents
import EventCoding
import LMDB

/// Puts what stands in the stead of an event into all tables: the body, the header, the indexes and the names.
struct EventWithholding {
    private let tables: StoreTables
    private let event: RecordedEvent
    private let draft: EventDraft
    private let content: [UInt8]
    private let placeholder: EventDraft
    private let type: UInt32
    private let subject: UInt32?
    private let actors: [UInt32]
    private let mentions: Set<String>
    private let target: UInt64?

    private var revision: UInt64 { event.revision.number }

    /// - Throws: ``LogError/refused(_:)`` for an event that can't be redacted.
    init(
        _ tables: StoreTables, _ event: RecordedEvent, id: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.tables = tables
        self.event = event
        let content = WithheldEvent.content(id: id)
        self.content = content
        do {
            let document = try JSONDocument(event.content.span)
            draft = EventReader.read(document).draft
            mentions = Mentions.of(draft, document)
            placeholder = EventReader.read(try JSONDocument(content.span)).draft
            type = try tables.types.number(of: draft.typeName, transaction) ?? 0
            if let name = draft.subject {
                subject = try tables.subjects.number(of: name, transaction)
            } else {
                subject = nil
            }
            actors = try tables.actorNumbers(of: draft, transaction)
            var target: UInt64?
            if draft.type.isRecord, let name = draft.target {
                for place in try tables.revisions(ofIDHash: EventIDHash.of(name), transaction)
                where try transaction.containsDuplicate(tables.about, place, event.revision.number) {
                    target = place
                }
            }
            self.target = target
        } catch let error as LogError {
            throw error
        } catch let error as LMDBError {
            throw LogError(error)
        } catch {
            throw .corrupt("the body of revision \(event.revision.number) is not JSON: \(error)")
        }
        if draft.type == .recordRedacted {
            throw .refused([
                LineFault(line: 1, field: "id", message: "'\(id)' is the record of a redaction, which stays")
            ])
        }
    }

    func run(_ transaction: inout WriteTransaction) throws(LogError) {
        do throws(LMDBError) {
            try replaceBody(&transaction)
            try removePostings(&transaction)
            var names = BatchNames(tables, allowsNew: true)
            let withheld = try names.number(
                ofType: placeholder.typeName, placeholder.type, &transaction)
            try replaceHeader(
                StoredHeader(placeholder, recorded: event.recorded, type: withheld, subject: 0, actors: []),
                &transaction)
            try tables.index.addRun(&transaction) { (writer, transaction) throws(LMDBError) in
                try writer.add(IndexKind.type.rawValue, UInt64(withheld), revision, &transaction)
            }
        } catch {
            throw LogError(error)
        }
        try removeShared(&transaction)
        try forgetNames(&transaction)
    }

    private func replaceBody(_ transaction: inout WriteTransaction) throws(LMDBError) {
        let record = StoredBody.encodeWithheld(
            event.leaf, recorded: event.recorded, digest: event.contentDigest, content: content.span)
        // In place first: LMDB leaves a value that makes way for a shorter one where it is, outside any value. Scrubbing
        // does away with that too; this is for the time until then, and for where it can't be done.
        let zeros = [UInt8](repeating: 0, count: StoredBody.prefix + event.content.count)
        try transaction.put(tables.bodies, revision, zeros.span)
        try transaction.put(tables.bodies, revision, record.span)
    }

    private func replaceHeader(
        _ header: StoredHeader, _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        let number = (revision - 1) / StoredHeader.perFrame
        let place = Int((revision - 1) % StoredHeader.perFrame) * StoredHeader.size
        var frame: [UInt8] = []
        do {
            if let stored = try transaction.get(tables.headers, number) { frame = stored.copied() }
        }
        guard place + StoredHeader.size <= frame.count else { throw LMDBError.corrupted }
        var bytes: [UInt8] = []
        header.encode(into: &bytes)
        frame.replaceSubrange(place..<place + StoredHeader.size, with: bytes)
        try transaction.put(tables.headers, number, frame.span)
    }

    private func removePostings(_ transaction: inout WriteTransaction) throws(LMDBError) {
        let header = StoredHeader(
            draft, recorded: event.recorded, type: UInt16(clamping: type), subject: subject ?? 0,
            actors: actors)
        try IndexEntries.forEach(
            of: draft.type, header, at: revision, actors: actors,
            mentions: Set(mentions.map(EventIDHash.of))
        ) { (kind, key, value) throws(LMDBError) in
            // What other events may call for too is looked at apart.
            if kind == .subjectOfActor { return }
            try tables.index.remove(kind, key, value, &transaction)
        }
        if let target { try transaction.deleteDuplicate(tables.about, target, revision) }
    }

    /// Entries that several events may call for go with the last of them.
    private func removeShared(_ transaction: inout WriteTransaction) throws(LogError) {
        do throws(LMDBError) {
            if let subject {
                let others = try logged { () throws(LogError) in
                    try tables.postings(.subject, UInt64(subject), transaction.reading)
                }
                for actor in Set(actors) {
                    var isShared = false
                    for other in others where !isShared {
                        isShared = try tables.index.contains(
                            .actor, UInt64(actor), other, transaction.reading)
                    }
                    if isShared { continue }
                    try tables.index.remove(
                        .subjectOfActor, UInt64(actor), UInt64(subject), &transaction)
                }
            }
        } catch {
            throw LogError(error)
        }
        let entries = MembershipKey.entries(draft, actors)
        if entries.isEmpty { return }
        let others = try otherMemberships(transaction.reading)
        do throws(LMDBError) {
            for (key, value) in entries where others[key]?.contains(value) != true {
                try tables.index.remove(.membership, key, value, &transaction)
            }
        } catch {
            throw LogError(error)
        }
    }

    private func logged<Value>(_ body: () throws(LogError) -> Value) throws(LMDBError) -> Value {
        do throws(LogError) { return try body() } catch { throw LMDBError.corrupted }
    }

    /// The entries that the other events of the members call for.
    private func otherMemberships(
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64: Set<UInt64>] {
        var found: [UInt64: Set<UInt64>] = [:]
        var seen: Set<UInt64> = [revision]
        for (part, member) in zip(draft.parts, actors) where part.role == .member {
            for other in try tables.postings(.actor, UInt64(member), transaction)
            where seen.insert(other).inserted {
                do {
                    let body = try tables.recorded(other, transaction)
                    let draft = EventReader.read(try JSONDocument(body.content.span)).draft
                    let actors = try tables.actorNumbers(of: draft, transaction)
                    for (key, value) in MembershipKey.entries(draft, actors) {
                        found[key, default: []].insert(value)
                    }
                } catch let error as LogError {
                    throw error
                } catch {
                    throw .corrupt("the body of revision \(other) can't be read: \(error)")
                }
            }
        }
        return found
    }

    /// Names that no event has any more go too.
    private func forgetNames(_ transaction: inout WriteTransaction) throws(LogError) {
        do throws(LMDBError) {
            for actor in Set(actors)
            where try !tables.index.contains(.actor, UInt64(actor), transaction.reading) {
                try tables.actors.forget(actor, &transaction)
            }
            if let subject, try !tables.index.contains(.subject, UInt64(subject), transaction.reading) {
                try tables.subjects.forget(subject, &transaction)
            }
            if draft.type == .own, try !tables.index.contains(.type, UInt64(type), transaction.reading) {
                try tables.types.forget(type, &transaction)
            }
        } catch {
            throw LogError(error)
        }
    }
}
