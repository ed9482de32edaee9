import CanonicalJSON
import Projections
import Testing

@Suite struct MissionsTests {
    @Test func aMissionIsAgreedOpenedSuspendedReopenedAndClosed() throws {
        let history = RelationsHistory(
            .mission("m1", "agreed", "2000-01-01", "FRA", "UKR", "embassy"),
            .mission("m2", "opened", "2000-02-01", "FRA", "UKR"),
            .mission("m3", "suspended", "2000-03-01", "FRA", "UKR"),
            .mission("m4", "reopened", "2000-04-01", "FRA", "UKR"),
            .mission("m5", "closed", "2000-05-01", "FRA", "UKR"))
        let expected = ["agreed", "open", "suspended", "open", "closed"]
        for (month, state) in expected.enumerated() {
            let item = try #require(try history.mission("FRA", "UKR", "2000-0\(month + 1)-01"))
            #expect(item["mission"]?["state"]?.text == state)
            #expect(item["mission"]?["kind"] == "embassy")
            #expect(item["mission"]?["because"] == [.text("m\(month + 1)")])
        }
        #expect(try history.mission("UKR", "FRA", "2001") == nil)
    }

    /// Who had come last is shown, though nobody has said that the one before had gone.
    @Test func whenAllLeaveAtOnceTheLastWhoCameIsShown() throws {
        let place: KeyValuePairs = ["sending": "DEU", "receiving": "DDDE"]
        let history = RelationsHistory(
            .event("h1", "head.appointed", "1974", place, ["person": "Gaus"]),
            .event("h2", "head.appointed", "1982", place, ["person": "Bräutigam"]),
            .event(
                "end", "actor.succeeded", "1990-10-03", ["predecessor": "DDDE", "successor": "DEU"],
                ["kind": "absorption"]))
        #expect(try history.mission("DEU", "DDDE", "1990-10-02")?["head"]?["person"] == "Bräutigam")
        let head = try #require(try history.mission("DEU", "DDDE", "1990-10-03")?["head"])
        #expect(head["person"] == "Bräutigam")
        #expect(head["stage"] == "departed")
    }

    @Test func aRelocationChangesTheSeatAlone() throws {
        let place: KeyValuePairs = ["sending": "USA", "receiving": "ISR"]
        let history = RelationsHistory(
            .event("m1", "mission.opened", "1949", place, ["kind": "embassy", "seat": "Tel Aviv"]),
            .event("m2", "mission.relocated", "2018-05-14", place, ["seat": "Jerusalem"]))
        let item = try #require(try history.mission("USA", "ISR", "2018-05-14")?["mission"])
        #expect(item["seat"] == "Jerusalem")
        #expect(item["since"] == "1949")
        #expect(item["state"] == "open")
        #expect(item["because"] == ["m1", "m2"])
    }

    @Test func aConsulateIsNotTheEmbassy() throws {
        let history = RelationsHistory(
            .mission("m1", "opened", "1979-03-01", "USA", "CHN", "embassy"),
            .mission("m2", "opened", "1985-10-16", "USA", "CHN", "consulate"),
            .mission("m3", "closed", "2020-07-27", "USA", "CHN", "consulate"))
        let item = try #require(try history.mission("USA", "CHN", "2020-07-27")?["mission"])
        #expect(item["state"] == "open")
        #expect(item["kind"] == "embassy")
        #expect(item["because"] == ["m1"])
    }

    @Test func aVagueOpeningThatAClosingPresupposesDoesNotReopen() throws {
        let history = RelationsHistory(
            .mission("m1", "opened", "2018", "FRA", "UKR", "embassy"),
            .mission("m2", "closed", "2018-06-06", "FRA", "UKR"))
        let item = try #require(try history.mission("FRA", "UKR", "2019")?["mission"])
        #expect(item["state"] == "closed")
        #expect(item["since"] == "2018-06-06")
    }

    @Test func anUpgradeMakesTheLegationAnEmbassy() throws {
        let history = RelationsHistory(
            .mission("m1", "opened", "1900", "USA", "BOL", "legation"),
            .event("up", "relations.upgraded", "1942", ["parties": "BOL USA"], ["level": "embassy"]))
        #expect(try history.mission("USA", "BOL", "1943")?["mission"]?["kind"] == "embassy")
    }

    @Test func aHeadComesIntoThePostStepByStep() throws {
        let steps = [
            ("nominated", "nominated"), ("agrement-requested", "agrement-requested"),
            ("agrement-granted", "agrement-granted"), ("appointed", "appointed"), ("arrived", "arrived"),
            ("credentials-presented", "accredited"),
            ("recalled-for-consultations", "recalled-for-consultations"), ("returned", "accredited"),
            ("recalled", "recalled"), ("departed", "departed"),
        ]
        var history = RelationsHistory()
        for (index, (type, _)) in steps.enumerated() {
            history.events.append(.head("h\(index)", type, "20\(index + 10)-01-01", "FRA", "UKR", "Ann"))
        }
        for (index, (_, stage)) in steps.enumerated() {
            let item = try history.head("FRA", "UKR", "20\(index + 10)-01-01")
            #expect(item["stage"]?.text == stage)
            #expect(item["because"] == [.text("h\(index)")])
            #expect(item["person"] == "Ann")
        }
    }

    @Test func eachWayOutOfThePostHasItsStage() throws {
        let ways = [
            ("declined", "declined"), ("agrement-refused", "agrement-refused"), ("recalled", "recalled"),
            ("declared-persona-non-grata", "persona-non-grata"), ("departed", "departed"), ("died", "died"),
        ]
        for (type, stage) in ways {
            let history = RelationsHistory(
                .head("h1", "nominated", "2000", "FRA", "UKR", "Ann"),
                .head("h2", type, "2001", "FRA", "UKR", "Ann"))
            #expect(try history.head("FRA", "UKR", "2002")["stage"]?.text == stage)
        }
    }

    @Test func aNomineeWaitsBehindTheHeadUntilThePostIsVacant() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "2000", "FRA", "UKR", "Ann"),
            .head("h2", "appointed", "2004-01-01", "FRA", "UKR", "Bea"),
            .head("h3", "departed", "2004-03-01", "FRA", "UKR", "Ann"),
            .head("h4", "charge-assumed", "2004-03-02", "FRA", "UKR", "Cleo"),
            .head("h5", "credentials-presented", "2004-05-01", "FRA", "UKR", "Bea"))
        #expect(try history.head("FRA", "UKR", "2004-02-01")["person"] == "Ann")
        let waiting = try #require(try history.mission("FRA", "UKR", "2004-04-01"))
        #expect(waiting["head"]?["person"] == "Bea")
        #expect(waiting["head"]?["stage"] == "appointed")
        #expect(waiting["acting"]?["person"] == "Cleo")
        let done = try #require(try history.mission("FRA", "UKR", "2004-05-01"))
        #expect(done["head"]?["stage"] == "accredited")
        #expect(done["acting"] == .null)
    }

    @Test func whatEndsAPostEndsThatOfThePersonNamed() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "2000", "FRA", "UKR", "Ann"),
            .head("h2", "credentials-presented", "2004-01-01", "FRA", "UKR", "Bea"),
            .head("h3", "departed", "2004-03-01", "FRA", "UKR", "Ann"),
            .head("h4", "departed", "2005-03-01", "FRA", "UKR", "unnamed"))
        #expect(try history.head("FRA", "UKR", "2004-12-31")["stage"] == "accredited")
        let item = try history.head("FRA", "UKR", "2005-03-01")
        #expect(item["person"] == "Bea")
        #expect(item["stage"] == "departed")
    }

    @Test func anUnnamedAmbassadorGetsAName() throws {
        let history = RelationsHistory(
            .head("h1", "appointed", "2017", "RUS", "ASEAN", "unnamed", rank: "ambassador"),
            .head("h2", "credentials-presented", "2018-01-26", "RUS", "ASEAN", "Ivanov"))
        let item = try history.head("RUS", "ASEAN", "2018-02-01")
        #expect(item["person"] == "Ivanov")
        #expect(item["rank"] == "ambassador")
        #expect(item["stage"] == "accredited")
    }

    @Test func aVaguerEarlierStepThrowsNobodyBack() throws {
        let history = RelationsHistory(
            .head("h1", "appointed", "2017", "FRA", "UKR", "Ann"),
            .head("h2", "credentials-presented", "2017-03-01", "FRA", "UKR", "Ann"),
            .head("h3", "departed", "2019-06-01", "FRA", "UKR", "Ann"),
            .head("h4", "arrived", "2019", "FRA", "UKR", "Ann"),
            .head("h5", "appointed", "2021-01-01", "FRA", "UKR", "Ann"))
        #expect(try history.head("FRA", "UKR", "2017-12-31")["stage"] == "accredited")
        #expect(try history.head("FRA", "UKR", "2019-12-31")["stage"] == "departed")
        #expect(try history.head("FRA", "UKR", "2021-01-01")["stage"] == "appointed")
    }

    @Test func theHeadMayBeAnotherPersonOrAtAnotherStage() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "2000", "FRA", "UKR", "Ann"),
            .head("h2", "departed", "2004-05", "FRA", "UKR", "Ann"),
            .head("h3", "credentials-presented", "2004-05", "FRA", "UKR", "Bea"))
        let item = try history.head("FRA", "UKR", "2004-05-15")
        #expect(item["person"] == "Ann")
        #expect(item["certain"] == false)
        #expect(item["mayBe"] == ["Bea", "departed"])
    }

    @Test func aChargeMayBeThereOrNot() throws {
        let history = RelationsHistory(
            .head("h1", "charge-assumed", "2004-05", "FRA", "UKR", "Cleo"),
            .head("h2", "departed", "2005-05", "FRA", "UKR", "Cleo"))
        let perhaps = try #require(try history.mission("FRA", "UKR", "2004-05-15"))["acting"]
        #expect(
            perhaps == ["person": nil, "since": nil, "because": [], "certain": false, "mayBe": ["Cleo"]])
        let leaving = try #require(try history.mission("FRA", "UKR", "2005-05-15"))["acting"]
        #expect(leaving?["person"] == "Cleo")
        #expect(leaving?["certain"] == false)
        #expect(leaving?["mayBe"] == [])
        let gone = try #require(try history.mission("FRA", "UKR", "2005-06-01"))
        #expect(gone["acting"] == .null)
        #expect(gone["head"]?["person"] == .null)
    }

    @Test func theHeadsReturnEndsTheStandIn() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "2000", "FRA", "AUS", "Ann"),
            .head("h2", "recalled-for-consultations", "2021-09-17", "FRA", "AUS", "Ann"),
            .head("h3", "charge-assumed", "2021-09-18", "FRA", "AUS", "Cleo"),
            .head("h4", "returned", "2021-10-20", "FRA", "AUS", "Ann"))
        #expect(try history.mission("FRA", "AUS", "2021-10-01")?["acting"]?["person"] == "Cleo")
        let item = try #require(try history.mission("FRA", "AUS", "2021-10-20"))
        #expect(item["acting"] == .null)
        #expect(item["head"]?["stage"] == "accredited")
        #expect(item["head"]?["since"] == "2021-10-20")
    }

    @Test func oneCanBeAccreditedToSeveral() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "2000", "FRA", "FJI KIR TUV", "Ann"))
        for code in ["FJI", "KIR", "TUV"] {
            #expect(try history.head("FRA", code, "2001")["person"] == "Ann")
        }
    }
}

/// Posts that change hands, or ranks, within a day or a month.
@Suite struct MissionHandoverTests {
    @Test func whoIsPromotedLeavesTheFormerRankAndNotThePost() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "1837-03-03", "USA", "PRUSSIA", "Ann", rank: "minister"),
            .head("h2", "departed", "1842-09-29", "USA", "PRUSSIA", "Ann", rank: "minister"),
            .head("h3", "credentials-presented", "1842-09-29", "USA", "PRUSSIA", "Ann", rank: "envoy"),
            .head("h4", "departed", "1846-07-18", "USA", "PRUSSIA", "Ann", rank: "envoy"))
        let item = try history.head("USA", "PRUSSIA", "1842-09-29")
        #expect(item["stage"] == "accredited")
        #expect(item["rank"] == "envoy")
        #expect(item["since"] == "1842-09-29")
        #expect(try history.head("USA", "PRUSSIA", "1846-07-18")["stage"] == "departed")
    }

    @Test func aHandoverOnOneDayLeavesTheNewHead() throws {
        let history = RelationsHistory(
            .head("h1", "credentials-presented", "2000-01-01", "FRA", "UKR", "Ann"),
            .head("h2", "departed", "2004-05-01", "FRA", "UKR", "Ann"),
            .head("h3", "credentials-presented", "2004-05-01", "FRA", "UKR", "Bea"))
        let item = try history.head("FRA", "UKR", "2004-05-01")
        #expect(item["person"] == "Bea")
        #expect(item["because"] == ["h3"])
    }

    @Test func aChargeWhoIsAccreditedIsNoChargeAnyMore() throws {
        let history = RelationsHistory(
            .head("h1", "charge-assumed", "2000-01-01", "FRA", "UKR", "Ann", rank: "charge-ad-interim"),
            .head("h2", "credentials-presented", "2001-01-01", "FRA", "UKR", "Ann", rank: "ambassador"),
            .head("h3", "departed", "2001-01-01", "FRA", "UKR", "Ann", rank: "charge-ad-interim"))
        let item = try #require(try history.mission("FRA", "UKR", "2001-01-01"))
        #expect(item["acting"] == .null)
        #expect(item["head"]?["stage"] == "accredited")
    }
}
