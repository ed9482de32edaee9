import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// The events that two lenses make different things of: what is in one and not in the other, what counts as happened
/// in one only, and what reads otherwise.
struct EventDifferences {
    struct Entry {
        let revision: UInt64
        let type: EventType
    }

    /// In the order of the log.
    private(set) var entries: [Entry] = []
    let from: LensCut
    let to: LensCut
    let types: EventTypes
    let definesAlways: Bool

    init(
        _ from: LensCut, _ to: LensCut, _ types: EventTypes, definesAlways: Bool,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.from = from
        self.to = to
        self.types = types
        self.definesAlways = definesAlways
        guard
            from.cut != to.cut || from.lens.asOf.last != to.lens.asOf.last || from.lens.dates != to.lens.dates
        else { return }
        var found: [Entry] = []
        let log = from.log
        try log.forEachHeader(through: max(from.cut.through, to.cut.through), transaction) {
            (revision, header) throws(LogError) in
            guard Int(header.type) < to.types.count, let type = to.types[Int(header.type)],
                isFolded(revision, type), try differs(revision, header, type, transaction)
            else { return }
            found.append(Entry(revision: revision, type: type))
        }
        entries = found
    }

    /// Whether the event is of a type that counts, as recorded or as corrected.
    private func isFolded(_ revision: UInt64, _ type: EventType) -> Bool {
        if types.contains(type) { return true }
        for cut in [from, to] {
            if case .corrected(_, let draft)? = cut.overlay.changes[revision], types.contains(draft.type) {
                return true
            }
        }
        return false
    }

    private func differs(
        _ revision: UInt64, _ header: StoredHeader, _ type: EventType,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        let isPlain =
            !StepMaker.needsBody(header) && from.overlay.changes[revision] == nil
            && to.overlay.changes[revision] == nil
        if isPlain {
            let isIn = from.cut.admits(header, at: revision)
            if isIn != to.cut.admits(header, at: revision) { return true }
            if !isIn || definesAlways && type == .actorDefined { return false }
            let bounds = header.cappedBounds
            return from.standing(bounds) != to.standing(bounds)
        }
        return try account(in: from, revision, header, type, transaction)
            != account(in: to, revision, header, type, transaction)
    }

    private func account(
        in cut: LensCut, _ revision: UInt64, _ header: StoredHeader, _ type: EventType,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> EventAccount {
        try cut.account(of: revision, header, type, definesAlways: definesAlways, transaction)
    }

    /// Where an event stands among the entries; `nil` where both lenses make the same of it.
    func place(of revision: UInt64) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].revision < revision { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].revision == revision ? low : nil
    }

    /// What the event is about and whom it names, in either lens.
    func names(
        of entry: Entry, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> (subjects: Set<String>, actors: Set<String>) {
        let header = try from.log.header(entry.revision, transaction)
        var subjects: Set<String> = []
        var actors: Set<String> = []
        for cut in [from, to] {
            for part in try account(in: cut, entry.revision, header, entry.type, transaction).parts {
                if let subject = part.subject { subjects.insert(subject) }
                for actor in part.cast { actors.insert(String(actor.drop { $0 != " " }.dropFirst())) }
            }
        }
        return (subjects, actors)
    }

    /// What was said about an event that only one of the lenses lets in: corrections, retractions, and what was said
    /// of those.
    func records(
        about revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var found: Set<UInt64> = []
        var waiting = [revision]
        while let next = waiting.popLast() {
            for record in try from.log.records(about: next, transaction) {
                let header = try from.log.header(record, transaction)
                waiting.append(record)
                if from.cut.admits(header, at: record) != to.cut.admits(header, at: record) {
                    found.insert(record)
                }
            }
        }
        return found.sorted()
    }
}
