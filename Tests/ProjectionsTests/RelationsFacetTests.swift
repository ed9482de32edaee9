import CanonicalJSON
import Projections
import Testing

/// The other facets of a pair, and its status.
@Suite struct RelationsFacetTests {
    private let parties: KeyValuePairs = ["parties": "CUB USA"]
    private let established = JSONObject.event(
        "es", "relations.established", "1950-01-01", ["parties": "CUB USA"])
    private let severed = JSONObject.event(
        "se", "relations.severed", "1961-01-03", ["by": "USA", "with": "CUB"])

    private func power(_ id: String, _ type: String, _ day: String, _ code: String) -> JSONObject {
        .event(
            id, "mission.protecting-power-" + type, day,
            ["sending": "USA", "receiving": "CUB", "power": code])
    }

    @Test func warStandsUntilPeace() throws {
        let history = RelationsHistory(
            established, .event("wa", "relations.war-declared", "1960-01-01", ["by": "CUB", "with": "USA"]),
            .event("pe", "relations.peace-restored", "1965-01-01", parties))
        #expect(try history.status("CUB", "USA", "1960-01-01") == "at-war")
        #expect(try history.state("CUB", "USA", "1960-01-01") == "established")
        #expect(try history.status("CUB", "USA", "1965-01-01") == "established-no-mission")
    }

    @Test func aProtectingPowerIsAChannelOnceItIsAccepted() throws {
        let history = RelationsHistory(
            established, severed, power("p1", "requested", "1961-01-04", "CHE"),
            power("p2", "accepted", "1961-02-01", "CHE"), power("p3", "ended", "1970-01-01", "SWE"),
            power("p4", "ended", "1977-01-01", "CHE"))
        #expect(try history.status("CUB", "USA", "1961-01-04") == "severed")
        let served = try history.pair("CUB", "USA", "1970-01-02")
        #expect(served["status"] == "severed-with-channel")
        #expect(served.direction("representation", from: "USA")?["interestsServedBy"] == "CHE")
        #expect(served.direction("representation", from: "CUB")?["interestsServedBy"] == .null)
        #expect(try history.status("CUB", "USA", "1977-01-01") == "severed")
    }

    @Test func anInterestsSectionIsAChannelAndOutlivesASeverance() throws {
        let history = RelationsHistory(
            established, .mission("mo", "opened", "1950-02-01", "USA", "CUB", "embassy"), severed,
            .mission("is", "opened", "1977-09-01", "USA", "CUB", "interests-section"),
            .event("s2", "relations.severed", "1980", parties),
            .event("re", "relations.restored", "2015-07-20", parties),
            .mission("em", "opened", "2015-07-20", "USA", "CUB", "embassy"),
            .event("s3", "relations.severed", "2030", parties))
        #expect(try history.status("CUB", "USA", "1977-08-31") == "severed")
        let item = try history.pair("CUB", "USA", "1981")
        #expect(item["status"] == "severed-with-channel")
        let mission = item.direction("representation", from: "USA")?["mission"]
        #expect(mission?["kind"] == "interests-section")
        #expect(mission?["state"] == "open")
        let embassy = try history.mission("USA", "CUB", "2016")?["mission"]
        #expect(embassy?["kind"] == "embassy")
        #expect(embassy?["since"] == "2015-07-20")
        #expect(try history.status("CUB", "USA", "2031") == "severed")
    }

    @Test func theRungsOfEstablishedRelations() throws {
        let history = RelationsHistory(
            established, .mission("mo", "opened", "1951-01-01", "USA", "CUB", "embassy"),
            .head("ch", "charge-assumed", "1951-02-01", "USA", "CUB", "Cleo"),
            .head("cr", "credentials-presented", "1952-01-01", "USA", "CUB", "Ann", rank: "ambassador"),
            .head("pn", "declared-persona-non-grata", "1953-01-01", "USA", "CUB", "Ann"),
            .head("c2", "charge-assumed", "1953-02-01", "USA", "CUB", "Dan"),
            .head("c3", "credentials-presented", "1954-01-01", "USA", "CUB", "Eve"),
            .event("do", "relations.downgraded", "1955-01-01", parties, ["level": "charge"]),
            .event("up", "relations.upgraded", "1956-01-01", parties, ["level": "ambassador"]),
            .head("rc", "recalled-for-consultations", "1957-01-01", "USA", "CUB", "Eve"),
            .head("rt", "returned", "1957-06-01", "USA", "CUB", "Eve"))
        let expected = [
            ("1950-12-31", "established-no-mission"), ("1951-01-01", "established-charge-level"),
            ("1952-01-01", "established"), ("1953-01-01", "downgraded"), ("1953-02-01", "downgraded"),
            ("1954-01-01", "established"), ("1955-01-01", "downgraded"), ("1956-01-01", "established"),
            ("1957-01-01", "downgraded"), ("1957-06-01", "established"),
        ]
        for (day, status) in expected { #expect(try history.status("CUB", "USA", day) == status, "\(day)") }
    }

    @Test func restoredRelationsForgetHowTheyWereLowered() throws {
        let history = RelationsHistory(
            established, .head("cr", "credentials-presented", "1952-01-01", "USA", "CUB", "Ann"),
            .head("pn", "declared-persona-non-grata", "1953-01-01", "USA", "CUB", "Ann"), severed,
            .event("re", "relations.restored", "1977-01-01", parties))
        #expect(try history.status("CUB", "USA", "1977-01-01") == "established-no-mission")
    }

    @Test func measuresAreListedByKindAndDirection() throws {
        let roles: KeyValuePairs = ["by": "USA", "against": "CUB"]
        let history = RelationsHistory(
            .event("m1", "measure.imposed", "1960-10-19", roles, ["kind": "embargo"]),
            .event("m2", "measure.imposed", "1962-02-07", roles, ["kind": "blockade"]),
            .event("m3", "measure.imposed", "1963", ["by": "CUB", "against": "USA"], ["kind": "embargo"]),
            .event("m4", "measure.eased", "2015-01-16", roles, ["kind": "embargo"]),
            .event("m5", "measure.lifted", "1962-11-20", roles, ["kind": "blockade"]))
        let measures = try history.pair("CUB", "USA", "2016")["measures"]
        #expect(
            measures == [
                [
                    "against": "USA", "because": ["m3"], "by": "CUB", "certain": true, "kind": "embargo",
                    "since": "1963",
                ],
                [
                    "against": "CUB", "because": ["m1", "m4"], "by": "USA", "certain": true,
                    "kind": "embargo",
                    "since": "1960-10-19",
                ],
            ])
    }

    @Test func aVagueMeasureThatWasLiftedStaysLifted() throws {
        let roles: KeyValuePairs = ["by": "USA", "against": "CUB"]
        let history = RelationsHistory(
            .event("m1", "measure.imposed", "1962", roles, ["kind": "blockade"]),
            .event("m2", "measure.lifted", "1962-11-20", roles, ["kind": "blockade"]))
        #expect(try history.pair("CUB", "USA", "1963")["measures"] == [])
    }

    @Test func aVagueRecognitionAndAVagueLiftingAreInDoubt() throws {
        let roles: KeyValuePairs = ["by": "USA", "against": "CUB"]
        let history = RelationsHistory(
            .event("m1", "measure.imposed", "1960", roles, ["kind": "embargo"]),
            .event("m2", "measure.lifted", "1970", roles, ["kind": "embargo"]),
            .event("r1", "recognition.granted", "1970", ["recognising": "CUB", "recognised": "USA"]))
        let item = try history.pair("CUB", "USA", "1970-06-01")
        #expect(item["measures"]?.list?.first?["certain"] == false)
        let recognition = item.direction("recognition", from: "CUB")
        #expect(recognition?["certain"] == false)
        #expect(recognition?["mayBe"] == ["de-jure"])
    }

    @Test func contactsAreCountedAndTheLastIsNamed() throws {
        let history = RelationsHistory(
            .event("v1", "visit.made", "2016-03-20", ["visitor": "USA", "host": "CUB"]),
            .event("c1", "call.held", "2014-12-16", ["participants": "CUB USA"]),
            .event("m1", "meeting.held", "2015-04", ["participants": "CUB PAN USA"]),
            .event("m2", "meeting.scheduled", "2016-04", ["participants": "CUB USA"], subject: "meeting/x"))
        #expect(
            try history.pair("CUB", "USA", "2017")["contacts"]
                == [
                    "meetings": 1, "visits": 1, "calls": 1,
                    "last": ["event": "v1", "type": "visit.made", "occurred": "2016-03-20"],
                ])
        #expect(try history.pair("CUB", "PAN", "2017")["contacts"]?["last"]?["event"] == "m1")
    }

    @Test func signalsAreCountedAndNothingElse() throws {
        let roles: KeyValuePairs = ["source": "USA", "target": "CUB"]
        let history = RelationsHistory(
            .event("s1", "signal.coded", "2018-01-01", roles, ["cameo": "190", "goldstein": -10]),
            .event("s2", "signal.coded", "2018-01-02", roles, ["cameo": "040", "goldstein": .real(1.5)]))
        let item = try history.pair("CUB", "USA", "2018-02-01")
        #expect(
            item["signals"] == ["count": 2, "cooperative": 1, "conflictual": 1, "goldstein": .real(-8.5)])
        #expect(item["status"] == "no-relations")
    }

    @Test func pairsAreThoseThatEventsNameTogether() throws {
        let history = RelationsHistory(
            established, .event("st", "statement.made", "1950", ["by": "FRA", "with": "DEU"]),
            .event(
                "in", "incident.disclosed", "1950", ["target": "SGP", "by": "MYS"], subject: "incident/x"),
            .event(
                "at", "incident.attributed", "1951", ["attributor": "USA", "perpetrator": "PRK"],
                subject: "incident/x"),
            .event("sx", "staff.expelled", "1950", ["sending": "RUS", "receiving": "GBR"], ["count": 3]),
            .event("pl", "visit.made", "1950", ["visitor": "ITA", "host": "GBR"], assertion: "planned"))
        #expect(
            try history.pairs("1960")
                == ["CUB-USA", "DEU-FRA", "GBR-ITA", "GBR-RUS", "PRK-SGP", "PRK-USA"])
        #expect(try history.pairs("1960", actor: "USA") == ["CUB-USA", "PRK-USA"])
        #expect(try history.pairs("1950-01-01") == ["CUB-USA"])
    }

    @Test func aPairThatOnlyMayBeTiedIsListedAsSuch() throws {
        let history = RelationsHistory(.mission("mo", "opened", "2018", "NZL", "ARG", "embassy"))
        #expect(try history.pairs("2018-06-01") == ["ARG-NZL"])
        #expect(try history.pairs("2017-06-01").isEmpty)
    }
}
