import CanonicalJSON
import EventCoding
import LMDB

/// What ``EventLog/verify(rootsAt:progress:)`` asks of the tables that nobody else does.
extension StoreTables {
    /// An event with that id before a revision.
    func revision(
        ofID id: String, before revision: UInt64, in runs: [UInt64], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64? {
        let candidates = try revisions(ofIDHash: EventIDHash.of(id), in: runs, transaction)
        for place in candidates where place < revision {
            let other = try withRecord(place, transaction) { (record) throws(LogError) in
                try Self.id(
                    ofContent: record.extracting(StoredBody.contentStart(record)..<record.count).copied(),
                    place)
            }
            if other.isSame(as: id) { return place }
        }
        return nil
    }

    /// Whether all frames but the last are full, and the last ends with the header of a revision.
    func framesAreFull(
        upTo revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        var cursor = try transaction.cursor(over: headers)
        var isThere = try cursor.first()
        while isThere {
            let before = cursor.key.multipliedReportingOverflow(by: StoredHeader.perFrame)
            guard !before.overflow, before.partialValue < revision else { return false }
            let held = min(revision - before.partialValue, StoredHeader.perFrame)
            guard cursor.value.count == Int(held) * StoredHeader.size else { return false }
            isThere = try cursor.next()
        }
        return true
    }
}
