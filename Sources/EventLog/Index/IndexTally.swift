import LMDB

/// What an index holds, or should hold: how many entries, and a sum over them that doesn't depend on their order. Two
/// indexes of the same tally hold the same entries, but for a chance of one in 2 to the power of 64.
struct IndexTally: Equatable {
    private(set) var count = 0
    private var sum: UInt64 = 0

    mutating func add(_ key: UInt64, _ revision: UInt64) {
        count += 1
        sum &+= Self.mixed(key, revision)
    }

    /// A number that tells an entry from others.
    static func mixed(_ key: UInt64, _ revision: UInt64) -> UInt64 {
        var mixed = key &* 0x9E37_79B9_7F4A_7C15 &+ revision
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    init() {}

    /// What a walk through a table meets by the same moves as whoever reads it; not further than `most` entries.
    init(
        of table: Table, atMost most: Int, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        var cursor = try transaction.cursor(over: table)
        var isThere = try cursor.first()
        while isThere, count < most {
            let key = cursor.key
            var hasMore = true
            while hasMore, count < most {
                add(key, cursor.integerValue)
                hasMore = try cursor.nextDuplicate()
            }
            isThere = try cursor.nextKey()
        }
    }
}

/// What the index holds of each kind, or what the bodies read so far call for.
struct IndexTallies {
    /// By the number of their kind.
    private var tallies = [IndexTally](repeating: IndexTally(), count: 256)
    /// Entries that several events may call for.
    private var subjectsOfActors: Set<UInt64> = []
    private var memberships: [UInt64: Set<UInt64>] = [:]

    subscript(kind: IndexKind) -> IndexTally { tallies[Int(kind.rawValue)] }

    /// Whether there are entries of no kind that is known.
    var hasStrangers: Bool {
        tallies.enumerated().contains { $1.count > 0 && IndexKind(rawValue: UInt8($0)) == nil }
    }

    /// Adds an entry that the index holds.
    mutating func add(_ entry: IndexReader.Entry) { tallies[Int(entry.kind)].add(entry.key, entry.value) }

    /// Adds an entry that an event calls for, unless another event has.
    mutating func expect(_ kind: IndexKind, _ key: UInt64, _ value: UInt64) {
        let isNew =
            switch kind {
            case .subjectOfActor: subjectsOfActors.insert(key << 32 | value).inserted
            case .membership: memberships[key, default: []].insert(value).inserted
            default: true
            }
        if isNew { add((kind.rawValue, key, value)) }
    }
}

extension EventIndex {
    /// What it holds, by the same moves as whoever reads it.
    ///
    /// - Throws: ``LMDBError/corrupted`` where it is not in its order, where a chunk is not found by its place, or where
    ///   a run is not what the list of runs says.
    func tallies(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> IndexTallies {
        var tallies = IndexTallies()
        if let former {
            try former.forEach(transaction) { (entry) throws(LMDBError) in tallies.add(entry) }
            return tallies
        }
        let runs = try runs(transaction)
        try checkPlaces(of: runs, transaction)
        var merge = try IndexMerge(self, runs, transaction)
        while let entry = try merge.next(transaction) { tallies.add(entry) }
        guard merge.runs == runs else { throw LMDBError.corrupted }
        return tallies
    }

    /// Chunks stand in the order of their places, belong to a run of the list, and are found by them.
    private func checkPlaces(
        of runs: [IndexRuns.Run], _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let known = Set(runs.map(\.number))
        let table = try table
        var cursor = try transaction.cursor(over: table)
        var before = IndexRuns.place
        guard try cursor.first() else { return }
        guard IndexPlace(cursor.keyBytes) == before else { throw LMDBError.corrupted }
        while try cursor.next() {
            guard let place = IndexPlace(cursor.keyBytes), place > before, known.contains(place.run),
                try transaction.contains(table, cursor.keyBytes)
            else { throw LMDBError.corrupted }
            before = place
        }
    }
}
