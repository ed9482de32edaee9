import CanonicalJSON
import DiplomaticEvents
import EDTF
import Testing

@Suite struct EventReaderTests {
    private static let held =
        #""type":"meeting.held","occurred":"2018-03","actors":{"participants":["ASEAN","RUS"]}"#

    /// What stands beside a sound meeting, and what is said of it.
    @Test(arguments: [
        (#""occured":"2018""#, "occured: unknown field 'occured': did you mean 'occurred'?"),
        (#""zzzzzzzz":1"#, "zzzzzzzz: unknown field 'zzzzzzzz'"),
        (
            #""revision":1"#,
            "revision: is assigned by the log and can't be given; leave it out (`restore` takes it)"
        ),
        (
            #""recorded":"2018""#,
            "recorded: is assigned by the log and can't be given; leave it out (`restore` takes it)"
        ),
        (
            #""hash":null"#,
            "hash: is assigned by the log and can't be given; leave it out (`restore` takes it)"
        ),
        (
            #""id":"""#,
            "id: '' is not an id: 1 to 128 of A–Z a–z 0–9 . _ : / - of which the first is a letter or digit"
        ),
        (
            #""id":"-a""#,
            "id: '-a' is not an id: 1 to 128 of A–Z a–z 0–9 . _ : / - of which the first is a letter or digit"
        ),
        (
            #""id":"a b""#,
            "id: 'a b' is not an id: 1 to 128 of A–Z a–z 0–9 . _ : / - of which the first is a letter or digit"
        ),
        (
            #""id":7"#,
            "id: '7' is not an id: 1 to 128 of A–Z a–z 0–9 . _ : / - of which the first is a letter or digit"
        ),
        (#""reported":"yesterday""#, "reported: 'yesterday' is not a date or an RFC 3339 time: "),
        (#""reported":"2018-02-30""#, "reported: '2018-02-30' is not a date or an RFC 3339 time: "),
        (#""reported":2018"#, "reported: '2018' is not a text; a date or an RFC 3339 time is needed"),
        (#""effective":"2018-13""#, "effective: '2018-13' is not an EDTF date: month 13 at position 5"),
        (
            #""effective":null"#,
            "effective: 'null' is not a text; an EDTF date is needed, such as \"2018-03\""
        ),
        (#""assertion":"asserts""#, "assertion: 'asserts' is unknown: did you mean 'asserted'?"),
        (
            #""assertion":"maybe""#,
            "assertion: 'maybe' is unknown; one of asserted, planned, negated, hypothetical is needed"
        ),
        (
            #""assertion":true"#,
            "assertion: 'true' is not a text; one of asserted, planned, negated, hypothetical is needed"
        ),
        (#""likelihood":"likly""#, "likelihood: 'likly' is unknown: did you mean 'likely'?"),
        (#""confidence":"hihg""#, "confidence: 'hihg' is unknown: did you mean 'high'?"),
        (
            #""actsAs":{"ASEAN":"each-members"}"#,
            "actsAs.ASEAN: 'each-members' is unknown: did you mean 'each-member'?"
        ),
        (#""actsAs":{"EU":"bloc"}"#, "actsAs.EU: 'EU' is none of the event's actors"),
        (#""actsAs":"bloc""#, "actsAs: 'bloc' is not an object, such as {\"ASEAN\":\"each-member\"}"),
        (#""place":7"#, "place: '7' is neither a text nor {\"name\":…,\"country\":…}"),
        (#""place":{"nam":"x"}"#, "place.nam: unknown field 'nam': did you mean 'name'?"),
        (#""place":{"name":1}"#, "place.name: '1' is not a text"),
        (#""wording":[]"#, "wording: a list is not a text"),
        (#""quote":{}"#, "quote: an object is not a text"),
        (#""note":false"#, "note: 'false' is not a text"),
        (#""tags":"a""#, "tags: 'a' is not a list of texts"),
        (#""tags":["a",1]"#, "tags[1]: '1' is not a text"),
        (#""source":"x""#, "source: 'x' is not an object, such as {\"title\":…}"),
        (#""source":{"tittle":"x"}"#, "source.tittle: unknown field 'tittle': did you mean 'title'?"),
        (#""source":{"reliability":"G"}"#, "source.reliability: 'G' is unknown: did you mean '"),
        (#""source":{"credibility":7}"#, "source.credibility: '7' is not a whole number from 1 to 6"),
        (#""source":{"credibility":1.5}"#, "source.credibility: '1.5' is not a whole number from 1 to 6"),
        (#""source":{"derivedFrom":[null]}"#, "source.derivedFrom[0]: 'null' is not a text"),
        (
            #""subject":"Meeting/x""#,
            "subject: 'Meeting/x' is not a subject: 'kind/slug', such as 'agreement/paris-2015'"
        ),
        (
            #""subject":"meeting/""#,
            "subject: 'meeting/' is not a subject: 'kind/slug', such as 'agreement/paris-2015'"
        ),
        (#""data":[]"#, "data: a list is not an object"),
        (#""data":{"levl":"summit"}"#, "data.levl: unknown field 'levl': did you mean 'level'?"),
        (#""data":{"level":"summits"}"#, "data.level: 'summits' is unknown: did you mean 'summit'?"),
        (#""data":{"outcome":["a",{}]}"#, "data.outcome[1]: an object is not a text"),
        (#""data":{"planned":"soon"}"#, "data.planned: 'soon' is not an EDTF date: "),
    ])
    func aFieldThatIsNotRightIsTold(_ field: String, _ fault: String) {
        let found = faults("{\(Self.held),\(field)}")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(fault) == true, "\(found)")
    }

    @Test(arguments: [
        ("[]", "event: a list is not a JSON object"), ("7", "event: '7' is not a JSON object"),
        ("{}", "type: is missing; a name of the catalogue is needed, such as 'meeting.held'"),
        (#"{"type":null}"#, "type: 'null' is not a text"),
        (
            #"{"type":"agreement.singed"}"#,
            "type: unknown type 'agreement.singed': did you mean 'agreement.signed'?"
        ),
        (#"{"type":"Meeting.Held"}"#, "type: unknown type 'Meeting.Held': did you mean 'meeting.held'?"),
        (#"{"type":"completely/other"}"#, "type: unknown type 'completely/other'"),
        (
            #"{"type":"call.held","occurred":"","actors":{"participants":"USA"}}"#,
            "actors.participants: call.held needs 2 or more different ones"
        ),
        (
            #"{"type":"call.held","occurred":"","actors":{"participants":["USA","USA"]}}"#,
            "actors.participants: call.held needs 2 or more different ones"
        ),
        (
            #"{"type":"relations.severed","occurred":"","actors":{"by":"USA"}}"#,
            "actors: relations.severed needs 'parties', or 'by' and 'with', which is missing"
        ),
        (
            #"{"type":"statement.made","occurred":"","actors":{"by":"SGP","whit":"RUS"}}"#,
            "actors.whit: unknown role 'whit': did you mean 'with'?"
        ),
        (
            #"{"type":"statement.made","occurred":"","actors":["SGP"]}"#,
            "actors: a list is not an object of roles, such as {\"participants\":[\"ASEAN\",\"RUS\"]}"
        ),
        (
            #"{"type":"statement.made","occurred":"","actors":{"by":["SGP",7]}}"#,
            "actors.by: '7' is not an actor's code, such as \"RUS\" or \"ASEAN\""
        ),
        (
            #"{"type":"statement.made","occurred":"","actors":{"by":"S P"}}"#,
            "actors.by: 'S P' is not an actor's code, such as \"RUS\" or \"ASEAN\""
        ),
        (
            #"{"type":"statement.made","occurred":"2018-13","actors":{"by":"SGP"}}"#,
            "occurred: '2018-13' is not an EDTF date: month 13 at position 5"
        ),
        (
            #"{"type":"signal.coded","occurred":"","actors":{"source":"A","target":"B"},"data":{"cameo":42}}"#,
            "data.cameo: '42' is not a text of one letter or more"
        ),
        (
            #"{"type":"signal.coded","occurred":"","actors":{"source":"A","target":"B"},"data":{"cameo":"042","goldstein":1e300}}"#,
            "data.goldstein: '1e+300' is not a number from -1000000 to 1000000"
        ),
        (
            #"{"type":"signal.coded","occurred":"","actors":{"source":"A","target":"B"},"data":{"cameo":"042","mentions":-1}}"#,
            "data.mentions: '-1' is not a whole number of 0 or more"
        ),
        (
            #"{"type":"record.corrected","data":{"target":"a","reason":"r","patch":{"id":"b"}}}"#,
            "data.patch.id: a correction can't change 'id'"
        ),
        (
            #"{"type":"record.corrected","data":{"target":"a","reason":"r","patch":{"hash":"b"}}}"#,
            "data.patch.hash: a correction can't change 'hash'"
        ),
        (
            #"{"type":"record.corrected","data":{"target":"a","reason":"r","patch":{"notes":"b"}}}"#,
            "data.patch.notes: unknown field 'notes': did you mean 'note'?"
        ),
        (
            #"{"type":"record.corrected","data":{"target":"a","reason":"r","patch":[]}}"#,
            "data.patch: a list is not an object"
        ),
        (
            #"{"type":"record.retracted","data":{"target":"a","reason":""}}"#,
            "data.reason: '' is not a text of one letter or more"
        ),
        (
            #"{"type":"record.retracted","data":{"target":"","reason":"r"}}"#,
            "data.target: '' is not an event's id"
        ),
        (
            #"{"type":"expectation.stated","occurred":"","subject":"expectation/e","data":{"expects":{"type":"agreement.sign"}}}"#,
            "data.expects.type: unknown type 'agreement.sign': did you mean 'agreement.signed'?"
        ),
        (
            #"{"type":"expectation.stated","occurred":"","subject":"expectation/e","data":{"expects":{"type":"agreement.signed","by":1}}}"#,
            "data.expects.by: unknown field 'by'"
        ),
        (
            #"{"type":"expectation.stated","occurred":"","subject":"expectation/e","data":{"expects":{"subject":"agreement/x"}}}"#,
            "data.expects.type: is missing"
        ),
        (
            #"{"type":"mission.opened","occurred":"","actors":{"sending":"RUS","receiving":"SGP"},"data":{"kind":"embasy"}}"#,
            "data.kind: 'embasy' is unknown: did you mean 'embassy'?"
        ),
    ])
    func aLineThatIsNoEventIsTold(_ line: String, _ fault: String) {
        #expect(faults(line) == [fault])
    }

    /// Rules of entry into force.
    @Test(
        arguments: [
            (#"{"all":[{"deposits":55},{"weight":{"table":{"CHN":20.1},"min":55}}],"after":"P30D"}"#, nil),
            (#"{"any":[{"each-of":["RUS","SGP"]},{"date":"2020-01-01"}],"align":"first-of-month"}"#, nil),
            (#"{"signature":true}"#, nil), (#"{"exchange":true}"#, nil),
            (#"{"all-signatories":true,"exclude":["USA"],"after":null}"#, nil),
            ("7", ": '7' is not a rule, such as {\"all\":[{\"deposits\":60}],\"after\":\"P60D\"}"),
            (
                "{}",
                ": a rule has one operator (all, any, deposits, weight, each-of, all-signatories, exchange, signature, date), not 0"
            ),
            (
                #"{"deposits":1,"signature":true}"#,
                ": a rule has one operator (all, any, deposits, weight, each-of, all-signatories, exchange, signature, date), not 2"
            ),
            (#"{"all":[]}"#, ".all: a list of one rule or more is needed"),
            (#"{"all":{}}"#, ".all: an object is not a list of rules"),
            (#"{"deposits":0}"#, ".deposits: '0' is not a whole number from 1 to 100000"),
            (#"{"deposits":1,"aftre":"P1D"}"#, ".aftre: unknown field 'aftre': did you mean 'after'?"),
            (#"{"deposits":1,"after":"30 days"}"#, ".after: '30 days' is not a duration, such as 'P30D': "),
            (
                #"{"deposits":1,"align":"monday"}"#,
                ".align: 'monday' is unknown; one of first-of-month is needed"
            ),
            (#"{"signature":false}"#, ".signature: 'false' is not 'true'"),
            (#"{"weight":{"min":1}}"#, ".weight: an object is not {\"table\":{code:weight…},\"min\":…}"),
            (#"{"weight":{"table":{"CHN":"1"},"min":1}}"#, ".weight.table.CHN: '1' is not a number"),
            (#"{"date":"2020-00"}"#, ".date: '2020-00' is not an EDTF date: "),
            (#"{"all":[{"deposits":1,"after":"P1D"}]}"#, ".all[0].after: unknown field 'after'"),
        ] as [(String, String?)])
    func aRuleOfEntryIntoForceIsChecked(_ rule: String, _ fault: String?) {
        let found = faults(
            #"{"type":"agreement.defined","occurred":"","subject":"agreement/a","data":{"kind":"treaty","title":"T","entryIntoForce":\#(rule)}}"#
        )
        #expect(found.count == (fault == nil ? 0 : 1), "\(found)")
        if let fault { #expect(found.first?.hasPrefix("data.entryIntoForce" + fault) == true, "\(found)") }
    }

    @Test func everyFaultOfALineIsTold() {
        let found = faults(
            #"{"type":"agreement.signed","occurred":"2018-13","actors":{"partys":"RUS"},"subject":"meeting/x","data":{"mode":"simpel"},"likelihood":1,"hash":""}"#
        )
        #expect(
            found.map { String($0.prefix { $0 != ":" }) } == [
                "occurred", "actors.partys", "actors", "subject", "likelihood", "hash", "data.mode",
            ])
    }

    @Test func aDraftHoldsWhatTheLogIndexes() throws {
        let draft = try draft(
            #"{"type":"agreement.signed","id":"a","occurred":"2018-08-01/2018-08-04","subject":"agreement/x","reported":"2018-08-03","effective":"2019","assertion":"planned","actors":{"with":"USA","party":["RUS","ASEAN","RUS"]},"actsAs":{"ASEAN":"each-member","RUS":"bloc"}}"#
        )
        #expect(draft.type == .agreementSigned && draft.typeName == "agreement.signed" && draft.id == "a")
        #expect(
            draft.occurred == (try EDTFDate("2018-08-01").start) && draft.isInterval && !draft.isUnknownDate)
        #expect(draft.reported == (try LensDate("2018-08-03").last))
        #expect(draft.effective == (try EDTFDate("2019").start))
        #expect(draft.assertion == .planned && draft.subject == "agreement/x")
        #expect(
            draft.parts.map(\.code) == ["RUS", "ASEAN", "USA"]
                && draft.parts.map(\.role) == [.party, .party, .with])
        #expect(draft.eachMember == ["ASEAN"])
    }

    @Test func theOrderOfTheRolesDoesNotMatter() throws {
        let one = try draft(
            #"{"type":"visit.made","occurred":"","actors":{"visitor":["RUS","CUB"],"host":"SGP"}}"#)
        let other = try draft(
            #"{"type":"visit.made","occurred":"","actors":{"host":"SGP","visitor":["RUS","CUB"]}}"#)
        #expect(one.parts == other.parts)
        #expect(one.parts.map(\.code) == ["SGP", "RUS", "CUB"])
    }

    @Test func aSignalsScoreIsHeldInThousandths() throws {
        func signal(_ data: String) throws -> EventDraft {
            try draft(
                #"{"type":"signal.coded","occurred":"","actors":{"source":"A","target":"B"},"data":\#(data)}"#
            )
        }
        #expect(try signal(#"{"cameo":"190","goldstein":-9.5}"#).goldstein == -9500)
        #expect(try signal(#"{"cameo":"190","goldstein":-9.5}"#).cameoRoot == 19)
        #expect(try signal(#"{"cameo":"0231","goldstein":1e6}"#).goldstein == 1_000_000_000)
        for code in ["2", "x1", "99", "21", ""] {
            #expect(try signal(#"{"cameo":"\#(code)"}"#).cameoRoot == 0)
        }
    }

    @Test func actorsNamedInTheDataAreToldToTheLog() throws {
        let draft = try draft(
            #"{"type":"agreement.defined","occurred":"","subject":"agreement/a","data":{"kind":"treaty","title":"T","entryIntoForce":{"all":[{"each-of":["RUS"]},{"weight":{"table":{"CHN":20},"min":1}}],"exclude":"USA"}}}"#
        )
        #expect(draft.otherActors.map(\.code) == ["RUS", "CHN", "USA"])
    }

    @Test func escapedSpellingsAreTheSameEvent() throws {
        #expect(
            faults(
                #"{"\u0074ype":"meeting\u002eheld","occurred":"2018\u002d03","actors":{"participants":["\u0052US"]}}"#
            ) == [])
    }
}
