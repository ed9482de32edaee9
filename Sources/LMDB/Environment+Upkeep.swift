import Synchronization

/// Numbers about a store.
public struct EnvironmentInfo: Sendable, Hashable {
    /// The memory map, in bytes.
    public let mapSize: Int
    /// Bytes of a page.
    public let pageSize: Int
    /// The number of the last page in use; the store is (this + 1) pages long, free ones included.
    public let lastPage: Int
    /// The number of the last committed write.
    public let lastTransaction: UInt64
    /// Reader slots that have been in use at once, in all processes, since the lock file was made.
    public let readers: Int
    public let maxReaders: Int
}

extension Environment {
    /// Numbers about the store as it is now.
    public var info: EnvironmentInfo {
        core.gate.enter()
        defer { core.gate.leave() }
        let numbers = core.handle.numbers()
        return EnvironmentInfo(
            mapSize: numbers.mapSize, pageSize: core.handle.pageSize(), lastPage: numbers.lastPage,
            lastTransaction: UInt64(numbers.lastTransaction), readers: Int(numbers.readers),
            maxReaders: Int(numbers.maxReaders))
    }

    /// Gives back the reader slots of processes that died in a read.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func readerCheck() throws(LMDBError) -> Int {
        let (code, dead) = core.handle.checkReaders()
        try LMDBError.check(code)
        return Int(dead)
    }

    /// Puts everything on stable storage. Every `write(_:)` has done so already.
    public func sync() throws(LMDBError) {
        if core.isReadOnly { return }
        try LMDBError.check(core.handle.sync())
    }

    /// Writes a copy of one state of the store, durably, while others read and write.
    ///
    /// - Parameters:
    ///   - path: a directory without a store, or one that is to be created (its parent must be there).
    ///   - compacting: leaves out free pages and numbers the rest anew: smaller, and slower.
    /// - Throws: ``LMDBError/fileExists`` where there is a store already, ``LMDBError/diskFull``.
    ///
    /// LMDB limitation: the copy is a read for as long as it takes, and holds on to the pages of its state.
    public func copy(to path: String, compacting: Bool) throws(LMDBError) {
        let dataPath = path + "/data.mdb"
        try FileCalls.createDirectory(path)
        if try FileCalls.identity(ofPath: dataPath) != nil { throw LMDBError.fileExists }
        // Begun and ended here for its sake alone: it adopts a map that another process made larger.
        core.endRead(try core.beginRead())
        core.gate.enter()
        defer { core.gate.leave() }
        do throws(LMDBError) {
            try LMDBError.check(core.handle.copy(to: path, compacting: compacting))
        } catch {
            // Half a copy must not pass for a store.
            FileCalls.remove(dataPath)
            throw error
        }
        try FileCalls.makeDurable(dataPath)
        try FileCalls.makeDurable(path)
    }
}

extension Environment {
    /// How many entries each of the tables has that this process has opened, by name: what two copies of one store
    /// must agree in.
    public func entryCounts() throws(LMDBError) -> [String: Int] {
        let tables = core.tables.withLock { Array($0.values) }
        return try read { (transaction) throws(LMDBError) in
            var counts: [String: Int] = [:]
            for table in tables { counts[table.name] = try transaction.statistics(of: table).entries }
            return counts
        }
    }
}
