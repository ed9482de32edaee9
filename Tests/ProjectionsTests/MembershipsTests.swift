import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import Testing

@Suite struct MembershipsTests {
    private let asean = """
        {"id":"k67","type":"membership.joined","occurred":"1967-08-08","actors":{"organisation":"ASEAN","member":["IDN","MYS","PHL","SGP","THA"]}}
        {"id":"o2002","type":"membership.observer-admitted","occurred":"2002","actors":{"organisation":"ASEAN","member":"TLS"}}
        {"id":"a2011","type":"membership.applied","occurred":"2011-03-04","actors":{"organisation":"ASEAN","member":"TLS"}}
        {"id":"p2022","type":"membership.agreed-in-principle","occurred":"2022-11-11","actors":{"organisation":"ASEAN","member":"TLS"}}
        {"id":"j2025","type":"membership.joined","occurred":"2025-10-26","actors":{"organisation":"ASEAN","member":"TLS"}}
        """

    private func organisation(
        _ story: String, _ code: String, _ day: String, isPossible: Bool = false
    ) throws -> JSONValue {
        try #require(
            try Story(story).item(Memberships.self, "organisation", code, day, isPossible: isPossible))
    }

    @Test func theOrganisationIsThereOnceAnyEventNamesIt() throws {
        let story = try Story(
            """
            {"id":"m","type":"meeting.held","occurred":"2018-03-01","actors":{"participants":["ASEAN","RUS"]}}
            """)
        #expect(try story.items(Memberships.self, "2018-02-28").isEmpty)
        let items = try story.items(Memberships.self, "2018-03-01")
        #expect(items.map { $0.at("organisation") } == ["ASEAN"])
        #expect(items[0].at("members") == [])
        #expect(items[0].at("chair").isNull)
    }

    @Test func membersAreSortedByCodeAndSayWhy() throws {
        let item = try organisation(asean, "ASEAN", "1967-08-08")
        #expect(item.at("members").actors == ["IDN", "MYS", "PHL", "SGP", "THA"])
        #expect(item.at("members.0.since") == "1967-08-08")
        #expect(item.at("members.0.because") == ["k67"])
        #expect(item.at("members.0.certain") == true)
        #expect(item.at("members.0.suspended") == false)
        #expect(item.at("members.0.leaving").isNull)
    }

    @Test func oneMayBeObserverAndCandidateAtOnceAndIsNeitherOnceIn() throws {
        let before = try organisation(asean, "ASEAN", "2022-11-11")
        #expect(before.at("observers").actors == ["TLS"])
        #expect(before.at("observers.0.since") == "2002")
        #expect(before.at("candidates").actors == ["TLS"])
        #expect(before.at("candidates.0.since") == "2011-03-04")
        #expect(before.at("candidates.0.because") == ["a2011", "p2022"])
        let after = try organisation(asean, "ASEAN", "2025-10-26")
        #expect(after.at("observers") == [])
        #expect(after.at("candidates") == [])
        #expect(after.at("members").actors.contains("TLS"))
    }

    @Test func aVagueApplicationThatFoldsLateDoesNotMakeAMemberACandidate() throws {
        let item = try organisation(
            """
            {"id":"j","type":"membership.joined","occurred":"1995-07-28","actors":{"organisation":"ASEAN","member":"VNM"}}
            {"id":"a","type":"membership.applied","occurred":"1995","actors":{"organisation":"ASEAN","member":"VNM"}}
            """, "ASEAN", "1996-01-01")
        #expect(item.at("candidates") == [])
        #expect(item.at("members").actors == ["VNM"])
    }

    @Test func aSuspendedMemberStaysAMember() throws {
        let story = """
            {"id":"j","type":"membership.joined","occurred":"1945-10-24","actors":{"organisation":"AU","member":"EGY"}}
            {"id":"s","type":"membership.suspended","occurred":"2013-07-05","actors":{"organisation":"AU","member":"EGY"}}
            {"id":"r","type":"membership.joined","occurred":"2014-06-17","actors":{"organisation":"AU","member":"EGY"}}
            """
        let suspended = try organisation(story, "AU", "2013-07-05")
        #expect(suspended.at("members.0.suspended") == true)
        #expect(suspended.at("members.0.since") == "1945-10-24")
        #expect(try organisation(story, "AU", "2014-06-17").at("members.0.suspended") == false)
    }

    private let unesco = """
        {"id":"j","type":"membership.joined","occurred":"2003-10-01","actors":{"organisation":"UNESCO","member":"USA"}}
        {"id":"n","type":"membership.withdrawal-notified","occurred":"2017-10-12","effective":"2018-12-31","actors":{"organisation":"UNESCO","member":"USA"}}
        """

    @Test func aNoticeOfWithdrawalTakesEffectOnItsDay() throws {
        let pending = try organisation(unesco, "UNESCO", "2018-12-30")
        #expect(pending.at("members").actors == ["USA"])
        #expect(pending.at("members.0.leaving.on") == "2018-12-31")
        #expect(pending.at("members.0.leaving.since") == "2017-10-12")
        #expect(pending.at("members.0.leaving.because") == ["n"])
        #expect(try organisation(unesco, "UNESCO", "2018-12-31").at("members") == [])
    }

    @Test func aNoticeThatWasTakenBackHasNoEffect() throws {
        let story =
            unesco + """

                {"id":"back","type":"membership.joined","occurred":"2018-05-01","actors":{"organisation":"UNESCO","member":"USA"}}
                """
        let item = try organisation(story, "UNESCO", "2019-01-01")
        #expect(item.at("members").actors == ["USA"])
        #expect(item.at("members.0.leaving").isNull)
        #expect(item.at("members.0.since") == "2003-10-01")
    }

    @Test func aNoticeGivenAnewForALaterDayReplacesTheFirst() throws {
        let story = """
            {"id":"j","type":"membership.joined","occurred":"1973-01-01","actors":{"organisation":"EU","member":"GBR"}}
            {"id":"n1","type":"membership.withdrawal-notified","occurred":"2017-03-29","effective":"2019-03-29","actors":{"organisation":"EU","member":"GBR"}}
            {"id":"n2","type":"membership.withdrawal-notified","occurred":"2019-03-22","effective":"2020-01-31","actors":{"organisation":"EU","member":"GBR"}}
            """
        #expect(try organisation(story, "EU", "2019-03-29").at("members").actors == ["GBR"])
        #expect(try organisation(story, "EU", "2020-01-31").at("members") == [])
    }

    @Test func aNoticeWithoutADateWaitsForTheLeaving() throws {
        let story = """
            {"id":"j","type":"membership.joined","occurred":"1973-01-01","actors":{"organisation":"OAS","member":"VEN"}}
            {"id":"n","type":"membership.withdrawal-notified","occurred":"2017-04-28","actors":{"organisation":"OAS","member":"VEN"}}
            {"id":"l","type":"membership.left","occurred":"2019-04-27","actors":{"organisation":"OAS","member":"VEN"}}
            """
        let pending = try organisation(story, "OAS", "2019-04-26")
        #expect(pending.at("members.0.leaving.on").isNull)
        #expect(pending.at("members.0.leaving.because") == ["n"])
        #expect(try organisation(story, "OAS", "2019-04-27").at("members") == [])
    }

    @Test func theChairPassesOnAndIsVacantWhenItsHolderLeaves() throws {
        let story =
            asean + """

                {"id":"c1","type":"membership.chair-assumed","occurred":"2018-01-01","actors":{"organisation":"ASEAN","member":"SGP"}}
                {"id":"c2","type":"membership.chair-assumed","occurred":"2019-01-01","actors":{"organisation":"ASEAN","member":"THA"}}
                {"id":"l","type":"membership.left","occurred":"2019-06-01","actors":{"organisation":"ASEAN","member":"THA"}}
                """
        let first = try organisation(story, "ASEAN", "2018-12-31")
        #expect(first.at("chair.actor") == "SGP")
        #expect(first.at("chair.since") == "2018-01-01")
        #expect(first.at("chair.because") == ["c1"])
        #expect(try organisation(story, "ASEAN", "2019-05-31").at("chair.actor") == "THA")
        #expect(try organisation(story, "ASEAN", "2019-06-01").at("chair").isNull)
    }

    @Test func whoContinuesAMemberIsAMember() throws {
        let story = """
            {"id":"j","type":"membership.joined","occurred":"1945-10-24","actors":{"organisation":"UN","member":["SUHH","YUCS"]}}
            {"id":"c","type":"actor.succeeded","occurred":"1991-12-26","actors":{"predecessor":"SUHH","successor":"RUS"},"data":{"kind":"continuation"}}
            {"id":"d","type":"actor.succeeded","occurred":"1992-04-27","actors":{"predecessor":"YUCS","successor":["HRV","SVN","YUGOSLAVIA-FR"]},"data":{"kind":"dissolution"}}
            """
        let item = try organisation(story, "UN", "1992-04-27")
        #expect(item.at("members").actors == ["RUS"])
        #expect(item.at("members.0.since") == "1945-10-24")
        #expect(item.at("members.0.because") == ["c", "j"])
    }

    @Test func aSecedingPartLeavesTheMemberWhereItIs() throws {
        let item = try organisation(
            """
            {"id":"j","type":"membership.joined","occurred":"1956-11-12","actors":{"organisation":"UN","member":"SDN"}}
            {"id":"s","type":"actor.succeeded","occurred":"2011-07-09","actors":{"predecessor":"SDN","successor":"SSD"},"data":{"kind":"secession"}}
            """, "UN", "2011-07-09")
        #expect(item.at("members").actors == ["SDN"])
    }

    @Test func theOrganisationThatContinuesAnotherHasItsMembers() throws {
        let story = """
            {"id":"j","type":"membership.joined","occurred":"1963-05-25","actors":{"organisation":"OAU","member":["ETH","GHA"]}}
            {"id":"c","type":"actor.succeeded","occurred":"2002-07-09","actors":{"predecessor":"OAU","successor":"AU"},"data":{"kind":"continuation"}}
            """
        #expect(try organisation(story, "AU", "2002-07-09").at("members").actors == ["ETH", "GHA"])
        #expect(try organisation(story, "OAU", "2002-07-09").at("members") == [])
        #expect(try organisation(story, "OAU", "2002-07-08").at("members").actors == ["ETH", "GHA"])
    }

    @Test func whoMayHaveLeftIsNotCertainAndWhoMayHaveJoinedIsOnlyPossible() throws {
        let story =
            asean + """

                {"id":"l","type":"membership.left","occurred":"2030","actors":{"organisation":"ASEAN","member":"IDN"}}
                {"id":"j","type":"membership.joined","occurred":"2030","actors":{"organisation":"ASEAN","member":"PNG"}}
                """
        let item = try organisation(story, "ASEAN", "2030-06-01")
        #expect(item.at("members").actors.contains("IDN"))
        #expect(item.at("members.0.certain") == false)
        #expect(item.at("members.0.mayBe") == [])
        #expect(item.at("members.1.certain") == true)
        #expect(!item.at("members").actors.contains("PNG"))
        #expect(item.at("possible") == [["actor": "PNG", "as": ["member"]]])
    }

    @Test func inThePossibleReadingWhoMayHaveJoinedIsInButNotForCertain() throws {
        let story = """
            {"id":"j","type":"membership.joined","occurred":"2030","actors":{"organisation":"ASEAN","member":"PNG"}}
            """
        let item = try organisation(story, "ASEAN", "2030-06-01", isPossible: true)
        #expect(item.at("members").actors == ["PNG"])
        #expect(item.at("members.0.certain") == false)
        #expect(item.at("possible") == [])
    }

    @Test func aCandidateThatMayHaveJoinedMayBeAMember() throws {
        let story = """
            {"id":"a","type":"membership.applied","occurred":"2011-03-04","actors":{"organisation":"ASEAN","member":"TLS"}}
            {"id":"j","type":"membership.joined","occurred":"2025-10","actors":{"organisation":"ASEAN","member":"TLS"}}
            """
        let item = try organisation(story, "ASEAN", "2025-10-15")
        #expect(item.at("candidates.0.certain") == false)
        #expect(item.at("candidates.0.mayBe") == ["member"])
        #expect(item.at("possible") == [])
    }

    @Test func aVagueJoiningBeforeALeavingDoesNotBringTheMemberBack() throws {
        let item = try organisation(
            """
            {"id":"l","type":"membership.left","occurred":"1955-06-01","actors":{"organisation":"UN","member":"IDN"}}
            {"id":"j","type":"membership.joined","occurred":"1955","actors":{"organisation":"UN","member":"IDN"}}
            """, "UN", "1956-01-01")
        #expect(item.at("members") == [])
    }

    @Test func plansAndDenialsMakeNobodyAMember() throws {
        let item = try organisation(
            """
            {"id":"p","type":"membership.joined","occurred":"2018-01-01","assertion":"planned","actors":{"organisation":"ASEAN","member":"PNG"}}
            {"id":"n","type":"membership.joined","occurred":"2018-01-02","assertion":"negated","actors":{"organisation":"ASEAN","member":"PNG"}}
            """, "ASEAN", "2019-01-01")
        #expect(item.at("members") == [])
        #expect(item.at("possible") == [])
    }

    @Test func anActorFindsItsOrganisationsAndTheirItems() throws {
        let story = try Story(asean + "\n" + unesco)
        let items = try story.items(Memberships.self, "2010-01-01") { view, chronicle in
            view.actor = chronicle.actor("USA")
        }
        #expect(items.map { $0.at("organisation") } == ["UNESCO"])
        let replay = try story.replay(Memberships.self, "2010-01-01")
        let usa = try #require(replay.chronicle.actor("USA"))
        let tls = try #require(replay.chronicle.actor("TLS"))
        #expect(
            replay.projection.organisations(of: usa, on: replay.view.day).map(replay.chronicle.code(of:))
                == ["UNESCO"])
        #expect(replay.projection.organisations(of: tls, on: replay.view.day).isEmpty)
    }
}
