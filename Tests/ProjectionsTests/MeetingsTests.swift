import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import Testing

@Suite struct MeetingsTests {
    private func meeting(
        _ story: String, _ day: String, isPossible: Bool = false, name: String = "meeting/x"
    ) throws -> JSONValue {
        try #require(try Story(story).item(Meetings.self, "meeting", name, day, isPossible: isPossible))
    }

    private let scheduled = """
        {"id":"s","type":"meeting.scheduled","occurred":"2018-07-01","subject":"meeting/x","actors":{"participants":["RUS","ASEAN"],"host":"SGP"},"place":"Singapore","data":{"planned":"2018-08-02/2018-08-04","level":"ministerial"}}
        """

    @Test func aMeetingIsScheduledUntilItsDatesHavePassed() throws {
        let item = try meeting(scheduled, "2018-07-01")
        #expect(item.at("state") == "scheduled")
        #expect(item.at("when") == "2018-08-02/2018-08-04")
        #expect(item.at("participants") == ["ASEAN", "RUS"])
        #expect(item.at("host") == ["SGP"])
        #expect(item.at("chair") == [])
        #expect(item.at("level") == "ministerial")
        #expect(item.at("place") == "Singapore")
        #expect(item.at("because") == ["s"])
        #expect(item.at("since") == "2018-07-01")
        #expect(try meeting(scheduled, "2018-08-04").at("state") == "scheduled")
        #expect(try meeting(scheduled, "2018-08-05").at("state") == "overdue")
        #expect(try Story(scheduled).items(Meetings.self, "2018-06-30").isEmpty)
    }

    @Test func atAnInstantOfItsLastDayItStillGoesOn() throws {
        let held = """
            {"id":"h","type":"meeting.held","occurred":"2018-08-02/2018-08-04","subject":"meeting/x","actors":{"participants":["RUS","ASEAN"]}}
            """
        #expect(try meeting(held, "2018-08-04T10:00:00Z").at("state") == "in-progress")
        #expect(try meeting(held, "2018-08-04").at("state") == "held")
        let planned = scheduled.replacing("2018-08-02/2018-08-04", with: "2018-08-04T09:00:00Z")
        #expect(try meeting(planned, "2018-08-04T10:00:00Z").at("state") == "overdue")
        #expect(try meeting(planned, "2018-08-04T08:00:00Z").at("state") == "scheduled")
    }

    @Test func aMeetingWithoutADateIsNeverOverdue() throws {
        let item = try meeting(
            """
            {"id":"s","type":"meeting.scheduled","occurred":"2018-07-01","subject":"meeting/x"}
            """, "2058-01-01")
        #expect(item.at("state") == "scheduled")
        #expect(item.at("when").isNull)
        #expect(item.at("level").isNull)
        #expect(item.at("place").isNull)
        #expect(item.at("participants") == [])
    }

    @Test func aMeetingThatLastsIsInProgressUntilItsEnd() throws {
        let story =
            scheduled + """

                {"id":"h","type":"meeting.held","occurred":"2018-08-02/2018-08-04","subject":"meeting/x","actors":{"participants":["ASEAN","RUS","USA"]}}
                """
        #expect(try meeting(story, "2018-08-01").at("state") == "scheduled")
        let during = try meeting(story, "2018-08-03")
        #expect(during.at("state") == "in-progress")
        #expect(during.at("when") == "2018-08-02/2018-08-04")
        #expect(during.at("participants") == ["ASEAN", "RUS", "USA"])
        #expect(during.at("level") == "ministerial")
        #expect(during.at("because") == ["h"])
        #expect(try meeting(story, "2018-08-04").at("state") == "held")
    }

    @Test func whatWasHeldStaysHeld() throws {
        let story =
            scheduled + """

                {"id":"h","type":"meeting.held","occurred":"2018-08-02","subject":"meeting/x","actors":{"participants":["ASEAN","RUS"]}}
                {"id":"c","type":"meeting.cancelled","occurred":"2018-08","subject":"meeting/x"}
                {"id":"p","type":"meeting.postponed","occurred":"2018-08","subject":"meeting/x"}
                """
        let item = try meeting(story, "2019-01-01")
        #expect(item.at("state") == "held")
        #expect(item.at("when") == "2018-08-02")
    }

    @Test func aPostponedMeetingTakesItsNewDateOrNone() throws {
        let open =
            scheduled + """

                {"id":"p","type":"meeting.postponed","occurred":"2018-07-20","subject":"meeting/x"}
                """
        let item = try meeting(open, "2018-12-01")
        #expect(item.at("state") == "postponed")
        #expect(item.at("when").isNull)
        let dated =
            scheduled + """

                {"id":"p","type":"meeting.postponed","occurred":"2018-07-20","subject":"meeting/x","data":{"planned":"2018-11"}}
                """
        #expect(try meeting(dated, "2018-11-30").at("state") == "postponed")
        #expect(try meeting(dated, "2018-11-30").at("when") == "2018-11")
        #expect(try meeting(dated, "2018-12-01").at("state") == "overdue")
    }

    @Test func aCancelledMeetingCanBeSetAnew() throws {
        let story =
            scheduled + """

                {"id":"c","type":"meeting.cancelled","occurred":"2018-07-20","subject":"meeting/x"}
                {"id":"s2","type":"meeting.scheduled","occurred":"2018-07-25","subject":"meeting/x","data":{"planned":"2018-09-01"}}
                """
        let cancelled = try meeting(story, "2018-07-24")
        #expect(cancelled.at("state") == "cancelled")
        #expect(cancelled.at("when") == "2018-08-02/2018-08-04")
        #expect(try meeting(story, "2018-07-25").at("state") == "scheduled")
        #expect(try meeting(story, "2018-07-25").at("when") == "2018-09-01")
    }

    @Test func aSchedulingDatedVaguelyDoesNotUndoTheCancellation() throws {
        let item = try meeting(
            """
            {"id":"s","type":"meeting.scheduled","occurred":"2018-07","subject":"meeting/x","data":{"planned":"2018-08-02"}}
            {"id":"c","type":"meeting.cancelled","occurred":"2018-07-20","subject":"meeting/x"}
            """, "2018-07-31")
        #expect(item.at("state") == "cancelled")
    }

    @Test func aMeetingWithoutASubjectIsNamedByItsEvent() throws {
        let story = """
            {"id":"min","type":"meeting.held","occurred":"2018-08-02","actors":{"participants":["ASEAN","RUS"]},"place":{"name":"Singapore","country":"SGP"}}
            {"id":"talks","type":"meeting.held","occurred":"2018-08-03","subject":"agreement/y","actors":{"participants":["ASEAN","RUS"]}}
            {"id":"more","type":"meeting.held","occurred":"2018-08-04","subject":"agreement/y","actors":{"participants":["ASEAN","RUS"]}}
            """
        let items = try Story(story).items(Meetings.self, "2018-12-31")
        #expect(items.map { $0.at("meeting") } == ["min", "more", "talks"])
        #expect(items[0].at("place") == ["country": "SGP", "name": "Singapore"])
    }

    @Test func aPlannedHoldingIsScheduledForItsDate() throws {
        let story = """
            {"id":"h","type":"meeting.held","occurred":"2018-11-14","assertion":"planned","subject":"meeting/x","actors":{"participants":["ASEAN","RUS"]}}
            """
        #expect(try meeting(story, "2018-11-14").at("state") == "scheduled")
        #expect(try meeting(story, "2018-11-14").at("when") == "2018-11-14")
        #expect(try meeting(story, "2018-11-15").at("state") == "overdue")
    }

    @Test func aPlanNeverSetsAsideWhatWasStatedSince() throws {
        let story = """
            {"id":"h","type":"meeting.held","occurred":"2018-11-14","assertion":"planned","subject":"meeting/x","actors":{"participants":["ASEAN","RUS"]}}
            {"id":"c","type":"meeting.cancelled","occurred":"2018-11-01","subject":"meeting/x"}
            """
        #expect(try meeting(story, "2018-12-01").at("state") == "cancelled")
    }

    @Test func whatIsDeniedOrSupposedIsNoMeeting() throws {
        let story = """
            {"id":"n","type":"meeting.held","occurred":"2018-11-14","assertion":"negated","subject":"meeting/x","actors":{"participants":["ASEAN","RUS"]}}
            {"id":"h","type":"meeting.held","occurred":"2018-11-14","assertion":"hypothetical","actors":{"participants":["ASEAN","RUS"]}}
            """
        #expect(try Story(story).items(Meetings.self, "2019-01-01").isEmpty)
    }

    @Test func aMeetingThatMayHaveBeenHeldIsInDoubt() throws {
        let story =
            scheduled + """

                {"id":"h","type":"meeting.held","occurred":"2018-08","subject":"meeting/x","actors":{"participants":["ASEAN","RUS"]}}
                """
        let item = try meeting(story, "2018-08-10")
        #expect(item.at("state") == "overdue")
        #expect(item.at("certain") == false)
        #expect(item.at("mayBe") == ["held"])
        let possible = try meeting(story, "2018-08-10", isPossible: true)
        #expect(possible.at("state") == "held")
        #expect(possible.at("certain") == false)
    }

    @Test func meetingsAreFoundByPairStatusAndSubject() throws {
        let story = try Story(
            scheduled + """

                {"id":"min","type":"meeting.held","occurred":"2018-07-02","actors":{"participants":["CHN","RUS"]}}
                """)
        func names(_ configure: (inout View, NaiveChronicle) throws -> Void) throws -> [JSONValue] {
            try story.items(Meetings.self, "2018-07-10", configure).map { $0.at("meeting") }
        }
        #expect(try names { _, _ in } == ["meeting/x", "min"])
        #expect(try names { view, _ in view.status = "held" } == ["min"])
        #expect(
            try names { view, chronicle in view.subject = chronicle.subject("meeting/x") } == ["meeting/x"])
        #expect(try names { view, chronicle in view.actor = chronicle.actor("SGP") } == ["meeting/x"])
        #expect(
            try names { view, chronicle in
                let (one, other) = (
                    try #require(chronicle.actor("RUS")), try #require(chronicle.actor("CHN"))
                )
                view.pair = ActorPair(one, other)
            } == ["min"])
    }
}
