import DiplomaticEvents

/// How one side is represented with another: its missions, its head of mission and chargé, and the power that
/// looks after its interests.
struct Representation: Sendable {
    /// Embassy, legation, high commission, permanent mission, liaison office, or one of unknown kind.
    private(set) var diplomatic = Mission()
    /// An interests section in a protecting power's mission (VCDR 45 c, 46).
    private(set) var interests = Mission()
    /// Consulates are no part of the mission and don't end with the relations (VCCR 2.3).
    private(set) var consular = Mission()
    private(set) var heads = HeadsOfMission()
    /// Who serves the sending side's interests in the receiving state, with that state's consent.
    private(set) var power: ActorID?
    private var turn = 0

    /// The mission that stands for the direction: the one that is furthest in being. A consulate does so
    /// only where there is nothing else.
    var mission: Mission {
        guard diplomatic.state.value != .none || interests.state.value != .none else { return consular }
        let (one, other) = (presence(diplomatic), presence(interests))
        if one != other { return one > other ? diplomatic : interests }
        return interests.turn > diplomatic.turn ? interests : diplomatic
    }

    /// Whether the sending side still has a voice there when relations are severed.
    var hasChannel: Bool { power != nil || interests.state.value == .open }

    private func presence(_ mission: Mission) -> Int {
        switch mission.state.value {
        case .none: 0
        case .closed: 1
        case .agreed: 2
        case .suspended: 3
        case .open: 4
        }
    }

    mutating func foldMission(_ step: Step, kind: MissionKind?, seat: String?) {
        turn += 1
        switch kind {
        case .interestsSection: interests.fold(step, kind: kind, seat: seat, turn: turn)
        case .consulate: consular.fold(step, kind: kind, seat: seat, turn: turn)
        case nil where meansInterestsSection(step.type):
            interests.fold(step, kind: nil, seat: seat, turn: turn)
        case nil where meansConsulate(step.type): consular.fold(step, kind: nil, seat: seat, turn: turn)
        default:
            diplomatic.fold(step, kind: kind, seat: seat, turn: turn)
            // The interests section becomes the mission.
            if diplomatic.state.value == .open, diplomatic.turn == turn { interests = Mission() }
        }
    }

    /// A step that names no kind is about the mission that stands for the direction.
    private func meansInterestsSection(_ type: EventType) -> Bool {
        switch type {
        case .missionClosed, .missionSuspended, .missionRelocated:
            mission.kind == .interestsSection && mission.state.value != .closed
        case .missionReopened: diplomatic.state.value == .none && interests.state.value != .none
        default: false
        }
    }

    private func meansConsulate(_ type: EventType) -> Bool {
        type != .missionAgreed && type != .missionOpened && diplomatic.state.value == .none
            && interests.state.value == .none && consular.state.value != .none
    }

    mutating func foldHead(_ step: Step, person: String, rank: String?) -> HeadsOfMission.Change {
        turn += 1
        return heads.fold(step, person: person, rank: rank, turn: turn)
    }

    /// A protecting power acts with the receiving state's consent: to be asked is not enough (VCDR 45 c, 46).
    mutating func foldPower(_ step: Step) {
        guard let named = step.actor(.power) else { return }
        switch step.type {
        case .missionProtectingPowerAccepted: power = named
        case .missionProtectingPowerEnded where power == named: power = nil
        default: break
        }
    }

    /// The level of representation is raised or lowered: the mission changes its kind where the level names
    /// one.
    mutating func changeLevel(to kind: MissionKind, by step: Step) {
        guard diplomatic.state.value == .open || diplomatic.state.value == .suspended else { return }
        diplomatic.kind = kind
        diplomatic.state.join(step)
    }

    mutating func sever(by step: Step) {
        turn += 1
        diplomatic.sever(by: step, turn: turn)
        heads.sever(by: step, turn: turn)
    }

    mutating func lapse(by step: Step) {
        turn += 1
        diplomatic.lapse(by: step, turn: turn)
        interests.lapse(by: step, turn: turn)
        consular.lapse(by: step, turn: turn)
        heads.lapse(by: step, turn: turn)
        power = nil
    }

    mutating func inherit(_ other: Representation, by step: Step) {
        diplomatic.inherit(other.diplomatic, by: step)
        interests.inherit(other.interests, by: step)
        consular.inherit(other.consular, by: step)
        heads.inherit(other.heads, by: step)
        power = power ?? other.power
        turn = max(turn, other.turn)
    }

    /// The protecting power has ended: its mandate goes to the state that continues it, or ends.
    mutating func succeed(power ended: ActorID, by heir: ActorID?) {
        if power == ended { power = heir }
    }
}
