import CanonicalJSON
import DiplomaticEvents
import EventCoding
import LMDB

/// What an append has to know of the log and of itself: which ids stand, and what records are about.
extension AppendBatch {
    enum Standing {
        case absent, same, different(id: String, UInt64)
    }

    /// Whether the log, or this batch before, holds an event of that id.
    func standing(
        _ event: PreparedEvent, _ content: Span<UInt8>, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Standing {
        let candidates = try candidates(event.idHash, transaction)
        if candidates.isEmpty { return .absent }
        let id = try id(content)
        for revision in candidates {
            let (isSame, other) = try tables.withRecord(revision, transaction) {
                (record) throws(LogError) -> (Bool, String) in
                if StoredBody.isOf(content, record) { return (true, id) }
                let stored = record.extracting(StoredBody.contentStart(record)..<record.count)
                return (false, try StoreTables.id(ofContent: stored.copied(), revision))
            }
            if isSame { return .same }
            if other.isSame(as: id) { return .different(id: id, revision) }
        }
        return .absent
    }

    private func candidates(
        _ hash: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let recent = recentIDs.revisions(hash)
        if idRuns.isEmpty { return recent }
        return try tables.revisions(ofIDHash: hash, in: idRuns, transaction) + recent
    }

    /// The event of that id, in the log or earlier in this batch.
    func revision(ofID id: String, _ transaction: borrowing ReadTransaction) throws(LogError) -> UInt64? {
        for revision in try candidates(EventIDHash.of(id), transaction) {
            let other = try tables.withRecord(revision, transaction) { (record) throws(LogError) in
                let content = record.extracting(StoredBody.contentStart(record)..<record.count)
                return try StoreTables.id(ofContent: content.copied(), revision)
            }
            if other.isSame(as: id) { return revision }
        }
        return nil
    }

    /// The id in the canonical text of the event in hand.
    func id(_ content: Span<UInt8>) throws(LogError) -> String {
        try StoreTables.id(ofContent: content.copied(), head.revision &+ 1)
    }

    enum Target {
        case found(UInt64)
        /// It is a line of this batch that was refused itself.
        case refusedBefore
        case fault(FieldFault)
    }

    /// The event that a `record.*` is about; a fault where there is none, or where a correction would make something
    /// of it that is no event.
    ///
    /// - Parameter line: on which the record begins.
    mutating func recordTarget(
        _ draft: EventDraft, line: Int, _ content: Span<UInt8>, _ transaction: inout WriteTransaction
    ) throws(LogError) -> Target {
        let target = draft.target ?? ""
        guard let revision = try revision(ofID: target, transaction.reading) else {
            return missing(target, "data.target")
        }
        if draft.type == .recordCorrected, !trustsCorrections,
            try tables.isWithheld(revision, transaction.reading)
        {
            return .fault(
                FieldFault(
                    "data.target", "'\(target)' is withheld; state what is right in an event of its own"))
        }
        if let other = draft.canonical {
            let field = draft.type == .recordDuplicateOf ? "data.canonical" : "data.over"
            guard try self.revision(ofID: other, transaction.reading) != nil else {
                return missing(other, field)
            }
            if other.isSame(as: target) {
                return .fault(FieldFault(field, "'\(other)' is the target itself"))
            }
        }
        if draft.type == .recordCorrected, !trustsCorrections, let patch = try Self.patch(content) {
            // What this batch has already said about the target is read by its headers.
            do throws(LMDBError) { try frame.flush(&transaction) } catch { throw LogError(error) }
            let standing: JSONValue
            if let known = corrected[revision] {
                standing = known
            } else {
                standing = try tables.effectiveEvent(revision, transaction.reading)
            }
            let correction = try Correction(of: standing, by: patch)
            if let fault = correction.fault { return .fault(fault) }
            if let fault = reserved(correction.draft) {
                return .fault(FieldFault("data.patch.\(fault.field)", fault.message))
            }
            try names.check(correction: correction.draft, line: line, transaction.reading)
            // A corrected record reads otherwise for whatever it is about.
            if correction.draft.type.isRecord { corrected.removeAll() }
            corrected[revision] = correction.event
        } else if draft.type == .recordRetracted {
            corrected.removeAll()
        }
        return .found(revision)
    }

    /// The patch in a correction's canonical text.
    private static func patch(_ content: Span<UInt8>) throws(LogError) -> JSONValue? {
        do throws(JSONFault) {
            let document = try JSONDocument(content)
            return document.member(document.root, "data").flatMap { document.member($0, "patch") }
                .map(document.value)
        } catch {
            throw .corrupt("a correction can't be read again: \(error)")
        }
    }

    private func missing(_ id: String, _ field: String) -> Target {
        if refusedIDs.contains(id) { return .refusedBefore }
        return .fault(FieldFault(field, "'\(id)' is no event in the log or earlier in the batch"))
    }
}
