import CanonicalJSON
import DiplomaticEvents
public import EventCoding
import LMDB

/// What a redaction did.
public struct Redaction: Sendable, Hashable {
    /// The event whose content is withheld.
    public var revision: UInt64
    /// The revision of the record that says so; `nil` where the event had been redacted before.
    public var record: UInt64?
    public var head: LogDigest
    /// Whether the file holds the content no more, not even in free pages. False where a read of another process holds
    /// on to an older state; redacting again does what is left to do.
    public var isScrubbed: Bool
}

extension EventLog {
    /// Takes the content of an event out of the store for good, and records that. Its id, place, time and leaf stay, so
    /// the head and every proof stay what they were.
    ///
    /// Redacting an event again only overwrites what the file may still hold of it.
    ///
    /// - Parameters:
    ///   - reason: why; it is kept, so it must not repeat what has to go.
    ///   - clock: microseconds since 1970.
    /// - Returns: `nil` where the log has no such event.
    /// - Throws: ``LogError/refused(_:)`` for the record of a redaction, or a reason that says nothing.
    public func redact(
        id: String, reason: String, clock: @escaping () -> Int64
    ) throws(LogError) -> Redaction? {
        guard var redaction = try withhold(id, reason, clock) else { return nil }
        try dropSnapshots()
        // Neither header of the file is to lead to a state that has the content.
        for _ in 0..<2 {
            do throws(LMDBError) {
                try environment.write { (transaction) throws(LMDBError) in
                    var head: [UInt8] = []
                    do {
                        let key = LogHead.key
                        if let stored = try transaction.get(tables.meta, key.span) { head = stored.copied() }
                    }
                    if head.isEmpty { throw LMDBError.corrupted }
                    try tables.put(LogHead.key, head, &transaction)
                }
            } catch {
                throw LogError(error)
            }
        }
        redaction.isScrubbed = try scrub()
        return redaction
    }

    /// - Returns: false where a read holds on to an older state, for longer than reads should take.
    private func scrub() throws(LogError) -> Bool {
        for _ in 0..<50 {
            do throws(LMDBError) {
                try environment.scrub()
                return true
            } catch {
                guard error == .busy else { throw LogError(error) }
                environment.pause(milliseconds: 20)
            }
        }
        return false
    }

    private func withhold(
        _ id: String, _ reason: String, _ clock: @escaping () -> Int64
    ) throws(LogError) -> Redaction? {
        try environment.write { (transaction: inout WriteTransaction) throws(LogError) -> Redaction? in
            guard let revision = try revision(ofID: id, transaction.reading) else { return nil }
            let event = try tables.recorded(revision, transaction.reading)
            if event.isWithheld {
                let head = try tables.head(transaction.reading)
                return Redaction(revision: revision, record: nil, head: head.digest, isScrubbed: false)
            }
            try EventWithholding(tables, event, id: id, transaction.reading).run(&transaction)
            var options = AppendOptions()
            options.isRedaction = true
            let line = CanonicalWriter.bytes(of: [
                "data": ["reason": .text(reason), "target": .text(id)],
                "type": .text(EventType.recordRedacted.name),
            ])
            var batch = try AppendBatch(tables, &transaction, options: options, clock: clock)
            var source = EventSource(bytes: line)
            var preparation = LinePreparation()
            while let prepared = try preparation.next(&source, limit: .max) {
                try batch.take(prepared, &transaction)
            }
            let receipt = try batch.finish(&transaction)
            return Redaction(
                revision: revision, record: receipt.lastRevision, head: receipt.head, isScrubbed: false)
        }
    }
}

extension StoreTables {
    /// Whether a record says that an event was redacted.
    func isRedacted(_ revision: UInt64, _ transaction: borrowing ReadTransaction) throws(LogError) -> Bool {
        let type: UInt32?
        do throws(LMDBError) {
            type = try types.number(of: EventType.recordRedacted.name, transaction)
        } catch {
            throw LogError(error)
        }
        guard let type else { return false }
        for record in try records(about: revision, transaction)
        where try header(record, transaction).type == type { return true }
        return false
    }
}
