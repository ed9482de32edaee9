import CanonicalJSON
import Foundation
import Testing

@testable import ChanceryCommands

@Suite struct CSVTests {
    private static let tricky = #"""
        {"id":"t-def","type":"agreement.defined","occurred":"-0044-03-15","reported":"2018-01-02","subject":"agreement/t","actors":{"parties":["AUT","CHE"]},"data":{"kind":"treaty","title":"=HYPERLINK(\"http://x\",\"a, b\")\r\nline","entryIntoForce":{"all":[{"deposits":2}],"after":"P30D"}}}
        {"id":"t-mtg","type":"meeting.held","occurred":"","reported":"2018-01-02","actors":{"participants":["AUT","CHE"]},"place":{"name":"Wien; \"Hofburg\"","country":"AUT"},"data":{"level":"summit"}}
        {"id":"t-mtg2","type":"meeting.held","occurred":"2018","actors":{"participants":["AUT","CHE"]},"place":"'quoted'"}
        {"id":"t-head","type":"head.appointed","occurred":"2017","actors":{"sending":"AUT","receiving":"CHE"},"data":{"person":"+43; Müller","rank":"ambassador"}}
        {"id":"t-head2","type":"head.credentials-presented","occurred":"2017-05","actors":{"sending":"AUT","receiving":"CHE"},"data":{"person":"@Huber","rank":"ambassador"}}
        {"id":"t-sig","type":"signal.coded","occurred":"2017-05-02","actors":{"source":"AUT","target":"CHE"},"data":{"cameo":"190","goldstein":-7.5}}
        {"id":"t-app","type":"membership.joined","occurred":"2017","actors":{"organisation":"EU","member":"CHE"}}
        {"id":"t-chair","type":"membership.chair-assumed","occurred":"2017-06","actors":{"organisation":"EU","member":"AUT"}}
        {"id":"t-agreed","type":"relations.severed","occurred":"2016","actors":{"parties":["AUT","CHE"]}}
        {"id":"t-rest","type":"relations.restoration-agreed","occurred":"2017","actors":{"parties":["AUT","CHE"]},"data":{"due":"2018"}}

        """#

    private func place() throws -> Workplace {
        let place = try Workplace()
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "Events").path
        let files = ["asean-russia-2018", "united-states-cuba"].map { "\(folder)/\($0).ndjson" }
        let curated = place.run(["append"] + files)
        try #require(curated.exit == 0, "\(curated.errors)")
        let outcome = place.run("append", "-", input: Self.tricky)
        try #require(outcome.exit == 0, "\(outcome.errors)")
        return place
    }

    private static let questions: [[String]] = [
        ["agreements"], ["expectations"], ["expectations", "--by-source"], ["incidents"], ["meetings"],
        ["memberships"], ["missions"], ["network"], ["pending-agreements", "--include-stale"],
        ["pending-parties"], ["quality"], ["quality", "--count"], ["relations"], ["signals"], ["timeline"],
    ]

    @Test func eachProjectionHasItsColumnsWithoutAnyItemToo() throws {
        let place = try place()
        let listed = try place.run("projections").json.list ?? []
        #expect(listed.count == 13)
        for question in Self.questions {
            var columns: [String]? = nil
            for day in ["1000", "2017-03-01", "2019"] {
                let csv = place.run(["export"] + question + ["--format", "csv", "--as-of", day]).output
                #expect(csv.hasSuffix("\r\n"), "\(question)")
                let header = try #require(csv.split(separator: "\r\n").first).split(separator: ",")
                #expect(columns == nil || columns == header.map(String.init), "\(question)")
                columns = header.map(String.init)
            }
            let named = try #require(listed.first { $0["name"]?.text == question[0] })
            let option = question.dropFirst().first ?? ""
            let own = named["columnsWith"]?[option] ?? named["columns"]
            #expect(
                columns == (own?.list?.compactMap(\.text) ?? [])
                    + ["lens.asOf", "lens.atRevision", "lens.dates", "lens.recordedBy", "lens.reportedBy"])
            #expect(Set(columns ?? []).count == columns?.count, "\(question)")
        }
    }

    @Test func aTextThatASpreadsheetWouldReckonIsGuardedAndNumbersAreNot() throws {
        let place = try place()
        let agreements = place.run("export", "agreements", "--format", "csv", "--agreement", "t").output
        #expect(agreements.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"a, b\"\")\r\nline\""))
        #expect(agreements.contains(",'-0044-03-15,"))
        #expect(!agreements.contains(",-0044"))
        #expect(place.run("export", "signals", "--format", "csv").output.contains(",-7.5,"))
        let meetings = place.run("export", "meetings", "--format", "csv").output
        #expect(meetings.contains(",''quoted',"), "so that one ' can always be taken away")
    }

    /// Python's strict reader finds every value of the JSON under its path, and nothing else.
    @Test(.enabled(if: CSVTests.python != nil))
    func aStrictReaderFindsInItWhatTheJSONSays() throws {
        let place = try place()
        try place.write("compare.py", Self.comparison)
        for question in Self.questions {
            for lens in [["--as-of", "2017-03-01"], ["--dates", "possible", "--as-of", "2017-03-01"], []] {
                let arguments = ["export"] + question + lens
                #expect(place.run(arguments + ["-o", "a.json"]).exit == 0)
                #expect(place.run(arguments + ["--format", "csv", "-o", "a.csv"]).exit == 0)
                let process = Process()
                process.executableURL = Self.python
                process.currentDirectoryURL = URL(filePath: place.folder)
                process.arguments = ["compare.py"]
                let output = Pipe()
                process.standardOutput = output
                process.standardError = output
                try process.run()
                let said = try output.fileHandleForReading.readToEnd() ?? Data()
                process.waitUntilExit()
                #expect(
                    process.terminationStatus == 0, "\(arguments): \(String(decoding: said, as: UTF8.self))")
            }
        }
    }

    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].map { URL(filePath: $0) }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    private static let comparison = #"""
        import csv, json, sys

        answer = json.load(open("a.json", encoding="utf-8"))
        text = open("a.csv", encoding="utf-8", newline="").read()
        assert "\n" not in text.replace("\r\n", ""), "a line end that is not CRLF"
        rows = list(csv.DictReader(open("a.csv", encoding="utf-8", newline=""), strict=True))
        assert len(rows) == len(answer["items"]), (len(rows), len(answer["items"]))

        def at(value, path):
            for name in path:
                value = value.get(name) if isinstance(value, dict) else None
            return value

        def leaves(value, path=()):
            if isinstance(value, dict) and value:
                for name, member in value.items():
                    yield from leaves(member, path + (name,))
            elif value is not None:
                yield path

        for row, item in zip(rows, answer["items"]):
            assert None not in row and None not in row.values(), "a row of another length"
            item["lens"] = answer["lens"]
            paths = {name: tuple(name.split(".")) for name in row}
            for leaf in leaves(item):
                assert any(leaf[: len(path)] == path for path in paths.values()), f"{leaf} has no column"
            for name, cell in row.items():
                value = at(item, paths[name])
                if cell.startswith("'"):
                    cell = cell[1:]
                elif isinstance(value, str):
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (name, cell)
                if value is None:
                    same = cell == ""
                elif isinstance(value, str):
                    same = cell == value
                elif isinstance(value, list) and not cell.startswith("["):
                    same = (cell.split(";") if cell else []) == value
                else:
                    same = json.loads(cell) == value
                assert same, (name, cell, value)
        """#
}
