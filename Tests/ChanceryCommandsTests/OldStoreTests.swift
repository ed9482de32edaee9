import CanonicalJSON
import Foundation
import Testing

/// Stores of every format that was ever released: they must open, verify and answer for ever.
///
/// `Fixtures/format-N` has the store's file, a seal of it and its public key, and what some commands said of it: they
/// may come to say more, but nothing else. `make fixture` makes that of the present format anew, which is right only until it is released.
@Suite struct OldStoreTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures")

    /// What is asked of each store, by the name of the file that has the answer.
    private static let questions: [(file: String, arguments: [String])] = [
        ("log.ndjson", ["log"]),
        ("show-corrected.json", ["show", "v4"]),
        ("show-withheld.json", ["show", "secret"]),
        ("relations.json", ["export", "relations", "--pair", "RUS", "SGP", "--as-of", "2019-01-01"]),
        ("relations-before.json", ["export", "relations", "--pair", "RUS", "SGP", "--at-revision", "3"]),
        ("memberships.json", ["export", "memberships", "--as-of", "2019-01-01"]),
        ("expectations.json", ["export", "expectations", "--as-known", "2018-09-01"]),
        ("signals.json", ["export", "signals", "--as-of", "2019-01-01"]),
        ("own.proof", ["prove", "own"]),
    ]

    private static let lines: String = {
        var lines = [
            #"{"id":"desk","type":"actor.defined","occurred":"","actors":{"actor":"XDESK"},"data":{"name":"A desk","kind":"organisation"}}"#,
            #"{"id":"relations","type":"relations.established","occurred":"1968-06-01","actors":{"parties":["RUS","SGP"]}}"#,
            #"{"id":"secret","type":"meeting.held","occurred":"2018-01","actors":{"participants":["RUS","SGP"]},"note":"what had to go","subject":"meeting/secret"}"#,
            #"{"id":"joined","type":"membership.joined","occurred":"2018-02-01","actors":{"organisation":"XDESK","member":["RUS","SGP","CUB","USA"]}}"#,
            #"{"id":"expected","type":"expectation.stated","occurred":"2018-03","reported":"2018-08-02","subject":"expectation/e","actors":{"by":"RUS"},"data":{"expects":{"type":"agreement.signed","subject":"agreement/a","party":["RUS","SGP"]},"by":"2019"}}"#,
            #"{"id":"own","type":"x.note","occurred":"2018-03-XX","data":{"deep":[1,2.5,{"é":null}]},"tags":["a","b"]}"#,
            #"{"type":"signal.coded","occurred":"2018-08-02T10:00:00Z","actors":{"source":"RUS","target":"SGP"},"data":{"cameo":"042","goldstein":1.9}}"#,
        ]
        for number in 0..<70 {
            lines.append(
                #"{"id":"v\#(number)","type":"visit.made","occurred":"2018-0\#(number % 9 + 1)","actors":{"visitor":"RUS","host":"SGP"}}"#
            )
        }
        lines += [
            #"{"id":"c","type":"record.corrected","data":{"target":"v4","patch":{"occurred":"2017-05-06"},"reason":"a slip"}}"#,
            #"{"id":"r","type":"record.retracted","data":{"target":"v5","reason":"never happened"}}"#,
            #"{"id":"d","type":"record.duplicate-of","data":{"target":"v6","canonical":"v7"}}"#,
        ]
        return lines.joined(separator: "\n")
    }()

    /// Makes the store of the present format and keeps what is said of it.
    private func record() throws {
        let place = try Workplace()
        func done(_ arguments: String..., input: String = "") throws -> String {
            let outcome = place.run(arguments, input: input)
            try #require(outcome.exit == 0, "\(arguments): \(outcome.errors)")
            return outcome.output
        }
        _ = try done("append", "-", input: Self.lines)
        _ = try done("redact", "secret", "--reason", "names a source", "--yes")
        let key = try parse(done("seal", "--new-key", "key"))["key"]?.text ?? ""
        let seal = try done("seal", "--key", "key")
        let format = try parse(done("stat"))["format"]?.integer ?? 0
        let folder = Self.fixtures.appending(path: "format-\(format)")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (file, arguments) in Self.questions {
            let outcome = place.run(arguments)
            try #require(outcome.exit == 0, "\(arguments): \(outcome.errors)")
            try Data(outcome.output.utf8).write(to: folder.appending(path: file))
        }
        try Data(seal.utf8).write(to: folder.appending(path: "log.seal"))
        try Data((key + "\n").utf8).write(to: folder.appending(path: "key.public"))
        try FileManager.default.copyItem(
            atPath: place.folder + "/.chancery/data.mdb", toPath: folder.appending(path: "data.mdb").path)
    }

    /// The JSON of each line, or of the whole where it is one text.
    private func lines(_ text: String) throws -> [JSONValue] {
        if let whole = try? parse(text) { return [whole] }
        return try text.split(separator: "\n").map { try parse(String($0)) }
    }

    /// What is not as it was kept: answers may come to say more, but no less and nothing else.
    private func change(_ kept: JSONValue, _ now: JSONValue) -> String? {
        if let object = kept.object {
            for member in object.members {
                guard let value = now[member.name] else { return "'\(member.name)' is gone" }
                if let change = change(member.value, value) { return "\(member.name): \(change)" }
            }
            return now.object == nil ? "is no object" : nil
        }
        if let list = kept.list, let other = now.list, list.count == other.count {
            return zip(list, other).lazy.compactMap { change($0, $1) }.first
        }
        return kept == now
            ? nil : "\(CanonicalWriter.text(of: now)) instead of \(CanonicalWriter.text(of: kept))"
    }

    @Test func storesOfEveryFormatOpenVerifyAndAnswer() throws {
        if ProcessInfo.processInfo.environment["RECORD_FIXTURE"] != nil { try record() }
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path)
            .filter { $0.hasPrefix("format-") }
        #expect(!folders.isEmpty)
        for name in folders.sorted() {
            let folder = Self.fixtures.appending(path: name)
            func text(_ file: String) throws -> String {
                String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
            }
            let place = try Workplace()
            try FileManager.default.createDirectory(
                atPath: place.folder + "/.chancery", withIntermediateDirectories: true)
            let data = place.folder + "/.chancery/data.mdb"
            try FileManager.default.copyItem(atPath: folder.appending(path: "data.mdb").path, toPath: data)
            // Files in a checkout may be write-protected.
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: data)

            try place.write("log.seal", text("log.seal"))
            let key = try text("key.public").trimmingCharacters(in: .newlines)
            let verified = place.run("verify", "--against", "log.seal", "--trusted-key", key)
            #expect(verified.exit == 0, "\(name): \(verified.output)\(verified.errors)")
            for (file, arguments) in Self.questions {
                let outcome = place.run(arguments)
                #expect(outcome.exit == 0, "\(name), \(file): \(outcome.errors)")
                let (kept, now) = (try lines(text(file)), try lines(outcome.output))
                #expect(kept.count == now.count, "\(name), \(file)")
                for (one, other) in zip(kept, now) {
                    let change = change(one, other)
                    #expect(change == nil, "\(name), \(file): \(change ?? "")")
                }
            }
            // Nothing in it is new, and it goes on.
            let again = place.run("append", "-", input: Self.lines)
            #expect(try again.json["appended"] == 0, "\(name): \(again.errors)")
            #expect(place.run("append", "-", input: Line.meeting("later")).exit == 0)
            #expect(place.run("verify", "--against", "log.seal").exit == 0)
        }
    }
}
