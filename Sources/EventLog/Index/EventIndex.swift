import EventCoding
import LMDB

/// The index of events: what each ``IndexKind`` says, in one table of sorted runs (``IndexRuns``) of chunks
/// (``IndexChunk``), whose keys are the places of their first entries (``IndexPlace``).
struct EventIndex: Sendable {
    /// `nil` for a store of an earlier format that is only read.
    private let stored: Table?
    /// What an index of an earlier format is read from.
    let former: FormerIndexes?

    /// - Parameter version: of the format that the store has.
    init(_ environment: Environment, version: UInt64, meta: Table) throws(LMDBError) {
        if version == FormerIndexes.version {
            former = try FormerIndexes(environment, meta: meta)
            stored = nil
        } else {
            former = nil
            stored = try environment.table("index")
        }
    }

    var table: Table {
        get throws(LMDBError) {
            guard let stored else { throw LMDBError.versionMismatch }
            return stored
        }
    }

    func runs(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> [IndexRuns.Run] {
        let place = IndexRuns.place.encoded()
        guard let list = try transaction.get(try table, place.span) else { return [] }
        return try IndexRuns(list).runs
    }

    /// The values of a key, ascending, each once.
    func values(
        _ kind: IndexKind, _ key: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [UInt64] {
        if let former { return try former.values(kind, key, transaction) }
        var found: [UInt64] = []
        for run in try runs(transaction) {
            try forEachGroup(IndexPlace(run.number, kind.rawValue, key, 0), transaction) {
                (chunk, group) throws(LMDBError) in
                try IndexChunk.forEachValue(in: chunk, group) { value in
                    found.append(value)
                    return true
                }
                return true
            }
        }
        // Runs follow one another in the log, but for what is said again in a later one or was put in afterwards.
        for place in found.indices.dropFirst() where found[place - 1] >= found[place] {
            return Array(Set(found)).sorted()
        }
        return found
    }

    func contains(
        _ kind: IndexKind, _ key: UInt64, _ value: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        if let former { return try former.contains(kind, key, value, transaction) }
        var isThere = false
        for run in try runs(transaction) where !isThere {
            try forEachGroup(IndexPlace(run.number, kind.rawValue, key, value), transaction) {
                (chunk, group) throws(LMDBError) in
                var isBeyond = false
                try IndexChunk.forEachValue(in: chunk, group) { candidate in
                    isThere = candidate == value
                    isBeyond = candidate >= value
                    return !isBeyond
                }
                return !isBeyond
            }
        }
        return isThere
    }

    /// Whether a key has any value.
    func contains(
        _ kind: IndexKind, _ key: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        var isThere = false
        for run in try runs(transaction) where !isThere {
            try forEachGroup(IndexPlace(run.number, kind.rawValue, key, 0), transaction) {
                (_, _) throws(LMDBError) in
                isThere = true
                return false
            }
        }
        return isThere
    }

    /// The greatest value of a key; `nil` where it has none.
    func last(
        _ kind: IndexKind, _ key: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> UInt64? {
        var last: UInt64?
        for run in try runs(transaction) {
            try forEachGroup(IndexPlace(run.number, kind.rawValue, key, .max), transaction) {
                (chunk, group) throws(LMDBError) in
                try IndexChunk.forEachValue(in: chunk, group) { value in
                    last = max(last ?? 0, value)
                    return true
                }
                return true
            }
        }
        return last
    }

    /// Hands the groups of a place's run and key to `body`, from that on which may hold the place's value, until it
    /// returns false.
    private func forEachGroup(
        _ wanted: IndexPlace, _ transaction: borrowing ReadTransaction,
        _ body: (Span<UInt8>, Range<Int>) throws(LMDBError) -> Bool
    ) throws(LMDBError) {
        var cursor = try transaction.cursor(over: table)
        var isThere = try cursor.seek(chunkOf: wanted)
        while isThere {
            guard let place = IndexPlace(cursor.keyBytes) else { throw LMDBError.corrupted }
            if (place.run, place.kind, place.key) > (wanted.run, wanted.kind, wanted.key) { return }
            var goesOn = true
            if place.run == wanted.run, place.kind == wanted.kind {
                let chunk = cursor.value
                try IndexChunk.forEachGroup(of: chunk, from: place.key) { (key, group) throws(LMDBError) in
                    if key == wanted.key { goesOn = try body(chunk, group) }
                    return goesOn && key < wanted.key
                }
            }
            if !goesOn { return }
            isThere = try cursor.next()
        }
    }
}

extension Cursor {
    /// To the chunk in which an entry stands, if it is there: the last one that begins at or before it.
    mutating func seek(chunkOf entry: IndexPlace) throws(LMDBError) -> Bool {
        let place = entry.encoded()
        guard try seek(place.span) else { return try last() }
        return IndexPlace(keyBytes) == entry ? true : try previous()
    }
}
