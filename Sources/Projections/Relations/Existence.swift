import CanonicalJSON
import DiplomaticEvents
import EDTF

/// Which actors exist: without an event that says otherwise every one does, always.
struct Existence: Sendable {
    /// How an actor ended, and the order in which they did.
    struct End: Sendable {
        let step: Step
        let order: Int
    }

    private var spans: [ActorID: (start: Instant, end: Instant)] = [:]
    private var ends: [ActorID: End] = [:]
    private var count = 0

    /// Takes the span in which an actor is defined to exist.
    mutating func define(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard let text = try chronicle.text(step.event, "exists"), let date = try? EDTFDate(text) else {
            return
        }
        // An open start is no vague one: it lies before everything.
        let start = date.start.earliest == .distantPast ? Instant.distantPast : date.start.latest
        for actor in step.actors(.actor) { spans[actor] = (start, date.end?.latest ?? .distantFuture) }
    }

    mutating func apply(_ succession: Succession, _ step: Step) {
        for actor in succession.successors { ends[actor] = nil }
        for actor in succession.ended where ends[actor] == nil {
            count += 1
            ends[actor] = End(step: step, order: count)
        }
    }

    /// What ended one of two actors, the first to end.
    func end(of pair: ActorPair) -> Step? {
        switch (ends[pair.first], ends[pair.second]) {
        case (let one?, let other?): one.order < other.order ? one.step : other.step
        case (let one, let other): (one ?? other)?.step
        }
    }

    /// The days on which the actor begins to exist and has ceased to, by its definition.
    func turns(of actor: ActorID) -> [CivilDay] {
        guard let span = spans[actor] else { return [] }
        return [
            span.start == .distantPast ? nil : span.start.day,
            span.end == .distantFuture ? nil : span.end.day.adding(days: 1),
        ].compactMap { $0 }
    }

    /// Whether the actor exists at an instant. What surely has begun and not surely ended exists.
    func exists(_ actor: ActorID, at instant: Instant) -> Bool {
        if ends[actor] != nil { return false }
        guard let span = spans[actor] else { return true }
        // The day on which it begins is its own, as is the day on which it ends.
        return instant.day >= span.start.day && instant.day <= span.end.day
    }
}
