/// How far an agreement has come. Steps may be skipped; the furthest that was reached stands.
public enum AgreementStatus: String, Sendable, Hashable, CaseIterable, Comparable {
    case proposed, negotiating, draft
    case textAgreed = "text-agreed"
    case adopted, initialled
    case openForSignature = "open-for-signature"
    case signed
    case awaitingConsents = "awaiting-consents"
    case conditionsMet = "conditions-met"
    case inForce = "in-force"
    case suspended, terminated, expired, superseded
    case draftWithdrawn = "draft-withdrawn"
    case failed, lapsed, abandoned
    /// For what needs no entry into force.
    case completed

    /// Still on its way.
    public var isPending: Bool { self <= .conditionsMet }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (one: AgreementStatus, other: AgreementStatus) -> Bool { one.place < other.place }
}

/// Where a party stands towards an agreement.
public enum PartyState: String, Sendable, Hashable {
    case none, negotiating, initialled, signed
    case signedAdReferendum = "signed-ad-referendum"
    case disavowed, consented, bound
    case provisionallyBound = "provisionally-bound"
    case suspended
    case withdrawalPending = "withdrawal-pending"
    case withdrawn, revoked, lapsed
}
