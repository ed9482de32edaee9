import CanonicalJSON
import NaiveReference
import Projections
import Testing

/// Lives of agreements and their parties.
@Suite struct AgreementsTests {
    private func agreement(_ story: String, _ day: String, _ name: String = "agreement/a") throws
        -> JSONValue
    {
        try #require(try Story(story).item(Agreements.self, "agreement", name, day))
    }

    private func line(
        _ type: String, _ day: String, _ actors: String = "", _ more: String = "", of name: String = "a"
    ) -> String {
        let who = actors.isEmpty ? "" : #","actors":{\#(actors)}"#
        let digits = more.unicodeScalars.reduce(0) { ($0 &* 31 &+ Int($1.value)) % 100_000 }
        let id = "\(name)-\(type)-\(day)-\(actors.filter(\.isLetter))-\(digits)"
        return
            #"{"id":"\#(id)","type":"agreement.\#(type)","occurred":"\#(day)","subject":"agreement/\#(name)"\#(who)\#(more)}"#
    }

    private func defined(_ data: String, _ day: String, _ parties: String = "", of name: String = "a")
        -> String
    {
        line(
            "defined", day, parties.isEmpty ? "" : #""parties":[\#(parties)]"#,
            #","data":{"title":"A",\#(data)}"#, of: name)
    }

    private func story(_ lines: String...) -> String { lines.joined(separator: "\n") }

    private func states(_ item: JSONValue) -> [String] {
        item.at("parties").list?.map { "\($0.at("actor").text ?? "") \($0.at("state").text ?? "")" } ?? []
    }

    private let mode = #","data":{"mode":"ratified"}"#

    @Test func whoLeftAndCameBackWasBoundTwice() throws {
        let log = story(
            defined(
                #""kind":"treaty","entryIntoForce":{"deposits":2,"after":"P30D"},"laterParty":"P30D""#,
                "2015-12-12"),
            line("instrument-deposited", "2016-09-03", #""party":["CHN","USA"]"#, mode),
            line("instrument-deposited", "2016-10-05", #""party":"FRA""#, mode),
            line("withdrawal-notified", "2019-11-04", #""party":"USA""#, #","effective":"2020-11-04""#),
            line("instrument-deposited", "2021-01-20", #""party":"USA""#, mode))
        #expect(states(try agreement(log, "2020-11-03")).contains("USA withdrawal-pending"))
        #expect(try agreement(log, "2020-11-03").at("next.what") == "withdrawal")
        let left = try agreement(log, "2020-11-04")
        #expect(states(left).contains("USA withdrawn"))
        #expect(left.at("status") == "in-force")
        #expect(left.at("counts.bound") == 2)
        let back = try agreement(log, "2021-02-19")
        #expect(
            back.at("parties.2.intervals") == [
                ["from": "2016-10-03", "to": "2020-11-04"], ["from": "2021-02-19", "to": .null],
            ])
        #expect(back.at("parties.2.state") == "bound")
        #expect(try agreement(log, "2021-02-18").at("parties.2.state") == "consented")
    }

    @Test func aNoticeTakenBackHasNoEffect() throws {
        let log = story(
            defined(#""kind":"treaty""#, "1998-01-01", #""USA","RUS""#),
            line("instruments-exchanged", "1999-01-01"),
            line("withdrawal-notified", "2000-01-01", #""party":"USA""#, #","effective":"2000-07-01""#),
            line("withdrawal-revoked", "2000-03-01", #""party":"USA""#))
        #expect(try agreement(log, "2000-02-01").at("parties.1.state") == "withdrawal-pending")
        let item = try agreement(log, "2001-01-01")
        #expect(item.at("status") == "in-force")
        #expect(item.at("parties.1.state") == "bound")
        #expect(item.at("parties.1.intervals") == [["from": "1999-01-01", "to": .null]])
    }

    @Test func aWithdrawalWithoutADateStaysPending() throws {
        let log = story(
            defined(#""kind":"treaty""#, "1998-01-01", #""USA","RUS""#),
            line("instruments-exchanged", "1999-01-01"),
            line("withdrawal-notified", "2000-01-01", #""party":"USA""#))
        let item = try agreement(log, "2005-01-01")
        #expect(item.at("status") == "in-force")
        #expect(item.at("parties.1.state") == "withdrawal-pending")
    }

    @Test func provisionalApplicationEndsWithItsDayOrTheEntryIntoForce() throws {
        let log = story(
            defined(
                #""kind":"treaty","entryIntoForce":{"exchange":true,"align":"first-of-month"}"#,
                "2020-12-30", #""EU","GBR""#),
            line("signed", "2020-12-30", #""party":["EU","GBR"]"#),
            line("provisionally-applied", "2021-01-01", "", #","data":{"until":"2021-02-28"}"#),
            line(
                "provisional-application-extended", "2021-02-23", "", #","data":{"until":"2021-04-30"}"#),
            line("notes-exchanged", "2021-04-29"))
        let first = try agreement(log, "2021-02-01")
        #expect(first.at("provisional.until") == "2021-02-28")
        #expect(first.at("provisional.since") == "2021-01-01")
        #expect(states(first) == ["EU provisionally-bound", "GBR provisionally-bound"])
        #expect(first.at("next") == ["on": "2021-03-01", "what": "provisional-end"])
        #expect(try agreement(log, "2021-04-30").at("provisional.until") == "2021-04-30")
        let force = try agreement(log, "2021-05-01")
        #expect(force.at("provisional").isNull)
        #expect(force.at("status") == "in-force")
        #expect(force.at("counts.bound") == 2)
    }

    @Test func oneMayEndProvisionalApplicationForItselfAlone() throws {
        let log = story(
            defined(#""kind":"treaty""#, "1994-12-17"),
            line("signed", "1994-12-17", #""party":["RUS","KAZ","UKR"]"#),
            line("provisionally-applied", "1994-12-17"),
            line("provisional-application-ended", "2009-10-18", #""party":"RUS""#))
        #expect(
            states(try agreement(log, "2009-10-18")) == [
                "KAZ provisionally-bound", "RUS signed", "UKR provisionally-bound",
            ])
    }

    @Test func aTermExpiresUnlessItIsExtended() throws {
        let base = story(
            defined(#""kind":"treaty","term":"P10Y""#, "2010-04-08", #""USA","RUS""#),
            line("instruments-exchanged", "2011-02-05"))
        let plain = try agreement(base, "2021-02-06")
        #expect(plain.at("status") == "expired")
        #expect(plain.at("termUntil") == "2021-02-05")
        let log = base + "\n" + line("extended", "2021-02-03", "", #","data":{"until":"2026-02-05"}"#)
        #expect(try agreement(log, "2021-02-06").at("status") == "in-force")
        #expect(try agreement(log, "2021-02-06").at("termUntil") == "2026-02-05")
        #expect(try agreement(log, "2026-02-07").at("status") == "expired")
        #expect(try agreement(log, "2026-02-07").at("counts.bound") == 0)
    }

    @Test func aStateThatEndsLapsesAndItsSuccessorsDepositTheirOwn() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"deposits":2}"#, "1961-04-18"),
            line("instrument-deposited", "1963-05-24", #""party":["CSHH","GBR"]"#, mode),
            #"{"id":"dis","type":"actor.succeeded","occurred":"1993-01-01","actors":{"predecessor":"CSHH","successor":["CZE","SVK"]},"data":{"kind":"dissolution"}}"#,
            line(
                "instrument-deposited", "1993-02-22", #""party":"CZE""#,
                #","data":{"mode":"succeeded"},"effective":"1993-01-01""#))
        #expect(states(try agreement(log, "1993-03-01")) == ["CSHH lapsed", "CZE bound", "GBR bound"])
        let item = try agreement(log, "1993-03-01")
        #expect(item.at("parties.0.intervals") == [["from": "1963-05-24", "to": "1993-01-01"]])
        #expect(item.at("parties.1.boundFrom") == "1993-01-01")
        #expect(item.at("parties.1.mode") == "succeeded")
        #expect(item.at("status") == "in-force")
    }

    @Test func oneSuspensionOfManyTouchesItsOwnRowOnly() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"deposits":3}"#, "1990-11-19"),
            line("instrument-deposited", "1992-11-09", #""party":["RUS","USA","FRA"]"#, mode),
            line("suspended", "2007-12-12", #""by":"RUS""#), line("resumed", "2010-01-01", #""by":"RUS""#))
        let item = try agreement(log, "2008-01-01")
        #expect(item.at("status") == "in-force")
        #expect(states(item) == ["FRA bound", "RUS suspended", "USA bound"])
        #expect(states(try agreement(log, "2010-01-01")).contains("RUS bound"))
    }

    @Test func aDisavowedSignatureNoLongerCounts() throws {
        let log = story(
            defined(#""kind":"treaty","entryIntoForce":{"deposits":60}"#, "1998-07-17"),
            line("signed", "2000-12-31", #""party":["USA","ISR"]"#),
            line("signature-disavowed", "2002-05-06", #""party":"USA""#))
        let item = try agreement(log, "2002-05-06")
        #expect(item.at("counts.signed") == 1)
        #expect(states(item) == ["ISR signed", "USA disavowed"])
    }

    @Test func whatNeedsNoEntryIntoForceIsCompleteWithItsLastSignature() throws {
        let log = story(
            defined(#""kind":"mou""#, "2018-01-01", #""SGP","RUS""#),
            line("signed", "2018-02-01", #""party":"SGP""#), line("signed", "2018-03-01", #""party":"RUS""#))
        #expect(try agreement(log, "2018-02-28").at("status") == "signed")
        let item = try agreement(log, "2018-03-01")
        #expect(item.at("status") == "completed")
        #expect(item.at("since") == "2018-03-01")
        #expect(item.at("pendingDays").isNull)
    }

    @Test func anExecutiveAgreementIsCompleteAtDefinitiveSignatureAndNotesAtTheirExchange() throws {
        let executive = story(
            defined(#""kind":"executive-agreement""#, "2018-01-01", #""USA","JPN""#),
            line("signed", "2018-02-01", #""party":["USA","JPN"]"#, #","data":{"mode":"definitive"}"#))
        #expect(try agreement(executive, "2018-02-01").at("status") == "completed")
        let notes = story(
            defined(#""kind":"exchange-of-notes""#, "2018-01-01", #""USA","JPN""#),
            line("notes-exchanged", "2018-02-01"))
        #expect(try agreement(notes, "2018-01-31").at("status") == "proposed")
        #expect(try agreement(notes, "2018-02-01").at("status") == "completed")
    }

    @Test func aDraftWithdrawnEndsItOnlyWhereNobodyTalks() throws {
        let withdrawn = story(
            line("draft-circulated", "2018-01-01"), line("draft-withdrawn", "2018-02-01"))
        #expect(try agreement(withdrawn, "2018-02-01").at("status") == "draft-withdrawn")
        let talking = line("negotiation-opened", "2017-01-01") + "\n" + withdrawn
        #expect(try agreement(talking, "2018-02-01").at("status") == "draft")
    }

    @Test func failedTalksMayBeResumedButNoVaguerEarlierActUndoesTheFailure() throws {
        let log = story(
            line("negotiation-opened", "2018-01-01"), line("negotiation-failed", "2018-08-15"),
            line("draft-circulated", "2018-08"), line("negotiation-resumed", "2019-01-01"))
        #expect(try agreement(log, "2018-08-31").at("status") == "failed")
        #expect(try agreement(log, "2019-01-01").at("status") == "draft")
    }

    @Test func aLaterAgreementTakesTheEarliersPlaceWhenItEntersIntoForce() throws {
        let log = story(
            defined(#""kind":"treaty""#, "1991-07-31", #""USA","RUS""#),
            line("instruments-exchanged", "1994-12-05"),
            defined(
                #""kind":"treaty","supersedes":"agreement/a""#, "2010-04-08", #""USA","RUS""#, of: "b"),
            line("instruments-exchanged", "2011-02-05", of: "b"))
        #expect(try agreement(log, "2011-02-04").at("status") == "in-force")
        let item = try agreement(log, "2011-02-05")
        #expect(item.at("status") == "superseded")
        #expect(item.at("since") == "2011-02-05")
        #expect(item.at("counts.bound") == 0)
        #expect(item.at("parties.0.intervals") == [["from": "1994-12-05", "to": "2011-02-05"]])
    }

    @Test func whetherTheEarlierHasGivenWayIsAsDoubtfulAsTheLatersEntryIntoForce() throws {
        let log = story(
            defined(#""kind":"treaty""#, "1991-07-31", #""USA","RUS""#),
            line("instruments-exchanged", "1994-12-05"),
            defined(
                #""kind":"treaty","supersedes":"agreement/a""#, "2010-04-08", #""USA","RUS""#, of: "b"),
            line("instruments-exchanged", "2011-02", of: "b"))
        let item = try agreement(log, "2011-02-04")
        #expect(item.at("status") == "in-force")
        #expect(item.at("certain") == false)
        #expect(item.at("mayBe") == ["superseded"])
    }
}
