import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// Signals are counted, each from its header, in whatever order: counts and sums of whole numbers depend on none.
extension LensCut {
    /// Hands out each signal that counts on the lens's day, of all events or of those that bear on the question.
    func countSignals(
        _ transaction: borrowing ReadTransaction, _ count: (Signal) -> Void
    ) throws(LogError) {
        guard let reached else {
            let interest = HeaderInterest(types) { $0 == .signalCoded }
            return try forEachHeader(interest, transaction) {
                (revision, header, isChanged) throws(LogError) in
                try self.count(revision, header, isChanged: isChanged, transaction, count)
            }
        }
        for revision in reached where revision <= cut.through {
            try self.count(
                revision, try log.header(revision, transaction), isChanged: overlay.changes[revision] != nil,
                transaction, count)
        }
    }

    private func count(
        _ revision: UInt64, _ header: StoredHeader, isChanged: Bool,
        _ transaction: borrowing ReadTransaction, _ count: (Signal) -> Void
    ) throws(LogError) {
        let instant = lens.asOf.last
        guard let type = type(of: header) else { return }
        if isChanged {
            for step in try maker.admitted(revision, header, type, cut, transaction)
            where step.type == .signalCoded { self.count(step, header, instant, count) }
            return
        }
        guard type == .signalCoded, header.assertion == .asserted, cut.admits(header, at: revision) else {
            return
        }
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
}
