import CanonicalJSON
import NaiveReference
import Projections
import Testing

@Suite struct QualityTests {
    private func findings(_ text: String, _ day: String = "2020-01-01", isPossible: Bool = false) throws
        -> [JSONValue]
    {
        try Story(text).items(Quality.self, day, isPossible: isPossible)
    }

    private func codes(_ text: String, _ day: String = "2020-01-01") throws -> [String] {
        try findings(text, day).compactMap { $0["finding"]?.text }
    }

    private func line(_ id: String, _ type: String, _ day: String, _ actors: String, _ more: String = "")
        -> String
    {
        #"{"id":"\#(id)","type":"\#(type)","occurred":"\#(day)","actors":\#(actors)\#(more)}"# + "\n"
    }

    private let pair = #"{"parties":["FRA","RUS"]}"#

    // MARK: Conflicts

    @Test func oneFactWithTwoDatesIsAConflict() throws {
        let found = try findings(
            line("a", "relations.established", "1933-11-16", pair)
                + line("b", "relations.established", "1933-11-17", pair))
        #expect(found.count == 1)
        let conflict = try #require(found.first)
        #expect(conflict["finding"] == "conflicting-dates")
        #expect(conflict["severity"] == "high")
        #expect(conflict["events"] == ["a", "b"])
        #expect(conflict["occurred"] == ["1933-11-16", "1933-11-17"])
        #expect(conflict["actors"] == ["FRA", "RUS"])
    }

    @Test func whatHasBeenUndoneMayHappenAgain() throws {
        #expect(
            try codes(
                line("a", "relations.established", "1933-11-16", pair)
                    + line("b", "relations.severed", "1940-01-01", pair)
                    + line("c", "relations.established", "1944-01-01", pair)
            ).isEmpty)
        let member = #"{"organisation":"UN","member":"IDN"}"#
        let joined =
            line("a", "membership.joined", "1950-09-28", member)
            + line("c", "membership.joined", "1966-09-19", member)
        #expect(try codes(joined) == ["conflicting-dates"])
        #expect(try codes(joined + line("b", "membership.left", "1965-01-20", member)).isEmpty)
        #expect(try codes(joined + line("b", "membership.suspended", "1965-01-20", member)).isEmpty)
    }

    @Test func anActorThatHasEndedBeginsAnew() throws {
        let established =
            line("a", "relations.established", "1921-01-26", #"{"parties":["FRA","LTU"]}"#)
            + line("c", "relations.established", "1991-08-25", #"{"parties":["FRA","LTU"]}"#)
        #expect(try codes(established) == ["conflicting-dates"])
        #expect(
            try codes(
                established + line("b", "actor.extinguished", "1940-08-03", #"{"actor":"LTU"}"#)
                    + line(
                        "d", "actor.succeeded", "1990-03-11", #"{"predecessor":"SUHH","successor":"LTU"}"#,
                        #","data":{"kind":"secession"}"#)
            ).isEmpty)
    }

    @Test func twoPersonsInOnePostAreNoConflictAndOneTwiceIs() throws {
        let post = #"{"sending":"FRA","receiving":"RUS"}"#
        func head(_ id: String, _ day: String, _ person: String) -> String {
            line(id, "head.credentials-presented", day, post, #","data":{"person":"\#(person)"}"#)
        }
        #expect(try codes(head("a", "2001-01-05", "A. One") + head("b", "2004-02-03", "B. Two")).isEmpty)
        #expect(
            try codes(head("a", "2001-01-05", "A. One") + head("b", "2001-02-03", "A. One"))
                == ["conflicting-dates"])
        #expect(try codes(head("a", "2001-01-05", "unnamed") + head("b", "2001-02-03", "unnamed")).isEmpty)
        #expect(
            try codes(
                head("a", "2001-01-05", "A. One") + head("c", "2009-02-03", "A. One")
                    + line("b", "head.departed", "2004-01-01", post, #","data":{"person":"A. One"}"#)
            ).isEmpty)
    }

    /// An envoy who is made an ambassador presents letters anew; who gives no rank speaks of either.
    @Test func aPromotionIsNoConflict() throws {
        func codes(_ ranks: String...) throws -> [String] {
            let lines = ranks.enumerated().map { place, rank in
                let rank = rank.isEmpty ? "" : #","rank":"\#(rank)""#
                return
                    #"{"id":"c\#(place)","type":"head.credentials-presented","occurred":"194\#(place)-03-01","actors":{"sending":"USA","receiving":"CAN"},"data":{"person":"Atherton"\#(rank)}}"#
            }
            return try Story(lines.joined(separator: "\n")).items(Quality.self, "2000")
                .compactMap { $0["finding"]?.text }
        }
        #expect(try codes("envoy", "ambassador").isEmpty)
        #expect(try codes("envoy", "envoy") == ["conflicting-dates"])
        #expect(try codes("envoy", "") == ["conflicting-dates"])
        #expect(try codes("", "") == ["conflicting-dates"])
    }

    @Test func severedRelationsEndTheMissions() throws {
        let post = #"{"sending":"FRA","receiving":"RUS"}"#
        let embassy = #","data":{"kind":"embassy"}"#
        let opened =
            line("a", "mission.opened", "1933-11-16", post, embassy)
            + line("c", "mission.opened", "2015-07-20", post, embassy)
        #expect(try codes(opened) == ["conflicting-dates"])
        #expect(try codes(opened + line("b", "relations.severed", "1961-01-03", pair)).isEmpty)
        // An embassy and a consulate are two missions.
        #expect(
            try codes(
                line("a", "mission.opened", "1933-11-16", post, embassy)
                    + line("c", "mission.opened", "2015-07-20", post, #","data":{"kind":"consulate"}"#)
            ).isEmpty)
    }

    @Test func oneConflictOfRelationsIsOneFindingThoughItEndsMissionsToo() throws {
        let post = #"{"sending":"FRA","receiving":"RUS"}"#
        let found = try findings(
            line("m", "mission.opened", "1933-11-16", post)
                + line("a", "relations.severed", "1961-01-03", pair)
                + line("b", "relations.severed", "1961-02-03", pair)
                + line("c", "relations.severed", "1961-03-03", pair))
        #expect(found.map { $0["events"] } == [["a", "b", "c"]])
    }

    @Test func manyPartiesOfTwoStatementsAreOneConflict() throws {
        let subject = #","subject":"agreement/x""#
        let found = try findings(
            line("a", "agreement.signed", "2017-09-20", #"{"party":["AUT","BRA","FRA"]}"#, subject)
                + line("b", "agreement.signed", "2017-09-21", #"{"party":["AUT","BRA"]}"#, subject))
        #expect(found.map { $0["finding"] } == ["conflicting-dates"])
        #expect(found.first?["actors"] == ["AUT", "BRA"])
        #expect(found.first?["subject"] == "agreement/x")
    }

    @Test func vagueDatesThatFitAreNoConflict() throws {
        let subject = #","subject":"agreement/x""#
        #expect(
            try codes(
                line("a", "agreement.signed", "2017", #"{"party":["AUT","BRA"]}"#, subject)
                    + line("b", "agreement.signed", "2017-09-21", #"{"party":["AUT"]}"#, subject)
            ).isEmpty)
    }

    @Test func aMeetingHeldOnTwoDatesIsAConflictOnlyUnderItsOwnSubject() throws {
        let who = #"{"participants":["FRA","RUS"]}"#
        func held(_ subject: String) throws -> [String] {
            try codes(
                line("a", "meeting.held", "2018-05-01", who, #","subject":"\#(subject)""#)
                    + line("b", "meeting.held", "2018-05-03", who, #","subject":"\#(subject)""#))
        }
        #expect(try held("meeting/m") == ["conflicting-dates"])
        #expect(try held("agreement/talks").isEmpty)
    }

    // MARK: Duplicates

    @Test func twoEventsOfTheSameActorsOnDaysThatFitMayBeOne() throws {
        let who = #"{"participants":["ASEAN","RUS"]}"#
        let found = try findings(
            line("a", "meeting.held", "2018-03", who) + line("b", "meeting.held", "2018-03-14", who)
                + line("c", "meeting.held", "2018-06-01", who))
        #expect(found.count == 1)
        #expect(found.first?["finding"] == "likely-duplicates")
        #expect(found.first?["events"] == ["b", "a"])
        #expect(found.first?["severity"] == "low")
        let close = try findings(
            line("a", "call.held", "2018-03-14", who) + line("b", "call.held", "2018-03-14", who))
        #expect(close.map { $0["severity"] } == ["medium"])
    }

    @Test func whatTheBodiesTellApartIsNoDuplicate() throws {
        func held(_ one: String, _ other: String) throws -> [String] {
            let who = #"{"participants":["ASEAN","RUS"]}"#
            return try codes(
                line("a", "meeting.held", "2018-03-14", who, one)
                    + line("b", "meeting.held", "2018-03-14", who, other))
        }
        #expect(
            try held(#","data":{"level":"ministerial"}"#, #","data":{"level":"senior-officials"}"#).isEmpty)
        #expect(try held(#","place":"Jakarta""#, #","place":"Moscow""#).isEmpty)
        #expect(try held(#","subject":"meeting/a""#, #","subject":"meeting/b""#).isEmpty)
        #expect(try held(#","data":{"level":"ministerial"}"#, "") == ["likely-duplicates"])
        #expect(try held(#","place":"Jakarta, Indonesia""#, #","place":"jakarta""#) == ["likely-duplicates"])
    }

    @Test func aHostThatOnlyOneAccountNamesTellsNothingApart() throws {
        #expect(
            try codes(
                line("a", "meeting.held", "2018-03-14", #"{"participants":["ASEAN","RUS"],"host":"IDN"}"#)
                    + line("b", "meeting.held", "2018-03-14", #"{"participants":["ASEAN","RUS"]}"#))
                == ["likely-duplicates"])
    }

    @Test func whatIsMarkedAsADuplicateOrRetractedIsNoFinding() throws {
        let who = #"{"participants":["ASEAN","RUS"]}"#
        let two = line("a", "call.held", "2018-03-14", who) + line("b", "call.held", "2018-03-14", who)
        let marks = [
            #"{"id":"r","type":"record.duplicate-of","data":{"target":"b","canonical":"a"}}"#,
            #"{"id":"r","type":"record.retracted","data":{"target":"b","reason":"wrong"}}"#,
        ]
        for mark in marks { #expect(try codes(two + mark).isEmpty) }
    }

    @Test func plannedAndDeniedEventsAreNoAccounts() throws {
        let who = #"{"participants":["ASEAN","RUS"]}"#
        #expect(
            try codes(
                line("a", "meeting.held", "2018-03-14", who)
                    + line("b", "meeting.held", "2018-03-14", who, #","assertion":"planned""#)
                    + line("c", "meeting.held", "2018-03-14", who, #","assertion":"negated""#)
            ).isEmpty)
    }

    // MARK: Existence

    @Test func anActorActsNeitherBeforeItBeganNorAfterItEnded() throws {
        let defined =
            #"{"id":"d","type":"actor.defined","occurred":"1949","actors":{"actor":"DDDE"},"data":{"kind":"state","exists":"1949-10-07/1990-10-03"}}"#
            + "\n"
        func established(_ day: String) throws -> [String] {
            try codes(
                defined + line("a", "relations.established", day, #"{"parties":["DDDE","FRA"]}"#))
        }
        #expect(try established("1949-10-06") == ["actor-outside-existence"])
        #expect(try established("1949-10-07").isEmpty)
        #expect(try established("1949").isEmpty)
        #expect(try established("1990-10-03").isEmpty)
        #expect(try established("1990-10-04") == ["actor-outside-existence"])
    }

    @Test func theOneThatContinuesItIsNamedInItsPlace() throws {
        let found = try findings(
            line(
                "s", "actor.succeeded", "1991-12-26", #"{"predecessor":"SUHH","successor":"RUS"}"#,
                #","data":{"kind":"continuation"}"#)
                + line("a", "relations.established", "1992-03-01", #"{"parties":["AUT","SUHH"]}"#))
        let outside = try #require(found.first)
        #expect(outside["finding"] == "actor-outside-existence")
        #expect(outside["actors"] == ["SUHH"])
        #expect(outside.at("advice.lines.0.data.patch.actors.parties") == ["AUT", "RUS"])
        #expect(outside.at("advice.lines.0.data.target") == "a")
    }

    // MARK: The day

    @Test func aVagueEventStraddlesTheDayUntilItIsOver() throws {
        let vague = line("a", "call.held", "2018-08", #"{"participants":["ASEAN","RUS"]}"#)
        #expect(try codes(vague, "2018-07-31").isEmpty)
        #expect(try codes(vague, "2018-08-03") == ["date-straddles-day"])
        #expect(
            try findings(vague, "2018-08-03", isPossible: true).map { $0["finding"] }
                == ["date-straddles-day"])
        #expect(try codes(vague, "2018-08-31").isEmpty)
    }

    // MARK: Agreements and expectations

    private let defined =
        #"{"id":"d","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/x","actors":{"parties":["AUT","BRA"]},"data":{"kind":"treaty","title":"X"}}"#
        + "\n"

    private func deposit(_ party: String, _ day: String) -> String {
        line(
            "p-\(party)", "agreement.instrument-deposited", day, #"{"party":"\#(party)"}"#,
            #","subject":"agreement/x","data":{"mode":"ratified"}"#)
    }

    @Test func aStatedEntryIntoForceThatTheRuleDeniesIsFound() throws {
        let entered =
            #"{"id":"e","type":"agreement.entered-into-force","occurred":"2002-02-02","subject":"agreement/x"}"#
        let found = try findings(
            defined + deposit("AUT", "2001-01-01") + deposit("BRA", "2001-06-01") + entered)
        let mismatch = try #require(found.first)
        #expect(mismatch["finding"] == "entry-into-force-mismatch")
        #expect(mismatch.at("advice.lines.0.data.target") == "e")
        #expect(mismatch.at("advice.lines.0.data.patch.occurred") == "2001-06-01")
    }

    @Test func anAgreementOfWhichNothingHasBeenHeardIsStale() throws {
        let text = defined + deposit("AUT", "2001-01-01")
        #expect(try codes(text, "2005-12-31").isEmpty)
        let stale = try #require(try findings(text, "2006-01-02").first)
        #expect(stale["finding"] == "stale-agreement")
        #expect(stale["events"] == ["p-AUT"])
        #expect(stale.at("advice.lines.0.occurred") == "[2001-01-02..2006-01-02]")
    }

    @Test func anExpectationIsFoundOnceItIsOverdue() throws {
        let text =
            #"{"id":"e","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/s","data":{"expects":{"type":"agreement.signed","subject":"agreement/x"},"due":"2018-08-04"}}"#
        #expect(try codes(text, "2018-08-04").isEmpty)
        let overdue = try #require(try findings(text, "2018-08-05").first)
        #expect(overdue["finding"] == "overdue-expectation")
        #expect(overdue.at("advice.lines.0.type") == "expectation.failed")
        #expect(overdue.at("advice.lines.0.occurred") == "2018-08-05")
    }

    // MARK: Which, how many, in which order

    private var mixed: String {
        let who = #"{"participants":["ASEAN","RUS"]}"#
        return line("m1", "call.held", "2018-03-14", who) + line("m2", "call.held", "2018-03-14", who)
            + line("n1", "call.held", "2019-03-14", #"{"participants":["FRA","RUS"]}"#)
            + line("n2", "call.held", "2019-03-14", #"{"participants":["FRA","RUS"]}"#)
            + line("a", "relations.established", "1933-11-16", pair)
            + line("b", "relations.established", "1933-11-17", pair)
    }

    @Test func theWorstComeFirstAndTheLatestOfThem() throws {
        let found = try findings(mixed)
        #expect(found.map { $0["events"] } == [["a", "b"], ["n1", "n2"], ["m1", "m2"]])
        let two = try Story(mixed).items(Quality.self, "2020") { view, _ in view.limit = 2 }
        #expect(two == Array(found.prefix(2)))
    }

    @Test func findingsAreNarrowedByKindActorAndPair() throws {
        func events(_ configure: (inout View, NaiveChronicle) throws -> Void) throws -> [JSONValue?] {
            try Story(mixed).items(Quality.self, "2020", configure).map { $0["events"] }
        }
        #expect(try events { view, _ in view.finding = "conflicting-dates" } == [["a", "b"]])
        #expect(try events { view, chronicle in view.actor = chronicle.actor("ASEAN") } == [["m1", "m2"]])
    }

    @Test func everyKindIsCounted() throws {
        let counts = try Story(mixed).items(Quality.self, "2020") { view, _ in view.countsOnly = true }
        #expect(counts.compactMap { $0["finding"]?.text } == Quality.findingCodes)
        let found = Dictionary(
            uniqueKeysWithValues: counts.map { ($0["finding"]?.text ?? "", $0["count"]?.integer ?? -1) })
        #expect(found["conflicting-dates"] == 1)
        #expect(found["likely-duplicates"] == 2)
        #expect(found["stale-agreement"] == 0)
    }
}
