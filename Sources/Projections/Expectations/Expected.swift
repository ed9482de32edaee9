import CanonicalJSON
import DiplomaticEvents

/// What an expectation expects: an event of a type, about a subject, with parties in whatever role.
struct Expected: Sendable, Hashable {
    let type: EventType
    /// The subject, if it must be one; see ``isBeyondReach``.
    let subject: SubjectID?
    private(set) var parties: [ActorID]
    /// Whether it names a subject or an actor that no event names: then nothing can match.
    let isBeyondReach: Bool
    /// Those of the parties that may act through their members.
    private let blocs: Set<ActorID>

    /// Reads `data.expects`; `nil` where it names no type that projections fold.
    init?(_ value: JSONValue, _ chronicle: some Chronicle) {
        guard let type = value["type"]?.text.flatMap(Catalogue.type(named:)), type != .own else { return nil }
        self.type = type
        let name = value["subject"]?.text
        subject = name.flatMap(chronicle.subject)
        let party = value["party"]
        let codes = party?.text.map { [$0] } ?? party?.list?.compactMap(\.text) ?? []
        parties = codes.compactMap(chronicle.actor)
        isBeyondReach = name != nil && subject == nil || parties.count < codes.count
        blocs = Set(parties.filter(chronicle.isOrganisation))
    }

    /// Whether it says more than a type: only then can an event of another type be taken for its outcome.
    var isSpecific: Bool { subject != nil || !parties.isEmpty }

    /// Whether a step is about the subject and names the parties, whatever its type.
    ///
    /// - Parameter isLenient: whether a step that names nobody stands for all.
    func concerns(
        _ step: Step, isLenient: Bool = false, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> Bool {
        if isBeyondReach || subject != nil && step.subject != subject { return false }
        if isLenient, step.parts.isEmpty { return true }
        for party in parties where !step.parts.contains(where: { $0.actor == party }) {
            // A bloc that acts for each of its members is no actor of the step, but it is one of the event.
            guard blocs.contains(party) else { return false }
            let code = chronicle.code(of: party)
            let roles = try chronicle.field("actors", of: step.event)?.object?.members ?? []
            let isNamed = roles.contains { role in
                role.value.text?.isSame(as: code) == true || role.value.list?.contains(.text(code)) == true
            }
            if !isNamed { return false }
        }
        return true
    }

    /// The party's part falls to the one that continues it.
    mutating func replace(_ ended: ActorID, by heir: ActorID) {
        parties = parties.map { $0 == ended ? heir : $0 }
    }
}

/// Which types of event are another outcome than the expected one.
enum OtherOutcomes {
    /// The types that conclude the same matter in another way than `expected`, and not on the way to it.
    static func types(for expected: EventType) -> [EventType] {
        switch expected {
        case .agreementSigned:
            [
                .agreementAdopted, .agreementInstrumentsExchanged, .agreementNotesExchanged,
                .agreementEnteredIntoForce, .agreementPublished,
            ]
        case .agreementInitialled:
            [
                .agreementAdopted, .agreementSigned, .agreementNotesExchanged, .agreementEnteredIntoForce,
                .agreementPublished,
            ]
        case .agreementAdopted:
            [.agreementSigned, .agreementNotesExchanged, .agreementEnteredIntoForce, .agreementPublished]
        case .agreementNotesExchanged: [.agreementAdopted, .agreementSigned, .agreementEnteredIntoForce]
        case .agreementInstrumentsExchanged: [.agreementEnteredIntoForce]
        case .agreementPublished:
            [.agreementAdopted, .agreementSigned, .agreementNotesExchanged, .agreementEnteredIntoForce]
        // To apply it provisionally is not to let it enter into force (VCLT 25).
        case .agreementEnteredIntoForce: [.agreementProvisionallyApplied]
        case .agreementDomesticallyApproved: [.agreementDomesticallyRefused]
        case .agreementDomesticallyRefused: [.agreementDomesticallyApproved]
        case .agreementWithdrawalNotified: [.agreementWithdrawalAnnounced]
        case .relationsEstablished: [.relationsRestored]
        case .relationsRestored: [.relationsEstablished]
        case .missionOpened: [.missionReopened]
        case .missionReopened: [.missionOpened]
        case .missionClosed: [.missionSuspended]
        case .headAgrementGranted: [.headAgrementRefused]
        case .headAgrementRefused: [.headAgrementGranted]
        case .membershipJoined: [.membershipObserverAdmitted]
        case .incidentAttributed: [.incidentAttributionWithheld]
        case .measureLifted: [.measureEased]
        default: []
        }
    }

    /// Kinds of agreement that a signature comes after: adopting the text of one concludes nothing yet
    /// (VCLT 9, 10).
    private static let signedKinds: Set<String> = ["treaty", "executive-agreement", "exchange-of-notes"]

    /// Whether an event of the one type is but a step on the way to the other, for an agreement of a kind.
    static func isOnTheWay(_ type: EventType, to expected: EventType, kind: String?) -> Bool {
        guard let kind, signedKinds.contains(kind) else { return false }
        return type == .agreementAdopted || type == .agreementSigned && expected == .agreementPublished
    }
}
