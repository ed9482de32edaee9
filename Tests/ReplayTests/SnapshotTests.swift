import CanonicalJSON
import EDTF
import EventCoding
import EventLog
import Foundation
import LMDB
import Projections
import SeededRandom
import Testing

@testable import Replay

/// Snapshots never change an answer, whatever happens to the log or to them.
@Suite struct SnapshotTests {
    // MARK: Random histories

    /// How often snapshots have answered, and how often with items of theirs exchanged.
    private struct Use {
        var answers = 0
        var renewals = 0
        var records = 0
    }

    @Test(arguments: 0..<6) func answersAreThoseOfAWholeReplayWhateverIsAppended(part: UInt64) throws {
        var use = Use()
        for number in UInt64(0)..<8 {
            let seed = 91_000 + part * 100 + number
            var random = SeededGenerator(seed: seed)
            let events = RandomHistory(seed: seed, size: 40).events
            let first = Int.random(in: 10...events.count - 4, using: &random)
            let store = try Pair(Array(events[..<first]))
            defer { store.remove() }
            var lenses: [Lens] = []
            for _ in 0..<2 {
                let drawn = try RandomLens(&random, revisions: first)
                lenses.append(try drawn.lens)
                for name in ProjectionRegistry.builtIn.kept {
                    _ = try Replayer(store.log).buildSnapshot(name, try drawn.lens)
                }
            }
            var place = first
            while true {
                for lens in lenses { try hold(store.log, lens, "seed \(seed) at \(place)", &use) }
                guard place < events.count else { break }
                let next = min(place + Int.random(in: 1...4, using: &random), events.count)
                try append(Array(events[place..<next]), to: store.log)
                place = next
            }
        }
        #expect(use.answers > 200)
        #expect(use.renewals > 5)
        #expect(use.records > 5)
    }

    /// Compares every projection with and without snapshots, through a lens and at the head.
    private func hold(_ log: EventLog, _ lens: Lens, _ place: String, _ use: inout Use) throws {
        var lens = lens
        for atRevision in [nil, lens.atRevision] {
            lens.atRevision = atRevision
            for name in ProjectionRegistry.builtIn.kept {
                let kept = try Replayer(log).answer(name, plain, lens).text()
                let replayed = try Replayer(log, usesSnapshots: false).answer(name, plain, lens).text()
                if kept != replayed {
                    let lines = Set(kept.split(separator: 10)).symmetricDifference(
                        replayed.split(separator: 10))
                    Issue.record(
                        "\(name) at \(lens), \(place): \(lines.map { String(decoding: $0, as: UTF8.self) })")
                }
                guard let delta = try delta(log, name, lens) else { continue }
                use.answers += 1
                if case .pairs(let pairs) = delta.extent, !pairs.isEmpty { use.renewals += 1 }
                if delta.recordsSeen != nil { use.records += 1 }
            }
        }
    }

    /// What came since the snapshot that answers; `nil` where none does.
    private func delta(_ log: EventLog, _ name: String, _ lens: Lens) throws -> SnapshotDelta? {
        let view = try #require(ProjectionRegistry.builtIn.view(name))
        return try Replayer(log).read { (transaction) throws(ReplayError) in
            guard try Replayer(log).kept(view, plain, lens, transaction) != nil else { return nil }
            guard let kept = SnapshotShelf(log).snapshot(SnapshotKey(lens).fileName(name)) else { return nil }
            do throws(LogError) {
                let through = try KnowledgeCut(log, lens, transaction).through
                return try SnapshotDelta(view, kept, log, lens, through: through, transaction)
            } catch {
                throw ReplayError.log(error)
            }
        }
    }

    private var plain: Question {
        var question = Question()
        question.asText = true
        return question
    }

    private func append(_ events: [JSONObject], to log: EventLog) throws {
        var writer = CanonicalWriter()
        for event in events {
            writer.write(.object(event))
            writer.raw("\n")
        }
        var source = EventSource(bytes: writer.bytes)
        // Later than what `Pair` appends; a clock that goes back would not be believed.
        _ = try log.append(&source, clock: { 0 })
    }

    // MARK: What a snapshot has to be

    private func lens(_ day: String) throws -> Lens { Lens(asOf: try LensDate(day)) }

    private func event(_ id: String, _ type: String, _ day: String, _ actors: JSONValue) -> JSONObject {
        JSONObject([
            JSONObject.Member(name: "actors", value: actors),
            JSONObject.Member(name: "id", value: .text(id)),
            JSONObject.Member(name: "occurred", value: .text(day)),
            JSONObject.Member(name: "reported", value: .text(day)),
            JSONObject.Member(name: "type", value: .text(type)),
        ])
    }

    private func small() throws -> Pair {
        try Pair([
            event("a", "relations.established", "1990-01-01", ["parties": ["AUT", "BOL"]]),
            event("b", "relations.established", "1991-01-01", ["parties": ["BOL", "CHE"]]),
            event("c", "relations.established", "1992-01-01", ["parties": ["CHE", "DEU"]]),
            event("d", "call.held", "1993-01-01", ["participants": ["AUT", "DEU"]]),
        ])
    }

    private func answer(_ log: EventLog, _ lens: Lens, kept: Bool = true) throws -> [UInt8] {
        try Replayer(log, usesSnapshots: kept).answer("relations", plain, lens).text()
    }

    private func isKept(_ log: EventLog, _ lens: Lens) throws -> Bool {
        try delta(log, "relations", lens) != nil
    }

    @Test func anAppendOfLongAgoExchangesTheItemsOfItsPairAlone() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        try append(
            [event("e", "relations.severed", "1990-06-01", ["by": "AUT", "with": "BOL"])], to: store.log)
        let delta = try #require(try delta(store.log, "relations", lens))
        guard case .pairs(let pairs) = delta.extent else {
            Issue.record("everything is folded anew")
            return
        }
        #expect(pairs == [TwoCodes(first: "AUT", second: "BOL")])
        #expect(try answer(store.log, lens) == answer(store.log, lens, kept: false))
    }

    @Test func aCorrectionExchangesTheItemsOfWhatItCorrects() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        var correction = event("r", "record.corrected", "1995-01-01", .null)
        correction["actors"] = nil
        correction["data"] = ["patch": ["occurred": "1999-01-01"], "reason": "so it is", "target": "b"]
        try append([correction], to: store.log)
        let delta = try #require(try delta(store.log, "relations", lens))
        guard case .pairs(let pairs) = delta.extent else {
            Issue.record("everything is folded anew")
            return
        }
        #expect(pairs == [TwoCodes(first: "BOL", second: "CHE")])
        #expect(try answer(store.log, lens) == answer(store.log, lens, kept: false))
    }

    @Test func aFilteredQuestionIsAnsweredFromTheLog() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        var question = plain
        question.actor = "AUT"
        let kept = try Replayer(store.log).answer("relations", question, lens).text()
        #expect(
            kept == (try Replayer(store.log, usesSnapshots: false).answer("relations", question, lens).text())
        )
        #expect(kept != (try answer(store.log, lens)))
    }

    @Test func otherFormsOfOutputAreTheSameFromASnapshot() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        let replayed = try Replayer(store.log).answer("relations", Question(), lens).items
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        #expect(try isKept(store.log, lens))
        let kept = try Replayer(store.log).answer("relations", Question(), lens).items
        #expect(kept.map(CanonicalWriter.text) == replayed.map(CanonicalWriter.text))
    }

    // MARK: What is passed over

    private func file(_ store: Pair) throws -> String {
        let folder = store.path + "/snapshots"
        return folder + "/"
            + (try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first))
    }

    @Test func aSnapshotWithAnyByteChangedIsPassedOverAndFound() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        let path = try file(store)
        let whole = try Data(contentsOf: URL(filePath: path))
        let right = try answer(store.log, lens, kept: false)
        for place in stride(from: 0, to: whole.count, by: 37) {
            var broken = whole
            broken[place] ^= 0x20
            try broken.write(to: URL(filePath: path))
            #expect(try !isKept(store.log, lens), "byte \(place)")
            #expect(try answer(store.log, lens) == right, "byte \(place)")
        }
        for length in [0, 1, 30, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(filePath: path))
            #expect(try answer(store.log, lens) == right, "\(length) bytes")
        }
        #expect(try Replayer(store.log).verifySnapshots().findings.count == 1)
        #expect(try Replayer(store.log).snapshots().map { $0.json["state"]?.text } == ["damaged"])
        try whole.write(to: URL(filePath: path))
        #expect(try isKept(store.log, lens))
        #expect(try Replayer(store.log).verifySnapshots().held == 1)
    }

    @Test func aFileWithAnyBitChangedOrAnyByteMissingIsNoSnapshot() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        let whole = Array(try Data(contentsOf: URL(filePath: try file(store))))
        #expect(SnapshotFile.snapshot(whole) != nil)
        var believed: [Int] = []
        for bit in 0..<whole.count * 8 {
            var broken = whole
            broken[bit / 8] ^= 1 << UInt8(bit % 8)
            if SnapshotFile.snapshot(broken) != nil { believed.append(bit) }
        }
        for length in 0..<whole.count where SnapshotFile.snapshot(Array(whole.prefix(length))) != nil {
            believed.append(length)
        }
        #expect(believed == [] && SnapshotFile.snapshot(whole + [0]) == nil)
    }

    /// Puts a snapshot in the place of the one there is.
    private func exchange(
        _ store: Pair, _ lens: Lens, _ change: (Snapshot) -> Snapshot
    ) throws {
        let shelf = SnapshotShelf(store.log)
        let name = SnapshotKey(lens).fileName("relations")
        _ = try shelf.put(change(try #require(shelf.snapshot(name))))
    }

    private func exchange(
        _ store: Pair, _ lens: Lens, about change: (inout Snapshot.About) -> Void
    ) throws {
        try exchange(store, lens) { snapshot in
            var about = snapshot.about
            change(&about)
            return Snapshot(
                about: about, indexText: snapshot.indexText, warnings: snapshot.warnings,
                items: snapshot.items)
        }
    }

    @Test func aSnapshotOfOtherCodeIsPassedOver() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        try exchange(store, lens) { $0.code += "0" }
        #expect(try !isKept(store.log, lens))
        #expect(try Replayer(store.log).snapshots().map { $0.json["state"]?.text } == ["outdated"])
        #expect(try Replayer(store.log).verifySnapshots().findings.isEmpty)
    }

    @Test func aSnapshotOfAnotherLogOrStateIsPassedOver() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        let log = store.log.id
        try exchange(store, lens) { $0.log = String(log.reversed()) }
        #expect(try !isKept(store.log, lens))
        try exchange(store, lens) { $0.log = log }
        #expect(try isKept(store.log, lens))
        try exchange(store, lens) { $0.head = "sha256:" + String(repeating: "0", count: 64) }
        #expect(try !isKept(store.log, lens))
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        try exchange(store, lens) { $0.revision += 1 }
        #expect(try !isKept(store.log, lens))
    }

    @Test func aSnapshotOfAnotherLensIsPassedOver() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        let other = try self.lens("1990-06-01")
        _ = try Replayer(store.log).buildSnapshot("relations", other)
        try FileManager.default.moveItem(
            atPath: try file(store),
            toPath: store.path + "/snapshots/" + SnapshotKey(lens).fileName("relations"))
        #expect(try !isKept(store.log, lens))
        #expect(try answer(store.log, lens) == answer(store.log, lens, kept: false))
    }

    @Test func verifyFindsASnapshotThatIsWholeAndSaysAnotherThing() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        try exchange(store, lens) { snapshot in
            var items = Array(snapshot.items)
            let place = items.firstIndex(of: UInt8(ascii: "0")) ?? 0
            items[place] = UInt8(ascii: "9")
            return Snapshot(
                about: snapshot.about, indexText: snapshot.indexText, warnings: snapshot.warnings,
                items: items[...])
        }
        #expect(try Replayer(store.log).verifySnapshots().findings.count == 1)
    }

    // MARK: Redaction

    @Test func aRedactionDropsAllSnapshots() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        let path = try file(store)
        let kept = try Data(contentsOf: URL(filePath: path))
        _ = try #require(try store.log.redact(id: "d", reason: "a secret", clock: { 0 }))
        #expect(!FileManager.default.fileExists(atPath: store.path + "/snapshots"))
        // One that somebody puts back is of before.
        try FileManager.default.createDirectory(
            atPath: store.path + "/snapshots", withIntermediateDirectories: true)
        try kept.write(to: URL(filePath: path))
        #expect(try !isKept(store.log, lens))
        var then = lens
        then.atRevision = 4
        #expect(try answer(store.log, then) == answer(store.log, then, kept: false))
        _ = try Replayer(store.log).buildSnapshot("relations", lens)
        #expect(try isKept(store.log, lens))
    }

    /// Who redacts removes all snapshots, and can't remove one that is only being made.
    @Test func aSnapshotThatARedactionCameBeforeIsNotKept() throws {
        let store = try small()
        defer { store.remove() }
        let (log, lens) = (store.log, try lens("2000-01-01"))
        #expect {
            _ = try Replayer(log).buildSnapshot("relations", lens) { _, _ in
                _ = try? log.redact(id: "d", reason: "a secret", clock: { 0 })
            }
        } throws: { error in
            guard case .log(.tryAgain)? = error as? ReplayError else { return false }
            return true
        }
        #expect(try log.read { transaction in try log.lastRedaction(transaction) } > 0)
        #expect(try Replayer(log).snapshots().isEmpty)
    }

    @Test func droppingTakesThoseThatAreNamed() throws {
        let store = try small()
        defer { store.remove() }
        let lens = try lens("2000-01-01")
        for name in ["agreements", "pending-agreements", "relations"] {
            _ = try Replayer(store.log).buildSnapshot(name, lens)
        }
        #expect(try Replayer(store.log).dropSnapshots(of: ["agreements"]).count == 1)
        #expect(
            try Replayer(store.log).snapshots().map { $0.json["projection"]?.text }
                == ["pending-agreements", "relations"])
        #expect(try Replayer(store.log).dropSnapshots(of: []).count == 2)
        #expect(!FileManager.default.fileExists(atPath: store.path + "/snapshots"))
    }
}
