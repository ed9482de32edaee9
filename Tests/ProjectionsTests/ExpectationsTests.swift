import CanonicalJSON
import DiplomaticEvents
import EDTF
import NaiveReference
import Projections
import Testing

/// How an expectation stands.
@Suite struct ExpectationsTests {
    private func expectation(
        _ story: String, _ day: String, isPossible: Bool = false, name: String = "expectation/x"
    ) throws -> JSONValue {
        try #require(
            try Story(story).item(Expectations.self, "expectation", name, day, isPossible: isPossible))
    }

    private let stated = """
        {"id":"s","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/x","likelihood":"likely","source":{"title":"A paper","publisher":"P"},"data":{"expects":{"type":"agreement.signed","subject":"agreement/a"},"due":"2018-08-04"}}
        """

    private func signed(_ date: String, id: String = "signed", extra: String = "") -> String {
        """

        {"id":"\(id)","type":"agreement.signed","occurred":"\(date)","subject":"agreement/a","actors":{"party":["ASEAN","RUS"]}\(extra)}
        """
    }

    @Test func itIsOpenUntilTheDayAfterItWasDue() throws {
        let item = try expectation(stated, "2018-08-04")
        #expect(item.at("state") == "open")
        #expect(item.at("expects") == ["party": nil, "subject": "agreement/a", "type": "agreement.signed"])
        #expect(item.at("due") == "2018-08-04")
        #expect(item.at("likelihood") == "likely")
        #expect(item.at("source") == "A paper")
        #expect(item.at("outcome").isNull)
        #expect(item.at("since") == "2018-08-02")
        #expect(item.at("because") == ["s"])
        #expect(item.at("certain") == true)
        #expect(try expectation(stated, "2018-08-05").at("state") == "overdue")
    }

    @Test func withoutADueDateItIsNeverOverdue() throws {
        let item = try expectation(
            """
            {"id":"s","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/x","data":{"expects":{"type":"agreement.signed","subject":"agreement/a"}}}
            """, "2199-01-01")
        #expect(item.at("state") == "open")
        #expect(item.at("due").isNull)
        #expect(item.at("likelihood").isNull)
        #expect(item.at("source").isNull)
    }

    @Test(arguments: [
        ("2018-08", "2018-08-31"), ("2018-08-01/2018-08-20", "2018-08-20"),
        ("[2018-08-10,2018-08-12]", "2018-08-12"),
    ])
    func aVagueDueDateRunsOutOnItsLastDay(due: String, last: String) throws {
        let story = stated.replacing(#""due":"2018-08-04""#, with: #""due":"\#(due)""#)
        #expect(try expectation(story, last).at("state") == "open")
        let next = try LensDate(last).last.day.adding(days: 1).description
        #expect(try expectation(story, next).at("state") == "overdue")
    }

    @Test func theFirstMatchingEventFulfilsIt() throws {
        let story = stated + signed("2018-08-04") + signed("2018-08-20", id: "again")
        let item = try expectation(story, "2019-01-01")
        #expect(item.at("state") == "fulfilled")
        #expect(item.at("outcome") == "signed")
        #expect(item.at("since") == "2018-08-04")
        #expect(item.at("because") == ["signed"])
    }

    @Test func aMatchAfterTheDueDateIsLate() throws {
        let story = stated + signed("2018-08-05")
        #expect(try expectation(story, "2018-08-05").at("state") == "fulfilled-late")
        #expect(try expectation(story, "2018-08-05").at("outcome") == "signed")
    }

    @Test func aVagueMatchThatMayHaveBeenInTimeIsNotCalledLate() throws {
        let story = stated + signed("[2018-08-03..2018-08-10]")
        let before = try expectation(story, "2018-08-06")
        #expect(before.at("state") == "overdue")
        #expect(before.at("certain") == false)
        #expect(before.at("mayBe") == ["fulfilled"])
        #expect(try expectation(story, "2018-08-10").at("state") == "fulfilled")
    }

    @Test func onlyAssertedEventsFulfil() throws {
        for assertion in ["planned", "negated", "hypothetical"] {
            let story = stated + signed("2018-08-03", extra: #","assertion":"\#(assertion)""#)
            #expect(try expectation(story, "2018-08-04").at("state") == "open")
        }
    }

    @Test func whatHappenedBeforeItWasExpectedDoesNotFulfilIt() throws {
        #expect(try expectation(stated + signed("2018-08-01"), "2018-08-04").at("state") == "open")
    }

    @Test func anEventOfTheSameDayFulfilsIt() throws {
        let item = try expectation(stated + signed("2018-08-02"), "2018-08-02")
        #expect(item.at("state") == "fulfilled")
        #expect(item.at("outcome") == "signed")
    }

    @Test func anEventThatMayHaveFollowedAVagueStatementFulfilsIt() throws {
        let vague = stated.replacing(#""occurred":"2018-08-02""#, with: #""occurred":"2018-08""#)
        #expect(try expectation(vague + signed("2018-08-03"), "2018-08-31").at("state") == "fulfilled")
        #expect(try expectation(vague + signed("2018-07-31"), "2018-08-31").at("state") == "overdue")
        let open = stated.replacing(#""occurred":"2018-08-02""#, with: #""occurred":"[..2018-08-02]""#)
        #expect(try expectation(open + signed("2018-03-03"), "2018-08-02").at("state") == "open")
        #expect(try expectation(open + signed("2018-08-02"), "2018-08-02").at("state") == "fulfilled")
    }

    @Test func anotherSubjectOrWithoutThePartyIsNoMatch() throws {
        let other = """

            {"id":"signed","type":"agreement.signed","occurred":"2018-08-03","subject":"agreement/b","actors":{"party":["RUS"]}}
            """
        #expect(try expectation(stated + other, "2018-08-04").at("state") == "open")
        let party = """
            {"id":"s","type":"expectation.stated","occurred":"2024-01-15","subject":"expectation/x","data":{"expects":{"type":"relations.restored","party":"CHN"}}}
            {"id":"r1","type":"relations.restored","occurred":"2024-01-20","actors":{"parties":["IRN","SAU"]}}
            {"id":"r2","type":"relations.restored","occurred":"2024-01-24","actors":{"parties":["CHN","NRU"]}}
            """
        #expect(try expectation(party, "2024-01-23").at("state") == "open")
        #expect(try expectation(party, "2024-01-24").at("outcome") == "r2")
    }

    @Test func aBlocThatActsForItsMembersIsAPartyAllTheSame() throws {
        let item = try expectation(
            """
            {"id":"j","type":"membership.joined","occurred":"1967-08-08","actors":{"organisation":"ASEAN","member":["IDN","THA"]}}
            {"id":"s","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/x","data":{"expects":{"type":"recognition.granted","party":"ASEAN"}}}
            {"id":"g","type":"recognition.granted","occurred":"2018-08-03","actors":{"recognising":"ASEAN","recognised":"MLI"},"actsAs":{"ASEAN":"each-member"}}
            """, "2018-08-03")
        #expect(item.at("outcome") == "g")
    }

    @Test func aNoticeIsTheEventThatWasExpected() throws {
        let item = try expectation(
            """
            {"id":"s","type":"expectation.stated","occurred":"2017-06-01","subject":"expectation/x","data":{"expects":{"type":"agreement.withdrawal-notified","subject":"agreement/paris","party":"USA"}}}
            {"id":"n","type":"agreement.withdrawal-notified","occurred":"2019-11-04","effective":"2020-11-04","subject":"agreement/paris","actors":{"party":"USA"}}
            """, "2019-11-04")
        #expect(item.at("state") == "fulfilled")
        #expect(item.at("since") == "2019-11-04")
    }

    @Test func anActWithAnEarlierEffectFulfilsItOnTheDayOfTheAct() throws {
        let story = """
            {"id":"s","type":"expectation.stated","occurred":"2000-01-01","subject":"expectation/x","data":{"expects":{"type":"agreement.instrument-deposited","subject":"agreement/c"},"due":"2000-12-31"}}
            {"id":"d","type":"agreement.instrument-deposited","occurred":"2001-03-12","effective":"1992-04-27","subject":"agreement/c","actors":{"party":"SRB"},"data":{"mode":"succeeded"}}
            """
        #expect(try expectation(story, "2000-06-01").at("state") == "open")
        #expect(try expectation(story, "2001-03-11").at("state") == "overdue")
        #expect(try expectation(story, "2001-03-12").at("state") == "fulfilled-late")
        #expect(try expectation(story, "2001-03-12").at("outcome") == "d")
    }

    @Test func whatFailedOrWasWithdrawnHasEnded() throws {
        for (type, state) in [("failed", "failed"), ("withdrawn", "withdrawn")] {
            let story =
                stated + """

                    {"id":"e","type":"expectation.\(type)","occurred":"2018-08-04","subject":"expectation/x"}
                    """ + signed("2018-08-05") + """

                    {"id":"r","type":"expectation.revised","occurred":"2018-08-06","subject":"expectation/x","data":{"due":"2018-09-01"}}
                    """
            let item = try expectation(story, "2018-12-01")
            #expect(item.at("state") == .text(state))
            #expect(item.at("outcome").isNull)
            #expect(item.at("because") == ["e"])
            #expect(item.at("due") == "2018-08-04")
        }
    }

    @Test func aRevisionAfterTheOutcomeMakesItNoLessLate() throws {
        let story =
            stated + signed("2018-08-06") + """

                {"id":"r","type":"expectation.revised","occurred":"2018-08-07","subject":"expectation/x","data":{"due":"2018-09-01"}}
                """
        #expect(try expectation(story, "2018-08-07").at("state") == "fulfilled-late")
    }

    @Test func aVagueStatementStillSaysWhatItWasThatFailed() throws {
        let story =
            stated.replacing(#""occurred":"2018-08-02""#, with: #""occurred":"2018-08""#) + """

                {"id":"e","type":"expectation.failed","occurred":"2018-08-04","subject":"expectation/x"}
                """ + signed("2018-08-20")
        let item = try expectation(story, "2018-08-31")
        #expect(item.at("state") == "failed")
        #expect(item.at("due") == "2018-08-04")
        #expect(item.at("expects.type") == "agreement.signed")
    }

    @Test func statedOnceMoreByAnotherSourceItIsTheSameExpectation() throws {
        let story =
            stated + """

                {"id":"s2","type":"expectation.stated","occurred":"2018-08-03","subject":"expectation/x","likelihood":"very-likely","source":{"title":"B paper"},"data":{"expects":{"type":"agreement.signed","subject":"agreement/a"}}}
                """
        let item = try expectation(story, "2018-08-03")
        #expect(item.at("because") == ["s", "s2"])
        #expect(item.at("since") == "2018-08-02")
        #expect(item.at("due") == "2018-08-04")
        #expect(item.at("likelihood") == "very-likely")
        #expect(item.at("source") == "A paper")
    }

    @Test func whatIsFulfilledCannotFail() throws {
        let story =
            stated + signed("2018-08-03") + """

                {"id":"e","type":"expectation.failed","occurred":"2018-08-04","subject":"expectation/x"}
                """
        #expect(try expectation(story, "2018-08-04").at("state") == "fulfilled")
    }

    @Test func aStatedFulfilmentNamesItsOutcomeOrIsIt() throws {
        let plain =
            stated + """

                {"id":"f","type":"expectation.fulfilled","occurred":"2018-08-03","subject":"expectation/x"}
                """
        #expect(try expectation(plain, "2018-08-04").at("state") == "fulfilled")
        #expect(try expectation(plain, "2018-08-04").at("outcome") == "f")
        let named =
            stated + """

                {"id":"f","type":"expectation.fulfilled","occurred":"2018-08-06","subject":"expectation/x","data":{"event":"elsewhere"}}
                """
        #expect(try expectation(named, "2018-08-06").at("state") == "fulfilled-late")
        #expect(try expectation(named, "2018-08-06").at("outcome") == "elsewhere")
    }

    @Test func aRevisionChangesWhatIsExpectedFromThenOn() throws {
        let story =
            stated + """

                {"id":"r","type":"expectation.revised","occurred":"2018-08-05","subject":"expectation/x","likelihood":"unlikely","data":{"due":"2018-11","expects":{"type":"agreement.adopted","subject":"agreement/a"}}}
                """ + signed("2018-08-06") + """

                {"id":"ad","type":"agreement.adopted","occurred":"2018-11-14","subject":"agreement/a"}
                """
        let before = try expectation(story, "2018-08-04")
        #expect(before.at("due") == "2018-08-04")
        #expect(before.at("likelihood") == "likely")
        let after = try expectation(story, "2018-08-06")
        #expect(after.at("state") == "open")
        #expect(after.at("due") == "2018-11")
        #expect(after.at("likelihood") == "unlikely")
        #expect(after.at("because") == ["r", "s"])
        #expect(after.at("source") == "A paper")
        #expect(try expectation(story, "2018-11-14").at("outcome") == "ad")
    }

    @Test func aRevisionOfTheDueDateAloneKeepsTheRest() throws {
        let story =
            stated + """

                {"id":"r","type":"expectation.revised","occurred":"2018-08-05","subject":"expectation/x","data":{"due":"2018-08-31"}}
                """ + signed("2018-08-20")
        #expect(try expectation(story, "2018-08-05").at("state") == "open")
        #expect(try expectation(story, "2018-08-20").at("state") == "fulfilled")
    }

    @Test func aVagueStatementDoesNotUndoItsRevision() throws {
        let story =
            stated.replacing(#""occurred":"2018-08-02""#, with: #""occurred":"2018-08""#) + """

                {"id":"r","type":"expectation.revised","occurred":"2018-08-05","subject":"expectation/x","data":{"due":"2018-11"}}
                """
        let item = try expectation(story, "2018-08-31")
        #expect(item.at("due") == "2018-11")
        #expect(item.at("likelihood") == "likely")
        #expect(item.at("expects.type") == "agreement.signed")
    }

    @Test func aMatchThatIsOnlyPossibleLeavesItOpenInDoubt() throws {
        let story = stated + signed("2018-08")
        let item = try expectation(story, "2018-08-04")
        #expect(item.at("state") == "open")
        #expect(item.at("certain") == false)
        #expect(item.at("mayBe") == ["fulfilled"])
        let possible = try expectation(story, "2018-08-04", isPossible: true)
        #expect(possible.at("state") == "fulfilled")
        #expect(possible.at("certain") == false)
    }

    @Test func anExpectationThatMayNotHaveBeenStatedIsNotListed() throws {
        let story = try Story(stated.replacing(#""occurred":"2018-08-02""#, with: #""occurred":"2018-08""#))
        #expect(try story.items(Expectations.self, "2018-08-10").isEmpty)
        #expect(try story.items(Expectations.self, "2018-08-10", isPossible: true).count == 1)
    }
}
