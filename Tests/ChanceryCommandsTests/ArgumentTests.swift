import CanonicalJSON
import ChanceryCommands
import Testing

@Suite struct ArgumentTests {
    @Test func aDateMayBeginWithTheMinusSignOfItsYear() throws {
        let place = try Workplace()
        place.run(
            "record", "meeting.held", "--id", "a", "--occurred", "-0044-03-15", "--actor", "participants=AUT",
            "--actor", "participants=CHE")
        let lens = try place.run("export", "meetings", "--as-of", "-0044-03-14").json
        #expect(lens["items"] == [])
        #expect(lens["lens"]?["asOf"] == "-0044-03-14")
        #expect(try place.run("export", "meetings", "--as-of", "-0044").json["items"]?.list?.count == 1)
        #expect(try place.run("log", "--from", "-0044-03-15", "--to", "-0044-03-15").lines.count == 1)
        #expect(place.run("export", "meetings", "--as-of", "-x").exit == 64)
    }

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
}
