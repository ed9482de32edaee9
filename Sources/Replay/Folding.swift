import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// Told now and then how far a replay has come, in events.
public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

/// The events of a lens in fold order.
struct FoldedEvents {
    /// What is certain on the day.
    var certain: [FoldPlace] = []
    /// What is only possible on it.
    var possible: [FoldPlace] = []
    /// The steps of events that had to be read; those of the others are made of their headers.
    var read: [UInt64: [Step]] = [:]
    /// How many events of the user's own types the lens lets in: nothing folds them.
    var passedOver = 0
}

extension LensCut {
    /// Goes through the headers once: counts signals, and finds the places of the steps that are certain or possible
    /// on the lens's day.
    ///
    /// - Parameters:
    ///   - revisions: the only events to look at, ascending; where there are none given, those that bear on the
    ///     question.
    ///   - types: the types that are wanted.
    ///   - definesAlways: `actor.defined` counts on every day, before the others: it doesn't happen, it says who
    ///     somebody is.
    ///   - count: is handed each signal that counts.
    func gather(
        _ types: EventTypes, among revisions: [UInt64]? = nil, definesAlways: Bool,
        _ transaction: borrowing ReadTransaction, progress: Progress? = nil, count: ((Signal) -> Void)? = nil
    ) throws(LogError) -> FoldedEvents {
        let instant = lens.asOf.last
        let reached = revisions ?? self.reached
        var events = FoldedEvents()
        var changed = overlay.revisions[...]
        let total = Int(clamping: cut.through)
        try forEachHeader(among: reached, transaction) { (revision, header) throws(LogError) in
            if let progress, revision & 0xFFFF == 0 { progress(Int(clamping: revision), total) }
            while let first = changed.first, first < revision { changed.removeFirst() }
            let isChanged = changed.first == revision
            guard Int(header.type) < self.types.count, let type = self.types[Int(header.type)] else {
                if reached == nil, !isChanged, cut.admits(header, at: revision) { events.passedOver += 1 }
                return
            }
            if !isChanged {
                guard cut.admits(header, at: revision) else { return }
                if type == .signalCoded, let count {
                    try self.count(revision, header, instant, transaction, count)
                    return
                }
                guard types.contains(type) else { return }
                if !StepMaker.needsBody(header) {
                    let isAlways = definesAlways && type == .actorDefined
                    let bounds = header.cappedBounds
                    if bounds.earliest > instant, !isAlways { return }
                    let place = FoldPlace(
                        bounds, revision: revision, rank: type.rank, isAlways: isAlways)
                    if bounds.latest <= instant || isAlways {
                        events.certain.append(place)
                    } else {
                        events.possible.append(place)
                    }
                    return
                }
            }
            let steps = try maker.admitted(revision, header, type, cut, transaction)
            events.place(steps, revision, types, instant, definesAlways: definesAlways)
            if let count {
                for step in steps where step.type == .signalCoded { self.count(step, header, instant, count) }
            }
        }
        if reached != nil { events.passedOver = try ownEvents(transaction) }
        let id = { (revision: UInt64) throws(ChronicleFault) in try chronicle.id(of: Revision(revision)) }
        do throws(ChronicleFault) {
            try FoldPlace.sort(&events.certain, id: id)
            try FoldPlace.sort(&events.possible, id: id)
        } catch {
            throw .corrupt(error.description)
        }
        return events
    }

    /// How many events of the user's own types the lens lets in, by their index.
    private func ownEvents(_ transaction: borrowing ReadTransaction) throws(LogError) -> Int {
        var count = 0
        for (number, type) in types.enumerated().dropFirst() where type == nil {
            for revision in try log.revisions(ofType: UInt16(clamping: number), transaction) {
                if overlay.changes[revision] != nil { continue }
                if cut.admits(try log.header(revision, transaction), at: revision) { count += 1 }
            }
        }
        return count
    }

    /// Hands out the headers of some events, or of all, in the order of the log.
    private func forEachHeader(
        among revisions: [UInt64]?, _ transaction: borrowing ReadTransaction,
        _ body: (UInt64, StoredHeader) throws(LogError) -> Void
    ) throws(LogError) {
        guard let revisions else {
            return try log.forEachHeader(through: cut.through, transaction, body)
        }
        for revision in revisions where revision <= cut.through {
            try body(revision, try log.header(revision, transaction))
        }
    }

    private func count(
        _ revision: UInt64, _ header: StoredHeader, _ instant: Instant,
        _ transaction: borrowing ReadTransaction,
        _ count: (Signal) -> Void
    ) throws(LogError) {
        guard header.assertion == .asserted else { return }
        if StepMaker.needsBody(header) {
            for step in try maker.steps(revision, header, transaction) {
                self.count(step, header, instant, count)
            }
            return
        }
        let bounds = header.cappedBounds
        guard bounds.latest <= instant || lens.dates == .possible && bounds.earliest <= instant,
            header.partCount == 2, header.roles.0 != header.roles.1,
            let first = chronicle.numbering.actor(stored: header.actors.0),
            let second = chronicle.numbering.actor(stored: header.actors.1)
        else {
            if header.partCount != 2 {
                self.count(maker.step(revision, header, .signalCoded), header, instant, count)
            }
            return
        }
        let isInOrder = header.roles.0 == Role.source.rawValue
        count(
            Signal(
                source: isInOrder ? first : second, target: isInOrder ? second : first,
                day: bounds.latest.day,
                cameoRoot: header.cameoRoot, goldstein: header.goldstein))
    }

    private func count(_ step: Step, _ header: StoredHeader, _ instant: Instant, _ count: (Signal) -> Void) {
        guard step.isAsserted,
            step.bounds.latest <= instant && !step.isOnlyPossible
                || lens.dates == .possible && step.bounds.earliest <= instant
        else { return }
        let (root, goldstein) = signalValues(step, header)
        for source in step.actors(.source) {
            for target in step.actors(.target) {
                count(
                    Signal(
                        source: source, target: target, day: step.day, cameoRoot: root, goldstein: goldstein))
            }
        }
    }

    /// The code and score, as corrected.
    private func signalValues(_ step: Step, _ header: StoredHeader) -> (UInt8, Int32) {
        if case .corrected(_, let draft)? = overlay.changes[step.event.number] {
            return (draft.cameoRoot, draft.goldstein)
        }
        return (header.cameoRoot, header.goldstein)
    }

    /// The steps at places, in order.
    func forEachStep<Failure: Error>(
        _ places: [FoldPlace], _ events: FoldedEvents, _ transaction: borrowing ReadTransaction,
        _ body: (Step) throws(Failure) -> Void
    ) throws(ReplayError) where Failure: ReplayFailure {
        for place in places {
            let step: Step
            if let read = events.read[place.revision] {
                step = read[Int(place.index)]
            } else {
                do throws(LogError) {
                    let header = try log.header(place.revision, transaction)
                    guard Int(header.type) < types.count, let type = types[Int(header.type)] else { continue }
                    step = maker.step(place.revision, header, type)
                } catch {
                    throw ReplayError.log(error)
                }
            }
            do throws(Failure) { try body(step) } catch { throw error.asReplayError }
        }
    }
}

extension FoldedEvents {
    fileprivate mutating func place(
        _ steps: [Step], _ revision: UInt64, _ types: EventTypes, _ instant: Instant, definesAlways: Bool
    ) {
        var isPlaced = false
        for (index, step) in steps.enumerated() where types.contains(step.type) {
            let isAlways = definesAlways && step.type == .actorDefined
            if step.bounds.earliest > instant, !isAlways { continue }
            let place = FoldPlace(step, index: index, isAlways: isAlways)
            if step.bounds.latest <= instant || isAlways, !step.isOnlyPossible {
                certain.append(place)
            } else {
                possible.append(place)
            }
            isPlaced = true
        }
        if isPlaced { read[revision] = steps }
    }
}

/// An error that a replay passes on as one of its own.
protocol ReplayFailure: Error {
    var asReplayError: ReplayError { get }
}

extension ReplayError: ReplayFailure {
    var asReplayError: ReplayError { self }
}

extension ChronicleFault: ReplayFailure {
    var asReplayError: ReplayError { .log(.corrupt(description)) }
}
