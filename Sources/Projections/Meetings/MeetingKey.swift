public import DiplomaticEvents

/// What tells one meeting from another.
public enum MeetingKey: Sendable, Hashable {
    /// The subject `meeting/…` that its events share.
    case subject(SubjectID)
    /// The event of a meeting that has no such subject: nothing else can be said of it.
    case event(Revision)

    /// The meeting that a step is about.
    init(_ step: Step, _ chronicle: some Chronicle) {
        // The subject of a meeting that was held may be what it was about, an agreement say.
        if let subject = step.subject,
            step.type != .meetingHeld || chronicle.name(of: subject).hasPrefix("meeting/")
        {
            self = .subject(subject)
        } else {
            self = .event(step.event)
        }
    }
}
