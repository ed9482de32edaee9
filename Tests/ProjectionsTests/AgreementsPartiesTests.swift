import CanonicalJSON
import Projections
import Testing

/// Where parties stand, and since when they are bound.
struct AgreementsPartiesTests {
    private let two = AgreementStory().defined("2000-01-01", ["RUS", "USA"])
    private let many = AgreementStory().defined("2000-01-01", rule: #"{"deposits":2}"#, laterParty: "P30D")

    @Test func thePartiesAreTheDefinedOnesAndWhomeverAnEventNames() throws {
        let story = two.act("domestically-approved", "2000-02-01", "FRA")
            .act("reservation-made", "2000-03-01", "DEU").act("withdrawal-announced", "2000-03-01", "USA")
        let item = try story.on("2000-03-01")
        #expect(item.at("parties").actors == ["DEU", "FRA", "RUS", "USA"])
        for index in 0..<4 {
            #expect(item.at("parties.\(index).state") == "none")
            #expect(item.at("parties.\(index).since") == .null)
            #expect(item.at("parties.\(index).boundFrom") == .null)
        }
        #expect(item.at("counts") == ["expected": 2, "signed": 0, "consented": 0, "bound": 0])
    }

    @Test func aPartyGoesFromTalksToBeingBound() throws {
        let story = two.act("negotiation-opened", "2000-02-01").act("initialled", "2000-03-01", "USA")
            .act("signed", "2000-04-01", "USA").deposited("2000-05-01", "USA").deposited("2000-06-01", "RUS")
        #expect(try story.state("RUS", "2000-03-01") == "negotiating")
        #expect(try story.state("USA", "2000-03-01") == "initialled")
        #expect(try story.state("USA", "2000-04-01") == "signed")
        let consented = try story.party("USA", "2000-05-01")
        #expect(consented.at("state") == "consented")
        #expect(consented.at("mode") == "ratified")
        #expect(consented.at("since") == "2000-05-01")
        #expect(consented.at("because") == ["deposit-USA-2000-05-01"])
        let bound = try story.party("USA", "2000-06-01")
        #expect(bound.at("state") == "bound")
        #expect(bound.at("since") == "2000-05-01")
        #expect(bound.at("boundFrom") == "2000-06-01")
        #expect(bound.at("intervals") == [["from": "2000-06-01", "to": .null]])
    }

    @Test func aDisavowedSignatureCountsNoMoreUntilItIsGivenAgain() throws {
        let story = many.act("signed", "2000-12-31", "USA").act("signature-disavowed", "2002-05-06", "USA")
            .act("signed", "2009-01-01", "USA")
        #expect(try story.state("USA", "2002-05-06") == "disavowed")
        #expect(try story.on("2002-05-06").at("counts.signed") == 0)
        #expect(try story.state("USA", "2009-01-01") == "signed")
        let vague = many.act("signed", "2002", "USA").act("signature-disavowed", "2002-05-06", "USA")
        #expect(try vague.state("USA", "2003-01-01") == "disavowed")
    }

    @Test func theFirstDepositOfAPartyCounts() throws {
        let story = many.deposited("2000-02-01", "FRA").deposited("2000-03-01", "FRA", mode: "accepted")
        let party = try story.party("FRA", "2000-04-01")
        #expect(party.at("mode") == "ratified")
        #expect(party.at("since") == "2000-02-01")
        #expect(party.at("because") == ["deposit-FRA-2000-02-01", "deposit-FRA-2000-03-01"])
        #expect(try story.on("2000-04-01").at("counts.consented") == 1)
    }

    @Test func aConsentRevokedInTimeLowersTheCount() throws {
        let story = many.deposited("2000-02-01", "FRA").act("consent-revoked", "2000-03-01", "FRA")
            .deposited("2000-04-01", "DEU")
        let item = try story.on("2000-04-01")
        #expect(item.at("status") == "awaiting-consents")
        #expect(item.at("entryIntoForce.have.deposits") == 1)
        #expect(try story.state("FRA", "2000-04-01") == "revoked")
        #expect(try story.deposited("2000-05-01", "FRA").status("2000-05-01") == "in-force")
        let alone = many.act("signed", "2000-01-15", "FRA").deposited("2000-02-01", "FRA")
            .act("consent-revoked", "2000-03-01", "FRA")
        #expect(try alone.status("2000-03-01") == "signed")
    }

    @Test func whoIsBoundCannotRevokeItsConsent() throws {
        let story = many.deposited("2000-02-01", "FRA", "DEU").act("consent-revoked", "2000-03-01", "FRA")
        #expect(try story.state("FRA", "2000-03-01") == "bound")
        #expect(try story.warnings("2000-03-01") == ["revocation-without-effect"])
    }

    // MARK: Withdrawal

    @Test func aNoticeOfWithdrawalIsPendingUntilItsDay() throws {
        let story = many.deposited("2000-02-01", "FRA", "DEU", "GBR")
            .act("withdrawal-announced", "2000-12-01", "FRA")
            .act("withdrawal-notified", "2001-01-01", "FRA", effective: "2002-01-01")
        #expect(try story.state("FRA", "2000-12-31") == "bound")
        let pending = try story.on("2001-12-31")
        #expect(pending.at("parties.1.state") == "withdrawal-pending")
        #expect(pending.at("parties.1.since") == "2001-01-01")
        #expect(pending.at("counts.bound") == 3)
        #expect(pending.at("next") == ["what": "withdrawal", "on": "2002-01-01"])
        let left = try story.party("FRA", "2002-01-01")
        #expect(left.at("state") == "withdrawn")
        #expect(left.at("intervals") == [["from": "2000-02-01", "to": "2002-01-01"]])
        #expect(try story.on("2002-01-01").at("counts.bound") == 2)
        #expect(try story.status("2002-01-01") == "in-force")
    }

    @Test func aNoticeThatIsTakenBackHasNoEffect() throws {
        let story = many.deposited("2000-02-01", "FRA", "DEU")
            .act("withdrawal-notified", "2001-01-01", "FRA", effective: "2002-01-01")
            .act("withdrawal-revoked", "2001-06-01", "FRA")
        #expect(try story.state("FRA", "2001-06-01") == "bound")
        #expect(try story.state("FRA", "2002-01-01") == "bound")
        let late = many.deposited("2000-02-01", "FRA", "DEU")
            .act("withdrawal-notified", "2001-01-01", "FRA", effective: "2002-01-01")
            .act("withdrawal-revoked", "2002-06-01", "FRA")
        #expect(try late.state("FRA", "2002-06-01") == "withdrawn")
    }

    @Test func whoComesBackIsBoundTwice() throws {
        let story = many.deposited("2000-02-01", "DEU", "GBR").deposited("2000-03-01", "FRA")
            .act("withdrawal-notified", "2001-01-01", "FRA", effective: "2002-01-01")
            .deposited("2003-01-01", "FRA", mode: "acceded")
        let party = try story.party("FRA", "2003-02-01")
        #expect(party.at("state") == "bound")
        #expect(party.at("mode") == "acceded")
        #expect(party.at("boundFrom") == "2003-01-31")
        #expect(
            party.at("intervals") == [
                ["from": "2000-03-31", "to": "2002-01-01"], ["from": "2003-01-31", "to": .null],
            ])
    }

    @Test func whoComesBackHasSuspendedNothing() throws {
        let story = many.deposited("2000-02-01", "DEU", "GBR", "FRA")
            .act("suspended", "2000-06-01", by: "FRA")
            .act("withdrawal-notified", "2001-01-01", "FRA", effective: "2002-01-01")
            .deposited("2003-01-01", "FRA", mode: "acceded")
        #expect(try story.state("FRA", "2000-06-01") == "suspended")
        #expect(try story.state("FRA", "2003-02-01") == "bound")
    }

    @Test func theWithdrawalOfOneOfTwoEndsTheAgreement() throws {
        let story = two.act("instruments-exchanged", "2000-02-01")
            .act("withdrawal-notified", "2001-01-01", "USA", effective: "2001-07-01")
        #expect(try story.status("2001-06-30") == "in-force")
        let item = try story.on("2001-07-01")
        #expect(item.at("status") == "terminated")
        #expect(item.at("since") == "2001-07-01")
        #expect(item.at("because") == ["withdrawal-notified-2001-01-01"])
        #expect(try story.party("RUS", "2001-07-01").at("intervals.0.to") == "2001-07-01")
    }

    @Test func aPartyThatOnlyItsNoticeNamesIsOne() throws {
        let story = AgreementStory().defined().act("entered-into-force", "1990-01-01")
            .act("withdrawal-notified", "2001-01-01", "USA", effective: "2002-01-01")
        #expect(try story.state("USA", "2001-01-01") == "withdrawal-pending")
        #expect(try story.state("USA", "2002-01-01") == "withdrawn")
        #expect(try story.status("2002-01-01") == "in-force")
    }

    // MARK: Suspension

    @Test func oneSuspendsWhatIsBetweenTwo() throws {
        let story = two.act("instruments-exchanged", "2000-02-01").act("suspended", "2001-01-01", by: "RUS")
            .act("suspended", "2001-02-01", by: "USA").act("resumed", "2001-03-01", by: "RUS")
            .act("resumed", "2001-04-01")
        let first = try story.on("2001-01-01")
        #expect(first.at("status") == "suspended")
        #expect(
            first.at("suspension") == [
                "by": ["RUS"], "since": "2001-01-01", "because": ["suspended-2001-01-01"],
            ])
        #expect(first.at("parties.0.state") == "suspended")
        let both = try story.on("2001-02-01")
        #expect(both.at("suspension.by") == ["RUS", "USA"])
        #expect(both.at("suspension.since") == "2001-01-01")
        #expect(try story.on("2001-03-01").at("suspension.by") == ["USA"])
        #expect(try story.status("2001-04-01") == "in-force")
        #expect(try story.on("2001-04-01").at("suspension") == .null)
    }

    @Test func ofManyOneSuspendsOnlyItsOwnRow() throws {
        let story = many.deposited("2000-02-01", "FRA", "DEU", "RUS").act(
            "suspended", "2007-12-12", by: "RUS")
        let item = try story.on("2008-01-01")
        #expect(item.at("status") == "in-force")
        #expect(item.at("suspension") == .null)
        #expect(item.at("parties.2.state") == "suspended")
        #expect(item.at("parties.1.state") == "bound")
        let all = story.act("suspended", "2009-01-01")
        #expect(try all.status("2009-01-01") == "suspended")
        #expect(try all.on("2009-01-01").at("suspension.by") == [])
    }

    @Test func withdrawalPendingGoesBeforeSuspended() throws {
        let story = two.act("instruments-exchanged", "2000-02-01").act("suspended", "2001-01-01", by: "USA")
            .act("withdrawal-notified", "2001-01-01", "USA", effective: "2001-07-01")
        #expect(try story.state("USA", "2001-01-01") == "withdrawal-pending")
        #expect(try story.status("2001-01-01") == "suspended")
    }

    @Test func whatIsNotInForceCannotBeSuspended() throws {
        let story = two.act("signed", "2000-02-01", "USA", "RUS").act("suspended", "2000-03-01", by: "USA")
            .act("instruments-exchanged", "2001-01-01")
        #expect(try story.status("2000-03-01") == "signed")
        #expect(try story.status("2001-01-01") == "in-force")
    }

    // MARK: Provisional application

    @Test func provisionalApplicationLastsUntilItsDay() throws {
        let story = two.act("signed", "2000-02-01", "USA", "RUS")
            .act("provisionally-applied", "2000-03-01", data: #"{"until":"2000-12-31"}"#)
        let item = try story.on("2000-12-31")
        #expect(item.at("status") == "signed")
        #expect(
            item.at("provisional") == [
                "since": "2000-03-01", "until": "2000-12-31", "because": ["provisionally-applied-2000-03-01"],
            ])
        #expect(item.at("parties.0.state") == "provisionally-bound")
        #expect(item.at("next") == ["what": "provisional-end", "on": "2001-01-01"])
        #expect(item.at("counts.bound") == 0)
        let after = try story.on("2001-01-01")
        #expect(after.at("provisional") == .null)
        #expect(after.at("parties.0.state") == "signed")
        #expect(try story.place("USA", "RUS", "2000-12-31") == "provisional")
        #expect(try story.place("USA", "RUS", "2001-01-01") == "pending")
        let longer = story.act(
            "provisional-application-extended", "2000-12-15", data: #"{"until":"2001-06-30"}"#)
        #expect(try longer.on("2001-01-01").at("provisional.until") == "2001-06-30")
        #expect(try longer.on("2001-01-01").at("provisional.since") == "2000-03-01")
        let open = story.act("provisional-application-extended", "2000-12-15")
        #expect(try open.on("2005-01-01").at("provisional.until") == .null)
        #expect(try open.on("2005-01-01").at("provisional.since") == "2000-03-01")
    }

    @Test func itEndsWithItsEndOrWithTheEntryIntoForce() throws {
        let story = two.act("signed", "2000-02-01", "USA", "RUS").act("provisionally-applied", "2000-03-01")
        let ended = story.act("provisional-application-ended", "2000-06-01", "USA")
        #expect(try ended.on("2000-06-01").at("provisional") == .null)
        let inForce = story.act("instruments-exchanged", "2000-06-01")
        #expect(try inForce.on("2000-06-01").at("provisional") == .null)
        #expect(try inForce.state("USA", "2000-06-01") == "bound")
        #expect(try story.act("abandoned", "2000-06-01").on("2000-06-01").at("provisional") == .null)
    }

    @Test func whoIsNamedAppliesItAloneAndGoesOnWhileItBindsOthers() throws {
        let story = many.act("signed", "2000-02-01", "RUS", "FRA", "DEU")
            .act("provisionally-applied", "2000-03-01", "RUS").deposited("2001-01-01", "FRA", "DEU")
        #expect(try story.state("RUS", "2000-03-01") == "provisionally-bound")
        #expect(try story.state("FRA", "2000-03-01") == "signed")
        #expect(try story.place("RUS", "FRA", "2000-03-01") == "pending")
        #expect(try story.state("RUS", "2001-01-01") == "provisionally-bound")
        #expect(try story.place("RUS", "FRA", "2001-01-01") == "provisional")
        #expect(
            try story.act("provisional-application-ended", "2009-10-18", "RUS").state("RUS", "2009-10-18")
                == "signed")
    }

    // MARK: Succession

    @Test func continuationHandsTheRowOverWithItsDates() throws {
        let story = AgreementStory().defined("1987-12-08", ["SUHH", "USA"])
            .act("instruments-exchanged", "1988-06-01").succeeded(
                "1991-12-26", "SUHH", "RUS", kind: "continuation")
        let item = try story.on("1992-01-01")
        #expect(item.at("parties").actors == ["RUS", "USA"])
        #expect(item.at("parties.0.state") == "bound")
        #expect(item.at("parties.0.boundFrom") == "1988-06-01")
        #expect(item.at("parties.0.because") == ["instruments-exchanged-1988-06-01", "succession-SUHH"])
        #expect(item.at("counts") == ["expected": 2, "signed": 0, "consented": 2, "bound": 2])
        #expect(try story.place("RUS", "USA", "1992-01-01") == "inForce")
        #expect(try story.place("SUHH", "USA", "1992-01-01") == nil)
        #expect(try story.place("SUHH", "USA", "1991-12-25") == "inForce")
    }

    @Test func whoContinuesKeepsWhatItHasDoneItself() throws {
        let story = AgreementStory().defined("1960-01-01", rule: #"{"deposits":1}"#)
            .deposited("1961-01-01", "SUHH").deposited("1965-01-01", "RUS")
            .succeeded("1991-12-26", "SUHH", "RUS", kind: "continuation")
        #expect(try story.party("RUS", "1992-01-01").at("boundFrom") == "1965-01-01")
    }

    @Test func aRuleThatNamesTheEndedStateMeansTheOneThatContinuesIt() throws {
        let story = AgreementStory()
            .defined("1990-01-01", rule: #"{"all":[{"each-of":["SUHH","USA"]},{"deposits":2}]}"#)
            .deposited("1991-01-01", "USA").succeeded("1991-12-26", "SUHH", "RUS", kind: "continuation")
        #expect(try story.on("1992-01-01").at("entryIntoForce.missing") == ["RUS"])
        #expect(try story.deposited("1992-02-01", "RUS").status("1992-02-01") == "in-force")
    }

    @Test func aVagueActOfTheEndedStateFallsToTheOneThatContinuesIt() throws {
        let story = AgreementStory().defined("1990-01-01", rule: #"{"deposits":1}"#)
            .succeeded("1991-12-26", "SUHH", "RUS", kind: "continuation").deposited("1991", "SUHH")
        #expect(try story.on("1992-01-01").at("parties").actors == ["RUS"])
        let defined = AgreementStory().defined("[..1995-01-01]", ["SUHH", "USA"])
            .succeeded("1991-12-26", "SUHH", "RUS", kind: "continuation")
        #expect(try defined.on("1995-01-01").at("parties").actors == ["RUS", "USA"])
    }

    @Test func othersNeedADepositOfTheirOwn() throws {
        let story = AgreementStory().defined("1960-01-01", rule: #"{"deposits":1}"#)
            .deposited("1961-01-01", "CSHH").succeeded("1993-01-01", "CSHH", "CZE", kind: "dissolution")
            .deposited("1993-05-28", "CZE", mode: "succeeded", effective: "1993-01-01")
        let lapsed = try story.party("CSHH", "1993-06-01")
        #expect(lapsed.at("state") == "lapsed")
        #expect(lapsed.at("intervals") == [["from": "1961-01-01", "to": "1993-01-01"]])
        let party = try story.party("CZE", "1993-06-01")
        #expect(party.at("state") == "bound")
        #expect(party.at("mode") == "succeeded")
        #expect(party.at("boundFrom") == "1993-01-01")
        #expect(try story.status("1993-06-01") == "in-force")
    }

    @Test func aBackdatedDepositNeverMovesTheThreshold() throws {
        let story = many.deposited("2000-03-01", "FRA").deposited("2000-05-01", "DEU")
            .deposited("2004-01-01", "CZE", mode: "succeeded", effective: "2000-03-15")
        let item = try story.on("2004-01-01")
        #expect(item.at("entryIntoForce.date") == "2000-05-01")
        #expect(item.at("parties.0.boundFrom") == "2000-05-01")
    }

    @Test func anActorThatEndsByItsDefinitionLapsesByTheClock() throws {
        let story = many.deposited("2000-02-01", "XKX", "DEU").adding(
            """
            {"id":"actor","type":"actor.defined","occurred":"2000-01-01","actors":{"actor":"XKX"},\
            "data":{"kind":"state","exists":"1990/2005-06-30"}}
            """)
        #expect(try story.state("XKX", "2005-06-30") == "bound")
        let party = try story.party("XKX", "2005-07-01")
        #expect(party.at("state") == "lapsed")
        #expect(party.at("since") == "2005-07-01")
        #expect(party.at("because") == ["actor"])
    }

    @Test func aSecessionLeavesTheRowsAsTheyAre() throws {
        let story = many.deposited("2000-02-01", "SDN", "DEU").succeeded(
            "2011-07-09", "SDN", "SSD", kind: "secession")
        #expect(try story.state("SDN", "2011-07-09") == "bound")
        #expect(try story.on("2011-07-09").at("parties").actors == ["DEU", "SDN"])
    }
}
