import CanonicalJSON
import Foundation
import Testing

@Suite struct RedactTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        let lines =
            Line.meeting("a") + Line.meeting("b", "2018-04")
            + #"{"id":"n","type":"record.annotated","data":{"target":"a","reason":"as said"}}"# + "\n"
        #expect(place.run("append", "-", input: lines).exit == 0)
        return place
    }

    @Test func withoutYesItOnlySaysWhatItWouldDo() throws {
        let place = try place()
        let before = place.run("stat").output
        let outcome = place.run("redact", "a", "--reason", "a slip")
        #expect(outcome.exit == 64 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("--yes") && outcome.errors.contains("n"))
        #expect(place.run("stat").output == before)
    }

    @Test func answersSayThatSomethingIsWithheldAtEveryRevision() throws {
        let place = try place()
        func meetings(_ more: String...) throws -> (count: Int, withheld: [String]) {
            let json = try place.run(["export", "meetings", "--as-of", "2019-01-01"] + more).json
            let warning = json["warnings"]?.list?.first { $0["code"] == "withheld" }
            return (json["items"]?.list?.count ?? 0, warning?["events"]?.list?.compactMap(\.text) ?? [])
        }
        #expect(try meetings() == (2, []))
        let outcome = place.run("redact", "a", "--reason", "a slip", "--yes")
        #expect(outcome.exit == 0, "\(outcome)")
        #expect(
            try outcome.json["record"] == 4 && outcome.json["revision"] == 1
                && outcome.json["scrubbed"] == true)
        #expect(outcome.errors.contains("these records about it stay, and may repeat it: n"))
        #expect(try meetings() == (1, ["a"]))
        #expect(try meetings("--at-revision", "3") == (1, ["a"]))
        #expect(try meetings("--at-revision", "1") == (0, ["a"]))
        let own = try place.run("export", "meetings").json["warnings"]?.list ?? []
        #expect(!own.contains { $0["code"] == "own-types-passed-over" })

        let shown = try place.run("show", "a").json
        #expect(shown["withheld"] == true && shown["revision"] == 1)
        #expect(shown["records"]?.list?.last?["reason"] == "a slip")
        let listed = try place.run("log").lines
        #expect(listed.count == 4 && listed[0]["withheld"]?.text?.hasPrefix("sha256:") == true)
        #expect(listed[0]["id"] == "a" && listed[0]["actors"] == nil)
        #expect(place.run("verify").exit == 0)
        for command in ["timeline", "relations", "signals"] {
            #expect(place.run("export", command, "--pair", "ASEAN", "RUS").exit == 0, "\(command)")
        }
        #expect(place.run("replay", "--to", "2019-01-01", "--pair", "ASEAN", "RUS").exit == 0)
    }

    @Test func whatCannotBeRedactedIsToldSo() throws {
        let place = try place()
        #expect(place.run("redact", "none", "--reason", "x", "--yes").exit == 66)
        #expect(place.run("redact", "a", "--yes").exit == 64)
        #expect(place.run("redact", "a", "--reason", "", "--yes").exit == 64)
        #expect(place.run("redact", "a", "--reason", "x", "--yes", "--store", "elsewhere").exit == 66)
        #expect(!place.exists("elsewhere"))
        #expect(place.run("redact", "a", "--reason", "x", "--yes").exit == 0)
        let record = try place.run("log").lines.last?["id"]?.text ?? ""
        #expect(place.run("redact", record, "--reason", "x", "--yes").exit == 65)
    }
}
