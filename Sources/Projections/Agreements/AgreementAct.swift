import CanonicalJSON
import DiplomaticEvents
import EDTF

/// One step in the life of an agreement, with what its body tells.
struct AgreementAct: Sendable {
    let type: EventType
    let event: Revision
    let phase: Step.Phase
    let mark: Mark
    let bounds: Bounds
    /// The act's place in the fold.
    let order: Int
    /// Those whose own act it is; empty where it is everybody's.
    var parties: [ActorID]
    /// What only some types tell.
    var detail = Detail.none
    /// For a deposit with an earlier legal effect, by which `bounds` go: when it was made.
    var made: Bounds?

    enum Detail: Sendable {
        case none
        case definition(AgreementDefinition)
        /// How a party signed or consented, and from when on that binds it, where it was said.
        case consent(mode: String?, from: VagueDay?)
        /// When a notice takes effect, where it was said.
        case notice(VagueDay?)
        case draft(version: String?, to: [ActorID])
        /// Until when something lasts, as written and its last day.
        case until(String, CivilDay)
        case title(String)
        case succession(Succession)
    }

    init(_ step: Step, order: Int, parties: [ActorID]) {
        type = step.type
        event = step.event
        phase = step.phase
        mark = step.mark
        bounds = step.bounds
        self.order = order
        self.parties = parties
    }

    /// Whether the act changes what it changes now: a notice of it doesn't.
    var takesEffect: Bool { phase != .notice }

    /// Whether it is the act itself, whenever its effect comes.
    var isDone: Bool { phase != .effect }

    /// The day on which it was done: on one until `day`, since it has been.
    func when(by day: CivilDay) -> VagueDay {
        VagueDay(
            earliest: min(bounds.earliest.day, day), latest: min(bounds.latest.day, day), mark: mark)
    }

    /// The day on which a deposit was made, whatever its legal effect: of one that has an earlier effect it may lie
    /// ahead, and only then does it count towards a threshold.
    func whenMade(by day: CivilDay) -> VagueDay {
        guard let made else { return when(by: day) }
        return VagueDay(earliest: made.earliest.day, latest: made.latest.day)
    }

    /// The act as the step that it was, for facts to take their reasons from.
    var asStep: Step {
        Step(
            event: event, type: type, phase: phase, bounds: bounds, isEffectiveDated: mark.isEffective)
    }

    /// Whether it surely was after another's: what is dated vaguely folds late and throws nothing back.
    func isAfter(_ other: Bounds) -> Bool { bounds.earliest > other.latest }
}

extension AgreementAct {
    /// Reads a step about an agreement.
    init(reading step: Step, order: Int, _ chronicle: some Chronicle) throws(ChronicleFault) {
        self.init(step, order: order, parties: step.type == .agreementDefined ? [] : Self.parties(step))
        detail = try Self.detail(step, chronicle)
        if step.isEffectiveDated, step.phase == .whole, step.type == .agreementInstrumentDeposited,
            let text = try chronicle.field("occurred", of: step.event)?.text,
            let date = try? EDTFDate(text), !date.isUnknown
        {
            made = date.start
        }
    }

    /// Whose act it is.
    private static func parties(_ step: Step) -> [ActorID] {
        let isBy = step.type == .agreementSuspended || step.type == .agreementResumed
        return step.actors(.party) + (isBy ? step.actors(.by) : [])
    }

    /// The types of acts of which the body tells nothing that the step doesn't.
    static let tellingNothingMore: EventTypes = [
        .agreementNegotiationOpened, .agreementNegotiationSuspended, .agreementNegotiationResumed,
        .agreementNegotiationFailed, .agreementTextAgreed, .agreementInitialled, .agreementEnteredIntoForce,
        .agreementSuspended, .agreementResumed, .agreementAbandoned,
    ]

    private static func detail(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> Detail {
        switch step.type {
        case .agreementDefined: return .definition(try AgreementDefinition(step, chronicle))
        case .agreementSigned, .agreementInstrumentDeposited, .agreementInstrumentsExchanged,
            .agreementNotesExchanged:
            return .consent(
                mode: try chronicle.text(step.event, "mode"), from: try effective(step, chronicle))
        case .agreementWithdrawalNotified, .agreementTerminated:
            return .notice(try effective(step, chronicle))
        case .agreementDraftTabled, .agreementDraftCirculated, .agreementDraftSuperseded,
            .agreementDraftWithdrawn:
            return .draft(version: try chronicle.text(step.event, "version"), to: step.actors(.to))
        case .agreementAdopted, .agreementPublished:
            return try chronicle.text(step.event, "title").map { .title($0) } ?? .none
        case .agreementOpenedForSignature, .agreementProvisionallyApplied,
            .agreementProvisionalApplicationExtended, .agreementExtended:
            return try until(step, chronicle)
        default: return .none
        }
    }

    /// Until when it lasts: by `until`, or by its own end where it is dated by an interval.
    private static func until(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> Detail {
        if let text = try chronicle.text(step.event, "until"), let last = EDTFDate.lastDay(of: text) {
            return .until(text, last)
        }
        guard step.type == .agreementProvisionallyApplied, let end = step.end?.latest.day,
            end != .distantFuture
        else { return .none }
        return .until(end.description, end)
    }

    /// The day that the event's `effective` names, where that is not the day on which it occurred.
    private static func effective(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault)
        -> VagueDay?
    {
        guard step.phase != .whole || step.isEffectiveDated,
            let text = try chronicle.field("effective", of: step.event)?.text,
            let date = try? EDTFDate(text), !date.isUnknown
        else { return nil }
        return VagueDay(
            earliest: date.start.earliest.day, latest: date.start.latest.day,
            mark: Mark(event: step.event, isEffective: true))
    }
}

extension EDTFDate {
    /// The last day that an expression may mean; `nil` where it means none.
    static func lastDay(of text: String) -> CivilDay? {
        guard let date = try? EDTFDate(text), !date.isUnknown else { return nil }
        return (date.end ?? date.start).latest.day
    }
}
