import CanonicalJSON
import EDTF
import EventLog
import Replay
import SeededRandom
import Testing

/// A timeline that is narrowed down reads only what it takes. What it tells must be what the timeline of everything
/// tells of the same events.
@Suite struct HistoryTests {
    private static let histories = 400

    @Test(arguments: 0..<8)
    func aNarrowTimelineTellsWhatTheWholeOneTells(part: Int) throws {
        let count = Self.histories / 8
        for seed in UInt64(part * count)..<UInt64((part + 1) * count) {
            let history = RandomHistory(seed: seed &+ 20_000)
            let logs = try Pair(history.events)
            defer { logs.remove() }
            var random = SeededGenerator(seed: seed)
            let lens = try RandomLens(&random, revisions: history.events.count).lens
            let whole = try Replayer(logs.log).answer("timeline", Question(), lens)
            var items: [String: JSONValue] = [:]
            for item in whole.items { items[item["event"]?.text ?? ""] = item }
            for (question, what) in Self.questions {
                guard let narrow = try Self.timeline(logs.log, question, lens) else { continue }
                try Self.compare(narrow, whole, history, question, "\(what), seed \(seed)")
            }
        }
    }

    /// The timeline; `nil` where a history has no such subject or actor.
    private static func timeline(_ log: EventLog, _ question: Question, _ lens: Lens) throws -> Answer? {
        do {
            return try Replayer(log).answer("timeline", question, lens)
        } catch {
            if case .unknown = error { return nil }
            throw error
        }
    }

    private static func compare(
        _ narrow: Answer, _ whole: Answer, _ history: RandomHistory, _ question: Question, _ what: String
    ) throws {
        var items: [String: JSONValue] = [:]
        for item in whole.items { items[item["event"]?.text ?? ""] = item }
        let order = whole.items.compactMap { $0["event"]?.text }
        let told = Set(narrow.items.compactMap { $0["event"]?.text })
        #expect(narrow.items.compactMap { $0["event"]?.text } == order.filter(told.contains), "\(what)")
        #expect(narrow.warnings == whole.warnings, "\(what)")
        for item in narrow.items {
            let id = item["event"]?.text ?? ""
            let all = items[id]?["changed"]?.list ?? []
            let own = item["changed"]?.list ?? []
            // Of an event of a bloc's members those steps are told that are asked for.
            let isPart = history.events.contains { $0["id"]?.text == id && $0["actsAs"] != nil }
            #expect(
                isPart ? Set(own).isSubset(of: all) : own == all, "\(what) \(id): \(own) and not \(all)")
        }
        for id in order where isAskedFor(id, history, question) {
            #expect(told.contains(id), "\(what) \(id)")
        }
    }

    /// Whether an event names all that a question names, by itself and uncorrected.
    private static func isAskedFor(_ id: String, _ history: RandomHistory, _ question: Question) -> Bool {
        guard let event = history.facts.first(where: { $0["id"]?.text == id }), event["actsAs"] == nil,
            !history.records.contains(where: { $0["data"]?["target"]?.text == id })
        else { return false }
        if let subject = question.subject { return event["subject"]?.text == subject }
        let named = event["actors"]?.object?.members.flatMap { $0.value.list ?? [$0.value] } ?? []
        let asked = question.pair.map { [$0.one, $0.other] } ?? [question.actor].compactMap { $0 }
        return asked.allSatisfy { named.contains(.text($0)) }
    }

    private static let questions: [(Question, String)] = {
        var questions: [(Question, String)] = []
        let codes = ["ASEAN", "AUT", "BOL", "CHE", "DDDE", "DEU", "EU"]
        for (index, one) in codes.enumerated() {
            var question = Question()
            question.actor = one
            questions.append((question, one))
            for other in codes[(index + 1)...] {
                var question = Question()
                question.pair = Question.Pair(one, other)
                questions.append((question, "\(one) \(other)"))
            }
        }
        for subject in [
            "agreement/a", "agreement/b", "agreement/c", "meeting/p", "incident/q", "expectation/p",
            "expectation/q",
        ] {
            var question = Question()
            question.subject = subject
            questions.append((question, subject))
        }
        return questions
    }()

    /// What an event changed, by `show`, is what the timeline of everything says that it changed.
    @Test func whatAnEventChangedIsToldAlikeByItselfAndInTheTimeline() throws {
        let always = Lens(asOf: try LensDate("Y1E12"))
        for seed in UInt64(30_000)..<30_030 {
            let history = RandomHistory(seed: seed)
            let logs = try Pair(history.events)
            defer { logs.remove() }
            for item in try Replayer(logs.log).answer("timeline", Question(), always).items {
                let id = item["event"]?.text ?? ""
                let shown = try Replayer(logs.log).show(id, always)
                #expect(shown["changed"] == item["changed"], "\(id), seed \(seed)")
            }
        }
    }
}
