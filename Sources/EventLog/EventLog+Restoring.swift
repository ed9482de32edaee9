import DiplomaticEvents
import EventCoding
public import LMDB

/// A log that was made of a dump.
public struct Restored: Sendable, Hashable {
    public var id: String
    public var head: LogHead
}

/// Where a dump comes from, line by line.
public struct DumpSource {
    var input = LineInput()
    let more: () throws(LogError) -> [UInt8]

    /// - Parameter more: the next bytes; an empty list at the end.
    public init(_ more: @escaping () throws(LogError) -> [UInt8]) { self.more = more }
}

extension EventLog {
    /// How many events are committed at once while a store is in the making: enough that the disk is seldom waited for,
    /// few enough that memory stays small.
    private static let restoredAtOnce = 1 << 15

    /// Makes a store of a dump, aside, by the same path that events are appended by. Every line's hash is checked as it
    /// comes, and at the end the head. ``install(_:at:patience:allowNetworkFileSystem:)`` puts it in its place.
    ///
    /// - Parameters:
    ///   - scratch: a folder without a store.
    ///   - progress: is told how many events have been read, and of how many.
    /// - Throws: ``LogError/refused(_:)`` with the first line that is not what was dumped.
    public static func restore(
        _ source: inout DumpSource, into scratch: ScratchFolder,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(LogError) -> Restored {
        var restoring = Restoring(source: source)
        let said = try restoring.begin()
        let log = try create(path: scratch.path, id: said.id)
        while !restoring.isAtEnd {
            try log.appendRestored(&restoring, atMost: restoredAtOnce)
            progress(restoring.revision, said.revision)
        }
        let head = try log.environment.read { (transaction) throws(LogError) in
            try log.tables.head(transaction)
        }
        guard head.digest == said.head else {
            throw Restoring.refused(
                1, "log", "says that the head is \(said.head), but that of the events is \(head.digest)")
        }
        return Restored(id: log.id, head: head)
    }

    private func appendRestored(_ restoring: inout Restoring, atMost count: Int) throws(LogError) {
        var isFirstTry = true
        try environment.write { (transaction: inout WriteTransaction) throws(LogError) in
            if !isFirstTry { throw .tryAgain }
            isFirstTry = false
            try restoring.append(atMost: count, tables, &transaction)
        }
    }

    /// Puts a store that was made aside into a folder that has none, or an empty one, in one step.
    ///
    /// - Parameter patience: how long to wait for those who have the empty store open.
    /// - Throws: ``LogError/notEmpty(path:revision:)``, ``LogError/busy(_:)``; the folder is then as it was.
    public static func install(
        _ scratch: ScratchFolder, at path: String, patience: Duration, allowNetworkFileSystem: Bool = false
    ) throws(LogError) {
        try solely(path, patience, allowNetworkFileSystem) { (sole) throws(LogError) in
            let hasStore: Bool
            do throws(LMDBError) { hasStore = try sole.hasStore() } catch { throw LogError(error) }
            if hasStore { try requireEmpty(sole) }
            do throws(LMDBError) { try sole.put(dataFile: scratch.dataFile) } catch { throw LogError(error) }
        }
    }

    private static func requireEmpty(_ sole: SoleUse) throws(LogError) {
        try EventLog.open(within: sole).requireEmpty()
    }

    /// - Throws: ``LogError/notEmpty(path:revision:)``.
    public func requireEmpty() throws(LogError) {
        let head = try environment.read { (transaction) throws(LogError) in try tables.head(transaction) }
        if head.revision > 0 { throw .notEmpty(path: path, revision: head.revision) }
    }
}

/// One restoring: reads line after line, and appends what it says as it says it.
private struct Restoring {
    var source: DumpSource
    private var reader = DumpReader()
    private var said: DumpedLog?
    /// The first line is read before there is a store to append its event to.
    private var isHeld = false
    private(set) var isAtEnd = false
    private(set) var revision: UInt64 = 0
    /// Whether the content of an event so far is withheld: what corrections say of it can't be tried.
    private var holdsWithheld = false

    init(source: DumpSource) { self.source = source }

    static func refused(_ line: Int, _ field: String?, _ message: String) -> LogError {
        .refused([LineFault(line: line, field: field, message: message)])
    }

    /// Reads the first line.
    mutating func begin() throws(LogError) -> DumpedLog {
        guard try readLine() else { throw Self.refused(1, nil, "the dump is empty") }
        guard let log = reader.log else {
            throw Self.refused(
                1, "log",
                "is missing: this is not the beginning of a dump, whose first line says which log it is of")
        }
        guard log.format == StoreTables.version else {
            throw Self.refused(
                1, "log",
                "the dump is of a store of format \(log.format); this program restores format \(StoreTables.version)"
            )
        }
        guard EventLog.bytes(ofID: log.id) != nil else {
            throw Self.refused(1, "log", "'\(log.id)' is no id of a log: 32 hex digits")
        }
        guard reader.isEvent == (log.revision > 0) else {
            throw Self.refused(1, "log", "says that there are \(log.revision) events")
        }
        said = log
        isHeld = reader.isEvent
        isAtEnd = false
        return log
    }

    /// Reads the next line; false at the end.
    private mutating func readLine() throws(LogError) -> Bool {
        switch try source.input.next(source.more) {
        case nil: return false
        case .cutOff?:
            throw Self.refused(
                source.input.number, nil, "the dump ends in the middle of this line, or it is none")
        case .bytes(let range)?:
            do throws(FieldFault) {
                try reader.read(source.input.buffer, range)
            } catch {
                throw .refused([LineFault(line: source.input.number, error)])
            }
            return true
        }
    }

    mutating func append(
        atMost count: Int, _ tables: StoreTables, _ transaction: inout WriteTransaction
    ) throws(LogError) {
        var options = AppendOptions()
        options.allowNewActors = true
        options.isRedaction = true
        let clock = GivenTime()
        var batch = try AppendBatch(
            tables, &transaction, options: options, clock: { clock.time })
        batch.trustsCorrections = holdsWithheld
        for _ in 0..<count {
            guard try next() else {
                try checkEnd()
                break
            }
            try append(to: &batch, clock, &transaction)
        }
        _ = try batch.finish(&transaction)
    }

    private mutating func next() throws(LogError) -> Bool {
        if isHeld {
            isHeld = false
            return true
        }
        guard try readLine() else { return false }
        if reader.log != nil {
            throw Self.refused(source.input.number, "log", "stands on the first line of a dump only")
        }
        return true
    }

    private mutating func checkEnd() throws(LogError) {
        isAtEnd = true
        guard let said, revision == said.revision else {
            throw Self.refused(
                source.input.number + 1, nil,
                "the dump ends after revision \(revision) of \(said?.revision ?? 0); its end is missing")
        }
    }

    private mutating func append(
        to batch: inout AppendBatch, _ clock: GivenTime, _ transaction: inout WriteTransaction
    ) throws(LogError) {
        let (number, line) = (source.input.number, reader.line)
        guard line.revision == revision + 1 else {
            throw Self.refused(
                number, "revision",
                "is \(line.revision), but \(revision + 1) comes next; lines are missing or moved")
        }
        if let said, line.revision > said.revision {
            throw Self.refused(
                number, "revision",
                "is \(line.revision), but the first line says that there are \(said.revision)")
        }
        guard line.recorded >= batch.head.recorded else {
            throw Self.refused(number, "recorded", "is before that of the event before it")
        }
        let isWithheld = line.withheld != nil
        guard isWithheld == (reader.type == WithheldEvent.typeName),
            !isWithheld || line.content == WithheldEvent.content(id: reader.id ?? "")
        else {
            throw Self.refused(
                number, "withheld", "is said of an event that is not, or not said of one that is")
        }
        if isWithheld {
            holdsWithheld = true
            batch.trustsCorrections = true
        }
        batch.withheld = line.withheld
        clock.time = line.recorded
        try batch.take(
            EventInput.Piece(line: number, text: .bytes(0..<line.content.count)), from: line.content,
            &transaction)
        if !batch.faults.isEmpty { throw .refused(batch.faults) }
        guard batch.head.revision == line.revision else {
            throw Self.refused(number, "id", "stands at an earlier revision already")
        }
        try batch.tables.withRecord(line.revision, transaction.reading) { (record) throws(LogError) in
            guard LogDigest(record) == line.hash,
                record.extracting(StoredBody.contentStart(record)..<record.count)
                    .isSame(as: line.content.span)
            else {
                throw Self.refused(
                    number, "hash", "is not that of the event; a byte of this line is not what was dumped")
            }
        }
        revision = line.revision
    }
}

/// The time that the next event was recorded at.
private final class GivenTime {
    var time = Int64.min
}
