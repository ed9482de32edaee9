import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import Foundation
import LMDB
import SeededRandom
import Testing

@Suite struct RedactionTests {
    private func redact(_ store: TestStore, _ id: String) throws -> Redaction? {
        try store.log.redact(id: id, reason: "a slip", clock: { [now = store.now] in now })
    }

    private func file(_ store: TestStore) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: store.path + "/data.mdb"))
    }

    private let marks = [
        "SECRET-NOTE", "agreement/secret-subject", "XSECRETACTOR", "x.secret-type", "1987-06",
    ]

    private let secrets = [
        #"{"id":"secret","type":"x.secret-type","occurred":"1987-06","subject":"agreement/secret-subject","actors":{"participants":["XSECRETACTOR","RUS"]},"note":"SECRET-NOTE"}"#,
        #"{"id":"secret","type":"membership.joined","occurred":"1987-06","subject":"agreement/secret-subject","actors":{"organisation":"XSECRETACTOR","member":"RUS"},"note":"SECRET-NOTE PADDING"}"#,
        #"{"id":"secret","type":"expectation.stated","occurred":"1987-06","subject":"expectation/secret","actors":{"by":"XSECRETACTOR"},"data":{"expects":{"type":"agreement.signed","subject":"agreement/secret-subject"},"by":"2019"},"note":"SECRET-NOTE"}"#,
    ]

    /// A store written in many small commits, so that copies of pages lie all over its file.
    private func filled(_ secret: String, around count: Int = 90) throws -> TestStore {
        let store = try TestStore()
        var options = AppendOptions()
        options.allowNewActors = true
        for number in 0..<count { try store.append(meeting("before\(number)", #","tags":["t\#(number)"]"#)) }
        let padded = secret.replacingOccurrences(
            of: "PADDING", with: String(repeating: "SECRET-NOTE", count: 400))
        try store.append(text: padded, options: options)
        for number in 0..<count {
            let id = "after\(number)"
            try store.append(meeting(id, #","subject":"agreement/s\#(number)""#))
        }
        return store
    }

    @Test(arguments: [0, 1, 2])
    func theContentIsGoneFromTheFileAndTheLogIsWholeAsBefore(_ kind: Int) throws {
        let store = try filled(secrets[kind])
        let head = try store.head()
        let seal = try Seal(
            log: store.log.id, revision: head.revision, head: head.digest, sealed: 1, by: SealKey())
        let before = try store.log.read { transaction in
            try (1...head.revision).map { try store.log.recorded($0, transaction).leaf }
        }
        let data = try file(store)
        #expect(data.range(of: Data("SECRET-NOTE".utf8)) != nil)

        let redaction = try #require(try redact(store, "secret"))
        #expect(redaction.revision == 91 && redaction.record == head.revision + 1 && redaction.isScrubbed)
        let scrubbed = try file(store)
        for mark in marks { #expect(scrubbed.range(of: Data(mark.utf8)) == nil, "\(mark)") }

        let report = try store.log.verify(rootsAt: [head.revision])
        #expect(report.findings == [])
        #expect(report.finding(against: seal) == nil)
        #expect(report.head.digest == redaction.head)
        let after = try store.log.read { transaction in
            try (1...head.revision).map { try store.log.recorded($0, transaction).leaf }
        }
        #expect(after == before)
        try store.log.read { transaction in
            let event = try store.log.recorded(91, transaction)
            #expect(event.isWithheld && event.recorded == store.now)
            #expect(
                String(decoding: event.content, as: UTF8.self)
                    == #"{"id":"secret","occurred":"","type":"x.withheld"}"#)
            #expect(try store.log.revision(ofID: "secret", transaction) == 91)
            #expect(try store.log.actorNumber("XSECRETACTOR", transaction) == nil)
            let proof = try store.log.proof(ofID: "secret", at: head.revision, transaction)
            #expect(proof?.event == nil && proof?.head == head.digest)
            let record = try store.log.event(head.revision + 1, transaction)
            #expect(record["type"] == "record.redacted" && record["data"]?["reason"] == "a slip")
            #expect(record["data"]?["target"] == "secret")
        }
        // And the log goes on.
        try store.append(meeting("later"))
        #expect(try store.findings() == [])
    }

    /// The library uses memory in which a page was changed again for other pages, whose gaps then hold pieces of it.
    @Test func whatIsAppendedLaterBringsNothingBack() throws {
        let store = try filled(secrets[1])
        #expect(try redact(store, "secret")?.isScrubbed == true)
        for number in 0..<40 {
            let subject =
                #","subject":"agreement/s\#(number)","note":"\#(String(repeating: "n", count: number * 40))""#
            try store.append(meeting("later\(number)", subject))
            let data = try file(store)
            for mark in marks { #expect(data.range(of: Data(mark.utf8)) == nil, "\(mark) after \(number)") }
        }
        #expect(try store.findings() == [])
    }

    @Test func onlyAnIdleStoreIsScrubbedAndRedactingAgainDoesTheRest() throws {
        let store = try filled(secrets[0])
        try store.log.read { _ in
            let redaction = try #require(try redact(store, "secret"))
            #expect(!redaction.isScrubbed && redaction.record != nil)
        }
        #expect(try file(store).range(of: Data("SECRET-NOTE".utf8)) != nil)
        let head = try store.head()
        let again = try #require(try redact(store, "secret"))
        #expect(again.isScrubbed && again.record == nil && again.head == head.digest)
        #expect(try store.head() == head)
        #expect(try file(store).range(of: Data("SECRET-NOTE".utf8)) == nil)
    }

    @Test func appendingItAgainIsSkippedAndSomethingElseOfItsIdRefused() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"))
        #expect(try redact(store, "a") != nil)
        #expect(try store.append(meeting("a")).skipped == 1)
        #expect(store.faults(meeting("a", #","note":"x""#)).first?.contains("stands at revision 1") == true)
        #expect(
            store.faults(correction("c", of: "a", #"{"note":"x"}"#)).first?.contains("is withheld") == true)
    }

    @Test func aRedactionCannotBeFaked() throws {
        let store = try TestStore()
        try store.append(meeting("a"))
        #expect(
            store.faults(record("redacted", "r", "a", #","reason":"x""#)).first?.contains("chancery redact")
                == true)
        #expect(
            store.faults(#"{"id":"w","type":"x.withheld","occurred":""}"#).first?.contains("withheld") == true
        )
        try store.append(record("annotated", "n", "a"))
        #expect(
            store.faults(correction("c", of: "n", #"{"type":"record.redacted","data":{"reason":"x"}}"#))
                .first?
                .contains("chancery redact") == true)
        #expect(try store.findings() == [])
    }

    @Test func aWithheldEventWithoutARecordIsFound() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"))
        let leaf = try store.log.read { transaction in try store.log.recorded(1, transaction) }
        let environment = try Environment.open(path: store.path)
        let bodies = try environment.table("bodies", keys: .integer)
        let content = WithheldEvent.content(id: "a")
        let stub = StoredBody.encodeWithheld(
            leaf.leaf, recorded: leaf.recorded, digest: leaf.contentDigest, content: content.span)
        try environment.write { (transaction) throws(LMDBError) in
            try transaction.put(bodies, 1, stub.span)
        }
        #expect(try store.findings().contains("revision 1: is withheld, and no record says so"))
    }

    @Test func noBitOfAWithheldRecordIsBelievedChanged() throws {
        let content = WithheldEvent.content(id: "a")
        let digest = LogDigest.of(Array("{}".utf8).span)
        let leaf = MerkleTree.leaf(revision: Revision(1), recorded: 7, content: digest)
        let record = StoredBody.encodeWithheld(leaf, recorded: 7, digest: digest, content: content.span)
        func isRead(_ bytes: [UInt8]) -> Bool { RecordedEvent(bytes.span, revision: Revision(1)) != nil }
        #expect(isRead(record))
        for bit in 0..<record.count * 8 {
            var changed = record
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!isRead(changed), "\(bit)")
        }
        for length in 0..<record.count { #expect(!isRead(Array(record.prefix(length)))) }
    }

    @Test func aRecordCanBeWithheldAndHasNoEffectThen() throws {
        let store = try TestStore()
        try store.append(
            meeting("a", #","note":"0""#), correction("c", of: "a", #"{"note":"SECRET-NOTE"}"#), meeting("b"))
        #expect(try store.version(1).event["note"] == "SECRET-NOTE")
        #expect(try redact(store, "c")?.isScrubbed == true)
        #expect(try store.version(1).event["note"] == "0")
        #expect(try store.findings() == [])
        #expect(try file(store).range(of: Data("SECRET-NOTE".utf8)) == nil)
        #expect(try redact(store, "none") == nil)
        let records = try store.log.read { transaction in try store.log.event(4, transaction)["id"]?.text }
        #expect(throws: LogError.self) { try redact(store, try #require(records)) }
    }

    @Test func whateverIsWithheldTheStoreStaysWhole() throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: 11)
        let actors = ["RUS", "SGP", "ASEAN", "USA", "CUB", "IRN", "VNM", "THA", "MYS", "IDN"]
        var lines: [String] = []
        for number in 0..<150 {
            let some = actors.shuffled(using: &random).prefix(Int.random(in: 2...10, using: &random))
            let list = some.map { "\"\($0)\"" }.joined(separator: ",")
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                lines.append(
                    #"{"id":"e\#(number)","type":"membership.joined","occurred":"2018","actors":{"organisation":"ASEAN","member":[\#(list)]}}"#
                )
            case 1 where number > 0:
                let target = Int.random(in: 0..<number, using: &random)
                lines.append(record("annotated", "e\(number)", "e\(target)"))
            case 2:
                lines.append(
                    #"{"id":"e\#(number)","type":"x.t\#(number)","occurred":"","subject":"meeting/s\#(number % 9)","actors":{"participants":[\#(list)]}}"#
                )
            case 3:
                lines.append(
                    #"{"id":"e\#(number)","type":"signal.coded","occurred":"2018","actors":{"source":"RUS","target":"SGP"},"data":{"cameo":"042"}}"#
                )
            default: lines.append(meeting("e\(number)", #","subject":"meeting/s\#(number % 9)""#))
            }
        }
        try store.append(text: lines.joined(separator: "\n"))
        for number in (0..<150).shuffled(using: &random).prefix(60) {
            #expect(try redact(store, "e\(number)")?.record != nil)
            if number % 6 == 0 { #expect(try store.findings() == [], "\(number)") }
        }
        #expect(try store.findings() == [])
        #expect(try store.append(text: lines.joined(separator: "\n")).appended == 0)
    }
}
