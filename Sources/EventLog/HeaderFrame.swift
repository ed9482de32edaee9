import EventCoding
import LMDB

/// The frame of headers that an append fills: kept in memory, put when it is full and at the end.
struct HeaderFrame {
    private let table: Table
    private var number: UInt64
    private var bytes: [UInt8] = []
    private var isChanged = false

    /// The frame in which the header after `revision` goes.
    init(
        _ tables: StoreTables, after revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        table = tables.headers
        number = revision / StoredHeader.perFrame
        do throws(LMDBError) {
            if let stored = try transaction.get(table, number) { bytes = stored.copied() }
        } catch {
            throw LogError(error)
        }
        guard bytes.count == Int(revision % StoredHeader.perFrame) * StoredHeader.size else {
            throw .corrupt("the last frame of headers does not end at revision \(revision)")
        }
    }

    mutating func add(
        _ header: StoredHeader, at revision: UInt64, _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        if (revision - 1) / StoredHeader.perFrame != number {
            try flush(&transaction)
            number = (revision - 1) / StoredHeader.perFrame
            bytes.removeAll(keepingCapacity: true)
        }
        header.encode(into: &bytes)
        isChanged = true
    }

    mutating func flush(_ transaction: inout WriteTransaction) throws(LMDBError) {
        guard isChanged else { return }
        try transaction.put(table, number, bytes.span)
        isChanged = false
    }
}
