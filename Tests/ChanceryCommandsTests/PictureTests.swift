import Foundation
import Testing

/// What the README shows of a terminal is what a terminal shows.
@Suite struct PictureTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func thePictureInTheReadmeIsOneOfRealOutput() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let start = try #require(readme.range(of: "```console\n$ chancery "))
        let end = try #require(readme.range(of: "\n```", range: start.upperBound..<readme.endIndex))
        var shown = readme[start.upperBound..<end.lowerBound].split(
            separator: "\n", omittingEmptySubsequences: false)
        let command = shown.removeFirst().split(separator: " ").map(String.init)
        let isCutOff = shown.last == "…"
        if isCutOff { shown.removeLast() }
        #expect(shown.count > 5)

        let place = try Workplace()
        place.environment["NO_COLOR"] = "1"
        let events = Self.root.appending(path: "Events")
        let files = [events, events.appending(path: "reference")].flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
                .filter { $0.hasSuffix(".ndjson") }.map { folder.appending(path: $0).path }
        }
        #expect(place.run(["append"] + files.sorted()).exit == 0)
        let terminal = MemorySink(isTerminal: true)
        #expect(place.run(command, output: terminal).exit == 0)
        let printed = terminal.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(Array(printed.prefix(shown.count)) == shown)
        #expect(isCutOff || printed.count == shown.count)
    }
}
