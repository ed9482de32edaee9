import EventCoding
import LMDB

/// Writes a run, entry after entry in their order.
struct IndexWriter {
    private let index: EventIndex
    private(set) var run: IndexRuns.Run
    private var chunk = IndexChunk(key: 0)
    private var place: IndexPlace?

    init(_ index: EventIndex, run: UInt32) {
        self.index = index
        self.run = IndexRuns.Run(number: run, entries: 0, sum: 0)
    }

    mutating func add(
        _ kind: UInt8, _ key: UInt64, _ value: UInt64, _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        if chunk.isFull || place?.kind != kind {
            try writeChunk(&transaction)
            place = IndexPlace(run.number, kind, key, value)
            chunk = IndexChunk(key: key)
        }
        chunk.add(key, value)
        run.add((kind, key, value))
    }

    private mutating func writeChunk(_ transaction: inout WriteTransaction) throws(LMDBError) {
        guard let place else { return }
        let key = place.encoded()
        // Runs are numbered in the order of their making, so the place lies beyond all that there is.
        try transaction.append(index.table, key.span, chunk.bytes.span)
        self.place = nil
    }

    /// Ends the run.
    mutating func finish(_ transaction: inout WriteTransaction) throws(LMDBError) -> IndexRuns.Run {
        try writeChunk(&transaction)
        return run
    }
}

extension EventIndex {
    /// Adds a run, and makes one of those that are due.
    ///
    /// - Parameter write: writes the entries, in their order.
    func addRun(
        _ transaction: inout WriteTransaction,
        _ write: (inout IndexWriter, inout WriteTransaction) throws(LMDBError) -> Void
    ) throws(LMDBError) {
        var list = IndexRuns()
        list.runs = try runs(transaction.reading)
        var writer = try writer(after: list)
        try write(&writer, &transaction)
        if writer.run.entries == 0 { return }
        list.runs.append(try writer.finish(&transaction))
        while list.due > 0 { try merge(list.due, of: &list, &transaction) }
        try transaction.put(table, IndexRuns.place.encoded().span, list.encoded().span)
    }

    private func writer(after list: IndexRuns) throws(LMDBError) -> IndexWriter {
        let last = list.runs.last?.number ?? 0
        guard last < UInt32.max else { throw LMDBError.badSize }
        return IndexWriter(self, run: last + 1)
    }

    private func merge(
        _ count: Int, of list: inout IndexRuns, _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        let old = list.runs.suffix(count)
        var writer = try writer(after: list)
        var merge = try IndexMerge(self, old, transaction.reading)
        while let entry = try merge.next(transaction.reading) {
            try writer.add(entry.kind, entry.key, entry.value, &transaction)
        }
        list.runs.removeLast(count)
        list.runs.append(try writer.finish(&transaction))
        for run in old { try remove(run, &transaction) }
    }

    private func remove(_ run: IndexRuns.Run, _ transaction: inout WriteTransaction) throws(LMDBError) {
        let from = IndexPlace(run.number, 0, 0, 0).encoded()
        while true {
            var key: [UInt8] = []
            do {
                var cursor = try transaction.reading.cursor(over: table)
                guard try cursor.seek(from.span), IndexPlace(cursor.keyBytes)?.run == run.number else {
                    return
                }
                key = cursor.keyBytes.copied()
            }
            try transaction.delete(table, key.span)
        }
    }

    /// Takes an entry out of all runs that have it.
    func remove(
        _ kind: IndexKind, _ key: UInt64, _ value: UInt64, _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        var list = IndexRuns()
        list.runs = try runs(transaction.reading)
        for place in list.runs.indices {
            let wanted = IndexPlace(list.runs[place].number, kind.rawValue, key, value)
            guard let chunk = try chunk(without: wanted, transaction.reading) else { continue }
            // In place first, so that the old bytes don't stay beside the new ones.
            let zeros = [UInt8](repeating: 0, count: chunk.size)
            try transaction.put(table, chunk.key.span, zeros.span)
            try transaction.delete(table, chunk.key.span)
            if let place = chunk.place {
                try transaction.put(table, place.encoded().span, chunk.rest.bytes.span)
            }
            list.runs[place].remove((kind.rawValue, key, value))
        }
        list.runs.removeAll { $0.entries == 0 }
        try transaction.put(table, IndexRuns.place.encoded().span, list.encoded().span)
    }

    /// The chunk that has an entry, and what it is without; `nil` where none has it.
    private func chunk(
        without wanted: IndexPlace, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> (key: [UInt8], size: Int, place: IndexPlace?, rest: IndexChunk)? {
        var cursor = try transaction.cursor(over: table)
        guard try cursor.seek(chunkOf: wanted) else { return nil }
        guard let found = IndexPlace(cursor.keyBytes) else { throw LMDBError.corrupted }
        guard found.run == wanted.run, found.kind == wanted.kind else { return nil }
        let chunk = cursor.value
        var rest = IndexChunk(key: 0)
        var first: IndexPlace?
        var isThere = false
        try IndexChunk.forEachGroup(of: chunk, from: found.key) { (key, group) throws(LMDBError) in
            try IndexChunk.forEachValue(in: chunk, group) { value in
                if key == wanted.key, value == wanted.value {
                    isThere = true
                    return true
                }
                if first == nil {
                    first = IndexPlace(found.run, found.kind, key, value)
                    rest = IndexChunk(key: key)
                }
                rest.add(key, value)
                return true
            }
            return true
        }
        return isThere ? (cursor.keyBytes.copied(), chunk.count, first, rest) : nil
    }
}
