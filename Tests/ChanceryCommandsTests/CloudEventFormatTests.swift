import CanonicalJSON
import Foundation
import SeededRandom
import Testing

@Suite struct CloudEventFormatTests {
    /// Random events of several kinds, with and without what may be left out.
    private func lines(_ seed: UInt64, count: Int) -> String {
        var random = SeededGenerator(seed: seed)
        let texts = ["é", "e\u{301}", #"\"\\\n\t"#, #"\u0001"#, "😀", #"\ud83d\ude00"#, "x"]
        let numbers = [
            "1.5", "-0.1", "1e300", "1E2", "9007199254740993", "18446744073709551615", "-0", "null",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...4, using: &random)).map { _ in texts.randomElement(using: &random) ?? "" }
                .joined()
        }
        var lines = ""
        for number in 0..<count {
            let id = Bool.random(using: &random) ? #""id":"e\#(number)","# : ""
            let note = #""note":"\#(number) \#(text())""#
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                lines +=
                    #"{\#(id)"type":"meeting.held","occurred":"2018-03","#
                    + #""actors":{"participants":["ASEAN","RUS"]},\#(note)}"#
            case 1:
                lines +=
                    #"{"type":"x.o\#(number % 3)", \#(id) "occurred":"","subject":"x/s\#(number % 7)","#
                    + #""data":{"b\#(text())":[\#(numbers.randomElement(using: &random) ?? "0"),{"a":true}]},\#(note)}"#
            case 2 where lines.contains(#""id":"e1""#):
                lines +=
                    #"{\#(id)"type":"record.annotated","data":{"target":"e1","note":"\#(text())"},\#(note)}"#
            case 3:
                lines +=
                    #"{\#(id)"type":"signal.coded","occurred":"2018-01-0\#(number % 9 + 1)","#
                    + #""actors":{"source":"RUS","target":"USA"},"data":{"cameo":"190","goldstein":-5.5},\#(note)}"#
            default:
                lines +=
                    #"{\#(id)"type":"visit.made","occurred":"2018~","reported":"2018-08-02","#
                    + #""actors":{"visitor":"SGP","host":"MYS"},"source":{"title":"\#(text())t","credibility":2},\#(note)}"#
            }
            lines += "\n"
        }
        return lines
    }

    private func events(_ place: Workplace, _ store: String) throws -> [JSONValue] {
        try place.run("log", "--store", store).lines.map { line in
            var event = line.object ?? JSONObject()
            for name in ["recorded", "hash"] { event[name] = nil }
            return .object(event)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatLogWroteIsKnownAndMakesTheSameEventsElsewhere(_ seed: UInt64) throws {
        let place = try Workplace()
        let appended = place.run("append", "--store", "one", "-", input: lines(seed, count: 120))
        #expect(appended.exit == 0, "\(appended.errors)")
        let count = try #require(try appended.json["appended"]?.integer)
        for form in ["cloudevents", "cloudevents-batch"] {
            let written = place.run("log", "--store", "one", "--format", form).output
            let again = place.run(
                "append", "--store", "one", "--format", "cloudevents", "-", input: written)
            #expect(try again.json["appended"] == 0, "\(again.errors)")
            #expect(try again.json["skipped"]?.integer == count)
            let other = place.run(
                "append", "--store", form, "--format", "cloudevents", "-", input: written)
            #expect(try other.json["appended"]?.integer == count)
            #expect(try events(place, form) == events(place, "one"))
            // In batches, and of a file among others.
            try place.write(form + ".json", written)
            let inBatches = place.run(
                "append", "--store", form + "2", "--format", "cloudevents", "--batch", "7", form + ".json",
                form + ".json")
            #expect(try inBatches.json["appended"]?.integer == count)
        }
    }

    @Test func aBatchIsOneArrayAlsoWithNothingInIt() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("b"))
        #expect(try place.run("log", "--format", "cloudevents-batch").json.list?.count == 2)
        #expect(
            try place.run("log", "--format", "cloudevents-batch", "--actor", "USA", "--limit", "0").json == []
        )
        let one = try place.run("log", "--format", "cloudevents", "--limit", "1").json
        #expect(one["specversion"] == "1.0")
        #expect(one["type"] == "chancery.meeting.held")
        #expect(one["time"] == "2026-11-24T12:00:00.000000Z")
        #expect(try one["source"]?.text == "urn:chancery:" + (place.run("stat").json["id"]?.text ?? "?"))
    }

    @Test func envelopesMayStandOverSeveralLines() throws {
        let place = try Workplace()
        let envelope = """
            {
              "specversion": "1.0", "id": "a", "source": "/desk", "type": "chancery.meeting.held",
              "data": {
                "occurred": "2018-03",
                "actors": {"participants": ["ASEAN", "RUS"]}
              }
            }
            """
        let outcome = place.run("append", "--format", "cloudevents", "-", input: envelope)
        #expect(try outcome.json["appended"] == 1, "\(outcome.errors)")
        #expect(try place.run("show", "a").json["event"]?["type"] != nil)
        let list =
            "[\n" + envelope + ",\n" + envelope.replacingOccurrences(of: "\"a\"", with: "\"b\"") + "\n]"
        #expect(try place.run("append", "--format", "cloudevents", "-", input: list).json["skipped"] == 1)
    }

    @Test func everyFaultIsToldWithItsLineAndField() throws {
        let place = try Workplace()
        let good =
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","data":{"occurred":""}}"#
        let input = """
            \(good)
            {"specversion":"0.3","id":"b","type":"org.example","data":1}
            {"specversion":"1.0","id":"c","source":"/s","type":"chancery.visit.made","data":{"occurred":"2018-13","actors":{"visitor":"SGP","host":"MYS"}}}

            {"specversion":
            """
        let outcome = place.run("append", "--format", "cloudevents", "-", input: input)
        #expect(outcome.exit == 65)
        let starts = [
            "line 2: specversion: ", "line 2: source: ", "line 2: type: ", "line 2: data: ",
            "line 3: data.occurred: ", "line 5: is not JSON: ",
        ]
        #expect(outcome.errorLines.count == starts.count)
        for (line, start) in zip(outcome.errorLines, starts) {
            #expect(line.hasPrefix("chancery: " + start), "\(line)")
        }
        #expect(try !place.exists(".chancery") || place.run("stat").json["revision"] == 0)
    }

    @Test func anEventAsDeepAsTheLogTakesGoesThroughAnEnvelope() throws {
        let place = try Workplace()
        // The event, its data, and as many lists as may be in them.
        let deep = String(repeating: "[", count: 62) + String(repeating: "]", count: 62)
        place.run("append", "-", input: #"{"id":"a","type":"x.own","occurred":"","data":{"k":\#(deep)}}"#)
        #expect(try place.run("stat").json["revision"] == 1)
        let written = place.run("log", "--format", "cloudevents").output
        #expect(
            try place.run("append", "--format", "cloudevents", "-", input: written).json["skipped"] == 1)
        let deeper = written.replacingOccurrences(of: deep, with: "[\(deep)]")
        #expect(place.run("append", "--format", "cloudevents", "-", input: deeper).exit == 65)
    }

    @Test func anEventAsLongAsALineMayBeGoesThroughAnEnvelope() throws {
        let place = try Workplace()
        let event = #"{"id":"a","note":"NOTE","occurred":"","type":"x.own"}"#
        let long = String(repeating: "n", count: (1 << 20) - event.utf8.count + 4)
        place.run("append", "-", input: event.replacingOccurrences(of: "NOTE", with: long))
        #expect(try place.run("stat").json["revision"] == 1)
        let written = place.run("log", "--format", "cloudevents").output
        #expect(
            try place.run("append", "--format", "cloudevents", "-", input: written).json["skipped"] == 1)
    }

    @Test func theFormOfAListIsTheContractsUnlessAsked() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        let terminal = MemorySink(isTerminal: true, columns: 100)
        #expect(try place.run("log").json["revision"] == 1)
        #expect(place.run(["log"], output: terminal).output.contains("occurred"))
        #expect(place.run("log", "--format", "table").output.contains("occurred"))
        let other = MemorySink(isTerminal: true, columns: 100)
        #expect(try place.run(["log", "--format", "ndjson"], output: other).json["revision"] == 1)
        #expect(place.run("log", "--format", "cloudevents-batch", "--follow").exit == 64)
        #expect(place.run("log", "--format", "xml").exit == 64)
    }
}
