import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB

/// What `record.*` events make of others within a cut: which are gone, which read otherwise.
struct Overlay: Sendable {
    /// An event that is not as it was recorded.
    enum Change: Sendable {
        case removed
        case corrected(JSONObject, EventDraft)
    }

    /// The changed events, by revision.
    private(set) var changes: [UInt64: Change] = [:]
    /// The same revisions, ascending.
    private(set) var revisions: [UInt64] = []
    /// For each changed event that still stands: what corrected it.
    private(set) var corrections: [UInt64: [UInt64]] = [:]
    /// Events that are disputed, with the events that say so.
    private(set) var disputed: [UInt64: [UInt64]] = [:]
    /// The types of the events that there is something to be said about.
    private(set) var types: [UInt64: EventType] = [:]
    /// Corrections that can't be applied under this cut, since what they build on is not let in.
    private(set) var unfit: [UInt64: [UInt64]] = [:]

    /// Events whose content is withheld, as far as the log held them.
    private(set) var withheld: [UInt64] = []

    init() {}

    /// - Parameter events: only what is said about these is wanted; about all where there are none given.
    init(
        _ log: EventLog, _ cut: KnowledgeCut, about events: [UInt64]? = nil,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        let names = try log.typeNames(transaction)
        var duplicates: [(record: UInt64, duplicate: UInt64, canonical: UInt64)] = []
        var waiting = try Overlay.targets(log, among: events, names, transaction)
        var isKnown = Set(waiting)
        while let revision = waiting.popLast() {
            guard revision <= cut.through else { continue }
            let header = try log.header(revision, transaction)
            guard Int(header.type) < names.count else {
                throw .corrupt("the header of revision \(revision) names a type that there is not")
            }
            if names[Int(header.type)].isSame(as: WithheldEvent.typeName) {
                changes[revision] = .removed
                if cut.holds(header, at: revision) { withheld.append(revision) }
                continue
            }
            guard let type = Catalogue.type(named: names[Int(header.type)]), !type.isRecord else { continue }
            types[revision] = type
            let version = try log.version(of: revision, cut, transaction)
            try take(version, revision)
            for canonical in version.canonicals {
                if let place = try log.revision(ofID: canonical.id, transaction) {
                    duplicates.append((canonical.record, revision, place))
                    // Whether the canonical account is there itself has to be known.
                    if events != nil, try !log.records(about: place, transaction).isEmpty,
                        isKnown.insert(place).inserted
                    {
                        waiting.append(place)
                    }
                }
            }
        }
        withheld.sort()
        try removeDuplicates(duplicates, log, cut, transaction)
        revisions = changes.keys.sorted()
    }

    /// The events that something is said about, and those that are withheld.
    private static func targets(
        _ log: EventLog, among events: [UInt64]?, _ types: [String], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        guard let events else { return try log.eventsWithRecords(transaction) }
        let found = try log.eventsWithRecords(among: events, transaction)
        guard let number = types.firstIndex(where: { $0.isSame(as: WithheldEvent.typeName) }) else {
            return found
        }
        let withheld = try log.revisions(ofType: UInt16(clamping: number), transaction)
        return Array(Set(found).union(withheld))
    }

    private mutating func take(_ version: EventVersion, _ revision: UInt64) throws(LogError) {
        if !version.disputes.isEmpty { disputed[revision] = version.disputes }
        if !version.retractions.isEmpty {
            changes[revision] = .removed
        } else if !version.corrections.isEmpty {
            let (draft, faults) = try Overlay.read(version.event)
            if faults.isEmpty {
                changes[revision] = .corrected(version.event, draft)
                corrections[revision] = version.corrections
            } else {
                unfit[revision] = version.corrections
            }
        }
    }

    static func read(_ event: JSONObject) throws(LogError) -> (draft: EventDraft, faults: [FieldFault]) {
        do throws(JSONFault) {
            return EventReader.read(try JSONDocument(CanonicalWriter.bytes(of: .object(event)).span))
        } catch {
            throw .corrupt("an event can't be read again: \(error)")
        }
    }

    /// Takes out each event that is a duplicate of one that is there, or of a duplicate of one. Two that are said to be
    /// duplicates of each other don't both go: the statements are taken in the order of the log, and one whose
    /// canonical account is gone by then, other than as a duplicate of a third, has no effect.
    private mutating func removeDuplicates(
        _ duplicates: [(record: UInt64, duplicate: UInt64, canonical: UInt64)], _ log: EventLog,
        _ cut: KnowledgeCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        var accounts: [UInt64: UInt64] = [:]
        for (_, duplicate, named) in duplicates.sorted(by: { $0.record < $1.record }) {
            var canonical = named
            // What stands for another has itself no account yet, so this ends.
            while let account = accounts[canonical] { canonical = account }
            if duplicate == canonical || accounts[duplicate] != nil { continue }
            if case .removed? = changes[canonical] { continue }
            let isThere: Bool
            if case .corrected(_, let draft)? = changes[canonical] {
                isThere = try Overlay.admits(draft, try log.header(canonical, transaction), canonical, cut)
            } else {
                isThere = cut.admits(try log.header(canonical, transaction), at: canonical)
            }
            if isThere {
                changes[duplicate] = .removed
                accounts[duplicate] = canonical
            }
        }
    }

    /// Whether a corrected event is let in: its own `reported` decides, as corrected.
    static func admits(
        _ draft: EventDraft, _ header: StoredHeader, _ revision: UInt64, _ cut: KnowledgeCut
    ) throws(LogError) -> Bool {
        guard cut.holds(header, at: revision) else { return false }
        guard let by = cut.reportedBy else { return true }
        return (draft.reported ?? StoredHeader.lastInstant(ofDayOf: header.recorded)) <= by
    }
}
