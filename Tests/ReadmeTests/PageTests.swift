import Foundation
import Testing

/// Runs the code in pages of documentation as it is written, block after block in one folder.
@Suite struct PageTests {
    @Test(arguments: ["WritingScripts", "TheThreeClocks"])
    func theCodeOfAPageRunsAndPrintsWhatThePageShows(name: String) throws {
        let page = try Page("Sources/ChanceryCommands/ChanceryCommands.docc/\(name).md")
        #expect(page.blocks.contains { $0.language == "sh" })
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
                    "line \(block.line) is not what the block before it prints")
            default: Issue.record("line \(block.line): nobody runs a block of '\(block.language)'")
            }
        }
    }

    private static func output(of done: ExampleFolder.Outcome, _ block: Page.Block) -> String {
        #expect(
            done.status == 0, "line \(block.line): \(done.output.suffix(2000))\(done.errors.suffix(2000))")
        #expect(!done.output.isEmpty, "line \(block.line): an example that prints nothing")
        return done.output
    }

    private static func withoutSpacesAtLineEnds(_ text: String) -> [String] {
        text.trimmingCharacters(in: .newlines).split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    }
}
