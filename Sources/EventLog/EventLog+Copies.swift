public import LMDB

/// What compacting a store did.
public struct Compaction: Sendable, Hashable {
    /// Where the log stands, before and after.
    public var head: LogHead
    /// The size of the store's file in bytes.
    public var bytesBefore: Int
    public var bytesAfter: Int
}

/// Copies of a whole store.
extension EventLog {
    /// Writes a copy of the log as it is now, on stable storage, without the free pages. Others may read and append
    /// meanwhile; neither waits for the other.
    ///
    /// - Parameter progress: told now and then, on another thread, how many bytes are written of about how many.
    /// - Returns: where the copy stands.
    /// - Throws: ``LogError/corrupt(_:)`` where the copy does not read as it should.
    public func copy(
        into scratch: ScratchFolder, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(LogError) -> LogHead {
        try writeCopy(into: scratch, progress)
        let copy = try EventLog.open(path: scratch.path, allowNetworkFileSystem: true)
        let (head, _) = try copy.outline()
        guard copy.id == id else { throw .corrupt("the copy is of another log") }
        return head
    }

    /// Writes the store anew without its free pages, and puts that in its place. Nobody may have it open; who wants to
    /// open it waits until it is done. If the process dies, the old file or the new one is there, whole.
    ///
    /// - Parameters:
    ///   - scratch: a folder within the store's.
    ///   - patience: how long to wait for those who have the store open.
    ///   - progress: told now and then, on another thread, how many bytes are written of about how many.
    /// - Throws: ``LogError/busy(_:)`` where others have it open and keep it so; ``LogError/noStore(path:)``;
    ///   ``LogError/corrupt(_:)`` where the copy is not the same as the store, which then stays as it was.
    public static func compact(
        path: String, scratch: ScratchFolder, patience: Duration, allowNetworkFileSystem: Bool = false,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(LogError) -> Compaction {
        try solely(path, patience, allowNetworkFileSystem) { (sole) throws(LogError) in
            let (before, bytesBefore) = try copied(sole, into: scratch, progress)
            let (after, bytesAfter) = try EventLog.open(path: scratch.path, allowNetworkFileSystem: true)
                .measured()
            guard after == before else { throw .corrupt("a copy of the store is not the same as the store") }
            do throws(LMDBError) { try sole.put(dataFile: scratch.dataFile) } catch { throw LogError(error) }
            return Compaction(head: before.head, bytesBefore: bytesBefore, bytesAfter: bytesAfter)
        }
    }

    /// As ``SoleUse/run(_:patience:allowNetworkFileSystem:_:)``, with who has the store open in the message.
    static func solely<Result>(
        _ path: String, _ patience: Duration, _ allowNetworkFileSystem: Bool,
        _ body: (SoleUse) throws(LogError) -> Result
    ) throws(LogError) -> Result {
        do throws(LogError) {
            return try SoleUse.run(
                path, patience: patience, allowNetworkFileSystem: allowNetworkFileSystem, body)
        } catch {
            switch error {
            case .storage(.inUse):
                let holder = SoleUse.holder(of: path).map { "process \($0)" } ?? "another process"
                throw .busy("\(holder) has the store open; end it, or try again when it is done")
            case .storage(.noSuchFile), .storage(.notADirectory): throw .noStore(path: path)
            default: throw error
            }
        }
    }

    /// What two copies of one log must have in common.
    private struct Measure: Equatable {
        var id: String
        var head: LogHead
        var entries: [String: Int]
    }

    /// The store is closed again when this returns, as ``SoleUse/put(dataFile:)`` wants it.
    private static func copied(
        _ sole: SoleUse, into scratch: ScratchFolder, _ progress: CopyProgress.Report?
    ) throws(LogError) -> (Measure, bytes: Int) {
        let log = try EventLog.open(within: sole)
        let measured = try log.measured()
        try log.writeCopy(into: scratch, progress)
        return measured
    }

    private func writeCopy(into scratch: ScratchFolder, _ report: CopyProgress.Report?) throws(LogError) {
        do throws(LMDBError) {
            let info = environment.info
            var pages = info.lastPage + 1
            if report != nil {
                let free = try environment.read { (transaction) throws(LMDBError) in
                    try transaction.freePages()
                }
                pages -= min(free, pages)
            }
            let progress = report.map { CopyProgress(of: scratch, total: pages * info.pageSize, $0) }
            defer { progress?.end() }
            try environment.copy(to: scratch.path, compacting: true)
        } catch {
            throw LogError(error)
        }
    }

    private func measured() throws(LogError) -> (Measure, bytes: Int) {
        let (head, bytes) = try outline()
        do throws(LMDBError) {
            return (Measure(id: id, head: head, entries: try environment.entryCounts()), bytes)
        } catch {
            throw LogError(error)
        }
    }

    /// Where the log stands, and its size in bytes.
    private func outline() throws(LogError) -> (head: LogHead, bytes: Int) {
        let info = environment.info
        let head = try environment.read { (transaction) throws(LogError) in
            let head = try tables.head(transaction)
            let last: UInt64?
            do throws(LMDBError) { last = try transaction.lastKey(of: tables.bodies) } catch {
                throw LogError(error)
            }
            guard last ?? 0 == head.revision else {
                throw .corrupt("the last event is not that of the head")
            }
            return head
        }
        return (head, (info.lastPage + 1) * info.pageSize)
    }
}
