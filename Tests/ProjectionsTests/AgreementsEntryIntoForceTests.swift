import CanonicalJSON
import Projections
import Testing

/// Rules of entry into force, and dates that are only vaguely known.
struct AgreementsEntryIntoForceTests {
    private func open(_ rule: String, laterParty: String? = nil) -> AgreementStory {
        AgreementStory().defined("2000-01-01", rule: rule, laterParty: laterParty)
    }

    private func date(_ story: AgreementStory, _ day: String = "2010-01-01") throws -> JSONValue {
        try story.on(day).at("entryIntoForce.date")
    }

    @Test func theDayFollowsTheThresholdByTheRule() throws {
        let story = open(#"{"deposits":2,"after":"P90D"}"#, laterParty: "P90D")
            .deposited("2000-10-01", "FRA").deposited("2000-10-24", "DEU").deposited(
                "2000-10-24", "GBR", id: "same-day"
            )
            .deposited("2000-10-25", "ITA")
        let met = try story.on("2000-10-24")
        #expect(met.at("status") == "conditions-met")
        #expect(met.at("since") == "2000-10-24")
        #expect(met.at("because") == ["deposit-DEU-2000-10-24", "same-day"])
        #expect(met.at("entryIntoForce.conditionsMet") == "2000-10-24")
        #expect(met.at("entryIntoForce.have") == ["deposits": 3])
        #expect(met.at("entryIntoForce.need") == ["deposits": 2])
        #expect(met.at("entryIntoForce.date") == "2001-01-22")
        #expect(met.at("next") == ["what": "entry-into-force", "on": "2001-01-22"])
        #expect(try story.party("GBR", "2000-10-24").at("boundFrom") == "2001-01-22")
        #expect(try story.party("ITA", "2000-10-25").at("boundFrom") == "2001-01-23")
        let inForce = try story.on("2001-01-22")
        #expect(inForce.at("status") == "in-force")
        #expect(inForce.at("since") == "2001-01-22")
        #expect(inForce.at("counts.bound") == 3)
        #expect(inForce.at("counts.consented") == 4)
        #expect(try !story.isPending("2001-01-22"))
    }

    @Test func alignPutsOffToTheFirstOfTheNextMonthForLaterPartiesToo() throws {
        let story = open(#"{"deposits":1,"after":"P60D","align":"first-of-month"}"#, laterParty: "P60D")
            .deposited("2002-04-11", "FRA").deposited("2002-05-15", "DEU").deposited("2002-08-05", "GBR")
        #expect(try date(story) == "2002-07-01")
        #expect(try story.party("DEU", "2010-01-01").at("boundFrom") == "2002-08-01")
        #expect(try story.party("GBR", "2010-01-01").at("boundFrom") == "2002-11-01")
        let first = open(#"{"deposits":1,"align":"first-of-month"}"#).deposited("2002-04-01", "FRA")
        #expect(try date(first) == "2002-05-01")
    }

    @Test func nobodyIsBoundBeforeTheAgreementItself() throws {
        let story = open(#"{"deposits":1,"after":"P1Y"}"#).deposited("2001-01-01", "FRA")
            .deposited("2001-02-01", "DEU")
        #expect(try story.party("DEU", "2001-03-01").at("boundFrom") == "2002-01-01")
    }

    @Test func weightsCountWithoutTheExcluded() throws {
        let rule =
            #"{"all":[{"deposits":2},{"weight":{"table":{"CHN":20.09,"USA":17.89,"FRA":1.34,"EU":50},"min":37.98}}],"after":"P30D","exclude":["EU"]}"#
        let story = open(rule).deposited("2016-09-02", "EU").deposited("2016-09-03", "CHN")
        #expect(
            try story.on("2016-09-03").at("entryIntoForce.have") == ["deposits": 1, "weight": .real(20.09)])
        let all = story.deposited("2016-09-10", "USA")
        #expect(try all.on("2016-09-10").at("entryIntoForce.date") == "2016-10-10")
        #expect(try all.on("2016-09-10").at("counts.consented") == 3)
    }

    @Test func anyTakesTheFirst() throws {
        let rule = #"{"any":[{"deposits":3},{"each-of":["USA","RUS"]}]}"#
        let story = open(rule).deposited("2001-01-01", "USA").deposited("2001-02-01", "RUS")
        #expect(try story.on("2001-01-01").at("entryIntoForce.missing") == ["RUS"])
        #expect(try date(story) == "2001-02-01")
    }

    @Test func allSignatoriesAreWaitedFor() throws {
        let story = open(#"{"all-signatories":true}"#).act("signed", "2000-02-01", "FRA", "DEU")
            .deposited("2000-03-01", "FRA")
        #expect(try story.on("2000-03-01").at("entryIntoForce.missing") == ["DEU"])
        #expect(try date(story) == .null)
        #expect(try date(story.deposited("2000-04-01", "DEU")) == "2000-04-01")
    }

    @Test func anExchangeIsTheConsentOfAll() throws {
        let story = AgreementStory()
            .defined("2000-01-01", ["RUS", "USA"], rule: #"{"exchange":true,"after":"P30D"}"#)
            .act("signed", "2000-02-01", "USA", "RUS").act("instruments-exchanged", "2000-03-01")
        let item = try story.on("2000-03-01")
        #expect(item.at("status") == "conditions-met")
        #expect(item.at("counts.consented") == 2)
        #expect(item.at("entryIntoForce.date") == "2000-03-31")
        #expect(item.at("parties.0.mode") == "exchanged")
    }

    @Test func aRuleOfSignatureBindsWhoSigned() throws {
        let story = AgreementStory()
            .defined("2000-01-01", ["RUS", "USA"], rule: #"{"signature":true}"#)
            .act("signed", "2000-02-01", "USA").act("signed", "2000-03-01", "RUS")
        #expect(try story.status("2000-02-29") == "signed")
        #expect(try story.on("2000-02-29").at("entryIntoForce.missing") == ["RUS"])
        let item = try story.on("2000-03-01")
        #expect(item.at("status") == "in-force")
        #expect(item.at("since") == "2000-03-01")
        #expect(item.at("counts") == ["expected": 2, "signed": 2, "consented": 2, "bound": 2])
        #expect(item.at("parties.1.boundFrom") == "2000-03-01")
    }

    @Test func aNamedDayIsKnownAheadAndNeedsParties() throws {
        let story = AgreementStory()
            .defined(
                "2008-01-01", ["RUS", "USA"], rule: #"{"all":[{"exchange":true},{"date":"2009-01-01"}]}"#)
        #expect(try story.on("2010-01-01").at("entryIntoForce.date") == .null)
        let early = story.act("instruments-exchanged", "2008-12-01")
        #expect(try early.on("2008-12-01").at("entryIntoForce.date") == "2009-01-01")
        #expect(try early.on("2008-12-01").at("next.on") == "2009-01-01")
        #expect(try early.status("2008-12-31") != "in-force")
        #expect(try early.status("2009-01-01") == "in-force")
        let late = story.act("instruments-exchanged", "2009-12-01")
        #expect(try late.on("2010-01-01").at("entryIntoForce.date") == "2009-12-01")
        let unsigned = AgreementStory().defined(
            "2008-01-01", ["RUS", "USA"], rule: #"{"date":"2009-01-01"}"#)
        #expect(try unsigned.status("2009-01-01") == "proposed")
        #expect(try unsigned.act("signed", "2008-06-01", "RUS", "USA").status("2009-01-01") == "in-force")
    }

    // MARK: Default rules

    @Test func twoPartiesMustBothHaveConsented() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"]).deposited("2000-02-01", "USA")
        let item = try story.on("2000-02-01")
        #expect(item.at("entryIntoForce.rule") == .null)
        #expect(item.at("entryIntoForce.have") == ["deposits": 1])
        #expect(item.at("entryIntoForce.need") == ["deposits": 2])
        #expect(item.at("entryIntoForce.missing") == ["RUS"])
        #expect(try date(story.deposited("2000-03-01", "RUS")) == "2000-03-01")
    }

    @Test func ofManyWithoutARuleNothingIsGuessed() throws {
        let open = AgreementStory().defined().act("signed", "2000-02-01", "FRA", "DEU")
            .deposited("2000-03-01", "FRA", "DEU")
        let closed = AgreementStory().defined("2000-01-01", ["FRA", "DEU", "GBR"])
            .deposited("2000-03-01", "FRA", "DEU", "GBR")
        let undefined = AgreementStory().act("signed", "2000-02-01", "FRA", "DEU")
            .deposited("2000-03-01", "FRA", "DEU")
        for story in [open, closed, undefined] {
            let item = try story.on("2001-01-01")
            #expect(item.at("status") == "awaiting-consents")
            #expect(item.at("entryIntoForce.date") == .null)
            #expect(item.at("entryIntoForce.have") == .null)
        }
    }

    // MARK: What is said

    @Test func whatIsSaidRulesAndADifferenceIsShown() throws {
        let story = open(#"{"deposits":1,"after":"P30D"}"#).deposited("2000-03-01", "FRA")
            .act("entered-into-force", "2000-04-15")
        let item = try story.on("2000-05-01")
        #expect(item.at("since") == "2000-04-15")
        #expect(item.at("entryIntoForce.date") == "2000-03-31")
        #expect(item.at("entryIntoForce.asserted") == "2000-04-15")
        #expect(item.at("parties.0.boundFrom") == "2000-04-15")
        #expect(try story.warnings("2000-05-01") == ["entry-into-force-mismatch"])
        let vague = open(#"{"deposits":1,"after":"P30D"}"#).deposited("2000-03-01", "FRA")
            .act("entered-into-force", "2000-03")
        #expect(try vague.warnings("2000-05-01") == [])
        let unexplained = open(#"{"deposits":5}"#).deposited("2000-03-01", "FRA")
            .act("entered-into-force", "2000-03-15")
        #expect(try unexplained.warnings("2000-05-01") == ["entry-into-force-unexplained"])
    }

    @Test func itBindsSignatoriesWhereNoConsentIsKnown() throws {
        let story = AgreementStory().defined().act("signed", "2000-02-01", "FRA", "DEU")
            .act("entered-into-force", "2001-01-01").deposited("2005-01-01", "GBR", mode: "acceded")
        for day in ["2001-01-01", "2006-01-01"] {
            #expect(try story.party("FRA", day).at("state") == "bound")
            #expect(try story.party("FRA", day).at("boundFrom") == "2001-01-01")
        }
        #expect(try story.party("GBR", "2006-01-01").at("boundFrom") == "2005-01-01")
        let known = AgreementStory().defined().act("signed", "2000-02-01", "FRA", "DEU")
            .deposited("2000-03-01", "FRA").act("entered-into-force", "2001-01-01")
        #expect(try known.state("FRA", "2001-01-01") == "bound")
        #expect(try known.state("DEU", "2001-01-01") == "signed")
    }

    // MARK: Vague dates

    @Test func aVagueDepositDecidesOnItsLastDayAndNothingIsMorePrecise() throws {
        let story = open(#"{"deposits":2,"after":"P30D"}"#).deposited("2018-01-10", "FRA").deposited(
            "2018-03", "DEU")
        let doubtful = try story.on("2018-03-15")
        #expect(doubtful.at("status") == "awaiting-consents")
        #expect(doubtful.at("certain") == false)
        #expect(doubtful.at("mayBe") == ["conditions-met"])
        #expect(try story.on("2018-03-15", isPossible: true).at("status") == "conditions-met")
        let item = try story.on("2018-03-31")
        #expect(item.at("status") == "conditions-met")
        #expect(item.at("since") == "2018-03")
        #expect(item.at("certain") == true)
        #expect(item.at("entryIntoForce.conditionsMet") == "2018-03", "as its source wrote it")
        #expect(item.at("entryIntoForce.date") == "[2018-03-31..2018-04-30]")
        #expect(item.at("parties.0.boundFrom") == "[2018-03-31..2018-04-30]")
        #expect(try story.status("2018-04-29") == "conditions-met")
        #expect(try story.status("2018-04-30") == "in-force")
        #expect(try story.on("2018-04-30").at("since") == "[2018-03-31..2018-04-30]")
    }

    @Test func withoutADelayItEntersIntoForceOnTheVagueDayThatTheDepositGives() throws {
        let item = try open(#"{"deposits":2}"#).deposited("2018-01-10", "FRA").deposited("2018-03", "DEU")
            .on("2018-03-31")
        #expect(item.at("status") == "in-force")
        #expect(item.at("since") == "2018-03")
        #expect(item.at("entryIntoForce.date") == "2018-03")
        #expect(item.at("parties.0.boundFrom") == "2018-03")
    }

    @Test func aVagueDepositThatDoesNotDecideLeavesTheDayExact() throws {
        let story = open(#"{"deposits":2}"#).deposited("2018-01", "FRA").deposited("2018-03-10", "DEU")
        #expect(try date(story, "2019-01-01") == "2018-03-10")
        let undated = open(#"{"deposits":1}"#).deposited("[..2018-03-10]", "DEU")
        #expect(try date(undated, "2019-01-01") == "[..2018-03-10]")
    }

    @Test func whatIsSaidVaguelyIsRepeatedAsItWasWritten() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"]).act(
            "signed", "2000-02-01", "USA", "RUS"
        )
        .act("entered-into-force", "2001-01")
        let item = try story.on("2001-01-31")
        #expect(item.at("status") == "in-force")
        #expect(item.at("since") == "2001-01")
        #expect(item.at("entryIntoForce.asserted") == "2001-01")
        #expect(item.at("parties.0.boundFrom") == "2001-01")
    }

    @Test func aPossibleWithdrawalLeavesThePartyInDoubt() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"])
            .act("instruments-exchanged", "2000-02-01").act("terminated", "2001-05")
        let item = try story.on("2001-05-10")
        #expect(item.at("certain") == false)
        #expect(item.at("mayBe") == ["terminated"])
        #expect(item.at("parties.0.certain") == false)
        #expect(item.at("parties.0.mayBe") == ["consented"])
    }

    @Test func whatMaySupersedeItLeavesItInDoubt() throws {
        let new = "agreement/new"
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"])
            .act("instruments-exchanged", "2000-02-01")
            .defined(
                "2005-01-01", ["RUS", "USA"], supersedes: AgreementStory.subject, subject: new, id: "new"
            )
            .act("instruments-exchanged", "2006-01", id: "new-exchanged", subject: new)
        let item = try story.on("2006-01-15")
        #expect(item.at("status") == "in-force")
        #expect(item.at("mayBe") == ["superseded"])
    }
}
