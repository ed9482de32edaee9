import DiplomaticEvents
import EDTF

/// From when to when each actor exists, by its definition and by what has become of it; and who continues it.
struct ActorSpans: Sendable {
    private struct Span: Sendable {
        /// Before this it surely did not exist yet.
        let start: Instant
        /// After this it surely did not exist any more.
        let end: Instant
        /// The definition that says so.
        let event: Revision
    }

    private var spans: [ActorID: Span] = [:]
    private var ends: [ActorID: (instant: Instant, event: Revision)] = [:]
    /// For who has ended: the one that continues it; and the other way round.
    private var heirs: [ActorID: ActorID] = [:]
    private var predecessors: [ActorID: ActorID] = [:]

    mutating func define(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard let text = try chronicle.text(step.event, "exists"), let date = try? EDTFDate(text) else {
            return
        }
        let end = date.end?.latest ?? .distantFuture
        for actor in step.actors(.actor) {
            spans[actor] = Span(start: date.start.earliest, end: end, event: step.event)
        }
    }

    mutating func apply(_ succession: Succession, _ step: Step) {
        // Who comes after somebody is there, whatever ended it before.
        for actor in succession.successors { ends[actor] = nil }
        for actor in succession.ended where ends[actor] == nil {
            ends[actor] = (step.bounds.latest.day.lastInstant, step.event)
            if succession.heirs.count == 1, let heir = succession.heirs.first {
                heirs[actor] = heir
                predecessors[heir] = actor
            }
        }
    }

    /// Something that happened when an actor surely did not exist.
    struct Outside: Sendable {
        /// Whether it happened before the actor began; else after it ended.
        let isEarly: Bool
        /// The event that says when the actor began or ended.
        let event: Revision
        /// Who was there at the time in its stead, as the same person in law.
        let instead: ActorID?
    }

    /// Whether what happened between two instants lies outside the actor's existence.
    func outside(_ actor: ActorID, _ happened: Bounds) -> Outside? {
        if let end = ends[actor], happened.earliest > end.instant {
            return Outside(isEarly: false, event: end.event, instead: heirs[actor])
        }
        guard let span = spans[actor] else { return nil }
        if happened.latest < span.start {
            return Outside(isEarly: true, event: span.event, instead: predecessors[actor])
        }
        if happened.earliest > span.end {
            return Outside(isEarly: false, event: span.event, instead: heirs[actor])
        }
        return nil
    }
}
