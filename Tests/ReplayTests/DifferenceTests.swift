import CanonicalJSON
import EDTF
import EventLog
import SeededRandom
import Testing

@testable import Replay

/// Holds differences against the answers that they are between, on made-up histories.
@Suite struct DifferenceTests {
    private static let histories = 100
    private static let pairs = 5

    /// Five hundred pairs of lenses; what is applied was written as JSON and read back.
    @Test(arguments: 0..<10)
    func appliedToTheFirstAnswerADifferenceGivesTheSecond(part: Int) throws {
        let count = Self.histories / 10
        for seed in UInt64(part * count)..<UInt64((part + 1) * count) {
            let history = RandomHistory(seed: seed &+ 900)
            let logs = try Pair(history.events)
            defer { logs.remove() }
            var random = SeededGenerator(seed: seed &+ 4242)
            for _ in 0..<Self.pairs {
                let from = try RandomLens(&random, revisions: history.events.count).lens
                let to = try RandomLens(&random, revisions: history.events.count).lens
                for view in ProjectionRegistry.builtIn.all {
                    try Self.check(
                        logs.log, view.name, Question.everything, from, to, "\(view.name), seed \(seed)")
                }
                var bySource = Question()
                bySource.bySource = true
                try Self.check(logs.log, "expectations", bySource, from, to, "by source, seed \(seed)")
            }
        }
    }

    private static func check(
        _ log: EventLog, _ projection: String, _ question: Question, _ from: Lens, _ to: Lens, _ what: String
    ) throws {
        let replayer = Replayer(log)
        let difference = try replayer.difference(projection, question, from: from, to: to)
        let before = try reread(.list(replayer.answer(projection, question, from).items)).list ?? []
        let after = try reread(.list(replayer.answer(projection, question, to).items)).list ?? []
        let read = try #require(Difference(try reread(difference.json)), "\(what) can't be read back")
        let applied = try #require(read.apply(to: before), "\(what) does not apply")
        #expect(applied == after, "\(what)")
        #expect(difference.isEmpty == (before == after), "\(what)")
        for item in difference.items {
            for field in item.fields {
                #expect(field.from != field.to, "\(what): \(field.path)")
                #expect(field.because.count == min(field.causes, Difference.namedCauses))
                if field.cause != .clock {
                    #expect(!field.because.isEmpty, "\(what): \(item.key) \(field.path) has no cause")
                }
            }
        }
        let known = Set(difference.events.compactMap { $0["event"]?.text })
        let named = Set(difference.items.flatMap { $0.fields.flatMap { $0.because.compactMap(\.text) } })
        #expect(named == known, "\(what)")
    }

    private static func reread(_ value: JSONValue) throws -> JSONValue {
        let document = try JSONDocument(CanonicalWriter.bytes(of: value).span)
        return document.value(document.root)
    }

    /// So that a change is told of the item that changed, and no item is removed and added whole.
    @Test func everyItemOfEveryProjectionHasAKeyOfItsOwn() throws {
        for seed in UInt64(0)..<150 {
            let history = RandomHistory(seed: seed &+ 60_000, size: 60)
            let logs = try Pair(history.events)
            defer { logs.remove() }
            var random = SeededGenerator(seed: seed)
            let lens = try RandomLens(&random, revisions: history.events.count).lens
            var questions = ProjectionRegistry.builtIn.all.map { ($0.name, Question.everything) }
            questions.append(("expectations", Question.everything))
            questions[questions.count - 1].1.bySource = true
            questions.append(("quality", Question.everything))
            questions[questions.count - 1].1.countsOnly = true
            for (name, question) in questions {
                let items = try Replayer(logs.log).answer(name, question, lens).items
                let keys = ItemKeys(items, ProjectionRegistry.builtIn.itemKeys(name)).keys
                #expect(Set(keys).count == keys.count)
                for (key, item) in zip(keys, items) {
                    #expect(key != item, "\(name), seed \(seed): \(item) has no key")
                    #expect(key["number"] == nil, "\(name), seed \(seed): \(key) stands twice")
                }
            }
        }
    }

    @Test func whatOneLensSaysTwiceDoesNotDiffer() throws {
        let history = RandomHistory(seed: 31)
        let logs = try Pair(history.events)
        defer { logs.remove() }
        let lens = Lens(asOf: try LensDate("2003-05-01"))
        for view in ProjectionRegistry.builtIn.all {
            let difference = try Replayer(logs.log).difference(
                view.name, Question.everything, from: lens, to: lens)
            #expect(difference.isEmpty)
            #expect(difference.events.isEmpty)
        }
    }

    @Test func aDifferenceThatStartsFromOtherItemsIsNotApplied() throws {
        let history = RandomHistory(seed: 5)
        let logs = try Pair(history.events)
        defer { logs.remove() }
        let (early, late) = (Lens(asOf: try LensDate("2000-12-31")), Lens(asOf: try LensDate("2004-12-31")))
        let replayer = Replayer(logs.log)
        let difference = try replayer.difference("relations", Question(), from: early, to: late)
        #expect(!difference.isEmpty)
        #expect(difference.apply(to: try replayer.answer("relations", Question(), late).items) == nil)
    }

    @Test(arguments: [
        "", "relations.state", "parties[actor=HND].boundFrom", "drafts[version=null]",
        #"drafts[version="null"]"#,
        #"measures[kind="a, b",by=USA,against="C]D"].since"#, #"have."x.y".z"#,
    ])
    func aPathIsReadAsItIsWritten(text: String) throws {
        #expect(try #require(FieldPath(text)).description == text)
    }

    @Test(arguments: [".a", "a.", "a[b]", "a[b=c", "[a=b]", "a b", #"a["x=1]"#])
    func whatIsNoPathIsRefused(text: String) {
        #expect(FieldPath(text) == nil)
    }
}

extension Question {
    /// All items, stale ones too.
    static var everything: Question {
        var question = Question()
        question.includeStale = true
        return question
    }
}

extension RandomLens {
    var lens: Lens {
        get throws {
            Lens(
                asOf: try LensDate(asOf), reportedBy: try reportedBy.map { text in try LensDate(text) },
                atRevision: atRevision.map(UInt64.init), dates: isPossible ? .possible : .certain)
        }
    }
}
