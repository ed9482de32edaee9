import EventCoding
import LMDB

/// Which runs an index has, oldest first.
///
/// Entries come in no order. Put one by one into a tree, each would change a page of its own; so each append adds its
/// entries, sorted, as a run, and of runs that are about as long as one another one is made from time to time. An entry
/// is then written few times, and a question asks few runs: at most three of each length, each four times as long as the
/// one before.
struct IndexRuns: Equatable {
    struct Run: Equatable {
        var number: UInt32
        var entries: UInt64
        /// A sum over the entries, so that none can become another unnoticed.
        var sum: UInt64

        mutating func add(_ entry: IndexReader.Entry) {
            entries &+= 1
            sum &+= Self.mixed(entry)
        }

        mutating func remove(_ entry: IndexReader.Entry) {
            entries &-= 1
            sum &-= Self.mixed(entry)
        }

        private static func mixed(_ entry: IndexReader.Entry) -> UInt64 {
            IndexTally.mixed(entry.key ^ UInt64(entry.kind) << 56, entry.value)
        }
    }

    static let size = 20
    /// From so many of about a length on, runs are made one.
    static let most = 4
    /// Where the list of runs stands: before all runs, of which none has the number 0.
    static let place = IndexPlace(0, 0, 0, 0)

    var runs: [Run] = []

    init() {}

    init(_ bytes: Span<UInt8>) throws(LMDBError) {
        guard bytes.count % Self.size == 0 else { throw LMDBError.corrupted }
        for place in stride(from: 0, to: bytes.count, by: Self.size) {
            let run = Run(
                number: bytes.littleEndian32(at: place), entries: bytes.littleEndian64(at: place + 4),
                sum: bytes.littleEndian64(at: place + 12))
            guard run.number > runs.last?.number ?? 0 else { throw LMDBError.corrupted }
            runs.append(run)
        }
    }

    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        for run in runs {
            bytes.append(littleEndian: run.number)
            bytes.append(littleEndian: run.entries)
            bytes.append(littleEndian: run.sum)
        }
        return bytes
    }

    /// How long a run is, roughly: the power of four.
    private static func level(_ run: Run) -> Int {
        (UInt64.bitWidth - run.entries.leadingZeroBitCount) / 2
    }

    /// How many of the last runs are to be made one; 0 where all may stay.
    var due: Int {
        guard let last = runs.last else { return 0 }
        let level = Self.level(last)
        let count = runs.reversed().prefix { Self.level($0) <= level }.count
        return count < Self.most ? 0 : count
    }
}
