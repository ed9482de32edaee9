import CanonicalJSON
import DiplomaticEvents
import EventCoding
import LMDB

/// One append in the making: reads line after line, checks it, and puts the event into the transaction.
///
/// After a fault reading and writing go on, so that every bad line is told, and none for lack of a good one before
/// it; the transaction is then given up.
struct AppendBatch {
    let tables: StoreTables
    let options: AppendOptions
    let clock: () -> Int64
    var head: LogHead
    let start: LogHead
    var receipt: Receipt
    var faults: [LineFault] = []
    /// Of an event that is restored withheld, the digest of the content that it had.
    var withheld: LogDigest?
    /// Takes corrections without trying them, for a log in which what they are about may be withheld.
    var trustsCorrections = false
    private var preparer = LinePreparer()
    var tree: Frontier
    var frame: HeaderFrame
    var names: BatchNames
    var postings = Postings()
    /// The ids of lines that were refused: what is said about them is not at fault.
    private var refusedIDs: Set<String> = []
    /// Events that this batch has corrected, as they read now: many corrections of one event would otherwise each go
    /// through all before it.
    private var corrected: [UInt64: JSONValue] = [:]
    /// Where the ids of the log stand, and those of this batch.
    private let idRuns: [UInt64]
    private var recentIDs = RecentIDs()

    init(
        _ tables: StoreTables, _ transaction: inout WriteTransaction, options: AppendOptions,
        clock: @escaping () -> Int64
    ) throws(LogError) {
        self.tables = tables
        self.options = options
        self.clock = clock
        head = try tables.head(transaction.reading)
        start = head
        receipt = Receipt(lastRevision: head.revision, head: head.digest)
        tree = try tables.frontier(of: head, transaction.reading)
        frame = try HeaderFrame(tables, after: head.revision, transaction.reading)
        names = BatchNames(tables, allowsNew: options.allowNewActors)
        do throws(LMDBError) { idRuns = try tables.idRuns(transaction.reading) } catch {
            throw LogError(error)
        }
        try checkConditions(transaction.reading)
    }

    private func checkConditions(_ transaction: borrowing ReadTransaction) throws(LogError) {
        if let expected = options.ifRevision, expected != head.revision {
            throw .conditionFailed("the log is at revision \(head.revision), not \(expected)")
        }
        for condition in options.ifUnchanged {
            let last = try tables.lastRevision(naming: condition.name, transaction)
            if last > condition.since {
                throw .conditionFailed(
                    "'\(condition.name)' has an event at revision \(last), after \(condition.since)")
            }
        }
    }

    /// Takes a piece of input by itself.
    mutating func take(
        _ piece: EventInput.Piece, from buffer: [UInt8], _ transaction: inout WriteTransaction
    ) throws(LogError) {
        let prepared = preparer.prepare(piece, from: buffer)
        for line in prepared.lines { try take(line, of: prepared.content, &transaction) }
    }

    /// Takes the next line.
    ///
    /// - Parameter content: where its canonical text stands.
    mutating func take(
        _ line: PreparedLines.Line, of content: [UInt8], _ transaction: inout WriteTransaction
    ) throws(LogError) {
        switch line {
        case .unreadable(let line, let reason): faults.append(LineFault(line: line, message: reason))
        case .refused(let line, let draft, let found):
            faults += found.map { LineFault(line: line, $0) }
            if let id = draft.id { refusedIDs.insert(id) }
            names.noteDefinition(draft)
        case .event(let event):
            if let fault = reserved(event.draft) {
                faults.append(LineFault(line: event.line, fault))
                return
            }
            try names.check(event.draft, line: event.line, transaction.reading)
            try record(event, content.span.extracting(event.content), &transaction)
        }
    }

    /// What only a redaction may say: else somebody could pretend that content was taken out.
    private func reserved(_ draft: EventDraft) -> FieldFault? {
        if options.isRedaction { return nil }
        if draft.type == .recordRedacted {
            return FieldFault("type", "'\(draft.typeName)' is recorded by `chancery redact`, not appended")
        }
        if draft.typeName.isSame(as: WithheldEvent.typeName) {
            return FieldFault(
                "type", "'\(draft.typeName)' stands for events that are withheld; choose another")
        }
        return nil
    }

    private mutating func record(
        _ event: PreparedEvent, _ content: Span<UInt8>, _ transaction: inout WriteTransaction
    ) throws(LogError) {
        switch try standing(event, content, transaction.reading) {
        case .same:
            receipt.skipped += 1
            return
        case .different(let revision):
            faults.append(
                LineFault(
                    line: event.line, field: "id",
                    message: "'\(event.id)' stands at revision \(revision) with other content; "
                        + "a new id states something new, `record.corrected` corrects what stands"))
            return
        case .absent: break
        }
        var target: UInt64?
        if event.draft.type.isRecord {
            switch try recordTarget(event, content, &transaction) {
            case .found(let revision): target = revision
            case .refusedBefore:
                refusedIDs.insert(event.id)
                return
            case .fault(let fault):
                refusedIDs.insert(event.id)
                faults.append(LineFault(line: event.line, fault))
                return
            }
        }
        try write(event, content, about: target, &transaction)
    }

    private mutating func write(
        _ event: PreparedEvent, _ content: Span<UInt8>, about target: UInt64?,
        _ transaction: inout WriteTransaction
    ) throws(LogError) {
        let draft = event.draft
        let revision = head.revision + 1
        let recorded = max(clock(), head.recorded)
        let leaf = MerkleTree.leaf(
            revision: Revision(revision), recorded: recorded, content: withheld ?? event.digest)
        let body =
            withheld.map {
                StoredBody.encodeWithheld(leaf, recorded: recorded, digest: $0, content: content)
            } ?? StoredBody.encode(leaf, recorded: recorded, content: content)
        do throws(LMDBError) {
            try transaction.append(tables.bodies, revision, body.span)
            tree.append(leaf)
            if let block = TreeBlock(endingWith: tree) {
                try transaction.append(tables.tree, block.number, block.encoded().span)
            }
            let type = try names.number(ofType: draft.typeName, draft.type, &transaction)
            let subject = try draft.subject.map { (name) throws(LMDBError) in
                try names.number(ofSubject: name, &transaction)
            }
            var actors: [UInt32] = []
            for part in draft.parts { actors.append(try names.number(ofActor: part.code, &transaction)) }
            let header = StoredHeader(
                draft, recorded: recorded, type: type, subject: subject ?? 0, actors: actors)
            try frame.add(header, at: revision, &transaction)
            postings.add(
                revision: revision, draft, header, actors: actors, mentions: event.mentions)
            if let target { try transaction.putDuplicate(tables.about, target, revision) }
            recentIDs.insert(event.idHash, revision)
            if postings.count >= 1 << 17 {
                try postings.flush(tables.index, &transaction)
                try transaction.writeOut(tables.about)
            }
        } catch {
            throw LogError(error)
        }
        head.revision = revision
        head.recorded = recorded
        receipt.appended += 1
        if receipt.firstRevision == nil { receipt.firstRevision = revision }
    }

    /// Ends the batch: nothing is to be committed if this throws.
    mutating func finish(_ transaction: inout WriteTransaction) throws(LogError) -> Receipt {
        faults += names.unknownActors()
        if !faults.isEmpty {
            throw .refused(faults.sorted { $0.line < $1.line })
        }
        head.digest = tree.root
        do throws(LMDBError) {
            try postings.flush(tables.index, &transaction)
            try tables.addRun(recentIDs, &transaction)
            try frame.flush(&transaction)
            if head != start { try tables.put(LogHead.key, head.encoded(), &transaction) }
        } catch {
            throw LogError(error)
        }
        receipt.lastRevision = head.revision
        receipt.head = head.digest
        return receipt
    }

    // MARK: Ids

    private enum Standing {
        case absent, same, different(UInt64)
    }

    /// Whether the log, or this batch before, holds an event of that id.
    private func standing(
        _ event: PreparedEvent, _ content: Span<UInt8>, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Standing {
        for revision in try candidates(event.idHash, transaction) {
            let (isSame, other) = try tables.withRecord(revision, transaction) {
                (record) throws(LogError) -> (Bool, String) in
                if StoredBody.isOf(content, record) { return (true, event.id) }
                let stored = record.extracting(StoredBody.contentStart(record)..<record.count)
                return (false, try StoreTables.id(ofContent: stored.copied(), revision))
            }
            if isSame { return .same }
            if other.isSame(as: event.id) { return .different(revision) }
        }
        return .absent
    }

    private func candidates(
        _ hash: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let stored = idRuns.isEmpty ? [] : try tables.revisions(ofIDHash: hash, in: idRuns, transaction)
        return stored + recentIDs.revisions(hash)
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

    private enum Target {
        case found(UInt64)
        /// It is a line of this batch that was refused itself.
        case refusedBefore
        case fault(FieldFault)
    }

    /// The event that a `record.*` is about; a fault where there is none, or where a correction would make something
    /// of it that is no event.
    private mutating func recordTarget(
        _ event: PreparedEvent, _ content: Span<UInt8>, _ transaction: inout WriteTransaction
    ) throws(LogError) -> Target {
        let draft = event.draft
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
            try names.check(correction.draft, line: event.line, prefix: "data.patch.", transaction.reading)
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
