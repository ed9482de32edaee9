import CanonicalJSON
import ChanceryCommands
import Testing

@Suite struct AppendTests {
    @Test func anAppendPrintsAReceiptAndASecondOneSkips() throws {
        let place = try Workplace()
        let first = place.run("append", "-", input: Line.meeting("a") + Line.meeting("b", "2018-04"))
        #expect(first.exit == 0)
        let receipt = try first.json
        #expect(receipt["appended"] == 2)
        #expect(receipt["skipped"] == 0)
        #expect(receipt["firstRevision"] == 1)
        #expect(receipt["lastRevision"] == 2)
        #expect(receipt["head"]?.text?.hasPrefix("sha256:") == true)
        let second = try place.run("append", "-", input: Line.meeting("a")).json
        #expect(second["appended"] == 0)
        #expect(second["skipped"] == 1)
        #expect(second["firstRevision"] == .null)
        #expect(second["head"] == receipt["head"])
    }

    @Test func everyBadLineIsToldAndNothingIsRecorded() throws {
        let place = try Workplace()
        let bad = place.run(
            "append", "-", input: Line.meeting("a") + "\n" + Line.meeting("b", "2018-13") + "{\n")
        #expect(bad.exit == 65)
        #expect(bad.output.isEmpty)
        #expect(bad.errorLines.count == 2)
        #expect(
            bad.errorLines.first?.hasPrefix(
                "chancery: line 3: occurred: '2018-13' is not an EDTF date: month 13") == true)
        #expect(bad.errorLines.last?.hasPrefix("chancery: line 4: is not JSON") == true)
        #expect(try place.run("log").lines.isEmpty)
    }

    @Test func errorsAsJSONBearCodeExitLineFieldAndMessage() throws {
        let place = try Workplace()
        let bad = place.run("append", "-", "--errors", "json", input: Line.meeting("b", "2018-13"))
        let error = try parse(bad.errors)
        #expect(error["code"] == "bad-event")
        #expect(error["exit"] == 65)
        #expect(error["line"] == 1)
        #expect(error["field"] == "occurred")
        #expect(error["message"]?.text?.contains("month 13") == true)
    }

    @Test func severalFilesAreOneBatchAndErrorsNameTheFile() throws {
        let place = try Workplace()
        try place.write("one.ndjson", "\u{FEFF}" + Line.meeting("a") + "\r\n" + Line.meeting("b"))
        try place.write("two.json", "[\n\(Line.meeting("c", "2018-13"))]\n")
        let bad = place.run("append", "one.ndjson", "two.json")
        #expect(bad.exit == 65)
        #expect(bad.errorLines.count == 1)
        #expect(bad.errors.hasPrefix("chancery: two.json: line 2: occurred: "))
        try place.write(
            "two.json",
            "{\n\"id\":\"c\",\n\"type\":\"statement.made\",\n\"occurred\":\"2018\",\n\"actors\":{\"by\":\"RUS\"}}\n"
        )
        let good = try place.run("append", "one.ndjson", "two.json", "-", input: Line.meeting("d")).json
        #expect(good["appended"] == 4)
        #expect(try place.run("log").lines.compactMap { $0["id"]?.text } == ["a", "b", "c", "d"])
    }

    @Test func aLineBreakWithinATextIsRefusedInSeveralFilesToo() throws {
        let place = try Workplace()
        try place.write("one.ndjson", Line.meeting("a"))
        try place.write(
            "two.json",
            "[{\"id\":\"b\",\"type\":\"statement.made\",\"occurred\":\"2018\",\"actors\":{\"by\":\"RUS\"},\"note\":\"x\ny\"}]"
        )
        let bad = place.run("append", "one.ndjson", "two.json")
        #expect(bad.exit == 65)
        #expect(bad.errors.contains("two.json: line 1: is not JSON"))
    }

    @Test func anArrayThatEndsTooEarlyIsToldAsSuchInSeveralFiles() throws {
        let place = try Workplace()
        try place.write("one.ndjson", Line.meeting("a"))
        try place.write("two.json", "[" + Line.meeting("b"))
        let bad = place.run("append", "one.ndjson", "two.json")
        #expect(bad.errors.contains("the array ends too early"))
        #expect(bad.errors.contains("two.json: "))
    }

    @Test func aMissingFileIsNoInputAndMakesNoStore() throws {
        let place = try Workplace()
        let missing = place.run("append", "no-such.ndjson")
        #expect(missing.exit == 66)
        #expect(missing.errors.contains("no-such.ndjson"))
        #expect(place.run("append", ".").exit == 66)
        #expect(!place.exists(".chancery"))
    }

    @Test func anInputWithoutEventsIsRefused() throws {
        let place = try Workplace()
        for arguments in [["append", "-"], ["append", "--batch", "5", "-"]] {
            let empty = place.run(arguments, input: "\n\n")
            #expect(empty.exit == 65)
            #expect(empty.errors.contains("no events"))
        }
    }

    @Test func aDryRunLeavesNothingBehind() throws {
        let place = try Workplace()
        place.environment["TMPDIR"] = place.folder
        let dry = place.run("append", "--dry-run", "-", input: Line.meeting("a"))
        #expect(dry.exit == 0)
        #expect(try dry.json["appended"] == 1)
        #expect(try place.names() == [])
        place.run("append", "-", input: Line.meeting("a"))
        #expect(place.run("append", "--dry-run", "-", input: Line.meeting("b")).exit == 0)
        #expect(try place.run("stat").json["revision"] == 1)
        #expect(place.run("append", "--dry-run", "-", input: Line.meeting("b", "x")).exit == 65)
    }

    @Test func conditionsThatDoNotHoldEndIn75() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("b", "2018-04", ["FRA", "DEU"]))
        let more = Line.meeting("c", "2018-05", ["FRA", "RUS"])
        for condition in [
            ["--if-revision", "1"], ["--if-unchanged", "FRA@1"],
            ["--if-unchanged", "RUS@1", "--if-unchanged", "FRA@0"],
        ] {
            let refused = place.run(["append"] + condition + ["-"], input: more)
            #expect(refused.exit == 75, "\(condition)")
            #expect(refused.errorLines.count == 1)
        }
        #expect(
            place.run("append", "--if-revision", "2", "--if-unchanged", "RUS@1", "-", input: more).exit == 0)
        #expect(place.run("append", "--if-unchanged", "RUS", "-", input: more).exit == 64)
    }

    @Test func batchesThatWentWellStayAndTheReceiptSaysHowFarItCame() throws {
        let place = try Workplace()
        let input = (0..<5).map { Line.meeting("e\($0)", $0 == 4 ? "2018-13" : "2018-03") }.joined()
        let broken = place.run("append", "--batch", "2", "-", input: input)
        #expect(broken.exit == 65)
        #expect(broken.errors.hasPrefix("chancery: line 5: occurred: "))
        #expect(try broken.json["appended"] == 4)
        #expect(try broken.json["lastRevision"] == 4)
        let again = place.run(
            "append", "--batch", "2", "-", input: input.replacing("2018-13", with: "2018-12"))
        #expect(again.exit == 0)
        #expect(try again.json["appended"] == 1)
        #expect(try again.json["skipped"] == 4)
    }

    @Test func unknownActorsAreRefusedUnlessAllowed() throws {
        let place = try Workplace()
        let line = Line.meeting("a", "2018", ["RUS", "RUSS"])
        #expect(place.run("append", "-", input: line).exit == 65)
        #expect(place.run("append", "-", "--allow-new-actors", input: line).exit == 0)
    }
}
