import EventCoding
import LMDB

/// The index of ids: which revisions an id may have, by its hash.
///
/// Hashes come in no order. Put one by one into a tree, each would change a page of its own; so they are kept in runs,
/// of which each append adds one, sorted, and takes in those before it that are not much larger. A run is one value:
/// 12 bytes an id, the hash and how far the event lies behind the run's first. Its key is the revision of that first
/// event, and the next run begins where it ends.
enum IDRun {
    static let entrySize = 12
    /// A run is taken into the next one where it is not more than so many times as long. There are then few runs, and
    /// an id is written few times.
    static let ratio = 4

    /// How many ids a run has.
    static func count(_ run: Span<UInt8>) -> Int { run.count / entrySize }

    static func hash(_ run: Span<UInt8>, _ place: Int) -> UInt64 { run.littleEndian64(at: place * entrySize) }

    static func offset(_ run: Span<UInt8>, _ place: Int) -> UInt64 {
        UInt64(run.littleEndian32(at: place * entrySize + 8))
    }

    /// The place of the first entry whose hash is not less than this one.
    ///
    /// Hashes are spread evenly, so the place is nearly known: it is looked for there first.
    static func place(of hash: UInt64, _ run: Span<UInt8>) -> Int {
        let count = count(run)
        let guess = Int(hash.multipliedFullWidth(by: UInt64(count)).high)
        let reach = 1 << ((Int.bitWidth - count.leadingZeroBitCount) / 2 + 2)
        var low = max(0, guess - reach)
        var high = min(count, guess + reach)
        if low > 0, self.hash(run, low - 1) >= hash { (low, high) = (0, low) }
        if high < count, self.hash(run, high) < hash { (low, high) = (high, count) }
        while low < high {
            let middle = low + (high - low) / 2
            if self.hash(run, middle) < hash { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func encode(_ sorted: [RecentIDs.Entry], first: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sorted.count * entrySize)
        for entry in sorted {
            bytes.append(littleEndian: entry.hash)
            bytes.append(littleEndian: UInt32(truncatingIfNeeded: entry.revision &- first))
        }
        return bytes
    }
}

extension StoreTables {
    /// The first revisions of all runs of ids, ascending.
    func idRuns(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> [UInt64] {
        var runs: [UInt64] = []
        var cursor = try transaction.cursor(over: ids)
        var isThere = try cursor.first()
        while isThere {
            runs.append(cursor.key)
            isThere = try cursor.next()
        }
        return runs
    }

    /// How many ids the runs hold; `nil` where they do not follow one another, sorted, from revision 1 on.
    func idCount(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> Int? {
        var total = 0
        for first in try idRuns(transaction) {
            guard let run = try transaction.get(ids, first), run.count % IDRun.entrySize == 0,
                first == UInt64(total) + 1
            else { return nil }
            for place in 0..<IDRun.count(run) {
                guard IDRun.offset(run, place) < UInt64(IDRun.count(run)) else { return nil }
                if place > 0, IDRun.hash(run, place - 1) > IDRun.hash(run, place) { return nil }
            }
            total += IDRun.count(run)
        }
        return total
    }

    /// The revisions of the events that may have an id of this hash, ascending.
    func revisions(
        ofIDHash hash: UInt64, in runs: [UInt64]? = nil, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var found: [UInt64] = []
        do throws(LMDBError) {
            let runs = if let runs { runs } else { try idRuns(transaction) }
            for first in runs {
                guard let run = try transaction.get(ids, first) else { continue }
                var place = IDRun.place(of: hash, run)
                while place < IDRun.count(run), IDRun.hash(run, place) == hash {
                    found.append(first &+ IDRun.offset(run, place))
                    place += 1
                }
            }
        } catch {
            throw LogError(error)
        }
        return found
    }

    /// Adds the ids of an append as a run.
    func addRun(_ recent: RecentIDs, _ transaction: inout WriteTransaction) throws(LMDBError) {
        guard recent.count > 0 else { return }
        var sorted = recent.sorted()
        var first = sorted.lazy.map(\.revision).min() ?? 0
        for key in try idRuns(transaction.reading).reversed() {
            let before = try run(key, atMost: sorted.count * IDRun.ratio, transaction.reading)
            // The offsets within a run are of 32 bits.
            guard let before, before.count + sorted.count <= 1 << 32 else { break }
            sorted = RecentIDs.merged(before, sorted)
            first = key
            try transaction.delete(ids, key)
        }
        try transaction.put(ids, first, IDRun.encode(sorted, first: first).span)
    }

    /// A run, unless it has more ids than `most`.
    private func run(
        _ first: UInt64, atMost most: Int, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [RecentIDs.Entry]? {
        guard let run = try transaction.get(ids, first), IDRun.count(run) <= most else { return nil }
        var entries: [RecentIDs.Entry] = []
        entries.reserveCapacity(IDRun.count(run))
        for place in 0..<IDRun.count(run) {
            entries.append(
                RecentIDs.Entry(
                    hash: IDRun.hash(run, place), revision: first &+ IDRun.offset(run, place)))
        }
        return entries
    }
}

/// The ids of an append in the making: a table in memory, found by hash.
struct RecentIDs {
    struct Entry {
        var hash: UInt64
        /// 0 for a place that is free.
        var revision: UInt64
    }

    private var places = [Entry](repeating: Entry(hash: 0, revision: 0), count: 16)
    private(set) var count = 0
    /// Keeps ``touch(_:)`` from being left out.
    private var touched: UInt64 = 0

    /// Reads the places of some ids that are about to be looked up. None of these reads waits for another, as they would
    /// one by one: of a million ids hardly any place is in the processor's caches.
    mutating func touch(_ events: [PreparedEvent]) {
        var sum: UInt64 = 0
        for event in events {
            sum &+= places[Int(truncatingIfNeeded: event.idHash) & (places.count - 1)].hash
        }
        touched = sum
    }

    /// Adds an event's.
    mutating func insert(_ hash: UInt64, _ revision: UInt64) {
        if count * 2 >= places.count { grow() }
        Self.insert(Entry(hash: hash, revision: revision), into: &places)
        count += 1
    }

    private mutating func grow() {
        var larger = [Entry](repeating: Entry(hash: 0, revision: 0), count: places.count * 2)
        for entry in places where entry.revision != 0 { Self.insert(entry, into: &larger) }
        places = larger
    }

    private static func insert(_ entry: Entry, into places: inout [Entry]) {
        var place = Int(truncatingIfNeeded: entry.hash) & (places.count - 1)
        while places[place].revision != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = entry
    }

    /// The revisions of the events whose id has this hash.
    func revisions(_ hash: UInt64) -> [UInt64] {
        var found: [UInt64] = []
        var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
        while places[place].revision != 0 {
            if places[place].hash == hash { found.append(places[place].revision) }
            place = (place + 1) & (places.count - 1)
        }
        return found
    }

    /// All of them, by hash and revision.
    func sorted() -> [Entry] {
        let entries = places.filter { $0.revision != 0 }
        return entries.count < 4096 ? entries.sorted(by: Self.precedes) : Self.sortedByBytes(entries)
    }

    private static func precedes(_ one: Entry, _ other: Entry) -> Bool {
        one.hash == other.hash ? one.revision < other.revision : one.hash < other.hash
    }

    private static func sortedByBytes(_ entries: [Entry]) -> [Entry] {
        var sorted = entries
        Distribution.sort(&sorted) { $0.hash }
        // Equal hashes are rare, but their revisions must be in order.
        for place in sorted.indices.dropFirst() where sorted[place - 1].hash == sorted[place].hash {
            var place = place
            while place > 0, precedes(sorted[place], sorted[place - 1]) {
                sorted.swapAt(place, place - 1)
                place -= 1
            }
        }
        return sorted
    }

    static func merged(_ before: [Entry], _ after: [Entry]) -> [Entry] {
        var result: [Entry] = []
        result.reserveCapacity(before.count + after.count)
        var (one, other) = (0, 0)
        while one < before.count, other < after.count {
            if after[other].hash < before[one].hash {
                result.append(after[other])
                other += 1
            } else {
                result.append(before[one])
                one += 1
            }
        }
        result += before[one...]
        result += after[other...]
        return result
    }
}
