import CanonicalJSON
import Foundation
import Testing

/// The limits that the README states: an event that comes up to all of them goes through everything, and one that goes
/// beyond any is refused.
@Suite struct LimitsTests {
    private struct Extremes {
        var id = 128
        var subject = 200
        var actor = 64
        var type = 200
        var depth = 64
        var number = "18446744073709551615"
        var text = "\u{10FFFF}\u{FFFF}e\u{301}\\u0001"
        var length = 1 << 20

        /// A line of an event, with its line end.
        var line: String {
            func name(_ start: String, _ count: Int) -> String {
                start + String(repeating: "a", count: count - start.utf8.count)
            }
            // The event and its data are the outermost two.
            let deep = String(repeating: "[", count: depth - 2) + String(repeating: "]", count: depth - 2)
            let start =
                #"{"actors":{"participants":["\#(name("X", actor))"]},"data":{"deep":\#(deep),"#
                + #""number":\#(number),"#
                + #""text":"\#(text)"},"id":"\#(name("i", id))","note":""#
            let end =
                #"","occurred":"2018","subject":"\#(name("s/", subject))","type":"\#(name("x.", type))"}"#
            return start + String(repeating: "n", count: length - start.utf8.count - end.utf8.count) + end
                + "\n"
        }
    }

    @Test func anEventAtEveryLimitGoesThroughEverything() throws {
        let place = try Workplace()
        let line = Extremes().line
        #expect(line.utf8.count == 1 << 20 + 1)
        #expect(place.run("append", "--allow-new-actors", "-", input: line).exit == 0)
        let logged = place.run("log")
        let event = try #require(try logged.json.object)
        for (name, value) in try parse(line).object?.members.map({ ($0.name, $0.value) }) ?? [] {
            #expect(event[name] == value, "\(name)")
        }
        let id = try #require(event["id"]?.text)
        #expect(place.run("show", id).exit == 0)
        #expect(place.run("export", "relations").exit == 0)
        #expect(try place.run("verify").json["ok"] == true)
        #expect(place.run("seal", "--new-key", "key").exit == 0)
        #expect(place.run("seal", "--key", "key", "-o", "seal").exit == 0)
        #expect(place.run("prove", id, "-o", "proof").exit == 0)
        #expect(place.run("prove", "--check", "proof", "--against", "seal").exit == 0)

        let dump = place.run("dump").output
        #expect(place.run("restore", "--store", "restored", "-", input: dump).exit == 0)
        #expect(place.run("dump", "--store", "restored").output == dump)
        let envelope = place.run("log", "--format", "cloudevents").output
        let again = place.run(
            "append", "--store", "again", "--allow-new-actors", "--format", "cloudevents", "-",
            input: envelope)
        #expect(again.exit == 0, "\(again.errors)")
        #expect(try place.run("log", "--store", "again").json["data"] == event["data"])
        #expect(place.run("redact", id, "--reason", "a slip", "--yes").exit == 0)
        #expect(try place.run("verify").json["ok"] == true)
    }

    @Test func anEventBeyondAnyLimitIsRefused() throws {
        let place = try Workplace()
        let beyond: [(String, WritableKeyPath<Extremes, Int>)] = [
            ("id", \.id), ("subject", \.subject), ("actors", \.actor), ("type", \.type), ("deep", \.depth),
            ("1 MiB", \.length),
        ]
        func refusal(_ extremes: Extremes) -> Outcome {
            place.run("append", "--allow-new-actors", "-", input: extremes.line)
        }
        for (word, limit) in beyond {
            var extremes = Extremes()
            if word != "1 MiB" { extremes.length -= 100 }
            extremes[keyPath: limit] += 1
            let outcome = refusal(extremes)
            #expect(
                outcome.exit == 65 && outcome.errorLines.count == 1, "\(word): \(outcome.errors.prefix(300))")
            #expect(outcome.errors.contains(word), "\(word): \(outcome.errors.prefix(300))")
        }
        let words: [(String, WritableKeyPath<Extremes, String>, String)] = [
            ("64 bits", \.number, "18446744073709551616"), ("64 bits", \.number, "-9223372036854775809"),
            ("double", \.number, "1e309"), ("surrogate", \.text, "\\ud800"), ("NUL", \.text, "\\u0000"),
        ]
        for (word, limit, value) in words {
            var extremes = Extremes()
            extremes[keyPath: limit] = value
            let outcome = refusal(extremes)
            #expect(
                outcome.exit == 65 && outcome.errors.contains(word), "\(word): \(outcome.errors.prefix(300))")
        }
        let events = place.exists(".chancery") ? try place.run("stat").json["revision"] : 0
        #expect(events == 0)
    }
}
