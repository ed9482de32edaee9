import DiplomaticEvents

/// The pairs that events name together, whatever they say of them: those that are planned, denied or supposed
/// tie as well.
struct Ties: Sendable {
    private(set) var pairs: Set<ActorPair> = []
    /// Whom each incident was done to, for those who are said to have done it later.
    private var targets: [SubjectID: [ActorID]] = [:]

    mutating func note(_ step: Step) {
        Self.forEachPair(step) { pairs.insert($0) }
        if step.type >= .incidentOccurred, step.type <= .incidentProtested { noteIncident(step) }
    }

    /// Hands on the pairs that a step ties by itself.
    private static func forEachPair(_ step: Step, _ body: (ActorPair) -> Void) {
        switch step.type {
        case .recognitionGranted, .recognitionWithdrawn:
            step.forEachPair(of: .recognising, with: .recognised, body)
        case .relationsEstablishmentAgreed, .relationsEstablished, .relationsSuspended, .relationsSevered,
            .relationsRestorationAgreed, .relationsRestored, .relationsUpgraded, .relationsDowngraded,
            .relationsWarDeclared, .relationsPeaceRestored:
            step.forEachRelatedPair(body)
        case .meetingScheduled, .meetingPostponed, .meetingCancelled, .meetingHeld, .visitMade, .callHeld:
            Contacts.forEachPair(step, body)
        case .measureImposed, .measureEased, .measureLifted:
            step.forEachPair(of: .by, with: .against, body)
        case .statementMade: step.forEachPair(of: .by, with: .with, body)
        case .staffExpelled, .staffWithdrawn: step.forEachPair(of: .sending, with: .receiving, body)
        default:
            if step.type >= .missionAgreed, step.type <= .headChargeAssumed {
                step.forEachPair(of: .sending, with: .receiving, body)
            }
        }
    }

    /// An incident ties those who are said to have done it to its targets and to who says so. To disclose it,
    /// or to decline to name anybody, ties nobody.
    private mutating func noteIncident(_ step: Step) {
        let perpetrators = step.actors(.perpetrator)
        if let subject = step.subject {
            let known = targets[subject] ?? []
            targets[subject] = known + step.actors(.target).filter { !known.contains($0) }
        }
        let targets = step.subject.flatMap { self.targets[$0] } ?? []
        for perpetrator in perpetrators {
            for other in targets + step.actors(.attributor) {
                if let pair = ActorPair(perpetrator, other) { pairs.insert(pair) }
            }
        }
    }
}
