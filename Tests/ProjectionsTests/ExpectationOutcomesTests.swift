import CanonicalJSON
import DiplomaticEvents
import EDTF
import NaiveReference
import Projections
import Testing

/// What ends an expectation without fulfilling it, whom it lies between, and what others ask of it.
@Suite struct ExpectationOutcomesTests {
    private func state(_ story: String, _ day: String) throws -> String? {
        try Story(story).item(Expectations.self, "expectation", "expectation/x", day)?.at("state").text
    }

    private func stated(_ expects: String, _ more: String = "") -> String {
        """
        {"id":"s","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/x","data":{"expects":{\(expects)}\(more)}}

        """
    }

    // MARK: Moot

    @Test(arguments: ["abandoned", "terminated", "superseded", "negotiation-failed"])
    func whatTheAgreementDidNotLiveToSeeIsMoot(type: String) throws {
        let story =
            stated(#""type":"agreement.published","subject":"agreement/a""#, #","due":"2018-09-01""#) + """
                {"id":"e","type":"agreement.\(type)","occurred":"2018-08-20","subject":"agreement/a"}
                """
        #expect(try state(story, "2018-08-19") == "open")
        #expect(try state(story, "2018-08-20") == "moot")
        #expect(try state(story, "2018-12-31") == "moot")
    }

    @Test func talksThatAreResumedBringTheExpectationBack() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a""#) + """
                {"id":"f","type":"agreement.negotiation-failed","occurred":"2018-08-20","subject":"agreement/a"}
                {"id":"r","type":"agreement.negotiation-resumed","occurred":"2018-09-20","subject":"agreement/a"}
                """
        #expect(try state(story, "2018-08-20") == "moot")
        #expect(try state(story, "2018-09-20") == "open")
    }

    @Test func anEndThatWasExpectedFulfils() throws {
        let story =
            stated(#""type":"agreement.terminated","subject":"agreement/a""#) + """
                {"id":"t","type":"agreement.terminated","occurred":"2018-08-20","subject":"agreement/a"}
                """
        #expect(try state(story, "2018-08-20") == "fulfilled")
    }

    @Test func aTerminationToComeMakesItMootOnItsEffectiveDay() throws {
        let story =
            stated(#""type":"agreement.extended","subject":"agreement/a""#) + """
                {"id":"t","type":"agreement.terminated","occurred":"2018-08-20","effective":"2019-02-02","subject":"agreement/a"}
                """
        #expect(try state(story, "2019-02-01") == "open")
        #expect(try state(story, "2019-02-02") == "moot")
    }

    @Test func aMeetingCalledOffMakesItMoot() throws {
        let story =
            stated(#""type":"meeting.held","subject":"meeting/m""#) + """
                {"id":"c","type":"meeting.cancelled","occurred":"2018-08-20","subject":"meeting/m"}
                {"id":"a","type":"meeting.scheduled","occurred":"2018-08-25","subject":"meeting/m"}
                """
        #expect(try state(story, "2018-08-20") == "moot")
        #expect(try state(story, "2018-08-25") == "open")
    }

    @Test func whoeverContinuesThePartyIsExpectedInItsPlace() throws {
        let story = """
            {"id":"s","type":"expectation.stated","occurred":"1991-06-01","subject":"expectation/x","data":{"expects":{"type":"agreement.signed","subject":"agreement/a","party":"SUHH"}}}
            {"id":"c","type":"actor.succeeded","occurred":"1991-12-26","actors":{"predecessor":"SUHH","successor":"RUS"},"data":{"kind":"continuation"}}
            {"id":"g","type":"agreement.signed","occurred":"1993-01-03","subject":"agreement/a","actors":{"party":["RUS","USA"]}}
            """
        #expect(try state(story, "1992-01-01") == "open")
        #expect(try state(story, "1993-01-03") == "fulfilled")
        let dissolved = story.replacing("continuation", with: "dissolution")
        #expect(try state(dissolved, "1991-12-25") == "open")
        #expect(try state(dissolved, "1991-12-26") == "moot")
    }

    // MARK: Another kind of outcome

    private func warnings(_ story: String, _ day: String) throws -> [[String]] {
        let replay = try Story(story).replay(Expectations.self, day)
        return try replay.warnings().filter { $0.code == "outcome-of-other-kind" }
            .map { try $0.events.map(replay.chronicle.id(of:)) }
    }

    @Test func anotherKindOfOutcomeLeavesItOpenWithAWarning() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a""#) + """
                {"id":"ad","type":"agreement.adopted","occurred":"2018-11-14","subject":"agreement/a"}
                {"id":"g","type":"agreement.signed","occurred":"2019-01-01","subject":"agreement/a","actors":{"party":"RUS"}}
                """
        #expect(try warnings(story, "2018-11-13").isEmpty)
        #expect(try warnings(story, "2018-11-14") == [["s", "ad"]])
        #expect(try state(story, "2018-11-14") == "open")
        #expect(try warnings(story, "2019-01-01").isEmpty)
    }

    @Test func adoptingATreatysTextIsOnTheWayToItsSignature() throws {
        let defined = """
            {"id":"d","type":"agreement.defined","occurred":"2018-01-01","subject":"agreement/a","data":{"kind":"treaty","title":"T"}}

            """
        let story =
            defined + stated(#""type":"agreement.signed","subject":"agreement/a""#) + """
                {"id":"ad","type":"agreement.adopted","occurred":"2018-11-14","subject":"agreement/a"}
                """
        #expect(try warnings(story, "2018-11-14").isEmpty)
        #expect(try warnings(story.replacing("treaty", with: "statement"), "2018-11-14") == [["s", "ad"]])
    }

    @Test func provisionalApplicationIsNoEntryIntoForce() throws {
        let story =
            stated(#""type":"agreement.entered-into-force","subject":"agreement/a""#) + """
                {"id":"g","type":"agreement.signed","occurred":"2018-09-01","subject":"agreement/a","actors":{"party":"RUS"}}
                {"id":"p","type":"agreement.provisionally-applied","occurred":"2018-10-01","subject":"agreement/a"}
                """
        #expect(try warnings(story, "2018-12-01") == [["s", "p"]])
    }

    @Test func anOutcomeOfAnotherPartyIsNone() throws {
        let story =
            stated(#""type":"relations.restored","party":"CHN""#) + """
                {"id":"e1","type":"relations.established","occurred":"2018-09-01","actors":{"parties":["IRN","SAU"]}}
                {"id":"e2","type":"relations.established","occurred":"2018-10-01","actors":{"parties":["CHN","NRU"]}}
                """
        #expect(try warnings(story, "2018-09-30").isEmpty)
        #expect(try warnings(story, "2018-10-01") == [["s", "e2"]])
    }

    @Test func whatHappenedBeforeIsNoOtherOutcome() throws {
        let story =
            stated(#""type":"agreement.published","subject":"agreement/a""#) + """
                {"id":"ad","type":"agreement.adopted","occurred":"2018-08-01","subject":"agreement/a"}
                """
        #expect(try warnings(story, "2018-12-01").isEmpty)
    }

    // MARK: Between whom

    private func pairs(_ story: String, _ day: String, of codes: [String]) throws -> [String] {
        let replay = try Story(story).replay(Expectations.self, day, codes: codes)
        var found: [String] = []
        for one in codes {
            for other in codes where one < other {
                guard let first = replay.chronicle.actor(one), let second = replay.chronicle.actor(other),
                    let pair = ActorPair(first, second), !replay.projection.expectations(of: pair).isEmpty
                else { continue }
                found.append("\(one)-\(other)")
            }
        }
        return found
    }

    @Test func itLiesBetweenTheActorsOfItsSubject() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a""#) + """
                {"id":"d","type":"agreement.defined","occurred":"2018-01-01","subject":"agreement/a","actors":{"parties":["ASEAN","RUS"]},"data":{"kind":"statement","title":"T"}}
                {"id":"g","type":"agreement.draft-tabled","occurred":"2018-10-01","subject":"agreement/a","actors":{"party":"CHN"}}
                """
        #expect(try pairs(story, "2018-08-02", of: ["ASEAN", "CHN", "RUS"]) == ["ASEAN-RUS"])
        #expect(
            try pairs(story, "2018-10-01", of: ["ASEAN", "CHN", "RUS"])
                == ["ASEAN-CHN", "ASEAN-RUS", "CHN-RUS"])
    }

    @Test func revisedToBeAboutAnotherAgreementItLiesBetweenTheActorsOfThatOne() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a""#) + """
                {"id":"d","type":"agreement.defined","occurred":"2018-01-01","subject":"agreement/a","actors":{"parties":["ASEAN","RUS"]},"data":{"kind":"statement","title":"T"}}
                {"id":"e","type":"agreement.defined","occurred":"2018-01-01","subject":"agreement/b","actors":{"parties":["CHN","RUS"]},"data":{"kind":"statement","title":"U"}}
                {"id":"r","type":"expectation.revised","occurred":"2018-09-01","subject":"expectation/x","data":{"expects":{"type":"agreement.signed","subject":"agreement/b"}}}
                """
        #expect(try pairs(story, "2018-08-31", of: ["ASEAN", "CHN", "RUS"]) == ["ASEAN-RUS"])
        #expect(try pairs(story, "2018-09-01", of: ["ASEAN", "CHN", "RUS"]) == ["CHN-RUS"])
    }

    @Test func oneThatNamesAPartyLiesBetweenThatPartyAndOthers() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a","party":"RUS""#) + """
                {"id":"d","type":"agreement.defined","occurred":"2018-01-01","subject":"agreement/a","actors":{"parties":["CHN","RUS","USA"]},"data":{"kind":"treaty","title":"T"}}
                """
        #expect(try pairs(story, "2018-08-02", of: ["CHN", "RUS", "USA"]) == ["CHN-RUS", "RUS-USA"])
    }

    @Test func itsOutcomeTiesThoseWhoBroughtItAbout() throws {
        let story =
            stated(#""type":"relations.restored","party":"CHN""#) + """
                {"id":"r","type":"relations.restored","occurred":"2018-09-01","actors":{"parties":["CHN","NRU"]}}
                """
        #expect(try pairs(story, "2018-08-02", of: ["CHN", "NRU"]).isEmpty)
        #expect(try pairs(story, "2018-09-01", of: ["CHN", "NRU"]) == ["CHN-NRU"])
    }

    @Test func toPredictWhatOthersWillDoIsNoTieToThem() throws {
        let story = stated(#""type":"relations.restored","party":"CHN""#)
            .replacing(
                #""subject":"expectation/x""#,
                with: #""subject":"expectation/x","actors":{"by":["JPN","USA"]}"#)
        #expect(try pairs(story, "2018-08-02", of: ["CHN", "JPN", "USA"]) == [])
        let plain = stated(#""type":"relations.restored""#)
            .replacing(
                #""subject":"expectation/x""#,
                with: #""subject":"expectation/x","actors":{"by":["JPN","USA"]}"#)
        #expect(try pairs(plain, "2018-08-02", of: ["CHN", "JPN", "USA"]) == ["JPN-USA"])
    }

    // MARK: What others ask

    @Test func theExpectationsAboutASubjectStandAsTheirItemsSay() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a""#, #","due":"2018-08-04""#) + """
                {"id":"s2","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/b","likelihood":"scheduled","data":{"expects":{"type":"agreement.adopted","subject":"agreement/a"}}}
                {"id":"s3","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/c","data":{"expects":{"type":"agreement.adopted","subject":"agreement/b"}}}
                {"id":"g","type":"agreement.published","occurred":"2018-08-01","subject":"agreement/a"}
                """
        let replay = try Story(story).replay(Expectations.self, "2018-08-05")
        let subject = try #require(replay.chronicle.subject("agreement/a"))
        let states = try replay.projection.states(about: subject, on: replay.view.day, replay.chronicle)
        #expect(
            states.map { replay.chronicle.name(of: $0.expectation) } == ["expectation/b", "expectation/x"])
        #expect(states.map(\.state) == ["open", "overdue"])
        #expect(states.map(\.due) == [nil, "2018-08-04"])
        #expect(states.map(\.likelihood) == ["scheduled", nil])
    }

    @Test func aRevisedSubjectTakesTheExpectationAlong() throws {
        let story =
            stated(#""type":"agreement.signed","subject":"agreement/a""#) + """
                {"id":"r","type":"expectation.revised","occurred":"2018-08-03","subject":"expectation/x","data":{"expects":{"type":"agreement.signed","subject":"agreement/b"}}}
                {"id":"ga","type":"agreement.signed","occurred":"2018-08-04","subject":"agreement/a","actors":{"party":"RUS"}}
                {"id":"gb","type":"agreement.signed","occurred":"2018-08-05","subject":"agreement/b","actors":{"party":"RUS"}}
                """
        #expect(try state(story, "2018-08-04") == "open")
        #expect(try state(story, "2018-08-05") == "fulfilled")
        let replay = try Story(story).replay(Expectations.self, "2018-08-05")
        let old = try #require(replay.chronicle.subject("agreement/a"))
        #expect(try replay.projection.states(about: old, on: replay.view.day, replay.chronicle).isEmpty)
    }

    @Test func eachSourcesExpectationsAreCountedByLikelihood() throws {
        let story = """
            {"id":"1","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/1","likelihood":"likely","source":{"title":"A"},"data":{"expects":{"type":"agreement.signed","subject":"agreement/a"}}}
            {"id":"2","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/2","likelihood":"likely","source":{"publisher":"A"},"data":{"expects":{"type":"agreement.adopted","subject":"agreement/a"},"due":"2018-08-03"}}
            {"id":"3","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/3","likelihood":"unlikely","source":{"id":"A"},"data":{"expects":{"type":"agreement.adopted","subject":"agreement/a"},"due":"2018-08-03"}}
            {"id":"4","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/4","data":{"expects":{"type":"agreement.adopted","subject":"agreement/a"}}}
            {"id":"g","type":"agreement.signed","occurred":"2018-08-03","subject":"agreement/a","actors":{"party":"RUS"}}
            """
        let items = try Story(story).items(Expectations.self, "2018-08-05") { view, _ in view.bySource = true
        }
        #expect(items.map { $0.at("source") } == ["A", nil])
        #expect(items.map { $0.at("total") } == [3, 1])
        #expect(items[0].at("likelihoods").list?.map { $0.at("likelihood") } == ["unlikely", "likely"])
        #expect(items[0].at("likelihoods.1.total") == 2)
        #expect(items[0].at("likelihoods.1.states.fulfilled") == 1)
        #expect(items[0].at("likelihoods.1.states.overdue") == 1)
        #expect(items[0].at("likelihoods.1.states.moot") == 0)
        #expect(items[1].at("likelihoods.0.likelihood").isNull)
    }

    @Test func expectationsAreFoundBySubjectActorAndStatus() throws {
        let story = try Story(
            stated(#""type":"agreement.signed","subject":"agreement/a","party":"RUS""#) + """
                {"id":"s2","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/y","data":{"expects":{"type":"agreement.signed","subject":"agreement/b"},"due":"2018-08-03"}}
                {"id":"g","type":"agreement.adopted","occurred":"2018-08-01","subject":"agreement/a"}
                """)
        func names(_ configure: (inout View, NaiveChronicle) throws -> Void) throws -> [JSONValue] {
            try story.items(Expectations.self, "2018-09-01", configure).map { $0.at("expectation") }
        }
        #expect(
            try names { view, chronicle in view.subject = chronicle.subject("expectation/y") } == [
                "expectation/y"
            ])
        #expect(
            try names { view, chronicle in view.subject = chronicle.subject("agreement/a") } == [
                "expectation/x"
            ])
        #expect(try names { view, chronicle in view.actor = chronicle.actor("RUS") } == ["expectation/x"])
        #expect(try names { view, _ in view.status = "overdue" } == ["expectation/y"])
    }
}
