import DiplomaticEvents

/// How a mission stands.
public enum MissionState: String, Sendable, Hashable {
    case none, agreed, open, suspended, closed
}

/// What sort of mission it is, by the names that events carry.
enum MissionKind: String, Sendable, Hashable {
    case embassy, legation
    case highCommission = "high-commission"
    case permanentMission = "permanent-mission"
    case liaisonOffice = "liaison-office"
    case interestsSection = "interests-section"
    case consulate
}

/// A mission of one sending side with one receiving side.
struct Mission: Sendable {
    var state = Standing(MissionState.none)
    var kind: MissionKind?
    var seat: String?
    /// Whether the breaking off of relations closed it, not an act of its own.
    private(set) var isClosedBySeverance = false
    /// When it last changed, in the order of its direction's changes.
    private(set) var turn = 0

    /// Folds a step of `mission.*`. A mission is set up by mutual consent (VCDR 2); it may be recalled for
    /// good or for a time (VCDR 45).
    mutating func fold(_ step: Step, kind newKind: MissionKind?, seat newSeat: String?, turn now: Int) {
        let before = state.value
        switch (before, step.type) {
        case (.none, .missionAgreed), (.agreed, .missionAgreed): state.become(.agreed, by: step)
        case (.closed, .missionAgreed):
            if !state.mayPrecede(step) { state.become(.agreed, by: step) }
        case (_, .missionOpened): state.become(.open, by: step)
        case (_, .missionReopened): state.become(.open, by: step, from: [.closed, .suspended])
        case (_, .missionClosed): state.become(.closed, by: step, from: [.open, .suspended, .closed])
        case (.closed, .missionSuspended) where !isClosedBySeverance: return
        case (_, .missionSuspended): state.become(.suspended, by: step, from: [.open, .suspended, .closed])
        // What moves was there.
        case (.none, .missionRelocated): state.become(.open, by: step)
        case (_, .missionRelocated): state.join(step)
        default: return
        }
        if state.value != before {
            isClosedBySeverance = false
            turn = now
        }
        // What is only agreed says nothing of the mission that is there.
        if step.type != .missionAgreed || state.value == .agreed {
            kind = newKind ?? kind
            seat = newSeat ?? seat
        }
    }

    /// An open mission ends with the relations.
    mutating func sever(by step: Step, turn now: Int) {
        if state.value == .open {
            state.become(.closed, by: step)
            isClosedBySeverance = true
            turn = now
        } else if isClosedBySeverance {
            state.join(step)
        }
    }

    /// One of the two sides has ceased to exist.
    mutating func lapse(by step: Step, turn now: Int) {
        guard state.value != .none, state.value != .closed else { return }
        state.become(.closed, by: step)
        turn = now
    }

    /// The predecessor's mission goes on as that of the state that continues it.
    mutating func inherit(_ other: Mission, by step: Step) {
        guard !state.isFolded, other.state.isFolded else { return }
        self = other
        state.join(step)
    }
}
