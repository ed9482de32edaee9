import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB

/// What some expectations wait for, without naming a subject: an event of a type that names some actors.
struct Awaited: Hashable {
    let type: EventType
    let parties: [String]
}

/// The events that may be what some expectations wait for, in the order in which they happened.
///
/// An expectation is met by the first of them that is not surely before it was stated, and then waits no longer. So of
/// any number of events, those from its statement to the first that surely meets it are all that bear on it.
struct OutcomeList {
    /// Ascending by the latest instant.
    private var entries: [Entry] = []
    /// Those whose place in the order is not looked into; few.
    private(set) var unplaced: [UInt64] = []

    /// Those of which nothing is known but that they may be it.
    init(unplaced: [UInt64]) { self.unplaced = unplaced }

    private struct Entry {
        let latest: Instant
        let revision: UInt64
        /// Whether it surely meets what waits for it.
        let isSure: Bool
    }

    /// - Parameters:
    ///   - candidates: the events that may be of the type and name the first party or act for it, ascending.
    ///   - parties: for each party, the events that name it.
    ///   - sight: decides what has happened, and how.
    init(
        _ awaited: Awaited, among candidates: [UInt64], naming parties: [NumberSet], _ index: LogIndex,
        _ sight: Sight, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        let spokenOf = NumberSet(try index.log.eventsWithRecords(among: candidates, transaction))
        try index.log.forEachHeader(of: candidates, transaction) { (revision, header) throws(LogError) in
            if spokenOf.contains(revision) {
                try add(revision, header, awaited, index, sight, transaction)
            } else if index.type(of: header) == awaited.type, sight.cut.admits(header, at: revision) {
                let isSimple = header.flags.isDisjoint(with: [.hasEffective, .actsForMembers])
                add(
                    revision, header, isSimple: isSimple, sight,
                    isSure: parties.allSatisfy { $0.contains(revision) })
            }
        }
        entries.sort { $0.latest < $1.latest }
    }

    private mutating func add(
        _ revision: UInt64, _ header: StoredHeader, isSimple: Bool, _ sight: Sight, isSure: Bool
    ) {
        guard header.assertion == .asserted else { return }
        guard isSimple else {
            unplaced.append(revision)
            return
        }
        let bounds = header.cappedBounds
        // What may only happen later does not count yet.
        if bounds.earliest > sight.instant { return }
        entries.append(
            Entry(
                latest: bounds.latest, revision: revision, isSure: isSure && bounds.latest <= sight.instant))
    }

    /// Adds an event that something is said about.
    private mutating func add(
        _ revision: UInt64, _ header: StoredHeader, _ awaited: Awaited, _ index: LogIndex, _ sight: Sight,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        let version = try index.log.version(of: revision, sight.cut, transaction)
        let (draft, faults) = try Overlay.read(version.event)
        if !faults.isEmpty || !version.canonicals.isEmpty {
            unplaced.append(revision)
            return
        }
        guard version.retractions.isEmpty, draft.type == awaited.type,
            try Overlay.admits(draft, header, revision, sight.cut)
        else { return }
        let corrected = StoredHeader(
            draft, recorded: header.recorded, type: 0, subject: 0, actors: [])
        let named = Set(draft.parts.map(\.code))
        let isSimple = draft.effective == nil && draft.eachMember.isEmpty
        if isSimple, !named.isSuperset(of: awaited.parties.prefix(1)) { return }
        add(
            revision, corrected, isSimple: isSimple, sight, isSure: named.isSuperset(of: awaited.parties))
    }

    /// The events that bear on an expectation that waits from an instant on.
    func run(from floor: Instant) -> [UInt64] {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].latest < floor { low = middle + 1 } else { high = middle }
        }
        var end: Instant?
        var run: [UInt64] = []
        // What else was then is folded before or after it by more than its date.
        for entry in entries[low...] {
            if let end, entry.latest > end { break }
            run.append(entry.revision)
            if entry.isSure { end = entry.latest }
        }
        return run
    }
}
