import DiplomaticEvents

/// What becomes of actors when one ends or gives rise to others.
struct Succession: Sendable {
    /// Those that no longer exist.
    let ended: [ActorID]
    /// Those that come after, whatever the kind.
    let successors: [ActorID]
    /// Those that continue the ended ones: the same person in law, with all its relations. Only they take
    /// anything over; the others begin with a clean slate.
    let heirs: [ActorID]

    /// Reads a step; `nil` where it is no end of an actor.
    init?(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard step.isAsserted, step.phase != .notice else { return nil }
        switch step.type {
        case .actorSucceeded:
            let kind = try chronicle.text(step.event, "kind")
            let successors = step.actors(.successor)
            self.successors = successors
            // A seceding part leaves the rest in being.
            ended =
                kind == "secession" ? [] : step.actors(.predecessor).filter { !successors.contains($0) }
            heirs = kind == "continuation" ? successors : []
        case .actorExtinguished:
            ended = step.actors(.actor)
            successors = []
            heirs = []
        default: return nil
        }
    }
}
