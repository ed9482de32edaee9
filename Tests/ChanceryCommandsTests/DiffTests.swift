import CanonicalJSON
import Testing

@testable import ChanceryCommands

@Suite struct DiffTests {
    /// A treaty that two deposits bring into force thirty days later, a visit, and a break that is corrected.
    private func place() throws -> Workplace {
        let place = try Workplace()
        let lines = [
            #"{"id":"def","type":"agreement.defined","occurred":"2018-01-01","reported":"2018-01-02","subject":"agreement/t","actors":{"parties":["AUT","CHE"]},"data":{"kind":"treaty","title":"T","entryIntoForce":{"deposits":2,"after":"P30D"}}}"#,
            #"{"id":"dep-aut","type":"agreement.instrument-deposited","occurred":"2018-02-01","reported":"2018-02-02","subject":"agreement/t","actors":{"party":"AUT"},"data":{"mode":"ratified"}}"#,
            #"{"id":"dep-che","type":"agreement.instrument-deposited","occurred":"2018-03-01","reported":"2018-04-03","subject":"agreement/t","actors":{"party":"CHE"},"data":{"mode":"ratified"}}"#,
            #"{"id":"est","type":"relations.established","occurred":"2017-01-01","reported":"2017-01-02","actors":{"parties":["AUT","CHE"]}}"#,
            #"{"id":"visit","type":"visit.made","occurred":"2018-02-10","reported":"2018-02-11","actors":{"visitor":"AUT","host":"CHE"}}"#,
            #"{"id":"break","type":"relations.severed","occurred":"2018-06-01","reported":"2018-06-02","actors":{"by":"AUT","with":"CHE"}}"#,
            #"{"id":"fix","type":"record.corrected","occurred":"2018-07-01","reported":"2018-07-01","data":{"target":"break","patch":{"occurred":"2018-05-30"},"reason":"misprint"}}"#,
            #"{"id":"undo","type":"record.retracted","occurred":"2018-08-01","reported":"2018-08-01","data":{"target":"break","reason":"it was not so"}}"#,
        ]
        let outcome = place.run("append", "-", input: lines.joined(separator: "\n") + "\n")
        try #require(outcome.exit == 0, "\(outcome.errors)")
        return place
    }

    private func change(_ outcome: Outcome, _ path: String) throws -> JSONValue {
        let items = try outcome.json["items"]?.list ?? []
        let changes = items.flatMap { $0["changes"]?.list ?? [] }
        return try #require(changes.first { $0["path"]?.text == path }, "no change of \(path)")
    }

    @Test func betweenTwoDaysEachChangeNamesWhatHappened() throws {
        let outcome = try place().run(
            "diff", "relations", "--pair", "CHE", "AUT", "--from", "2018-05-29", "--to", "2018-06-02",
            "--at-revision", "7")
        #expect(outcome.exit == 0)
        let json = try outcome.json
        #expect(json["projection"] == "relations")
        #expect(json["lens"]?["from"]?["asOf"] == "2018-05-29")
        #expect(json["lens"]?["to"]?["atRevision"] == 7)
        #expect(json["log"]?["from"] == json["log"]?["to"])
        #expect(json["items"]?.list?.map { $0["key"] } == [["AUT", "CHE"]])
        let state = try change(outcome, "relations.state")
        #expect(state["from"] == "established")
        #expect(state["to"] == "severed")
        #expect(state["because"] == ["break"])
        #expect(state["cause"] == "events")
        #expect(json["events"]?.list?.map { $0["from"] } == ["not-yet"])
        #expect(json["events"]?.list?.map { $0["to"] } == ["certain"])
    }

    @Test func whatTheClockAloneBroughtAboutSaysSo() throws {
        let outcome = try place().run("diff", "agreements", "--from", "2018-03-02", "--to", "2018-04-01")
        let status = try change(outcome, "status")
        #expect(status["from"] == "conditions-met")
        #expect(status["to"] == "in-force")
        #expect(status["cause"] == "clock")
        #expect(status["because"]?.list?.contains("dep-che") == true)
        let party = try change(outcome, "parties[actor=AUT].state")
        #expect(party["cause"] == "clock")
    }

    @Test func aDayBackTheClockIsToldFromEventsToo() throws {
        let outcome = try place().run("diff", "agreements", "--from", "2018-04-01", "--to", "2018-03-02")
        #expect(try change(outcome, "status")["cause"] == "clock")
        let further = try place().run("diff", "agreements", "--from", "2018-03-02", "--to", "2018-02-15")
        #expect(try change(further, "parties[actor=CHE].state")["because"] == ["dep-che"])
        #expect(try change(further, "status")["cause"] == "events")
    }

    /// What changed in our knowledge between Monday and Friday about the first of March.
    @Test func betweenTwoDaysOfReportingOneDayReadsOtherwise() throws {
        let outcome = try place().run(
            "diff", "agreements", "--reported-from", "2018-04-02", "--reported-to", "2018-04-06", "--as-of",
            "2018-03-01")
        let consented = try change(outcome, "counts.consented")
        #expect(consented["from"] == 1)
        #expect(consented["to"] == 2)
        #expect(consented["because"] == ["dep-che"])
        #expect(try outcome.json["events"]?.list?.first?["from"] == "unknown")
    }

    @Test func aCorrectionAndARetractionAreNamedWithWhatTheyAreAbout() throws {
        let place = try place()
        let common = ["diff", "relations", "--pair", "AUT", "CHE", "--as-of", "2018-12-31"]
        let corrected = place.run(common + ["--revision-from", "6", "--revision-to", "7"])
        let since = try change(corrected, "relations.since")
        #expect(since["from"] == "2018-06-01")
        #expect(since["to"] == "2018-05-30")
        #expect(since["because"] == ["break", "fix"])
        let retracted = place.run(common + ["--revision-from", "7", "--revision-to", "8"])
        let state = try change(retracted, "relations.state")
        #expect(state["to"] == "established")
        #expect(state["because"] == ["break", "undo"])
        #expect(try retracted.json["log"]?["from"]?["revision"] == 7)
    }

    @Test func whatIsCountedNamesWhatWasCounted() throws {
        let outcome = try place().run(
            "diff", "relations", "--pair", "AUT", "CHE", "--from", "2018-01-31", "--to", "2018-02-20")
        #expect(try change(outcome, "contacts.visits")["because"] == ["visit"])
    }

    @Test func itemsComeAndGoWhole() throws {
        let place = try place()
        let came = place.run("diff", "agreements", "--from", "2017-12-31", "--to", "2018-01-01")
        let item = try #require(try came.json["items"]?.list?.first)
        #expect(item["change"] == "added")
        #expect(item["position"] == 0)
        #expect(item["changes"]?.list?.first?["path"] == "")
        #expect(item["changes"]?.list?.first?["to"]?["title"] == "T")
        #expect(item["changes"]?.list?.first?["because"] == ["def"])
        let went = place.run("diff", "agreements", "--from", "2018-01-01", "--to", "2017-12-31")
        #expect(try went.json["items"]?.list?.first?["change"] == "removed")
    }

    @Test func anyLensIsHeldAgainstAnyOther() throws {
        let json = try place().run(
            "diff", "relations", "--known-from", "2018-06-03", "--to", "2018-12-31", "--recorded-to",
            "2026-11-24", "--dates-to", "possible"
        ).json
        #expect(json["lens"]?["from"]?["reportedBy"] == "2018-06-03")
        #expect(json["lens"]?["from"]?["dates"] == "certain")
        #expect(json["lens"]?["to"]?["reportedBy"] == nil as JSONValue)
        #expect(json["lens"]?["to"]?["recordedBy"] == "2026-11-24")
        #expect(json["lens"]?["to"]?["dates"] == "possible")
    }

    @Test func theExitCodeTellsOfDifferencesWhereItIsAsked() throws {
        let place = try place()
        let days = ["--from", "2018-05-01", "--to", "2018-06-30", "--at-revision", "7"]
        #expect(place.run(["diff", "relations"] + days).exit == 0)
        #expect(place.run(["diff", "relations", "--exit-code"] + days).exit == 1)
        let none = place.run(["diff", "incidents", "--exit-code"] + days)
        #expect(none.exit == 0)
        #expect(try none.json["items"] == [])
    }

    @Test func linesNameBothLensesAndATableIsForPeople() throws {
        let place = try place()
        let days = ["diff", "relations", "--from", "2018-05-01", "--to", "2018-06-30", "--at-revision", "7"]
        let lines = try place.run(days + ["--format", "ndjson"]).lines
        #expect(lines.count == 1)
        #expect(lines.first?["lens"]?["to"]?["asOf"] == "2018-06-30")
        let table = place.run(days, output: MemorySink(isTerminal: true, columns: 120)).output
        #expect(table.contains("~ AUT, CHE"))
        #expect(table.contains("relations.state"))
        #expect(!table.contains("relations.because"), "reasons stand in a column of their own")
        #expect(place.run(days + ["--format", "table"]).output.contains("severed"))
    }

    @Test(arguments: [
        ("representation[from=CUB,to=USA].mission.kind", "CUB>USA mission.kind"),
        ("measures[kind=embargo,by=USA,against=CUB].since", "USA>CUB embargo since"),
        ("parties[actor=HND].boundFrom", "parties HND boundFrom"), ("relations.state", "relations.state"),
        ("drafts[version=null]", "drafts –"), ("parties[actor=HND]", "parties HND"),
    ])
    func aTableSaysPathsInFewerWords(path: String, label: String) {
        #expect(DifferenceReport.label(path: path) == label)
    }

    @Test(arguments: [
        ["relations"], ["relations", "--as-of", "2018"],
        ["relations", "--from", "2018", "--to", "2019", "--as-of", "2018"],
        ["relations", "--known-from", "2018", "--from", "2018"], ["relations", "--from", "156X"],
        ["signals", "--from", "2018", "--status", "open"],
        ["relations", "--from", "2018", "--format", "csv"],
    ])
    func whatCannotBeMeantIsRefused(arguments: [String]) throws {
        let outcome = try place().run(["diff"] + arguments)
        #expect(outcome.exit == 64)
        #expect(outcome.output.isEmpty)
    }

    @Test func aProjectionOrSubjectThatThereIsNotIsMissing() throws {
        let place = try place()
        #expect(place.run("diff", "relatoins", "--from", "2018").exit == 66)
        #expect(place.run("diff", "agreements", "--agreement", "x", "--from", "2018").exit == 66)
    }
}
