import DiplomaticEvents

/// The state of diplomatic relations between two actors.
public enum RelationsState: String, Sendable, Hashable {
    case none, established, suspended, severed
    /// One of the two has ceased to exist.
    case lapsed
}

/// What bears on the state of relations. Missions, heads and their staff, the level of representation, war,
/// measures and treaties don't: relations hold through a closed embassy, and treaties hold without relations
/// (VCLT 63).
enum RelationsAct {
    /// Both agree to set up relations, or to take them up again, later.
    case establishmentAgreed, restorationAgreed
    /// Relations are set up by mutual consent (VCDR 2).
    case established
    /// A head of mission has presented credentials, which presupposes relations (VCDR 2, 13).
    case credentialsPresented
    case suspended
    /// Either side breaks relations off; that takes no consent (VCDR 45).
    case severed
    case restored
    /// Who doesn't recognise the other has no relations with it.
    case recognitionWithdrawn
    /// One of the two has ended, by succession or without a successor.
    case actorEnded
}

extension RelationsState {
    /// The state that an act leads to; the same where it changes nothing.
    func after(_ act: RelationsAct) -> RelationsState {
        switch (self, act) {
        // An agreement to do something later does nothing yet.
        case (_, .establishmentAgreed), (_, .restorationAgreed): self
        case (_, .established), (_, .restored): .established
        case (.none, .credentialsPresented), (.lapsed, .credentialsPresented): .established
        // Credentials don't mend what was broken off: that takes an act of both.
        case (_, .credentialsPresented): self
        // Where the log doesn't know that relations were established, their end says so.
        case (.none, .suspended), (.established, .suspended): .suspended
        case (_, .suspended): self
        case (.lapsed, .severed): self
        case (_, .severed), (_, .recognitionWithdrawn): .severed
        case (_, .actorEnded): .lapsed
        }
    }
}

extension RelationsAct {
    /// The states one of which the act presupposes; none where it may come upon any.
    var presupposes: [RelationsState] {
        switch self {
        case .suspended: [.established, .suspended]
        case .severed: [.established, .suspended, .severed]
        case .restored: [.suspended, .severed]
        default: []
        }
    }
}
