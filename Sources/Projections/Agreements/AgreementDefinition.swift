import CanonicalJSON
import DiplomaticEvents
import EDTF

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
        /// Until a day, as written and its last day.
        case date(String, CivilDay)
    }

    init(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        let data = try chronicle.field("data", of: step.event)
        kind = data?["kind"]?.text.flatMap(AgreementKind.init) ?? .treaty
        title = data?["title"]?.text ?? ""
        parties = Set(step.actors(.parties) + step.actors(.party)).sorted()
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

    /// Takes over from an older definition what this one is silent about.
    mutating func complete(from older: AgreementDefinition) {
        if parties.isEmpty { parties = older.parties }
        if rule == nil {
            rule = older.rule
            ruleJSON = older.ruleJSON
        }
        laterParty = laterParty ?? older.laterParty
        term = term ?? older.term
        supersedes = supersedes ?? older.supersedes
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
