import LMDB

/// What an index holds, or should hold: how many entries, and a sum over them that doesn't depend on their order. Two
/// indexes of the same tally hold the same entries, but for a chance of one in 2 to the power of 64.
struct IndexTally: Equatable {
    private(set) var count = 0
    private var sum: UInt64 = 0

    mutating func add(_ key: UInt64, _ revision: UInt64) {
        count += 1
        var mixed = key &* 0x9E37_79B9_7F4A_7C15 &+ revision
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        sum &+= mixed ^ mixed >> 31
    }

    init() {}

    /// What a walk through an index meets by the same moves as whoever reads it; not further than `most` entries.
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

/// The entries that the bodies read so far call for.
struct ExpectedEntries {
    var actors = IndexTally()
    var subjects = IndexTally()
    var types = IndexTally()
    var about = IndexTally()
    var pairs = IndexTally()
    var mentions = IndexTally()
    var subjectsByActor = IndexTally()
    var memberships = IndexTally()
}
