import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventLog
import Foundation
import NaiveReference
import Projections
import Replay
import SeededRandom
import Testing

/// Holds the engine against the naive reference: whatever the history and the lens, both say the same.
@Suite struct ReferenceTests {
    static let histories = 1000

    @Test(arguments: 0..<20)
    func engineAndReferenceAgreeOnRandomHistories(part: Int) throws {
        let count = Self.histories / 20
        for seed in UInt64(part * count)..<UInt64((part + 1) * count) {
            let history = RandomHistory(seed: seed)
            let pair = try Pair(history.events)
            defer { pair.remove() }
            var random = SeededGenerator(seed: seed &+ 77_777)
            for _ in 0..<2 {
                let lens = try RandomLens(&random, revisions: history.events.count)
                try pair.compareAll(lens, "seed \(seed)")
            }
        }
    }

    @Test func orderOfAppendingNeverMatters() throws {
        for seed in UInt64(5000)..<5040 {
            var history = RandomHistory(seed: seed)
            let one = try Pair(history.events)
            var random = SeededGenerator(seed: seed)
            history.facts.shuffle(using: &random)
            let other = try Pair(history.events)
            defer {
                one.remove()
                other.remove()
            }
            for _ in 0..<2 {
                var lens = try RandomLens(&random, revisions: history.events.count)
                lens.atRevision = nil
                for view in ProjectionRegistry.builtIn.all {
                    let first = try one.engine(view.name, lens)
                    let second = try other.engine(view.name, lens)
                    #expect(first == second, "\(view.name) at \(lens), seed \(seed)")
                }
            }
        }
    }
}

/// A lens drawn at random.
struct RandomLens: CustomStringConvertible {
    var asOf: String
    var reportedBy: String?
    var atRevision: Int?
    var isPossible: Bool

    init(_ random: inout SeededGenerator, revisions: Int) throws {
        asOf = random.one(of: [
            "2000-12-31", "2001-07-04", "2002", "2002-02-15", "2003-05-01", "2003-09", "2004-12-31",
            "2010-01-01",
            "2002-08-08T11:00:00Z",
        ])
        reportedBy =
            random.chance(30) ? random.one(of: ["2001-12-31", "2002-06-01", "2003-03-01T09:00:00Z"]) : nil
        atRevision = random.chance(30) ? Int.random(in: 1...revisions, using: &random) : nil
        isPossible = random.chance(35)
    }

    var description: String {
        "\(asOf) by \(reportedBy ?? "-") at \(atRevision.map(String.init) ?? "-")\(isPossible ? " possible" : "")"
    }
}

/// One history in both engines.
struct Pair {
    let log: EventLog
    let naive: NaiveLog
    let path: String

    init(_ events: [JSONObject]) throws {
        naive = NaiveLog(events)
        path = NSTemporaryDirectory() + "chancery-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        log = try EventLog.openOrCreate(path: path, seed: Array(path.utf8))
        var writer = CanonicalWriter()
        for event in events {
            writer.write(.object(event))
            writer.raw("\n")
        }
        var source = EventSource(bytes: writer.bytes)
        let noon = naive.recordedDay.firstInstant.seconds * 1_000_000 + 43_200_000_000
        _ = try log.append(&source, clock: { noon })
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    func engine(_ name: String, _ lens: RandomLens) throws -> [String] {
        let full = Lens(
            asOf: try LensDate(lens.asOf), reportedBy: try lens.reportedBy.map { try LensDate($0) },
            atRevision: lens.atRevision.map(UInt64.init), dates: lens.isPossible ? .possible : .certain)
        var question = Question()
        question.includeStale = true
        return try Replayer(log).answer(name, question, full).items.map(CanonicalWriter.text)
    }

    func compareAll(_ lens: RandomLens, _ seed: String) throws {
        try compare(Agreements.self, lens, seed)
        try compare(PendingAgreements.self, lens, seed)
        try compare(PendingParties.self, lens, seed)
        try compare(Relations.self, lens, seed)
        try compare(Missions.self, lens, seed)
        try compare(Memberships.self, lens, seed)
        try compare(Meetings.self, lens, seed)
        try compare(Expectations.self, lens, seed)
        try compare(Incidents.self, lens, seed)
        try compare(Signals.self, lens, seed)
        try compare(Quality.self, lens, seed)
        try compare(Network.self, lens, seed)
    }

    private func compare<P: Projection>(_ type: P.Type, _ lens: RandomLens, _ seed: String) throws {
        let naiveLens = try NaiveLens(
            asOf: lens.asOf, reportedBy: lens.reportedBy, atRevision: lens.atRevision,
            isPossible: lens.isPossible)
        let expected = try NaiveReplay<P>(naive, naiveLens).items { view, _ in view.includeStale = true }
            .map(CanonicalWriter.text)
        let got = try engine(P.name, lens)
        #expect(got == expected, "\(P.name) at \(lens), \(seed)")
    }
}
