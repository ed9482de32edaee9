public import LMDB

/// A store in numbers.
public struct StoreStatistics: Sendable, Hashable {
    /// The size of the store's file, in bytes, and how much of it is free for later events.
    public var bytes: Int
    public var freeBytes: Int
    /// How many different actors, subjects and types events name.
    public var actors: Int
    public var subjects: Int
    public var types: Int
    /// How many `record.*` events there are.
    public var records: Int
    /// Reader slots used so far, of how many.
    public var readers: Int
    public var maxReaders: Int
}

extension EventLog {
    public func statistics(_ transaction: borrowing ReadTransaction) throws(LogError) -> StoreStatistics {
        let info = environment.info
        do throws(LMDBError) {
            return StoreStatistics(
                bytes: (info.lastPage + 1) * info.pageSize,
                freeBytes: try transaction.freePages() * info.pageSize,
                actors: try transaction.statistics(of: tables.actors.numbers).entries,
                subjects: try transaction.statistics(of: tables.subjects.numbers).entries,
                types: try transaction.statistics(of: tables.types.numbers).entries,
                records: try transaction.statistics(of: tables.about).entries, readers: info.readers,
                maxReaders: info.maxReaders)
        } catch {
            throw LogError(error)
        }
    }

    /// How many events name an actor.
    public func eventCount(
        ofActor number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Int {
        try tables.postings(.actor, UInt64(number), transaction).count
    }
}
