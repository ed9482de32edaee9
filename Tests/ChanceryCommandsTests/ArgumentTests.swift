import CanonicalJSON
import ChanceryCommands
import Foundation
import Testing

@Suite struct ArgumentTests {
    @Test(arguments: [
        ["export", "relations", "--pair", "RUS", "ASEAN", "--as-of", "2018-08-03"],
        ["export", "--pair", "RUS", "ASEAN", "relations", "--as-of", "2018-08-03"],
        ["export", "--as-of", "2018-08-03", "relations", "--pair=ASEAN,RUS"],
        ["--errors", "json", "export", "--as-of=2018-08-03", "relations", "--pair", "ASEAN", "RUS"],
    ])
    func aPairTakesTwoValuesWhereverItStands(arguments: [String]) throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        let answer = place.run(arguments)
        #expect(answer.exit == 0, "\(answer.errors)")
        let items = try answer.json["items"]?.list
        #expect(items?.count == 1)
        #expect(items?.first?["pair"] == ["ASEAN", "RUS"])
    }

    @Test(arguments: [
        ["export"], ["export", "relations", "--pair", "RUS"],
        ["export", "relations", "--pair", "RUS", "--as-of", "2018"],
        ["export", "relations", "--no-such-option"], ["frob"], ["log", "--limit", "many"],
        ["log", "--by", "size"],
        ["log", "--follow", "--reverse"], ["export", "relations", "--as-of", "2018-13"],
        ["export", "relations", "--as-of", "156X"],
        ["export", "relations", "--as-known", "2018", "--as-of", "2018"],
        ["export", "relations", "--dates", "perhaps"], ["export", "relations", "--at-revision", "-1"],
        ["export", "relations", "--by-source"], ["replay", "--to", "2018", "--as-of", "2018"],
        ["append", "-", "-"], ["append", "--batch", "0", "-"], ["record", "meeting.held", "--actor", "RUS"],
        ["types", "--directory", "x"], ["export", "relations", "--format", "xml"],
        ["log", "--errors", "yaml"],
        ["export", "pending-agreements", "--stale-after", "-1"], ["export", "relations", "extra"],
    ])
    func aWrongCommandLineEndsIn64WithOneLine(arguments: [String]) throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        let outcome = place.run(arguments)
        #expect(outcome.exit == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("chancery: "))
        #expect(!outcome.errors.contains("Usage"))
    }

    @Test func whatDoesNotExistEndsIn66WithTheNearestName() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        let cases: [([String], String)] = [
            (["export", "relation"], "'relations'"), (["export", "relations", "--actor", "RUSS"], "'RUS'"),
            (["show", "b"], "'b'"), (["types", "meeting.hold"], "'meeting.held'"),
            (["actors", "ASEA"], "'ASEAN'"),
            (["export", "agreements", "--agreement", "none"], "'agreement/none'"),
            (["log", "--subject", "meeting/x"], "meeting/x"),
        ]
        for (arguments, name) in cases {
            let outcome = place.run(arguments)
            #expect(outcome.exit == 66, "\(arguments)")
            #expect(outcome.errors.contains(name), "\(outcome.errors)")
            #expect(outcome.errorLines.count == 1)
        }
    }

    @Test func aMistypedCommandIsAnsweredWithTheNearest() throws {
        let place = try Workplace()
        #expect(
            place.run("exprt", "relations").errors == "chancery: no command 'exprt': did you mean 'export'?\n"
        )
    }

    @Test func usageErrorsAreJSONWhereAskedFor() throws {
        let place = try Workplace()
        for arguments in [["export", "--errors", "json"], ["--errors=json", "export"]] {
            let error = try parse(place.run(arguments).errors)
            #expect(error["code"] == "usage")
            #expect(error["exit"] == 64)
            #expect(error["line"] == .null)
            #expect(error["field"] == .null)
        }
    }

    @Test func helpAndVersionGoToStandardOutput() throws {
        let place = try Workplace()
        for arguments in [["--help"], ["help", "append"], ["export", "-h"], []] {
            let help = place.run(arguments)
            #expect(help.exit == 0)
            #expect(help.output.contains("USAGE: chancery"))
            #expect(help.errors.isEmpty)
        }
        #expect(place.run("--version").output == "chancery \(CommandLineProgram.version)\n")
    }

    /// Every example in the help, run in the order of the commands against a store of this test's own.
    @Test func theExamplesInTheHelpRunAsWritten() throws {
        let place = try Workplace()
        place.environment["CHANCERY_STORE"] = place.folder + "/store"
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().path
        let commands = [
            "append", "record", "log", "show", "replay", "export", "view", "projections", "types", "actors",
            "verify", "stat",
        ]
        for command in commands {
            let help = place.run(["help", command]).output
            let examples = ArgumentTests.examples(help)
            #expect(!examples.isEmpty, "\(command)")
            for example in examples {
                let outcome = place.run(Array(example.dropFirst()), in: repository)
                #expect(outcome.exit == 0, "\(example): \(outcome.errors)")
                #expect(example.dropFirst().first == command)
            }
        }
    }

    /// The lines after `Example:`, with those that the help has broken joined, as words.
    private static func examples(_ help: String) -> [[String]] {
        guard let start = help.range(of: "Example:\n")?.upperBound else { return [] }
        var lines: [String] = []
        for line in help[start...].split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            if line.hasPrefix("  chancery ") {
                lines.append(String(line.dropFirst(2)))
            } else {
                lines[lines.count - 1] += " " + line
            }
        }
        return lines.map { line in
            var words: [String] = [""]
            var isQuoted = false
            for character in line {
                if character == "'" {
                    isQuoted.toggle()
                } else if character == " ", !isQuoted {
                    words.append("")
                } else {
                    words[words.count - 1].append(character)
                }
            }
            return words.filter { !$0.isEmpty }
        }
    }
}
