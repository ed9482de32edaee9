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
    /// The numbers of the actors of the event in hand.
    private var actors: [UInt32] = []
    /// What stands before its text.
    private var bodyStart: [UInt8] = []
    var tree: Frontier
    var frame: HeaderFrame
    var names: BatchNames
    var postings = Postings()
    /// The ids of lines that were refused: what is said about them is not at fault.
    var refusedIDs: Set<String> = []
    /// Events that this batch has corrected, as they read now: many corrections of one event would otherwise each go
    /// through all before it.
    var corrected: [UInt64: JSONValue] = [:]
    /// Where the ids of the log stand, and those of this batch.
    let idRuns: [UInt64]
    var recentIDs = RecentIDs()

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
        try take(preparer.prepare(piece, from: buffer), &transaction)
    }

    /// Takes the next lines.
    mutating func take(
        _ lines: PreparedLines, _ transaction: inout WriteTransaction
    ) throws(LogError) {
        names.take(lines)
        recentIDs.touch(lines.events)
        var taken = 0
        for refused in lines.refused {
            try take(lines, taken..<refused.eventsBefore, &transaction)
            taken = refused.eventsBefore
            take(refused, line: lines.linesBefore + refused.line)
        }
        try take(lines, taken..<lines.events.count, &transaction)
    }

    private mutating func take(_ refused: RefusedLine, line: Int) {
        switch refused.reason {
        case .unreadable(let reason): faults.append(LineFault(line: line, message: reason))
        case .faults(let draft, let found):
            faults += found.map { LineFault(line: line, $0) }
            if let id = draft.id { refusedIDs.insert(id) }
            names.noteDefinition(draft)
        }
    }

    private mutating func take(
        _ lines: PreparedLines, _ places: Range<Int>, _ transaction: inout WriteTransaction
    ) throws(LogError) {
        for place in places {
            let event = lines.events[place]
            if event.draft >= 0, let fault = reserved(lines.drafts[event.draft]) {
                faults.append(LineFault(line: lines.linesBefore + event.line, fault))
                continue
            }
            try names.check(event, of: lines, transaction.reading)
            try record(event, of: lines, &transaction)
        }
    }

    /// What only a redaction may say: else somebody could pretend that content was taken out.
    func reserved(_ draft: EventDraft) -> FieldFault? {
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
        _ event: PreparedEvent, of lines: PreparedLines, _ transaction: inout WriteTransaction
    ) throws(LogError) {
        let content = lines.content.span.extracting(event.content)
        let line = lines.linesBefore + event.line
        switch try standing(event, content, transaction.reading) {
        case .same:
            receipt.skipped += 1
            return
        case .different(let id, let revision):
            faults.append(
                LineFault(
                    line: line, field: "id",
                    message: "'\(id)' stands at revision \(revision) with other content; "
                        + "a new id states something new, `record.corrected` corrects what stands"))
            return
        case .absent: break
        }
        var target: UInt64?
        if event.type.isRecord, let draft = lines.draft(event) {
            switch try recordTarget(draft, line: line, content, &transaction) {
            case .found(let revision): target = revision
            case .refusedBefore:
                refusedIDs.insert(try id(content))
                return
            case .fault(let fault):
                refusedIDs.insert(try id(content))
                faults.append(LineFault(line: line, fault))
                return
            }
        }
        try write(event, of: lines, content, about: target, &transaction)
    }

    private mutating func write(
        _ event: PreparedEvent, of lines: PreparedLines, _ content: Span<UInt8>, about target: UInt64?,
        _ transaction: inout WriteTransaction
    ) throws(LogError) {
        let revision = head.revision + 1
        let recorded = max(clock(), head.recorded)
        let leaf = MerkleTree.leaf(
            revision: Revision(revision), recorded: recorded, content: withheld ?? event.digest)
        do throws(LMDBError) {
            if let withheld {
                let body = StoredBody.encodeWithheld(
                    leaf, recorded: recorded, digest: withheld, content: content)
                try transaction.append(tables.bodies, revision, body.span)
            } else {
                bodyStart.removeAll(keepingCapacity: true)
                StoredBody.encodeStart(leaf, recorded: recorded, into: &bodyStart)
                try transaction.append(tables.bodies, revision, bodyStart.span, content)
            }
            tree.append(leaf)
            if let block = TreeBlock(endingWith: tree) {
                try transaction.append(tables.tree, block.number, block.encoded().span)
            }
            let header = try names.place(
                event, of: lines, recorded: recorded, actors: &actors, &transaction)
            try frame.add(header, at: revision, &transaction)
            postings.add(
                revision: revision, event.type, header, actors: actors,
                mentions: lines.mentions[event.mentions])
            if event.type.isMembership, let draft = lines.draft(event) {
                postings.add(membership: draft, actors)
            }
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
}
