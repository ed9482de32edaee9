import DiplomaticEvents

/// The pairs that events name together, whatever they say of them: those that are planned, denied or supposed
/// tie as well.
struct Ties: Sendable {
    private(set) var pairs: Set<ActorPair> = []
    /// Whom each incident was done to, for those who are said to have done it later.
    private var targets: [SubjectID: [ActorID]] = [:]

    mutating func note(_ step: Step) {
        switch step.type {
        case .recognitionGranted, .recognitionWithdrawn:
            pairs.formUnion(step.pairs(of: .recognising, with: .recognised))
        case .relationsEstablishmentAgreed, .relationsEstablished, .relationsSuspended, .relationsSevered,
            .relationsRestorationAgreed, .relationsRestored, .relationsUpgraded, .relationsDowngraded,
            .relationsWarDeclared, .relationsPeaceRestored:
            pairs.formUnion(step.relatedPairs)
        case .meetingScheduled, .meetingPostponed, .meetingCancelled, .meetingHeld, .visitMade, .callHeld:
            pairs.formUnion(Contacts.pairs(step))
        case .measureImposed, .measureEased, .measureLifted:
            pairs.formUnion(step.pairs(of: .by, with: .against))
        case .statementMade: pairs.formUnion(step.pairs(of: .by, with: .with))
        case .staffExpelled, .staffWithdrawn: pairs.formUnion(step.pairs(of: .sending, with: .receiving))
        case .incidentOccurred, .incidentDisclosed, .incidentAttributed, .incidentAttributionWithheld,
            .incidentAttributionDenied, .incidentProtested:
            noteIncident(step)
        default:
            if step.type >= .missionAgreed, step.type <= .headChargeAssumed {
                pairs.formUnion(step.pairs(of: .sending, with: .receiving))
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
