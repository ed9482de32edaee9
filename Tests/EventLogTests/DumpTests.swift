import EventCoding
import EventLog
import Foundation
import LMDB
import SeededRandom
import Testing

@Suite struct DumpTests {
    private func dump(_ log: EventLog) throws -> [UInt8] {
        var all: [UInt8] = []
        try log.dump { (bytes) throws(LogError) in all += bytes }
        return all
    }

    /// A log restored from a dump that comes so many bytes at a time.
    private struct RestoredLog {
        let place: Place
        let log: EventLog
        let said: Restored
    }

    private func restored(_ dump: [UInt8], chunk: Int = 1000) throws -> RestoredLog {
        let place = try Place()
        let scratch = try ScratchFolder(in: place.path)
        var rest = dump[...]
        var source = DumpSource { () throws(LogError) in
            defer { rest = rest.dropFirst(chunk) }
            return Array(rest.prefix(chunk))
        }
        let said = try EventLog.restore(&source, into: scratch)
        try EventLog.install(scratch, at: place.path, patience: .zero)
        scratch.remove()
        return RestoredLog(place: place, log: try EventLog.open(path: place.path), said: said)
    }

    /// What a dump is refused with; `nil` where it isn't.
    private func refusal(_ dump: [UInt8]) throws -> String? {
        do {
            _ = try restored(dump)
            return nil
        } catch let error as LogError {
            guard case .refused = error else { return "\(error), which is no refusal of a line" }
            return error.description
        }
    }

    private func lines(_ dump: [UInt8]) -> [[UInt8]] {
        dump.split(separator: 0x0A).map { Array($0) + [0x0A] }
    }

    private func small() throws -> TestStore {
        let store = try TestStore()
        try store.append(meeting("a", #","note":"é\n\"1\"""#))
        store.now += 5
        try store.append(
            #"{"id":"b","type":"x.own","occurred":"","data":{"n":[1.5,-0.25,1e300,18446744073709551615,null]}}"#,
            correction("c", of: "a", #"{"note":"b"}"#))
        return store
    }

    @Test func aRestoredLogIsTheSameLogAndDumpsToTheSameBytes() throws {
        let store = try small()
        // Names on both sides of those that a dump adds, and none at all.
        try store.append(
            #"{"type":"x.z","occurred":"2018","subject":"x/y","wording":"w","tags":["t"],"quote":"q"}"#)
        let bytes = try dump(store.log)
        let two = try restored(bytes)
        #expect(try dump(two.log) == bytes)
        #expect(two.log.id == store.log.id && two.said.id == two.log.id)
        #expect(try two.log.read { transaction in try two.log.head(transaction) } == store.head())
        #expect(try two.log.verify().findings == [])
        // However the input comes.
        #expect(try dump(restored(bytes, chunk: 1).log) == bytes)
    }

    @Test func eachLineIsTheEventWithWhatTheLogAssigned() throws {
        let store = try small()
        let text = lines(try dump(store.log)).map { String(decoding: $0, as: UTF8.self) }
        #expect(text.count == 3)
        #expect(text[0].hasPrefix(#"{"actors":{"participants":["ASEAN","RUS"]},"hash":"sha256:"#))
        #expect(text[0].contains(#""log":{"check":"sha256:"#))
        #expect(text[1].contains(#""recorded":"2018-08-03T12:00:00.000005Z","revision":2,"type":"x.own"}"#))
        #expect(!text[1].contains(#""log":"#))
    }

    @Test func anEmptyLogIsDumpedAndRestored() throws {
        let store = try TestStore()
        let bytes = try dump(store.log)
        #expect(lines(bytes).count == 1)
        let two = try restored(bytes)
        #expect(try dump(two.log) == bytes)
        #expect(two.said.head.revision == 0)
    }

    @Test func aDumpWithAnyByteChangedIsRefused() throws {
        let store = try TestStore()
        try store.append(meeting("a"), #"{"id":"b","type":"x.own","occurred":"","data":{"n":1e300}}"#)
        let bytes = try dump(store.log)
        var random = SeededGenerator(seed: 4)
        for place in bytes.indices {
            var changed = bytes
            // Of letters the other case, else any other byte: 1E300 is the same number as 1e300.
            let isLetter = (0x61...0x7A).contains(bytes[place] | 0x20)
            changed[place] ^= isLetter ? 0x20 : UInt8.random(in: 1...255, using: &random)
            let said = try refusal(changed)
            #expect(
                said?.hasPrefix("line ") ?? false,
                "\(place): \(String(decoding: changed, as: UTF8.self)): \(said ?? "accepted")")
        }
    }

    @Test func theLineThatWasChangedIsNamed() throws {
        let store = try small()
        let all = lines(try dump(store.log))
        for place in all.indices {
            var changed = all
            let text = String(decoding: all[place], as: UTF8.self)
            changed[place] = Array(text.replacingOccurrences(of: "2018", with: "2019").utf8)
            guard changed[place] != all[place] else { continue }
            let said = try refusal(changed.flatMap { $0 })
            #expect(said?.hasPrefix("line \(place + 1): ") ?? false, "\(said ?? "accepted")")
        }
    }

    @Test func aDumpWithItsEndCutOffIsRefused() throws {
        let bytes = try dump(small().log)
        for length in stride(from: 0, to: bytes.count, by: 13) {
            #expect(try refusal(Array(bytes.prefix(length)))?.hasPrefix("line ") ?? false, "\(length) bytes")
        }
        #expect(try refusal(Array(bytes.dropLast())) != nil)
        let all = lines(bytes)
        #expect(
            try refusal(all.dropLast().flatMap { $0 })
                == "line 3: the dump ends after revision 2 of 3; its end is missing")
    }

    @Test func linesThatAreMissingOrMovedOrTooManyAreRefused() throws {
        let all = lines(try dump(small().log))
        #expect(
            try refusal((all[..<1] + all[2...]).flatMap { $0 })?.hasPrefix("line 2: revision: is 3") ?? false)
        #expect(try refusal(all[1...].flatMap { $0 })?.hasPrefix("line 1: log: is missing") ?? false)
        #expect(try refusal((all[0] + all[2] + all[1]))?.hasPrefix("line 2: revision: is 3") ?? false)
        #expect(try refusal((all[1] + all[0] + all[2]))?.hasPrefix("line 1: log: ") ?? false)
        #expect(try refusal((all + all[2...]).flatMap { $0 })?.hasPrefix("line 4: revision: ") ?? false)
        #expect(try refusal((all + all).flatMap { $0 })?.hasPrefix("line 4: log: ") ?? false)
        #expect(try refusal(Array(" ".utf8) + all.flatMap { $0 }) != nil)
        #expect(try refusal([]) == "line 1: the dump is empty")
    }

    /// Each line is whole, and so is what the first says of the log; only the head tells that they don't belong together.
    @Test func aLineOfAnotherLogIsRefused() throws {
        let (one, other) = (try TestStore(), try TestStore())
        try one.append(meeting("a"), meeting("b"))
        try other.append(meeting("a"), meeting("c"))
        let mixed = lines(try dump(one.log))[0] + lines(try dump(other.log))[1]
        #expect(try refusal(mixed)?.hasPrefix("line 1: log: says that the head is") ?? false)
    }

    @Test func whatIsWithheldStaysWithheldAndProvable() throws {
        let store = try small()
        try store.append(
            meeting("d", #","note":"a secret""#), correction("e", of: "d", #"{"wording":"another secret"}"#),
            correction("f", of: "e", #"{"data":{"patch":{"quote":"q"}}}"#))
        let head = try store.head()
        for id in ["d", "e"] {
            let done = try store.log.redact(
                id: id, reason: "named a source", clock: { [now = store.now] in now })
            #expect(done != nil)
        }
        try store.append(meeting("g"))
        let bytes = try dump(store.log)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
        let two = try restored(bytes)
        #expect(try dump(two.log) == bytes)
        #expect(try two.log.verify().findings == [])
        let root = try two.log.read { transaction in try two.log.root(at: head.revision, transaction) }
        #expect(root == head.digest)
        // Its hash is not made over what stands in its stead: that is covered otherwise.
        let all = lines(bytes)
        let place = try #require(
            all.firstIndex { String(decoding: $0, as: UTF8.self).contains("x.withheld") })
        var random = SeededGenerator(seed: 9)
        for byte in all[place].indices where byte % 3 == 0 {
            var changed = all
            changed[place][byte] ^= UInt8.random(in: 1...255, using: &random)
            #expect(try refusal(changed.flatMap { $0 })?.hasPrefix("line ") ?? false, "byte \(byte)")
        }
    }

    @Test func nobodyPretendsThatSomethingIsWithheld() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"))
        let text = String(decoding: try dump(store.log), as: UTF8.self)
        let changed = text.replacingOccurrences(
            of: "\"type\":\"meeting.held\"}", with: "\"type\":\"x.withheld\"}")
        #expect(try refusal(Array(changed.utf8))?.hasPrefix("line 1: withheld: ") ?? false)
    }

    @Test func nothingIsPutInPlaceOfEvents() throws {
        let bytes = try dump(small().log)
        let other = try Place()
        do {
            let log = try EventLog.openOrCreate(path: other.path, seed: [1])
            var source = EventSource(bytes: Array(meeting("own").utf8))
            _ = try log.append(&source, clock: { 0 })
        }
        let scratch = try ScratchFolder(in: other.path)
        defer { scratch.remove() }
        var rest = bytes
        var source = DumpSource { () throws(LogError) in
            defer { rest = [] }
            return rest
        }
        _ = try EventLog.restore(&source, into: scratch)
        #expect {
            try EventLog.install(scratch, at: other.path, patience: .zero)
        } throws: { error in
            guard case .notEmpty(_, revision: 1)? = error as? LogError else { return false }
            return true
        }
        let log = try EventLog.open(path: other.path)
        #expect(try log.read { transaction in try log.head(transaction).revision } == 1)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func aRandomHistoryComesThroughADumpUnchanged(_ seed: UInt64) throws {
        let store = try TestStore()
        var random = SeededGenerator(seed: seed)
        for round in 0..<30 {
            var batch: [String] = []
            for place in 0..<Int.random(in: 1...20, using: &random) {
                let id = "e\(round).\(place)"
                switch Int.random(in: 0..<4, using: &random) {
                case 0 where round > 0:
                    batch.append(correction(id, of: "e0.0", #"{"note":"\#(id) ü"}"#))
                case 1: batch.append(#"{"type":"x.\#(place)","occurred":"20\#(10 + round)","note":"\#(id)"}"#)
                default: batch.append(meeting(id, #","wording":"\#(id)""#))
                }
            }
            store.now += Int64.random(in: -5...2_000_000, using: &random)
            try store.append(text: batch.joined(separator: "\n"))
        }
        let bytes = try dump(store.log)
        let two = try restored(bytes, chunk: 777)
        #expect(try dump(two.log) == bytes)
        #expect(try two.log.verify().findings == [])
    }
}

/// A folder of a test's own, removed with the value.
final class Place {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "place-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
