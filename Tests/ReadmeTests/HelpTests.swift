import Foundation
import Testing

/// The helps of all commands, read as a newcomer would.
@Suite struct HelpTests {
    /// How wide a terminal is where nobody says.
    private static let columns = 80

    private struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let discussion: String?
        let subcommands: [Command]?
    }

    private struct Tool: Decodable { let command: Command }

    private static func root(_ folder: ExampleFolder) throws -> Command {
        let dump = try folder.run("chancery", ["--experimental-dump-help"])
        return try JSONDecoder().decode(Tool.self, from: Data(dump.output.utf8)).command
    }

    @Test func everyCommandSaysWhatItIsForAndGivesAnExample() throws {
        let folder = try ExampleFolder()
        let root = try Self.root(folder)
        let commands = (root.subcommands ?? []).filter { $0.commandName != "help" }
        #expect(commands.count >= 20)
        for command in [root] + commands {
            let discussion = command.discussion ?? ""
            #expect(command.abstract?.isEmpty == false, "\(command.commandName) has no abstract")
            #expect(!discussion.isEmpty && !discussion.hasPrefix("Example"), "\(command.commandName)")
            #expect(!Self.examples(discussion).isEmpty, "\(command.commandName) has no example")
        }
    }

    /// In the order of the helps, in one folder: each finds what those before it have made.
    @Test func everyExampleRunsAsTheHelpShowsIt() throws {
        let folder = try ExampleFolder()
        let commands = try Self.root(folder).subcommands ?? []
        let names = [""] + commands.map(\.commandName).filter { $0 != "help" }
        for name in names {
            let help = try folder.run("chancery", ["help"] + (name.isEmpty ? [] : [name]))
            try #require(help.status == 0)
            let examples = Self.examples(help.output)
            #expect(!examples.isEmpty, "the help of \(name) shows no example")
            for line in help.output.split(separator: "\n") where line.hasPrefix("  ") {
                #expect(line.count <= Self.columns, "wider than a terminal: \(line)")
            }
            let done = try folder.bash(examples)
            #expect(
                done.status == 0,
                "\(name): \(examples)\n\(done.output.suffix(1000))\(done.errors.suffix(1000))")
        }
    }

    /// What is to be typed: the indented lines below `Example:` or `Examples:`.
    private static func examples(_ help: String) -> String {
        var found: [Substring] = []
        var isWithin = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "Example:" || line == "Examples:" {
                isWithin = true
            } else if isWithin, line.hasPrefix("  ") {
                found.append(line)
            } else {
                isWithin = false
            }
        }
        return found.joined(separator: "\n")
    }
}
