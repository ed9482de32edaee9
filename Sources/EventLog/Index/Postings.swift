import DiplomaticEvents
import EventCoding
import LMDB

/// Index entries in the making: they become a run of the index when there are enough of them.
struct Postings {
    private typealias Entry = (key: UInt64, value: UInt64)

    /// By the number of their kind.
    private var entries = [[Entry]](repeating: [], count: IndexKind.allCases.count + 1)

    /// How many events have been added.
    private(set) var count = 0

    /// Adds the entries of an event, as ``IndexEntries/forEach(of:_:at:actors:mentions:_:)`` has them.
    mutating func add(
        revision: UInt64, _ type: EventType, _ header: StoredHeader, actors: [UInt32],
        mentions: ArraySlice<UInt64>
    ) {
        count += 1
        IndexEntries.forEach(of: type, header, at: revision, actors: actors, mentions: mentions) {
            kind, key, value in
            entries[Int(kind.rawValue)].append((key, value))
        }
    }

    /// Adds what an event of membership says of who belongs to whom.
    mutating func add(membership draft: EventDraft, _ actors: [UInt32]) {
        entries[Int(IndexKind.membership.rawValue)] += MembershipKey.entries(draft, actors)
    }

    /// Adds the entries to the index, as a run.
    mutating func flush(_ index: EventIndex, _ transaction: inout WriteTransaction) throws(LMDBError) {
        if count == 0 { return }
        count = 0
        for kind in entries.indices { Self.sort(&entries[kind]) }
        try index.addRun(&transaction) { (writer, transaction) throws(LMDBError) in
            for kind in IndexKind.allCases {
                var last: Entry?
                for entry in entries[Int(kind.rawValue)] {
                    if let last, last == entry { continue }
                    last = entry
                    try writer.add(kind.rawValue, entry.key, entry.value, &transaction)
                }
            }
        }
        for kind in entries.indices { entries[kind].removeAll(keepingCapacity: true) }
    }

    private static func sort(_ entries: inout [Entry]) {
        if entries.count < 256 {
            entries.sort { ($0.key, $0.value) < ($1.key, $1.value) }
            return
        }
        // Revisions were added in their order; what is no revision may be in any.
        if !zip(entries, entries.dropFirst()).allSatisfy({ $0.value <= $1.value }) {
            Distribution.sort(&entries) { $0.value }
        }
        Distribution.sort(&entries) { $0.key }
    }
}
