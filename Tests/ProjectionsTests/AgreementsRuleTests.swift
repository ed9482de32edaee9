import CanonicalJSON
import NaiveReference
import Projections
import Testing

/// The rules of entry into force, held against treaties whose dates are known.
@Suite struct AgreementsRuleTests {
    private func agreement(_ story: String, _ day: String, isPossible: Bool = false) throws -> JSONValue {
        try #require(
            try Story(story).item(Agreements.self, "agreement", "agreement/a", day, isPossible: isPossible))
    }

    private func defined(_ more: String, parties: String = "") -> String {
        let actors = parties.isEmpty ? "" : #""actors":{"parties":[\#(parties)]},"#
        return
            #"{"id":"def","type":"agreement.defined","occurred":"2010-01-01","subject":"agreement/a",\#(actors)"data":{"title":"A",\#(more)}}"#
    }

    private func deposit(_ party: String, _ day: String, _ more: String = "") -> String {
        #"{"id":"d-\#(party)-\#(day)","type":"agreement.instrument-deposited","occurred":"\#(day)","subject":"agreement/a","actors":{"party":"\#(party)"},"data":{"mode":"ratified"}\#(more)}"#
    }

    private func act(_ type: String, _ party: String, _ day: String, _ more: String = "") -> String {
        #"{"id":"\#(type)-\#(party)-\#(day)","type":"agreement.\#(type)","occurred":"\#(day)","subject":"agreement/a","actors":{"party":"\#(party)"}\#(more)}"#
    }

    private func story(_ lines: String...) -> String { lines.joined(separator: "\n") }

    @Test func theThresholdStartsAClockThatNoEventNeedsToEnd() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"deposits":2,"after":"P90D"},"laterParty":"P90D""#),
            deposit("MEX", "2018-01-16"), deposit("HND", "2020-10-24"), deposit("KHM", "2021-01-22"))
        let met = try agreement(log, "2020-10-24")
        #expect(met.at("status") == "conditions-met")
        #expect(met.at("since") == "2020-10-24")
        #expect(met.at("entryIntoForce.date") == "2021-01-22")
        #expect(met.at("next") == ["on": "2021-01-22", "what": "entry-into-force"])
        #expect(try agreement(log, "2021-01-21").at("status") == "conditions-met")
        let force = try agreement(log, "2021-01-22")
        #expect(force.at("status") == "in-force")
        #expect(force.at("counts.bound") == 2)
        #expect(force.at("parties.1.actor") == "KHM")
        #expect(force.at("parties.1.boundFrom") == "2021-04-22")
        #expect(try agreement(log, "2021-04-22").at("counts.bound") == 3)
    }

    @Test func weightAndNumberMustBothBeReached() throws {
        let rule =
            #""kind":"treaty","entryIntoForce":{"all":[{"deposits":2},{"weight":{"table":{"CHN":20.09,"USA":17.89,"FJI":0.01},"min":30}}],"after":"P30D"}"#
        let log = story(
            defined(rule), deposit("FJI", "2016-04-22"), deposit("CHN", "2016-09-03"),
            deposit("USA", "2016-09-04"))
        #expect(try agreement(log, "2016-09-03").at("status") == "awaiting-consents")
        #expect(try agreement(log, "2016-09-04").at("entryIntoForce.date") == "2016-10-04")
    }

    @Test func aConsentTakenBackLowersTheCountOnlyBeforeEntryIntoForce() throws {
        let rule = defined(#""kind":"treaty","entryIntoForce":{"deposits":2,"after":"P30D"}"#)
        let before = story(
            rule, deposit("MEX", "2020-01-01"), deposit("HND", "2020-02-01"),
            act("consent-revoked", "HND", "2020-02-10"))
        let lowered = try agreement(before, "2020-06-01")
        #expect(lowered.at("status") == "awaiting-consents")
        #expect(lowered.at("counts.consented") == 1)
        #expect(lowered.at("parties.0.state") == "revoked")
        #expect(lowered.at("parties.0.boundFrom").isNull)
        let after = story(
            rule, deposit("MEX", "2020-01-01"), deposit("HND", "2020-02-01"),
            act("consent-revoked", "HND", "2020-04-10"))
        let unchanged = try agreement(after, "2020-06-01")
        #expect(unchanged.at("status") == "in-force")
        #expect(unchanged.at("counts.bound") == 2)
        #expect(unchanged.at("parties.0.state") == "bound")
    }

    @Test func aWithdrawalThatWasTakenBackStillCountsTowardsTheThreshold() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"deposits":2}"#), deposit("MEX", "2020-01-01"),
            act("withdrawal-notified", "MEX", "2020-02-01", #","effective":"2020-08-01""#),
            act("withdrawal-revoked", "MEX", "2020-03-01"), deposit("HND", "2020-09-01"))
        let item = try agreement(log, "2020-09-01")
        #expect(item.at("status") == "in-force")
        #expect(item.at("counts.bound") == 2)
    }

    @Test func eachOfNamesThoseWhoAreMissingThoughNoEventHasNamedThem() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"all":[{"each-of":["USA","CHN"]},{"deposits":2}]}"#),
            deposit("USA", "2010-08-08"), deposit("MEX", "2010-09-09"))
        let item = try agreement(log, "2011-01-01")
        #expect(item.at("status") == "awaiting-consents")
        #expect(item.at("entryIntoForce.missing") == ["CHN"])
        #expect(item.at("entryIntoForce.need.each-of") == 2)
    }

    @Test func allSignatoriesWaitForTheLastOfThem() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"all-signatories":true}"#),
            act("signed", "USA", "2010-02-01"), act("signed", "MEX", "2010-02-01"),
            deposit("USA", "2010-03-01"), deposit("MEX", "2010-04-01"))
        #expect(try agreement(log, "2010-03-31").at("entryIntoForce.missing") == ["MEX"])
        #expect(try agreement(log, "2010-04-01").at("status") == "in-force")
    }

    @Test func aRuleOfSignatureBindsThoseWhoSignedOnceNoneIsAdReferendum() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"signature":true}"#, parties: #""USA","MEX""#),
            act("signed", "USA", "2010-02-01"),
            act("signed", "MEX", "2010-02-01", #","data":{"mode":"ad-referendum"}"#),
            act("signature-confirmed", "MEX", "2010-05-01"))
        let waiting = try agreement(log, "2010-04-30")
        #expect(waiting.at("status") == "signed")
        #expect(waiting.at("parties.0.state") == "signed-ad-referendum")
        let force = try agreement(log, "2010-05-01")
        #expect(force.at("status") == "in-force")
        #expect(force.at("counts.bound") == 2)
        #expect(force.at("parties.1.boundFrom") == "2010-05-01")
    }

    @Test func ofATreatyOpenToAllWithoutARuleNothingIsGuessed() throws {
        let log = story(
            defined(#""kind":"treaty""#), deposit("USA", "2010-03-01"), deposit("MEX", "2010-04-01"))
        let item = try agreement(log, "2011-01-01")
        #expect(item.at("status") == "awaiting-consents")
        #expect(item.at("entryIntoForce.date").isNull)
    }

    @Test func aVagueDepositBringsItIntoForceOnAsVagueADay() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"deposits":2}"#), deposit("USA", "2010-03-01"),
            deposit("MEX", "2010-04"))
        #expect(try agreement(log, "2010-05-01").at("entryIntoForce.date") == "2010-04")
        let within = try agreement(log, "2010-04-15")
        #expect(within.at("status") == "awaiting-consents")
        #expect(within.at("certain") == false)
        #expect(within.at("mayBe") == ["in-force"])
        #expect(try agreement(log, "2010-04-15", isPossible: true).at("status") == "in-force")
    }

    @Test func theAssertedDayRulesAndTheDerivedOneIsShownBesideIt() throws {
        let log = try Story(
            story(
                defined(#""kind":"treaty","entryIntoForce":{"deposits":1,"after":"P30D"}"#),
                deposit("USA", "2010-03-01"),
                #"{"id":"eif","type":"agreement.entered-into-force","occurred":"2010-04-10","subject":"agreement/a"}"#
            ))
        let replay = try log.replay(Agreements.self, "2010-05-01")
        let item = try replay.items()[0]
        #expect(item.at("since") == "2010-04-10")
        #expect(item.at("entryIntoForce.date") == "2010-03-31")
        #expect(item.at("entryIntoForce.asserted") == "2010-04-10")
        #expect(item.at("parties.0.boundFrom") == "2010-04-10")
        #expect(try replay.warnings().map(\.code) == ["entry-into-force-mismatch"])
    }
}
