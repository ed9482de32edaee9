import CanonicalJSON
import Projections
import Testing

/// The table of transitions of `relations.state`, row by row.
@Suite struct RelationsTransitionTests {
    private let parties: KeyValuePairs = ["parties": "CUB USA"]

    private func severed(_ id: String, _ day: String) -> JSONObject {
        .event(id, "relations.severed", day, ["by": "USA", "with": "CUB"])
    }

    @Test func aPairIsThereBeforeItsFirstEvent() throws {
        let item = try RelationsHistory().pair("USA", "CUB", "2000-01-01")
        #expect(item["pair"] == ["CUB", "USA"])
        #expect(item["status"] == "no-relations")
        #expect(
            item["relations"] == ["state": "none", "since": nil, "because": [], "certain": true, "mayBe": []])
        #expect(item["restoration"] == .null)
        #expect(item["contacts"] == ["meetings": 0, "visits": 0, "calls": 0, "last": nil])
        #expect(item["agreements"] == ["inForce": [], "provisional": [], "suspended": [], "pending": []])
        #expect(item["measures"] == [])
        #expect(item["signals"]?["count"] == 0)
        #expect(item["viaBlocs"] == [])
        let direction = try #require(item.direction("representation", from: "USA"))
        #expect(direction["acting"] == .null)
        #expect(direction["interestsServedBy"] == .null)
        #expect(
            direction["head"]
                == [
                    "person": nil, "rank": nil, "stage": nil, "since": nil, "because": [], "certain": true,
                    "mayBe": [],
                ])
        #expect(
            direction["mission"]
                == [
                    "kind": nil, "state": "none", "seat": nil, "since": nil, "because": [], "certain": true,
                    "mayBe": [],
                ])
        #expect(item.direction("recognition", from: "CUB")?["state"] == "none")
    }

    @Test func establishingIsAgreedFirstAndDoneLater() throws {
        let history = RelationsHistory(
            .event("ag", "relations.establishment-agreed", "1990-01-01", parties, ["due": "1990-03"]),
            .event("es", "relations.established", "1990-06-01", parties))
        let agreed = try history.pair("CUB", "USA", "1990-03-31")
        #expect(agreed["status"] == "no-relations-agreed")
        #expect(agreed["relations"]?["state"] == "none")
        #expect(
            agreed["restoration"]
                == ["agreed": "1990-01-01", "due": "1990-03", "overdue": false, "because": ["ag"]])
        #expect(try history.pair("CUB", "USA", "1990-04-01")["restoration"]?["overdue"] == true)
        let done = try history.pair("CUB", "USA", "1990-06-01")
        #expect(done["relations"]?["state"] == "established")
        #expect(done["restoration"] == .null)
    }

    @Test func severingClosesMissionsAndSendsHeadsHome() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties),
            .mission("mo", "opened", "1950-01-02", "USA", "CUB", "embassy"),
            .mission("co", "opened", "1950-01-02", "CUB", "USA", "embassy"),
            .head("cr", "credentials-presented", "1950-02-01", "USA", "CUB", "Ann", rank: "ambassador"),
            .head("ca", "charge-assumed", "1950-02-01", "CUB", "USA", "Bea"),
            severed("se", "1961-01-03"))
        #expect(try history.status("CUB", "USA", "1961-01-02") == "established")
        let item = try history.pair("CUB", "USA", "1961-01-03")
        #expect(item["status"] == "severed")
        let american = try #require(item.direction("representation", from: "USA"))
        #expect(american["mission"]?["state"] == "closed")
        #expect(american["mission"]?["since"] == "1961-01-03")
        #expect(american["mission"]?["because"] == ["se"])
        #expect(american["head"]?["stage"] == "departed")
        #expect(american["head"]?["person"] == "Ann")
        let cuban = try #require(item.direction("representation", from: "CUB"))
        #expect(cuban["mission"]?["state"] == "closed")
        #expect(cuban["acting"] == .null)
    }

    @Test func whatIsSaidOtherwiseOnTheDayOfTheSeveranceStands() throws {
        let history = RelationsHistory(
            .mission("mo", "opened", "1950", "USA", "CUB", "embassy"),
            .head("cr", "credentials-presented", "1950", "USA", "CUB", "Ann"),
            severed("se", "1961-01-03"),
            .mission("ms", "suspended", "1961-01-03", "USA", "CUB"),
            .head("re", "recalled", "1961-01-03", "USA", "CUB", "Ann"))
        let item = try #require(try history.mission("USA", "CUB", "1961-01-03"))
        #expect(item["mission"]?["state"] == "suspended")
        #expect(item["head"]?["stage"] == "recalled")
    }

    @Test func twoSeverancesAreOneChangeWithTwoReasons() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties),
            .mission("mo", "opened", "1950-01-02", "USA", "CUB", "embassy"),
            severed("se", "1961-01-03"),
            .event("sc", "relations.severed", "1961-01-04", ["by": "CUB", "with": "USA"]))
        let item = try history.pair("CUB", "USA", "1961-02-01")
        #expect(item["relations"]?["since"] == "1961-01-03")
        #expect(item["relations"]?["because"] == ["sc", "se"])
    }

    @Test func suspensionIsNoSeverance() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties),
            .mission("mo", "opened", "1950-01-02", "USA", "CUB", "embassy"),
            .event("su", "relations.suspended", "1955", ["by": "CUB", "with": "USA"]),
            severed("se", "1961-01-03"), .event("s2", "relations.suspended", "1962", parties))
        #expect(try history.status("CUB", "USA", "1955-12-31") == "suspended")
        #expect(try history.mission("USA", "CUB", "1955-12-31")?["mission"]?["state"] == "open")
        #expect(try history.state("CUB", "USA", "1963") == "severed")
    }

    @Test func restoringIsAgreedFirstAndLeavesMissionsClosed() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "2000-01-01", ["parties": "IRN SAU"]),
            .mission("mo", "opened", "2000-01-02", "SAU", "IRN", "embassy"),
            .event("se", "relations.severed", "2016-01-03", ["by": "SAU", "with": "IRN"]),
            .event(
                "ag", "relations.restoration-agreed", "2023-03-10", ["parties": "IRN SAU"],
                ["due": "2023-03-10/2023-05-10"]),
            .event("re", "relations.restored", "2023-06-06", ["parties": "IRN SAU"]),
            .mission("mr", "reopened", "2023-08-06", "SAU", "IRN"))
        let agreed = try history.pair("IRN", "SAU", "2023-05-10")
        #expect(agreed["relations"]?["state"] == "severed")
        #expect(agreed["status"] == "severed-restoration-agreed")
        #expect(agreed["restoration"]?["overdue"] == false)
        #expect(try history.pair("IRN", "SAU", "2023-05-11")["restoration"]?["overdue"] == true)
        let restored = try history.pair("IRN", "SAU", "2023-06-06")
        #expect(restored["status"] == "established-no-mission")
        #expect(restored["restoration"] == .null)
        #expect(restored.direction("representation", from: "SAU")?["mission"]?["state"] == "closed")
        #expect(try history.status("IRN", "SAU", "2023-08-06") == "established-charge-level")
    }

    @Test func withdrawnRecognitionSevers() throws {
        let history = RelationsHistory(
            .event("rg", "recognition.granted", "1970", ["recognising": "NRU", "recognised": "TWN"]),
            .event("es", "relations.established", "1980-05-04", ["parties": "NRU TWN"]),
            .mission("mo", "opened", "1981", "TWN", "NRU", "embassy"),
            .event("rw", "recognition.withdrawn", "2002-07-23", ["recognising": "NRU", "recognised": "TWN"]))
        let before = try history.pair("NRU", "TWN", "2002-07-22")
        #expect(before.direction("recognition", from: "NRU")?["state"] == "de-jure")
        #expect(before.direction("recognition", from: "TWN")?["state"] == "none")
        let after = try history.pair("NRU", "TWN", "2002-07-23")
        #expect(after.direction("recognition", from: "NRU")?["state"] == "withdrawn")
        #expect(after["relations"]?["state"] == "severed")
        #expect(after.direction("representation", from: "TWN")?["mission"]?["state"] == "closed")
    }

    @Test func recognitionRelationsAndMissionsAreThreeThings() throws {
        let history = RelationsHistory(
            .event(
                "r1", "recognition.granted", "1972-12-21", ["recognising": "DEU", "recognised": "DDDE"],
                ["kind": "de-facto"]),
            .mission("m1", "opened", "1974-05-02", "DEU", "DDDE", "permanent-mission"))
        let item = try history.pair("DDDE", "DEU", "1980")
        #expect(item["status"] == "no-relations")
        #expect(item.direction("recognition", from: "DEU")?["state"] == "de-facto")
        #expect(item.direction("representation", from: "DEU")?["mission"]?["state"] == "open")
    }

    @Test func credentialsInferRelationsAndSaySo() throws {
        let history = RelationsHistory(
            .head("cr", "credentials-presented", "1900-05-01", "USA", "CUB", "Ann"),
            .event("es", "relations.established", "1902", parties))
        let item = try history.pair("CUB", "USA", "1901")
        #expect(item["relations"]?["state"] == "established")
        #expect(item["relations"]?["because"] == ["cr"])
        #expect(try history.warnings("1901").map(\.code) == ["relations-inferred"])
        let stated = try history.pair("CUB", "USA", "1903")
        #expect(stated["relations"]?["because"] == ["cr", "es"])
        #expect(try history.warnings("1903").isEmpty)
    }

    @Test func credentialsDontMendASeverance() throws {
        let history = RelationsHistory(
            severed("se", "1961-01-03"),
            .head("cr", "credentials-presented", "1962-05-01", "USA", "CUB", "Ann"))
        #expect(try history.state("CUB", "USA", "1963") == "severed")
    }

    @Test func aClosedMissionLeavesTheRelations() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties),
            .mission("mo", "opened", "1950-01-02", "USA", "CUB", "embassy"),
            .mission("mc", "closed", "1955-01-01", "USA", "CUB"),
            .head("pn", "declared-persona-non-grata", "1955-01-01", "CUB", "USA", "Bea"))
        #expect(try history.state("CUB", "USA", "1956") == "established")
    }

    @Test func severanceOfOneAgainstSeveralIsOneWithEach() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1980", ["parties": "ARE BHR QAT SAU"]),
            .event("se", "relations.severed", "2017-06-05", ["by": "ARE BHR SAU", "with": "QAT"]))
        for code in ["ARE", "BHR", "SAU"] { #expect(try history.state(code, "QAT", "2018") == "severed") }
        #expect(try history.state("ARE", "BHR", "2018") == "established")
    }

    @Test func onlyWhatIsAssertedChangesAnything() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties),
            .event("s1", "relations.severed", "1960", parties, assertion: "planned"),
            .event("s2", "relations.severed", "1960", parties, assertion: "negated"),
            .event("s3", "relations.severed", "1960", parties, assertion: "hypothetical"),
            .event("m1", "meeting.held", "1960", ["participants": "CUB USA"], assertion: "planned"))
        let item = try history.pair("CUB", "USA", "1970")
        #expect(item["relations"]?["because"] == ["es"])
        #expect(item["contacts"]?["meetings"] == 0)
    }

    @Test func aLaterEffectChangesTheStateOnItsDay() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties),
            .event("se", "relations.severed", "1961-01-03", parties, effective: "1961-02-01"))
        #expect(try history.state("CUB", "USA", "1961-01-31") == "established")
        let item = try history.pair("CUB", "USA", "1961-02-01")
        #expect(item["relations"]?["state"] == "severed")
        #expect(item["relations"]?["since"] == "1961-02-01")
    }

    @Test func aVagueSeveranceMayBe() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1950-01-01", parties), severed("se", "1961-01"))
        let item = try history.pair("CUB", "USA", "1961-01-10")
        #expect(item["relations"]?["state"] == "established")
        #expect(item["relations"]?["certain"] == false)
        #expect(item["relations"]?["mayBe"] == ["severed"])
        let possible = try history.pair("CUB", "USA", "1961-01-10", isPossible: true)
        #expect(possible["relations"]?["state"] == "severed")
    }

    @Test func aVagueBeginningThatTheEndPresupposesUndoesNothing() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1961", parties), severed("se", "1961-06-06"),
            .event("re", "relations.restored", "1977-03-01", parties),
            .event("s2", "relations.severed", "1977", parties),
            .event("s3", "relations.severed", "1979", parties))
        #expect(try history.pair("CUB", "USA", "1962")["relations"]?["since"] == "1961-06-06")
        #expect(try history.state("CUB", "USA", "1977-12-31") == "severed")
        #expect(try history.pair("CUB", "USA", "1980")["relations"]?["because"] == ["s2", "s3"])
    }
}
