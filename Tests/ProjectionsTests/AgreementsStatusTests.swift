import CanonicalJSON
import Projections
import Testing

/// The ladder of statuses, and how an agreement dies or is complete.
struct AgreementsStatusTests {
    private let two = AgreementStory().defined("2000-01-01", ["RUS", "USA"])

    @Test func theFurthestStageReachedStands() throws {
        let story =
            two
            .act("negotiation-opened", "2000-02-01").act("draft-tabled", "2000-03-01")
            .act("text-agreed", "2000-04-01").act("adopted", "2000-05-01").act("initialled", "2000-06-01")
            .act("opened-for-signature", "2000-07-01").act("signed", "2000-08-01", "USA")
            .deposited("2000-09-01", "USA").deposited("2000-10-01", "RUS")
        let stages = [
            ("2000-01-01", "proposed"), ("2000-02-01", "negotiating"), ("2000-03-01", "draft"),
            ("2000-04-01", "text-agreed"), ("2000-05-01", "adopted"), ("2000-06-01", "initialled"),
            ("2000-07-01", "open-for-signature"), ("2000-08-01", "signed"),
            ("2000-09-01", "awaiting-consents"),
            ("2000-10-01", "in-force"),
        ]
        for (day, status) in stages {
            let item = try story.on(day)
            #expect(item.at("status") == .text(status))
            #expect(item.at("since") == .text(day))
            #expect(try story.isPending(day) == (status != "in-force"))
        }
    }

    @Test func anEarlierStageThatComesLaterThrowsNothingBack() throws {
        let story = two.act("signed", "2000-08-15", "USA").act("draft-circulated", "2000-08", to: "RUS")
            .act("negotiation-opened", "2000-09-01")
        let item = try story.on("2000-09-02")
        #expect(item.at("status") == "signed")
        #expect(item.at("since") == "2000-08-15")
    }

    @Test func withNoStageAtAllItIsProposed() throws {
        let item = try AgreementStory().act("published", "2000-01-01", data: #"{"title":"Y"}"#).on(
            "2000-01-02")
        #expect(item.at("status") == "proposed")
        #expect(item.at("since") == .null)
        #expect(item.at("because") == [])
        #expect(item.at("kind") == .null)
        #expect(item.at("title") == "Y")
    }

    @Test func theLatestTitleStands() throws {
        let story = two.act("adopted", "2001-01-01", data: #"{"title":"Y"}"#)
            .act("published", "2002-01-01", data: #"{"title":"Z"}"#).act("signed", "2003-01-01", "USA")
        #expect(try story.on("2000-06-01").at("title") == "X")
        #expect(try story.on("2001-01-01").at("title") == "Y")
        #expect(try story.on("2003-01-01").at("title") == "Z")
    }

    @Test func aLaterDefinitionCompletesAnEarlierOne() throws {
        let story = two.defined(
            "2001-01-01", kind: "treaty", rule: #"{"deposits":3}"#, title: "Y", id: "again")
        let item = try story.on("2001-01-01")
        #expect(item.at("counts.expected") == 2)
        #expect(item.at("entryIntoForce.need") == ["deposits": 3])
        #expect(item.at("title") == "Y")
    }

    @Test func whatIsNotAssertedChangesNothing() throws {
        let story = two.act("signed", "2000-02-01", "USA", assertion: "planned")
            .act("abandoned", "2000-03-01", assertion: "negated")
        #expect(try story.status("2001-01-01") == "proposed")
        #expect(try story.state("USA", "2001-01-01") == "none")
    }

    // MARK: Death before entry into force

    @Test func aWithdrawnDraftIsDeadUnlessTalksGoOn() throws {
        let alone = two.act("draft-tabled", "2000-02-01").act("draft-withdrawn", "2000-03-01")
        #expect(try alone.status("2000-03-01") == "draft-withdrawn")
        #expect(try !alone.isPending("2000-03-01"))
        let talking = two.act("negotiation-opened", "2000-01-15").act("draft-tabled", "2000-02-01")
            .act("draft-withdrawn", "2000-03-01")
        #expect(try talking.status("2000-03-01") == "draft")
        #expect(
            try talking.act("negotiation-suspended", "2000-04-01").status("2000-04-01") == "draft-withdrawn")
        #expect(try alone.act("draft-tabled", "2000-05-01").status("2000-05-01") == "draft")
    }

    @Test func ofSeveralDraftsTheOthersStand() throws {
        let story = two.act("draft-tabled", "2000-02-01", data: #"{"version":"1"}"#)
            .act("draft-tabled", "2000-02-02", data: #"{"version":"2"}"#)
            .act("draft-withdrawn", "2000-03-01", data: #"{"version":"1"}"#)
        #expect(try story.status("2000-03-01") == "draft")
        let drafts = try story.on("2000-03-01").at("drafts")
        #expect(drafts.at("0.state") == "withdrawn")
        #expect(drafts.at("1.state") == "current")
        let both = story.act("draft-superseded", "2000-04-01", data: #"{"version":"2"}"#)
        #expect(try both.on("2000-04-01").at("drafts.1.state") == "superseded")
        #expect(try both.status("2000-04-01") == "draft")
    }

    @Test func aDraftSaysWhenItWasCirculatedAndToWhom() throws {
        let story = two.act("draft-tabled", "2000-02-01", data: #"{"version":"1"}"#)
            .act("draft-circulated", "2000-02", to: "USA", data: #"{"version":"1"}"#)
        let draft = try story.on("2000-03-01").at("drafts.0")
        #expect(draft.at("version") == "1")
        #expect(draft.at("tabled") == "2000-02-01")
        #expect(draft.at("circulated") == "2000-02")
        #expect(draft.at("to") == ["USA"])
        #expect(draft.at("because") == ["draft-circulated-2000-02", "draft-tabled-2000-02-01"])
    }

    @Test func failedTalksAreDeadUntilTheyAreResumed() throws {
        let story = two.act("negotiation-opened", "2000-02-01").act("negotiation-failed", "2000-03-01")
            .act("negotiation-resumed", "2001-01-01")
        #expect(try story.status("2000-03-01") == "failed")
        #expect(try !story.isPending("2000-03-01"))
        #expect(try story.status("2001-01-01") == "negotiating")
    }

    @Test func vagueFailureDoesNotUndoASignature() throws {
        let story = two.act("signed", "2000-06-15", "USA").act("negotiation-failed", "2000")
        #expect(try story.status("2001-01-01") == "signed")
        let before = two.act("abandoned", "2000-06-15").act("draft-tabled", "2000")
        #expect(try before.status("2001-01-01") == "abandoned")
    }

    @Test func abandonedStaysSoUntilSomebodyGoesOn() throws {
        let story = two.act("signed", "2000-02-01", "USA").act("abandoned", "2000-03-01")
            .act("domestically-approved", "2000-04-01", "USA").deposited("2002-01-01", "USA")
        #expect(try story.status("2000-04-01") == "abandoned")
        #expect(try story.status("2002-01-01") == "awaiting-consents")
    }

    @Test func ofTwoPartiesOneThatEndsLeavesNothing() throws {
        let story = AgreementStory().defined("1990-01-01", ["CSHH", "USA"]).act("signed", "1990-02-01", "USA")
            .succeeded("1993-01-01", "CSHH", "CZE", kind: "dissolution")
        #expect(try story.status("1992-12-31") == "signed")
        #expect(try story.status("1993-01-01") == "lapsed")
        #expect(try !story.isPending("1993-01-01"))
    }

    // MARK: Completion

    @Test(arguments: ["mou", "statement", "code-of-conduct"])
    func whatBindsInPoliticsIsCompleteOnceAdopted(kind: String) throws {
        let story = AgreementStory().defined("2000-01-01", kind: kind).act("adopted", "2000-02-01")
        #expect(try story.status("2000-02-01") == "completed")
        #expect(try story.on("2000-02-01").at("since") == "2000-02-01")
        #expect(try !story.isPending("2000-02-01"))
    }

    @Test func orOnceAllHaveSigned() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"], kind: "mou")
            .act("signed", "2000-02-01", "USA").act("signed", "2000-03-01", "RUS")
        #expect(try story.status("2000-02-28") == "signed")
        let item = try story.on("2000-03-01")
        #expect(item.at("status") == "completed")
        #expect(item.at("since") == "2000-03-01")
        #expect(item.at("because") == ["signed-2000-02-01", "signed-2000-03-01"])
        #expect(item.at("entryIntoForce.date") == .null)
    }

    @Test func aSignatureAdReferendumCompletesNothing() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"], kind: "mou")
            .act("signed", "2000-02-01", "USA")
            .act("signed", "2000-03-01", "RUS", data: #"{"mode":"ad-referendum"}"#)
            .act("signature-confirmed", "2000-04-01", "RUS")
        #expect(try story.status("2000-03-01") == "signed")
        #expect(try story.state("RUS", "2000-03-01") == "signed-ad-referendum")
        #expect(try story.status("2000-04-01") == "completed")
        #expect(try story.state("RUS", "2000-04-01") == "signed")
    }

    @Test func aPoliticalTextWithARuleWaitsForIt() throws {
        let story = AgreementStory().defined("2000-01-01", kind: "mou", rule: #"{"deposits":1}"#)
            .act("adopted", "2000-02-01").deposited("2000-03-01", "USA")
        #expect(try story.status("2000-02-01") == "adopted")
        #expect(try story.status("2000-03-01") == "in-force")
    }

    @Test func anExecutiveAgreementIsCompleteAtDefinitiveSignature() throws {
        let mode = #"{"mode":"definitive"}"#
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"], kind: "executive-agreement")
            .act("signed", "2000-02-01", "USA", data: mode).act("signed", "2000-03-01", "RUS", data: mode)
        #expect(try story.status("2000-02-01") == "awaiting-consents")
        #expect(try story.status("2000-03-01") == "completed")
        #expect(try story.state("USA", "2000-03-01") == "bound")
        #expect(try story.place("USA", "RUS", "2000-02-01") == "pending")
        #expect(try story.place("USA", "RUS", "2000-03-01") == nil)
        let simple = AgreementStory().defined("2000-01-01", ["RUS", "USA"], kind: "executive-agreement")
            .act("signed", "2000-02-01", "USA", "RUS")
        #expect(try simple.status("2000-02-01") == "signed")
    }

    @Test func anExchangeOfNotesIsCompleteAtTheExchange() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"], kind: "exchange-of-notes")
            .act("notes-exchanged", "2000-02-01", effective: "2000-03-01")
        #expect(try story.status("2000-02-29") == "proposed")
        #expect(try story.status("2000-03-01") == "completed")
        let one = AgreementStory().defined("2000-01-01", ["RUS", "USA"], kind: "exchange-of-notes")
            .act("notes-exchanged", "2000-02-01", "USA")
        #expect(try one.status("2000-02-01") == "awaiting-consents")
        #expect(try one.act("notes-exchanged", "2000-04-01", "RUS").status("2000-04-01") == "completed")
    }

    // MARK: Ends

    @Test func terminationEndsItOnItsEffectiveDay() throws {
        let story = two.act("instruments-exchanged", "2000-02-01")
            .act("terminated", "2001-01-01", effective: "2002-01-01")
        let before = try story.on("2001-12-31")
        #expect(before.at("status") == "in-force")
        #expect(before.at("next") == ["what": "termination", "on": "2002-01-01"])
        let after = try story.on("2002-01-01")
        #expect(after.at("status") == "terminated")
        #expect(after.at("since") == "2002-01-01")
        #expect(after.at("counts.bound") == 0)
        #expect(after.at("parties.0.intervals") == [["from": "2000-02-01", "to": "2002-01-01"]])
        #expect(after.at("next") == .null)
    }

    @Test func aTermRunsFromEntryIntoForceAndCanBeExtended() throws {
        let story = AgreementStory().defined("2010-04-08", ["RUS", "USA"], term: "P10Y")
            .act("signed", "2010-04-08", "RUS", "USA").act("instruments-exchanged", "2011-02-05")
        #expect(try story.on("2011-02-04").at("termUntil") == .null)
        let item = try story.on("2020-01-01")
        #expect(item.at("termUntil") == "2021-02-05")
        #expect(item.at("next") == ["what": "expiry", "on": "2021-02-06"])
        #expect(try story.status("2021-02-05") == "in-force")
        #expect(try story.status("2021-02-06") == "expired")
        #expect(try story.on("2021-02-06").at("since") == "2021-02-06")
        let extended = story.act("extended", "2021-02-03", data: #"{"until":"2026-02-05"}"#)
        #expect(try extended.status("2021-02-06") == "in-force")
        #expect(try extended.on("2021-02-03").at("termUntil") == "2026-02-05")
        #expect(try extended.status("2026-02-05") == "in-force")
        #expect(try extended.status("2026-02-06") == "expired")
    }

    @Test func aTermMayBeADate() throws {
        let story = AgreementStory().defined("2000-01-01", ["RUS", "USA"], term: "2005")
            .act("instruments-exchanged", "2000-02-01")
        #expect(try story.on("2001-01-01").at("termUntil") == "2005")
        #expect(try story.status("2005-12-31") == "in-force")
        #expect(try story.status("2006-01-01") == "expired")
    }

    @Test func whatIsSupersededEndsOnThatDay() throws {
        let story = two.act("instruments-exchanged", "2000-02-01").act("superseded", "2003-01-01")
        #expect(try story.status("2003-01-01") == "superseded")
    }

    @Test func anotherAgreementSupersedesItOnceInForce() throws {
        let new = "agreement/new"
        let story = two.act("instruments-exchanged", "2000-02-01")
            .defined(
                "2005-01-01", ["RUS", "USA"], supersedes: AgreementStory.subject, subject: new, id: "new"
            )
            .act("signed", "2005-01-01", "RUS", "USA", id: "new-signed", subject: new)
            .act("instruments-exchanged", "2006-01-01", id: "new-exchanged", subject: new)
            .act("terminated", "2009-01-01", id: "new-ended", subject: new)
        #expect(try story.status("2005-12-31") == "in-force")
        for day in ["2006-01-01", "2010-01-01"] {
            let old = try story.on(day)
            #expect(old.at("status") == "superseded")
            #expect(old.at("since") == "2006-01-01")
            #expect(old.at("because") == ["new-exchanged"])
            #expect(old.at("parties.0.intervals.0.to") == "2006-01-01")
        }
        #expect(try story.status("2006-01-01", subject: new) == "in-force")
        let earlier = story.act("terminated", "2004-01-01", id: "ended")
        #expect(try earlier.status("2007-01-01") == "terminated")
    }

    @Test func itStaysInForceBelowTheThreshold() throws {
        let story = AgreementStory().defined("2000-01-01", rule: #"{"deposits":2}"#)
            .deposited("2000-02-01", "FRA", "DEU")
            .act("withdrawal-notified", "2001-01-01", "FRA", effective: "2002-01-01")
        let item = try story.on("2002-01-01")
        #expect(item.at("status") == "in-force")
        #expect(item.at("since") == "2000-02-01")
        #expect(item.at("counts.bound") == 1)
        #expect(item.at("entryIntoForce.have.deposits") == 1)
    }
}
