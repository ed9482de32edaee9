/// A type of event, in the order of the catalogue.
///
/// The order is the lifecycle rank: two events that fold at the same time fold in the order of their types
/// (an opening before a closing, a signature before an entry into force), so a new type goes where it
/// belongs in its family's life, never just at the end. Stores hold the names, not these numbers.
public enum EventType: UInt8, Sendable, Hashable, CaseIterable {
    case actorDefined, actorRenamed, actorSucceeded, actorExtinguished
    case membershipApplied, membershipAgreedInPrinciple, membershipObserverAdmitted, membershipJoined,
        membershipSuspended, membershipWithdrawalNotified, membershipLeft, membershipChairAssumed
    case recognitionGranted, recognitionWithdrawn
    case relationsEstablishmentAgreed, relationsEstablished, relationsSuspended, relationsSevered,
        relationsRestorationAgreed, relationsRestored, relationsUpgraded, relationsDowngraded,
        relationsWarDeclared, relationsPeaceRestored
    case missionAgreed, missionOpened, missionClosed, missionSuspended, missionRelocated, missionReopened,
        missionProtectingPowerRequested, missionProtectingPowerAccepted, missionProtectingPowerEnded
    case headNominated, headAgrementRequested, headAgrementGranted, headAgrementRefused, headAppointed,
        headDeclined, headArrived, headCredentialsPresented, headRecalledForConsultations, headReturned,
        headRecalled, headDeclaredPersonaNonGrata, headDeparted, headDied, headChargeAssumed
    case staffExpelled, staffWithdrawn
    case meetingScheduled, meetingPostponed, meetingCancelled, meetingHeld
    case visitMade
    case callHeld
    case agreementDefined, agreementNegotiationOpened, agreementNegotiationSuspended,
        agreementNegotiationResumed, agreementNegotiationFailed, agreementDraftTabled,
        agreementDraftCirculated, agreementDraftSuperseded, agreementDraftWithdrawn, agreementTextAgreed,
        agreementAdopted, agreementInitialled, agreementOpenedForSignature, agreementSigned,
        agreementSignatureConfirmed, agreementSignatureDisavowed, agreementDomesticallyApproved,
        agreementDomesticallyRefused, agreementInstrumentDeposited, agreementInstrumentsExchanged,
        agreementNotesExchanged, agreementConsentRevoked, agreementReservationMade,
        agreementReservationWithdrawn, agreementProvisionallyApplied,
        agreementProvisionalApplicationExtended, agreementProvisionalApplicationEnded,
        agreementEnteredIntoForce, agreementExtended, agreementSuspended, agreementResumed,
        agreementWithdrawalAnnounced, agreementWithdrawalNotified, agreementWithdrawalRevoked,
        agreementTerminated, agreementSuperseded, agreementPublished, agreementAbandoned
    case incidentOccurred, incidentDisclosed, incidentAttributed, incidentAttributionWithheld,
        incidentAttributionDenied, incidentProtested
    case measureImposed, measureEased, measureLifted
    case expectationStated, expectationRevised, expectationFailed, expectationFulfilled,
        expectationWithdrawn
    case signalCoded
    case statementMade
    case recordCorrected, recordRetracted, recordDuplicateOf, recordDisputed, recordPreferred,
        recordAnnotated, recordRedacted
    /// A type of the user's own, under `x.`: kept and listed, never folded.
    case own

    /// The place in the order of events that fold at the same time.
    public var rank: UInt8 { rawValue }

    /// The name as events carry it, such as `agreement.signed`; `x.` for own types, whose names the event
    /// itself has.
    public var name: String { self == .own ? "x." : Catalogue[self].name }

    /// Whether this is about another event instead of about the world.
    public var isRecord: Bool {
        self >= .recordCorrected && self <= .recordRedacted
    }

    /// Whether it tells who belongs to an organisation.
    public var isMembership: Bool {
        self >= .membershipApplied && self <= .membershipChairAssumed
    }

    /// Whether it is about an expectation.
    public var isExpectation: Bool {
        self >= .expectationStated && self <= .expectationWithdrawn
    }

    /// The family, such as `agreement`.
    public var family: Substring { name.prefix { $0 != "." } }
}

extension EventType: Comparable {
    public static func < (one: EventType, other: EventType) -> Bool { one.rawValue < other.rawValue }
}

/// A set of types: what a projection folds.
public struct EventTypes: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0

    public init(_ types: some Sequence<EventType>) {
        for type in types { insert(type) }
    }

    public init(arrayLiteral elements: EventType...) { self.init(elements) }

    /// Every type from one to another of the catalogue.
    public init(_ range: ClosedRange<EventType>) {
        self.init(EventType.allCases.filter(range.contains))
    }

    public mutating func insert(_ type: EventType) {
        let bit: UInt64 = 1 << UInt64(type.rawValue & 63)
        switch type.rawValue >> 6 {
        case 0: low |= bit
        case 1: middle |= bit
        default: high |= bit
        }
    }

    public func contains(_ type: EventType) -> Bool {
        let bit: UInt64 = 1 << UInt64(type.rawValue & 63)
        switch type.rawValue >> 6 {
        case 0: return low & bit != 0
        case 1: return middle & bit != 0
        default: return high & bit != 0
        }
    }

    public func union(_ other: EventTypes) -> EventTypes {
        var result = self
        result.low |= other.low
        result.middle |= other.middle
        result.high |= other.high
        return result
    }

    public func subtracting(_ other: EventTypes) -> EventTypes {
        var result = self
        result.low &= ~other.low
        result.middle &= ~other.middle
        result.high &= ~other.high
        return result
    }
}
