import CanonicalJSON
import EventLog
import Projections
import SeededRandom
import Testing

@testable import Replay

/// What is answered from the few events that the indexes lead to is what is answered from all.
@Suite struct ReachTests {
    @Test(arguments: 0..<8) func aPairIsAnsweredFromItsOwnEventsAsFromAll(part: UInt64) throws {
        for number in UInt64(0)..<25 {
            let seed = 77_000 + part * 100 + number
            let history = RandomHistory(seed: seed)
            let both = try Pair(history.events)
            defer { both.remove() }
            var random = SeededGenerator(seed: seed)
            let lens = try RandomLens(&random, revisions: history.events.count)
            try hold("relations", both, lens, "seed \(part).\(number)") { item in
                item["pair"]?.list?.compactMap(\.text) ?? []
            }
            try hold("missions", both, lens, "seed \(part).\(number)") { item in
                [item["from"]?.text, item["to"]?.text].compactMap(\.self).sorted { $0.precedes($1) }
            }
            try hold("signals", both, lens, "seed \(part).\(number)") { item in
                item["pair"]?.list?.compactMap(\.text) ?? []
            }
        }
    }

    private func hold(
        _ projection: String, _ both: Pair, _ random: RandomLens, _ seed: String,
        pair: (JSONValue) -> [String]
    ) throws {
        let lens = try random.lens
        let all = try Replayer(both.log).answer(projection, Question(), lens).items
        for (codes, items) in Dictionary(grouping: all, by: pair) where codes.count == 2 {
            var question = Question()
            question.pair = Question.Pair(codes[0], codes[1])
            let own = try Replayer(both.log).answer(projection, question, lens).items
            #expect(
                own.map(CanonicalWriter.text) == items.map(CanonicalWriter.text),
                "\(projection) of \(codes) at \(random), \(seed)")
        }
    }
}
