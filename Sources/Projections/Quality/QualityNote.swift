import CanonicalJSON
import DiplomaticEvents
import EDTF

/// What is kept of an event to hold it against the others.
struct QualityNote: Sendable {
    let event: Revision
    let type: EventType
    let subject: SubjectID?
    let parts: [ActorPart]
    /// The instants between which it happened, to the end of it where it lasted.
    let span: Bounds

    /// How many days it may have happened on.
    var days: Int64 {
        guard span.earliest > .distantPast, span.latest < .distantFuture else { return .max }
        return span.latest.day.number - span.earliest.day.number + 1
    }
}

extension QualityNote {
    /// Reads a step by when it occurred, whatever its legal effect.
    init(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        event = step.event
        type = step.type
        subject = step.subject
        parts = Array(step.parts)
        var start = step.bounds
        if step.isEffectiveDated, let text = try chronicle.event(step.event)["occurred"]?.text,
            let date = try? EDTFDate(text)
        {
            start = date.start
        }
        span = Bounds(earliest: start.earliest, latest: max(start.latest, step.end?.latest ?? start.latest))
    }
}
