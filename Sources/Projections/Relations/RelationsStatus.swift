import DiplomaticEvents

/// How things stand between two actors, in a word: the first that holds.
enum RelationsStatus: String {
    case nonexistent
    case atWar = "at-war"
    case severedRestorationAgreed = "severed-restoration-agreed"
    case severedWithChannel = "severed-with-channel"
    case severed, suspended
    case noRelationsAgreed = "no-relations-agreed"
    case noRelations = "no-relations"
    case downgraded
    case establishedNoMission = "established-no-mission"
    case establishedChargeLevel = "established-charge-level"
    case established

    /// - Parameters:
    ///   - exist: whether both actors exist.
    ///   - representations: of each with the other.
    init(_ relationship: Relationship, _ representations: [Representation], exist: Bool) {
        func either(_ condition: (Representation) -> Bool) -> Bool {
            representations.contains(where: condition)
        }
        let isAgreed = relationship.restoration != nil
        self =
            switch relationship.relations.value {
            case _ where !exist: .nonexistent
            case _ where relationship.war.value: .atWar
            case .severed where isAgreed: .severedRestorationAgreed
            case .severed: either(\.hasChannel) ? .severedWithChannel : .severed
            case .suspended: .suspended
            case .none, .lapsed: isAgreed ? .noRelationsAgreed : .noRelations
            case .established where relationship.isLowered: .downgraded
            case .established where either(\.heads.hasAccreditedHead): .established
            case .established:
                either { $0.mission.state.value == .open || $0.heads.hasCharge }
                    ? .establishedChargeLevel : .establishedNoMission
            }
    }
}
