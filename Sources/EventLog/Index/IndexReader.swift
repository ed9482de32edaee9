import LMDB

/// Goes through the entries of a run, chunk by chunk. It holds no cursor, so that the table may be written meanwhile.
struct IndexReader {
    typealias Entry = (kind: UInt8, key: UInt64, value: UInt64)

    /// The run as it was met so far.
    private(set) var met: IndexRuns.Run
    private var entries: [Entry] = []
    private var index = 0
    private var chunk: IndexPlace

    init(run: UInt32) {
        met = IndexRuns.Run(number: run, entries: 0, sum: 0)
        chunk = IndexPlace(run, 0, 0, 0)
    }

    /// The entry it stands on; `nil` at the end, and before the first call of ``advance(_:_:)``.
    var entry: Entry? { index < entries.count ? entries[index] : nil }

    /// Goes to the next entry.
    ///
    /// - Throws: ``LMDBError/corrupted`` where a run is not in its order.
    mutating func advance(_ index: EventIndex, _ transaction: borrowing ReadTransaction) throws(LMDBError) {
        let before = entry
        self.index += 1
        if self.index >= entries.count { try fill(index, transaction) }
        guard let entry else { return }
        met.add(entry)
        if let before, before >= entry { throw LMDBError.corrupted }
    }

    private mutating func fill(
        _ index: EventIndex, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        entries.removeAll(keepingCapacity: true)
        self.index = 0
        var cursor = try transaction.cursor(over: index.table)
        let from = chunk.encoded()
        var isThere = try cursor.seek(from.span)
        if isThere, chunk.kind > 0, IndexPlace(cursor.keyBytes) == chunk { isThere = try cursor.next() }
        guard isThere else { return }
        guard let place = IndexPlace(cursor.keyBytes) else { throw LMDBError.corrupted }
        guard place.run == met.number else { return }
        chunk = place
        let value = cursor.value
        try IndexChunk.forEachGroup(of: value, from: place.key) { (key, group) throws(LMDBError) in
            try IndexChunk.forEachValue(in: value, group) { value in
                entries.append((place.kind, key, value))
                return true
            }
            return true
        }
        // No chunk is empty, and each begins at its place.
        guard let first = entries.first, first == (place.kind, place.key, place.value) else {
            throw LMDBError.corrupted
        }
    }
}

/// Goes through the entries of several runs in their order, each once.
struct IndexMerge {
    private let index: EventIndex
    private var readers: [IndexReader]

    init(
        _ index: EventIndex, _ runs: some Sequence<IndexRuns.Run>, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        self.index = index
        readers = runs.map { IndexReader(run: $0.number) }
        for place in readers.indices { try readers[place].advance(index, transaction) }
    }

    /// The runs as they were met so far.
    var runs: [IndexRuns.Run] { readers.map(\.met) }

    /// The next entry; `nil` at the end.
    mutating func next(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> IndexReader.Entry? {
        var least: IndexReader.Entry?
        for reader in readers {
            guard let entry = reader.entry else { continue }
            if let known = least, known <= entry { continue }
            least = entry
        }
        guard let least else { return nil }
        for place in readers.indices {
            if let entry = readers[place].entry, entry == least {
                try readers[place].advance(index, transaction)
            }
        }
        return least
    }
}
