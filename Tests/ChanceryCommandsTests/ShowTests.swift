import CanonicalJSON
import Testing

@testable import ChanceryCommands

@Suite struct ShowTests {
    /// A treaty that two deposits bring into force thirty days later; the date of the second is corrected, and the
    /// correction corrected and taken back.
    private func place() throws -> Workplace {
        let place = try Workplace()
        let lines = [
            #"{"id":"def","type":"agreement.defined","occurred":"2018-01-01","subject":"agreement/t","actors":{"parties":["AUT","CHE"]},"data":{"kind":"treaty","title":"T","entryIntoForce":{"deposits":2,"after":"P30D"}}}"#,
            #"{"id":"dep-aut","type":"agreement.instrument-deposited","occurred":"2018-02-01","subject":"agreement/t","actors":{"party":"AUT"},"data":{"mode":"ratified"}}"#,
            #"{"id":"dep-che","type":"agreement.instrument-deposited","occurred":"2018-03-01","subject":"agreement/t","actors":{"party":"CHE"},"data":{"mode":"ratified"}}"#,
            #"{"id":"visit","type":"visit.made","occurred":"2018-02-10","actors":{"visitor":"AUT","host":"CHE"}}"#,
            #"{"id":"fix","type":"record.corrected","occurred":"2018-07-01","reported":"2018-07-02","data":{"target":"dep-che","patch":{"occurred":"2018-03-11","note":"seen"},"reason":"misprint"},"source":{"title":"A depositary"}}"#,
            #"{"id":"refix","type":"record.corrected","occurred":"2018-07-05","data":{"target":"fix","patch":{"data":{"patch":{"occurred":"2018-03-21"}}},"reason":"again"}}"#,
            #"{"id":"undo","type":"record.retracted","occurred":"2018-08-01","data":{"target":"fix","reason":"it was right"}}"#,
        ]
        let outcome = place.run("append", "-", input: lines.joined(separator: "\n") + "\n")
        try #require(outcome.exit == 0, "\(outcome.errors)")
        return place
    }

    private func dependent(
        _ shown: JSONValue, _ projection: String, _ path: String
    ) throws -> JSONValue {
        let items = shown["dependents"]?.list?.filter { $0["projection"]?.text == projection } ?? []
        let changes = items.flatMap { $0["changes"]?.list ?? [] }
        return try #require(changes.first { $0["path"]?.text == path }, "nothing of \(path) depends on it")
    }

    @Test func anEntryIntoForceDependsOnTheDepositThatDecidedItsDate() throws {
        let shown = try place().run("show", "dep-che", "--as-of", "2018-12-31").json
        #expect(
            shown["changed"]?.list?.contains { $0["to"] == "conditions-met" && $0["facet"] == "status" }
                == true)
        let date = try dependent(shown, "agreements", "entryIntoForce.date")
        #expect(date["from"]?.isNull == true)
        #expect(date["to"] == "2018-03-31")
        #expect(try dependent(shown, "agreements", "status")["from"] == "awaiting-consents")
        #expect(try dependent(shown, "agreements", "parties[actor=AUT].state")["to"] == "bound")
        // It would still be pending.
        #expect(try dependent(shown, "pending-agreements", "")["to"]?.isNull == true)
    }

    @Test func everyVersionIsToldWithWhoCorrectedItAndWhat() throws {
        let shown = try place().run("show", "dep-che").json
        let versions = shown["versions"]?.list ?? []
        #expect(versions.map { $0["by"] } == ["dep-che", "fix", "refix", "undo"])
        #expect(
            versions.map { $0["event"]?["occurred"] } == [
                "2018-03-01", "2018-03-11", "2018-03-21", "2018-03-01",
            ])
        #expect(versions.map { $0["revision"] } == [3, 5, 6, 7])
        let records = shown["records"]?.list ?? []
        #expect(records.map { $0["target"] } == ["dep-che", "fix", "fix"])
        #expect(records.map { $0["inForce"] } == [false, true, true])
        #expect(records.first?["source"]?["title"] == "A depositary")
        #expect(records.first?["reported"] == "2018-07-02")
        #expect(records.first?["recorded"]?.text?.hasPrefix("2026-11-24T12:00") == true)
        #expect(
            records.first?["changes"] == [
                ["from": nil, "path": "note", "to": "seen"],
                ["from": "2018-03-01", "path": "occurred", "to": "2018-03-11"],
            ])
        #expect(shown["asCorrected"]?.isNull == true)
        #expect(shown["event"]?["occurred"] == "2018-03-01")
    }

    @Test func ofACorrectionItIsToldWhatFollowsFromIt() throws {
        let shown = try place().run("show", "fix", "--as-of", "2018-12-31", "--at-revision", "5").json
        #expect(shown["about"] == "dep-che")
        let date = try dependent(shown, "agreements", "entryIntoForce.date")
        #expect(date["from"] == "2018-03-31")
        #expect(date["to"] == "2018-04-10")
        // Once it is taken back nothing does.
        #expect(try place().run("show", "fix", "--as-of", "2018-12-31").json["dependents"] == [])
    }

    @Test func ofARetractionItIsToldWhatFollowsFromIt() throws {
        let shown = try place().run("show", "undo", "--as-of", "2018-12-31").json
        #expect(shown["about"] == "dep-che")
        #expect(try dependent(shown, "agreements", "entryIntoForce.date")["from"] == "2018-04-20")
    }

    @Test func aContactCountsThoughItChangesNoState() throws {
        let shown = try place().run("show", "visit", "--as-of", "2018-12-31").json
        #expect(
            shown["changed"] == [
                [
                    "facet": "contacts.visits", "from": "0", "item": ["AUT", "CHE"],
                    "projection": "relations", "to": "1",
                ]
            ])
        #expect(try dependent(shown, "relations", "contacts.visits")["to"] == 1)
        #expect(try place().run("show", "visit", "--as-of", "2018-01-01").json["dependents"] == [])
    }

    @Test func aTerminalIsShownAReport() throws {
        let place = try place()
        let sink = MemorySink(isTerminal: true, columns: 140)
        let text = place.run(["show", "dep-che", "--as-of", "2018-12-31"], output: sink).output
        for part in [
            "What was said about it", "occurred: 2018-03-01 → 2018-03-11", "What it changed",
            "entryIntoForce.date",
        ] {
            #expect(text.contains(part), "\(part) is missing")
        }
        #expect(place.run("show", "dep-che", "--format", "table").output.contains("What it changed"))
    }
}
