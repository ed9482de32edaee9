import CanonicalJSON
import Foundation
import Testing

@testable import ChanceryCommands

@Suite struct OutputTests {
    @Test func withoutADayTheLensIsTodayAsAPlainDay() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        let lens = try place.run("export", "relations").json["lens"]
        #expect(
            lens == [
                "asOf": "2026-11-24", "atRevision": 1, "dates": "certain", "recordedBy": nil,
                "reportedBy": nil,
            ])
        let known = try place.run("export", "relations", "--as-known", "2018-08-03").json["lens"]
        #expect(known?["asOf"] == "2018-08-03")
        #expect(known?["reportedBy"] == "2018-08-03")
    }

    @Test func linesAndCSVNameTheLensInEachRow() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("b", "2018", ["FRA", "DEU"]))
        let lines = try place.run("export", "relations", "--as-of", "2019", "--format", "ndjson").lines
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0["lens"]?["asOf"] == "2019" })
        let csv = place.run("export", "relations", "--as-of", "2019", "--format", "csv").output.split(
            separator: "\r\n")
        #expect(csv.count == 3)
        #expect(
            csv.first?.hasSuffix("lens.asOf,lens.atRevision,lens.dates,lens.recordedBy,lens.reportedBy")
                == true)
        #expect(csv.last?.hasSuffix("2019,2,certain,,") == true)
    }

    @Test func aFileIsWrittenWholeOrNotAtAll() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        try place.write("out.json", "old")
        #expect(place.run("export", "relations", "-o", "out.json", "--as-of", "156X").exit == 64)
        #expect(place.run("export", "no-such-view", "-o", "out.json").exit == 66)
        #expect(try place.read("out.json") == "old")
        let good = place.run("export", "relations", "--as-of", "2019", "-o", "out.json")
        #expect(good.exit == 0)
        #expect(good.output.isEmpty)
        #expect(try place.read("out.json") == place.run("export", "relations", "--as-of", "2019").output)
        #expect(place.run("export", "relations", "-o", "nowhere/out.json").exit == 73)
        #expect(place.run("export", "relations", "-o", ".").exit == 73)
        #expect(try place.names() == [".chancery", "out.json"])
    }

    @Test func aLinkStaysALinkAndADeviceADevice() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        try place.write("out.json", "old")
        try FileManager.default.createSymbolicLink(
            atPath: place.folder + "/link", withDestinationPath: "out.json")
        #expect(place.run("export", "relations", "-o", "link").exit == 0)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: place.folder + "/link") == "out.json")
        #expect(try place.read("out.json") != "old")
        #expect(place.run("export", "relations", "-o", "/dev/null").exit == 0)
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
    }

    @Test func aClosedPipeIsNoErrorAndAFullDiskIs() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        for arguments in [
            ["log"], ["export", "relations"], ["replay", "--to", "2019"], ["--help"], ["types"],
        ] {
            let closed = place.run(arguments, output: MemorySink(fault: .closed))
            #expect(closed.exit == 0, "\(arguments)")
            #expect(closed.errors.isEmpty)
            let full = place.run(
                arguments, output: MemorySink(fault: .noSpace("the output can't be written")))
            #expect(full.exit == 74, "\(arguments)")
            #expect(full.errorLines.count == 1)
        }
    }

    @Test func atATerminalTheLogIsATableThatFits() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("an-id-that-is-long-enough-to-be-cut-off-at-some-point"))
        let terminal = place.run(["log"], output: MemorySink(isTerminal: true, columns: 60))
        let lines = terminal.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("\u{1B}[1mrevision") == true)
        #expect(lines.last.map { DisplayText.width(String($0)) <= 60 } == true)
        #expect(lines.last?.hasSuffix("…") == true)
        place.environment["NO_COLOR"] = "1"
        #expect(
            !place.run(["log"], output: MemorySink(isTerminal: true, columns: 60)).output.contains("\u{1B}"))
    }

    @Test func textOfEventsCanNotSteerTheTerminal() throws {
        let place = try Workplace()
        place.run(
            "append", "-",
            input:
                #"{"id":"a","type":"x.note","occurred":"2018","subject":"note/a","note":"\u001b[2J\u202e\n"}"#
                + "\n")
        let shown = place.run(["show", "a"], output: MemorySink(isTerminal: true, columns: 80)).output
        #expect(!shown.contains("\u{1B}"))
        #expect(!shown.contains("\u{202E}"))
        #expect(
            place.run("show", "\u{1B}[2J\nb").errors == "chancery: no event '\\u{1b}[2J\\nb' in this log\n")
    }

    @Test func followEndsWithItsLimit() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("b"))
        #expect(try place.run("log", "--follow", "--limit", "2").lines.count == 2)
    }

    @Test func aReplayEndsWithWhereThingsStandAndTheLens() throws {
        let place = try Workplace()
        place.run(
            "append", "-",
            input: Line.meeting("b", "2018-05-02") + Line.meeting("a", "2018-03-01")
                + Line.meeting("c", "2019"))
        let lines = try place.run("replay", "--to", "2018-12-31").lines
        #expect(lines.dropLast().compactMap { $0["event"]?.text } == ["a", "b"])
        #expect(lines.last?["standing"]?.object != nil)
        #expect(lines.last?["lens"]?["asOf"] == "2018-12-31")
        #expect(lines.last?["lens"]?["atRevision"] == 3)
        let later = try place.run("replay", "--to", "2018-12-31", "--from", "2018-04").lines
        #expect(later.dropLast().compactMap { $0["event"]?.text } == ["b"])
    }

    @Test func cellsOfCSVAreQuotedWhereTheyMustBe() {
        let items: [JSONValue] = [["a": "x,\"y\"", "b": ["c": nil, "d": 1]], ["a": nil, "b": nil]]
        let columns = ["a", "b.c", "b.d"].map { CSVColumns.Column($0, .plain) }
        let bytes = CSV.bytes(of: items, columns: columns, lens: ["asOf": "2018"])
        let lens = "lens.asOf,lens.atRevision,lens.dates,lens.recordedBy,lens.reportedBy"
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "a,b.c,b.d,\(lens)\r\n\"x,\"\"y\"\"\",,1,2018,,,,\r\n,,,2018,,,,\r\n")
    }

    @Test func viewsOfCountsFindingsAndSourcesCanBeRead() throws {
        let place = try Workplace()
        place.run(
            "append", "-",
            input: #"""
                {"id":"e1","type":"relations.established","occurred":"2000-01-01","actors":{"parties":["AUT","CHE"]}}
                {"id":"e2","type":"relations.established","occurred":"2000-02-01","actors":{"parties":["AUT","CHE"]}}
                {"id":"x","type":"expectation.stated","occurred":"2000-01-01","subject":"expectation/x","likelihood":"likely","source":{"title":"A paper"},"data":{"expects":{"type":"visit.made"},"due":"2000-02-01"}}

                """#)
        let counts = place.run("view", "quality", "--count").output
        #expect(counts.contains("conflicting-dates"))
        #expect(
            counts.split(separator: "\n").contains { $0.hasPrefix("conflicting-dates") && $0.contains("1") })
        let findings = place.run("view", "quality").output
        #expect(findings.contains("high  conflicting-dates\n"))
        #expect(findings.contains(#"{"data":{"canonical":"e1","target":"e2"},"type":"record.duplicate-of"}"#))
        let sources = place.run("view", "expectations", "--by-source").output.split(separator: "\n")
        #expect(sources.first?.split(separator: " ").prefix(4) == ["source", "likelihood", "all", "failed"])
        #expect(sources.dropFirst().first?.hasPrefix("A paper") == true)
    }

    @Test func theViewOfAPairTellsAllThatIsKnownOfIt() throws {
        let place = try Workplace()
        place.run(
            "append", "-",
            input: #"""
                {"id":"e","type":"relations.established","occurred":"2000-01-01","actors":{"parties":["AUT","CHE"]}}
                {"id":"m","type":"mission.opened","occurred":"2000-02-01","actors":{"sending":"AUT","receiving":"CHE"},"data":{"kind":"embassy","seat":"Bern"}}
                {"id":"c","type":"head.charge-assumed","occurred":"2000-02","actors":{"sending":"AUT","receiving":"CHE"},"data":{"person":"Blum"}}
                {"id":"s","type":"measure.imposed","occurred":"2000-03-01","actors":{"by":"CHE","against":"AUT"},"data":{"kind":"visa-ban"}}
                {"id":"v","type":"visit.made","occurred":"2000-04-01","actors":{"visitor":"AUT","host":"CHE"}}

                """#)
        let view = place.run("view", "relations", "--pair", "AUT", "CHE", "--as-of", "2001").output
        for line in [
            "  relations     established since 2000-01-01  [e]",
            "  AUT in CHE    embassy in Bern open since 2000-02-01  [m]; chargé Blum since 2000-02  [c]",
            "  measure       CHE against AUT: visa-ban since 2000-03-01  [s]",
            "  contacts      0 meetings, 1 visits, 0 calls; last visit.made 2000-04-01",
        ] { #expect(view.contains(line + "\n"), "\(line) is not in \(view)") }
    }

    @Test func aReplayForPeopleSaysWhenWhatAndWho() throws {
        let place = try Workplace()
        place.run(
            "append", "-",
            input: #"""
                {"id":"d","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/a","actors":{"parties":["AUT","CHE"]},"data":{"kind":"treaty","title":"A","entryIntoForce":{"signature":true,"after":"P30D"}}}
                {"id":"s","type":"agreement.signed","occurred":"2000-02-01","subject":"agreement/a","actors":{"party":["AUT","CHE"]}}
                {"id":"h","type":"head.appointed","occurred":"2000-03-20","actors":{"sending":"AUT","receiving":"CHE"},"data":{"person":"Adler"}}

                """#)
        let lines = place.run(["replay", "--to", "2001"], output: MemorySink(isTerminal: true, columns: 120))
            .output.split(separator: "\n").map(String.init)
        #expect(lines.contains("2000-02-01  agreement.signed  agreement/a AUT CHE  [s]"))
        #expect(lines.contains("    parties AUT CHE: signed"))
        #expect(lines.contains("2000-03-02  (by the clock)"))
        #expect(lines.contains("    agreement/a  status: conditions-met → in-force"))
        #expect(lines.contains("    AUT>CHE head: appointed Adler"))
    }

    @Test func aCutTextKeepsToItsColumns() {
        #expect(DisplayText.cut("Jakarta", to: 7) == "Jakarta")
        #expect(DisplayText.cut("Jakarta", to: 5) == "Jaka…")
        #expect(DisplayText.width("東京") == 4)
        #expect(DisplayText.cut("東京都", to: 4) == "東…")
    }

    @Test func longJSONIsBrokenAndShortIsNot() throws {
        let short: JSONValue = ["a": [1, 2], "b": nil]
        #expect(PrettyJSON.text(short) == #"{ "a": [1, 2], "b": null }"#)
        let long: JSONValue = ["codes": .texts((0..<60).map { "code\($0)" }), "text": "x"]
        let text = PrettyJSON.text(long)
        #expect(try parse(text) == long)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 102 })
        #expect(text.split(separator: "\n").count < 20)
    }
}
