import CanonicalJSON
import DiplomaticEvents
import EDTF

/// One step in the life of an agreement, with what its body tells.
struct AgreementAct: Sendable {
    let type: EventType
    let event: Revision
    let phase: Step.Phase
    let mark: Mark
    /// The day from which it surely counts, and the first on which it may.
    let day: CivilDay
    let earliest: CivilDay
    let instant: Instant
    /// Those whom the act is one's own of; empty where it is everybody's.
    let parties: [ActorID]
    /// What only some types tell.
    var detail = Detail.none

    enum Detail: Sendable {
        case none
        case definition(AgreementDefinition)
        /// Of a signature or an instrument.
        case mode(String)
        /// Of a deposit or a notice: from when it takes effect.
        case effective(mode: String?, from: CivilDay)
        case draft(version: String?, to: [ActorID])
        /// Until when something lasts, as written and its last day.
        case until(String, CivilDay)
        case title(String)
        case succession(Succession)
    }

    init(_ step: Step, parties: [ActorID]) {
        type = step.type
        event = step.event
        phase = step.phase
        mark = step.mark
        day = step.bounds.latest.day
        earliest = step.bounds.earliest.day
        instant = step.bounds.latest
        self.parties = parties
    }

    /// Whether the act changes what it changes now: a notice of it doesn't.
    var takesEffect: Bool { phase != .notice }
}

/// What `agreement.defined` says.
struct AgreementDefinition: Sendable {
    var kind: AgreementKind
    var title: String
    var parties: [ActorID]
    var rule: EntryIntoForceRule?
    var ruleJSON: JSONValue
    var laterParty: CalendarDuration?
    var term: Term?
    var supersedes: SubjectID?

    /// How long the agreement is to last.
    enum Term: Sendable {
        /// From its entry into force.
        case duration(CalendarDuration)
        /// Until a day.
        case date(String, CivilDay)
    }

    init(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        let data = try chronicle.event(step.event)["data"]
        kind = data?["kind"]?.text.flatMap(AgreementKind.init) ?? .treaty
        title = data?["title"]?.text ?? ""
        // A bloc that is a party through its members has them stand as one side.
        parties = Set([.parties, .party, .by, .with].flatMap(step.actors)).sorted()
        ruleJSON = data?["entryIntoForce"] ?? .null
        rule = EntryIntoForceRule(ruleJSON, chronicle)
        laterParty = data?["laterParty"]?.text.flatMap { try? CalendarDuration(parsing: $0) }
        if let text = data?["term"]?.text {
            if text.hasPrefix("P") {
                term = (try? CalendarDuration(parsing: text)).map(Term.duration)
            } else {
                term = EDTFDate.lastDay(of: text).map { .date(text, $0) }
            }
        }
        supersedes = data?["supersedes"]?.text.flatMap(chronicle.subject)
    }
}

/// What an agreement is.
public enum AgreementKind: String, Sendable, Hashable {
    case treaty
    case executiveAgreement = "executive-agreement"
    case exchangeOfNotes = "exchange-of-notes"
    case mou
    case statement
    case codeOfConduct = "code-of-conduct"

    /// Whether it is complete once it is adopted or signed, unless a rule says otherwise: it is meant to bind in
    /// politics, not in law.
    var isPolitical: Bool { self == .mou || self == .statement || self == .codeOfConduct }
}

extension EDTFDate {
    /// The last day that an expression may mean.
    static func lastDay(of text: String) -> CivilDay? {
        guard let date = try? EDTFDate(text), !date.isUnknown else { return nil }
        return (date.end ?? date.start).latest.day
    }
}
