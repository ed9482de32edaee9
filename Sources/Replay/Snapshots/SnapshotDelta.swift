import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// What has happened to an answer since it was kept: which of its items an append may have changed.
///
/// It may say too much, and then something is folded in vain; it never says too little, which the tests hold against
/// whole replays of random histories.
struct SnapshotDelta {
    /// How far it reaches.
    enum Extent {
        /// To the items of these pairs, in either order, and to no others.
        case pairs(Set<TwoCodes>)
        /// Anything may be otherwise.
        case everything
    }

    private(set) var extent = Extent.pairs([])
    /// How many events of own types came to be passed over.
    private(set) var passedOver = 0
    /// The cut through which the log is seen now, where some `record.*` came; then warnings are made anew.
    private(set) var recordsSeen: LensCut?

    /// How many new events are looked at one by one, and how many pairs are folded anew, before folding everything is
    /// quicker.
    private static let mostEvents: UInt64 = 20_000
    private static let mostPairs = 400

    private let view: any AnsweringView
    private let snapshot: Snapshot
    private let log: EventLog
    private let lens: Lens

    init(
        _ view: any AnsweringView, _ snapshot: Snapshot, _ log: EventLog, _ lens: Lens, through: UInt64,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.view = view
        self.snapshot = snapshot
        self.log = log
        self.lens = lens
        let first = snapshot.about.revision
        guard first < through else { return }
        guard through - first <= Self.mostEvents else {
            extent = .everything
            return
        }
        try take(after: first, through: through, transaction)
    }

    private mutating func take(
        after first: UInt64, through: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if try bringsNames(transaction) {
            extent = .everything
            return
        }
        let types = try log.typeNames(transaction).map(Catalogue.type(named:))
        var events: [UInt64] = []
        var hasRecords = false
        try log.forEachHeader(after: first, through: through, transaction) {
            (revision, header) throws(LogError) in
            guard Int(header.type) < types.count else {
                throw .corrupt("the header of revision \(revision) names a type that there is not")
            }
            if let type = types[Int(header.type)], type.isRecord {
                if type != .recordAnnotated, type != .recordPreferred { hasRecords = true }
            } else {
                events.append(revision)
            }
        }
        let now = try LensCut(
            log, lens, Sight(lens, log, transaction), codes: [], reached: hasRecords ? nil : events,
            transaction)
        var steps: [Step] = []
        for revision in events {
            if try passesOver(revision, now, transaction) { continue }
            steps += try self.steps(of: revision, now, transaction)
        }
        if hasRecords { try takeRecords(since: first, now, &steps, transaction) }
        try touch(steps, now, transaction)
    }

    /// Takes what `record.*` have made of the events that the snapshot knew.
    private mutating func takeRecords(
        since first: UInt64, _ now: LensCut, _ steps: inout [Step], _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        var before = lens
        before.atRevision = first
        let then = try LensCut(log, before, Sight(before, log, transaction), codes: [], transaction)
        // A view that reads only what bears on it warns of no more; and a correction may bring a name.
        if case .agreements = view.reach { extent = .everything }
        if then.chronicle.numbering.codes != now.chronicle.numbering.codes { extent = .everything }
        guard case .pairs = extent else { return }
        recordsSeen = now
        var stepsBefore: [Step] = []
        for revision in Self.differing(then.overlay, now.overlay) where revision <= first {
            stepsBefore += try self.steps(of: revision, then, transaction)
            steps += try self.steps(of: revision, now, transaction)
            passedOver += try Self.isOwn(revision, now, transaction) ? 1 : 0
            passedOver -= try Self.isOwn(revision, then, transaction) ? 1 : 0
            if case .corrected(_, let draft)? = now.overlay.changes[revision], let subject = draft.subject,
                try log.subjectNumber(subject, transaction) == nil
            {
                extent = .everything
            }
        }
        try touch(stepsBefore, then, transaction)
    }

    /// Whether names came into the log that may have been spoken of before anybody had them.
    private func bringsNames(_ transaction: borrowing ReadTransaction) throws(LogError) -> Bool {
        let (actors, subjects) = try log.nameCounts(transaction)
        if actors != snapshot.about.actors { return true }
        guard subjects > snapshot.about.subjects else { return subjects < snapshot.about.subjects }
        for number in snapshot.about.subjects + 1...subjects {
            let name = try log.subjectName(UInt32(clamping: number), transaction)
            if try !log.revisions(mentioning: name, transaction).isEmpty { return true }
        }
        return false
    }

    /// Counts an event of a type of the user's own.
    private mutating func passesOver(
        _ revision: UInt64, _ cut: LensCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        let header = try log.header(revision, transaction)
        guard cut.type(of: header) == nil else { return false }
        if try Self.isOwn(revision, cut, transaction) { passedOver += 1 }
        return true
    }

    private static func isOwn(
        _ revision: UInt64, _ cut: LensCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        let header = try cut.log.header(revision, transaction)
        return cut.type(of: header) == nil && cut.overlay.changes[revision] == nil
            && cut.cut.admits(header, at: revision)
    }

    private func steps(
        of revision: UInt64, _ cut: LensCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Step] {
        let header = try log.header(revision, transaction)
        guard let type = cut.type(of: header) else { return [] }
        return try cut.maker.admitted(revision, header, type, cut.cut, transaction)
    }

    /// The events that two cuts make different things of, by what was said of them.
    private static func differing(_ then: Overlay, _ now: Overlay) -> [UInt64] {
        Set(then.changes.keys).union(now.changes.keys).filter {
            switch (then.changes[$0], now.changes[$0]) {
            case (.removed, .removed): false
            case (.corrected(let one, _), .corrected(let other, _)): one != other
            default: true
            }
        }
    }

    // MARK: What steps touch

    private mutating func touch(
        _ steps: [Step], _ cut: LensCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        guard case .pairs(var found) = extent else { return }
        var touch: PairTouch?
        for step in steps {
            if bearsOnOthers(step) {
                extent = .everything
                return
            }
            guard view.folds.contains(step.type), step.bounds.earliest <= lens.asOf.last else { continue }
            if touch == nil { touch = try PairTouch(snapshot, cut, transaction) }
            guard let pairs = try touch?.pairs(view.change(by: step), step, transaction) else {
                extent = .everything
                return
            }
            found.formUnion(pairs)
            if found.count > Self.mostPairs {
                extent = .everything
                return
            }
        }
        extent = .pairs(found)
    }

    /// Whether a step bears on what other events say, on every day: it tells who is an organisation, or who belongs to
    /// one that may act for its members.
    private func bearsOnOthers(_ step: Step) -> Bool { step.type == .actorDefined || step.type.isMembership }
}
