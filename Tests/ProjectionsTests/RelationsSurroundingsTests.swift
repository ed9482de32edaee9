import CanonicalJSON
import Projections
import Testing

/// What a pair's item takes from other projections.
@Suite struct RelationsSurroundingsTests {
    private let joined = JSONObject.event(
        "jo", "membership.joined", "1967-08-08", ["organisation": "ASEAN", "member": "SGP THA"])
    private let left = JSONObject.event(
        "le", "membership.left", "2030", ["organisation": "ASEAN", "member": "SGP"])

    @Test func aMemberDealsWithAnotherThroughItsBloc() throws {
        let history = RelationsHistory(
            joined, left, .event("me", "meeting.held", "2005-12-13", ["participants": "ASEAN RUS"]))
        #expect(try history.pair("RUS", "SGP", "2005-12-12")["viaBlocs"] == [])
        #expect(try history.pair("RUS", "SGP", "2005-12-13")["viaBlocs"] == ["ASEAN"])
        #expect(try history.pair("RUS", "SGP", "2031")["viaBlocs"] == [])
        #expect(try history.pair("ASEAN", "RUS", "2006")["viaBlocs"] == [])
        #expect(try history.pair("SGP", "THA", "2006")["viaBlocs"] == [])
    }

    @Test func aBlocsAgreementIsATieAsWell() throws {
        let history = RelationsHistory(
            joined,
            .event(
                "de", "agreement.defined", "2018-07-01", ["parties": "ASEAN RUS"],
                ["kind": "statement", "title": "A statement"], subject: "agreement/x"),
            .event("dr", "agreement.negotiation-opened", "2018-07-02", [:], subject: "agreement/x"))
        #expect(try history.pair("RUS", "THA", "2018-08-01")["viaBlocs"] == ["ASEAN"])
        let item = try history.pair("ASEAN", "RUS", "2018-08-01")
        #expect(item["agreements"]?["pending"] == ["agreement/x"])
        #expect(try history.pairs("2018-08-01") == ["ASEAN-RUS"])
    }

    @Test func incidentsAndExpectationsAreNamed() throws {
        let history = RelationsHistory(
            .event(
                "oc", "incident.occurred", "2014-11-24", ["target": "USA", "perpetrator": "PRK"],
                subject: "incident/x"),
            .event(
                "ex", "expectation.stated", "2024-01-15", [:],
                ["expects": ["type": "agreement.signed", "subject": "agreement/y"], "due": "2024-06"],
                subject: "expectation/y"),
            .event(
                "de", "agreement.defined", "2024-01-01", ["parties": "PRK USA"],
                ["kind": "treaty", "title": "A treaty"], subject: "agreement/y"))
        let item = try history.pair("PRK", "USA", "2024-02-01")
        #expect(item["incidents"] == ["incident/x"])
        #expect(item["expectations"] == ["expectation/y"])
    }
}
