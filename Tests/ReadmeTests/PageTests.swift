import Foundation
import Testing

/// Runs the code in pages of documentation as it is written, block after block in one folder, as a reader would; what a
/// page shows as printed must be what is printed.
@Suite struct PageTests {
    private static let catalogue = "Sources/ChanceryCommands/ChanceryCommands.docc/"

    @Test(arguments: ["README.md", catalogue + "WritingScripts.md", catalogue + "TheThreeClocks.md"])
    func theCodeOfAPageRunsAndPrintsWhatThePageShows(path: String) throws {
        let page = try Page(path)
        #expect(page.blocks.count { $0.language == "sh" } >= 3)
        let folder = try ExampleFolder()
        var printed: String?
        for block in page.blocks {
            switch block.language {
            case "sh": printed = try Self.output(of: folder.bash(block.text), block)
            case "python":
                guard ExampleFolder.finds("python3") else { continue }
                printed = try Self.output(of: folder.run("python3", ["-c", block.text]), block)
            case "text":
                #expect(
                    printed.map(Self.withoutSpacesAtLineEnds) == Self.withoutSpacesAtLineEnds(block.text),
                    "line \(block.line) is not what the block before it prints: \(printed ?? "")")
            // What a terminal shows is looked at in process, and a shape is told, not run.
            case "console", "json": break
            default: Issue.record("line \(block.line): nobody runs a block of '\(block.language)'")
            }
        }
    }

    private static func output(of done: ExampleFolder.Outcome, _ block: Page.Block) -> String {
        #expect(
            done.status == 0, "line \(block.line): \(done.output.suffix(2000))\(done.errors.suffix(2000))")
        #expect(
            !done.output.isEmpty || !done.errors.isEmpty,
            "line \(block.line): an example that prints nothing")
        return done.output
    }

    private static func withoutSpacesAtLineEnds(_ text: String) -> [String] {
        text.trimmingCharacters(in: .newlines).split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    }
}
