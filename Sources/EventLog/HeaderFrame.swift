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

/// Index entries in the making. They are put in the order of their keys: a page of the index is then touched
/// once for a batch, not once for each event.
struct Postings {
    private var ids: [(key: UInt64, revision: UInt64)] = []
    private var actors: [(key: UInt64, revision: UInt64)] = []
    private var subjects: [(key: UInt64, revision: UInt64)] = []
    private var types: [(key: UInt64, revision: UInt64)] = []

    var count: Int { ids.count }

    mutating func add(revision: UInt64, id: UInt64, type: UInt16?, subject: UInt32?, actors: [UInt32]) {
        ids.append((id, revision))
        if let type { types.append((UInt64(type), revision)) }
        if let subject { subjects.append((UInt64(subject), revision)) }
        if actors.count > 16 {
            for actor in Set(actors) { self.actors.append((UInt64(actor), revision)) }
            return
        }
        for (index, actor) in actors.enumerated() where !actors[..<index].contains(actor) {
            self.actors.append((UInt64(actor), revision))
        }
    }

    mutating func flush(_ tables: StoreTables, _ transaction: inout WriteTransaction) throws(LMDBError) {
        ids.sort { ($0.key, $0.revision) < ($1.key, $1.revision) }
        for posting in ids { try transaction.putDuplicate(tables.ids, posting.key, posting.revision) }
        ids.removeAll(keepingCapacity: true)
        try Self.append(&actors, to: tables.byActor, &transaction)
        try Self.append(&subjects, to: tables.bySubject, &transaction)
        try Self.append(&types, to: tables.byType, &transaction)
    }

    /// New revisions lie beyond all that a key has, so they are appended.
    private static func append(
        _ postings: inout [(key: UInt64, revision: UInt64)], to table: Table,
        _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        postings.sort { ($0.key, $0.revision) < ($1.key, $1.revision) }
        for posting in postings { try transaction.appendDuplicate(table, posting.key, posting.revision) }
        postings.removeAll(keepingCapacity: true)
    }
}
