import DiplomaticEvents
public import LMDB

/// What those need to know of a log who keep something that follows from it.
extension EventLog {
    /// The folder in the store's where snapshots are. They are no part of the log: a copy of it has none.
    public var snapshotFolder: SideFolder { SideFolder("snapshots", ofStore: path) }

    /// How many names of actors and of subjects have been numbered.
    public func nameCounts(
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> (actors: Int, subjects: Int) {
        do throws(LMDBError) {
            let actors = try transaction.lastKey(of: tables.actors.names)
            let subjects = try transaction.lastKey(of: tables.subjects.names)
            return (Int(clamping: actors ?? 0), Int(clamping: subjects ?? 0))
        } catch {
            throw LogError(error)
        }
    }

    /// The last record of a redaction; 0 where nothing was ever taken out.
    public func lastRedaction(_ transaction: borrowing ReadTransaction) throws(LogError) -> UInt64 {
        let type: UInt32?
        do throws(LMDBError) {
            type = try tables.types.number(of: EventType.recordRedacted.name, transaction)
        } catch {
            throw LogError(error)
        }
        guard let type else { return 0 }
        return try revisions(ofType: UInt16(clamping: type), transaction).last ?? 0
    }

    /// Removes all snapshots, for they may hold what is taken out of the log.
    func dropSnapshots() throws(LogError) {
        if snapshotFolder.removeAll() { return }
        throw .busy(
            "the event is withheld, but what is in '\(snapshotFolder.path)' can't be removed and may still tell of it: "
                + "remove that folder")
    }
}
