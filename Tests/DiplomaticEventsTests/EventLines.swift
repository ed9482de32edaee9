import CanonicalJSON
import DiplomaticEvents

/// What is wrong with a line; empty where nothing is.
func faults(_ line: String) -> [String] {
    do throws(JSONFault) {
        return EventReader.read(try JSONDocument(Array(line.utf8).span)).faults.map(\.description)
    } catch {
        return ["not JSON: \(error)"]
    }
}

func draft(_ line: String) throws -> EventDraft {
    EventReader.read(try JSONDocument(Array(line.utf8).span)).draft
}

/// The least that an event of each type must say, beside its type and date; written from the contract and not from
/// the catalogue, which is held against it.
let minimalEvents: [(type: String, rest: String)] = {
    let actor = #""actors":{"actor":"RUS"}"#
    let member = #""actors":{"organisation":"EU","member":"GBR"}"#
    let recognition = #""actors":{"recognising":"RUS","recognised":"XKX"}"#
    let parties = #""actors":{"parties":["CUB","USA"]}"#
    let mission = #""actors":{"sending":"RUS","receiving":"ASEAN"}"#
    let protected = #""actors":{"sending":"USA","receiving":"CUB","power":"CHE"}"#
    let person = mission + #","data":{"person":"unnamed"}"#
    let agreement = #""subject":"agreement/a""#
    let party = agreement + #","actors":{"party":"RUS"}"#
    let incident = #""subject":"incident/i""#
    let measure = #""actors":{"by":"USA","against":"CUB"},"data":{"kind":"embargo"}"#
    let expectation = #""subject":"expectation/e""#
    return [
        ("actor.defined", actor + #","data":{"kind":"state"}"#), ("actor.renamed", actor),
        (
            "actor.succeeded",
            #""actors":{"predecessor":"SUHH","successor":["RUS","UKR"]},"data":{"kind":"dissolution"}"#
        ), ("actor.extinguished", actor),
        ("membership.applied", member), ("membership.agreed-in-principle", member),
        ("membership.observer-admitted", member), ("membership.joined", member),
        ("membership.suspended", member),
        ("membership.withdrawal-notified", member), ("membership.left", member),
        ("membership.chair-assumed", member), ("recognition.granted", recognition),
        ("recognition.withdrawn", recognition), ("relations.establishment-agreed", parties),
        ("relations.established", parties), ("relations.suspended", parties), ("relations.severed", parties),
        ("relations.restoration-agreed", parties), ("relations.restored", parties),
        ("relations.upgraded", parties + #","data":{"level":"ambassador"}"#),
        ("relations.downgraded", parties + #","data":{"level":"charge-daffaires"}"#),
        ("relations.war-declared", parties), ("relations.peace-restored", parties),
        ("mission.agreed", mission),
        ("mission.opened", mission), ("mission.closed", mission), ("mission.suspended", mission),
        ("mission.relocated", mission + #","data":{"seat":"Jakarta"}"#), ("mission.reopened", mission),
        ("mission.protecting-power-requested", protected), ("mission.protecting-power-accepted", protected),
        ("mission.protecting-power-ended", protected), ("head.nominated", person),
        ("head.agrement-requested", person),
        ("head.agrement-granted", person), ("head.agrement-refused", person), ("head.appointed", person),
        ("head.declined", person), ("head.arrived", person), ("head.credentials-presented", person),
        ("head.recalled-for-consultations", person), ("head.returned", person), ("head.recalled", person),
        ("head.declared-persona-non-grata", person), ("head.departed", person), ("head.died", person),
        ("head.charge-assumed", person), ("staff.expelled", mission + #","data":{"count":35}"#),
        ("staff.withdrawn", mission), ("meeting.scheduled", #""subject":"meeting/m""#),
        ("meeting.postponed", #""subject":"meeting/m""#), ("meeting.cancelled", #""subject":"meeting/m""#),
        ("meeting.held", #""actors":{"participants":["ASEAN","RUS"]}"#),
        ("visit.made", #""actors":{"visitor":"RUS","host":"SGP"}"#),
        ("call.held", #""actors":{"participants":["USA","RUS"]}"#),
        ("agreement.defined", agreement + #","data":{"kind":"treaty","title":"T"}"#),
        ("agreement.negotiation-opened", agreement), ("agreement.negotiation-suspended", agreement),
        ("agreement.negotiation-resumed", agreement), ("agreement.negotiation-failed", agreement),
        ("agreement.draft-tabled", agreement), ("agreement.draft-circulated", agreement),
        ("agreement.draft-superseded", agreement), ("agreement.draft-withdrawn", agreement),
        ("agreement.text-agreed", agreement), ("agreement.adopted", agreement),
        ("agreement.initialled", agreement),
        ("agreement.opened-for-signature", agreement), ("agreement.signed", party),
        ("agreement.signature-confirmed", party), ("agreement.signature-disavowed", party),
        ("agreement.domestically-approved", party), ("agreement.domestically-refused", party),
        ("agreement.instrument-deposited", party + #","data":{"mode":"ratified"}"#),
        ("agreement.instruments-exchanged", agreement), ("agreement.notes-exchanged", agreement),
        ("agreement.consent-revoked", party), ("agreement.reservation-made", party),
        ("agreement.reservation-withdrawn", party), ("agreement.provisionally-applied", agreement),
        ("agreement.provisional-application-extended", agreement),
        ("agreement.provisional-application-ended", agreement), ("agreement.entered-into-force", agreement),
        ("agreement.extended", agreement + #","data":{"until":"2020"}"#), ("agreement.suspended", agreement),
        ("agreement.resumed", agreement), ("agreement.withdrawal-announced", party),
        ("agreement.withdrawal-notified", party), ("agreement.withdrawal-revoked", party),
        ("agreement.terminated", agreement), ("agreement.superseded", agreement),
        ("agreement.published", agreement),
        ("agreement.abandoned", agreement), ("incident.occurred", incident + #","actors":{"target":"SGP"}"#),
        ("incident.disclosed", incident),
        ("incident.attributed", incident + #","actors":{"attributor":"USA","perpetrator":"PRK"}"#),
        ("incident.attribution-withheld", incident + #","actors":{"by":"SGP"}"#),
        ("incident.attribution-denied", incident), ("incident.protested", incident),
        ("measure.imposed", measure),
        ("measure.eased", measure), ("measure.lifted", measure),
        ("expectation.stated", expectation + #","data":{"expects":{"type":"agreement.signed"}}"#),
        ("expectation.revised", expectation), ("expectation.failed", expectation),
        ("expectation.fulfilled", expectation), ("expectation.withdrawn", expectation),
        ("signal.coded", #""actors":{"source":"RUS","target":"SGP"},"data":{"cameo":"042"}"#),
        ("statement.made", #""actors":{"by":"SGP"}"#),
        ("record.corrected", #""data":{"target":"t","patch":{"note":"n"},"reason":"r"}"#),
        ("record.retracted", #""data":{"target":"t","reason":"r"}"#),
        ("record.duplicate-of", #""data":{"target":"t","canonical":"u"}"#),
        ("record.disputed", #""data":{"target":"t"}"#), ("record.preferred", #""data":{"target":"t"}"#),
        ("record.annotated", #""data":{"target":"t"}"#),
        ("record.redacted", #""data":{"target":"t","reason":"r"}"#),
    ]
}()

/// The line of a minimal event.
func minimalLine(_ type: String, _ rest: String) -> String {
    type.hasPrefix("record.")
        ? #"{"type":"\#(type)",\#(rest)}"# : #"{"type":"\#(type)","occurred":"2018",\#(rest)}"#
}
