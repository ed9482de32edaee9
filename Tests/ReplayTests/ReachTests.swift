import CanonicalJSON
import DiplomaticEvents
import EDTF
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
            try holdPairs(both, lens, "seed \(part).\(number)")
        }
    }

    /// Corrections put in other actors, types and what blocs do for their members, which the indexes of
    /// events as recorded do not tell.
    @Test(arguments: 0..<8) func whatACorrectionMakesOfAnEventIsFoundAsWell(part: UInt64) throws {
        for number in UInt64(0)..<25 { try holdCorrected(91_000 + part * 100 + number) }
    }

    /// Histories in which something was missed once.
    @Test(
        arguments: [
            191_210, 191_811, 191_919, 192_402, 193_016, 193_105, 194_023, 194_114, 194_417, 194_717, 194_719,
            395_013,
        ] as [UInt64]) func whatACorrectionMadeOfAnEventIsMissedNoMore(seed: UInt64) throws
    {
        try holdCorrected(seed)
    }

    private func holdCorrected(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let events = try CorrectedHistory(seed: seed, &random).events
        let both = try Pair(events)
        defer { both.remove() }
        let lens = try RandomLens(&random, revisions: events.count)
        try holdPairs(both, lens, "corrected, seed \(seed)")
        try holdSubjects(both, lens, "corrected, seed \(seed)")
        try holdTimelines(both, lens, "corrected, seed \(seed)")
    }

    @Test(arguments: 0..<4) func aSubjectIsAnsweredFromItsOwnEventsAsFromAll(part: UInt64) throws {
        for number in UInt64(0)..<25 {
            let seed = 78_000 + part * 100 + number
            let history = RandomHistory(seed: seed)
            let both = try Pair(history.events)
            defer { both.remove() }
            var random = SeededGenerator(seed: seed)
            let lens = try RandomLens(&random, revisions: history.events.count)
            try holdSubjects(both, lens, "seed \(part).\(number)")
        }
    }

    // MARK: Questions

    private func holdPairs(_ both: Pair, _ lens: RandomLens, _ seed: String) throws {
        try hold("relations", both, lens, seed) { item in item["pair"]?.list?.compactMap(\.text) ?? [] }
        try hold("missions", both, lens, seed) { item in
            [item["from"]?.text, item["to"]?.text].compactMap(\.self).sorted { $0.precedes($1) }
        }
        try hold("signals", both, lens, seed) { item in item["pair"]?.list?.compactMap(\.text) ?? [] }
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
            let what = "\(projection) of \(codes) at \(random), \(seed)"
            #expect(own.count == items.count, "\(what)")
            for (one, other) in zip(own, items) { Self.expectSame(one, other, what) }
        }
    }

    private func holdSubjects(_ both: Pair, _ random: RandomLens, _ seed: String) throws {
        let lens = try random.lens
        let projections = [
            ("agreements", "agreement"), ("pending-agreements", "agreement"),
            ("pending-parties", "agreement"),
            ("meetings", "meeting"), ("incidents", "incident"),
        ]
        for (projection, member) in projections {
            var general = Question()
            general.includeStale = true
            let all = try Replayer(both.log).answer(projection, general, lens).items
            for (name, items) in Dictionary(grouping: all, by: { $0[member]?.text ?? "" })
            where name.contains("/") {
                var question = general
                question.subject = name
                // A subject that only a correction names can't be asked for.
                guard let own = try Self.known({ try Replayer(both.log).answer(projection, question, lens) })
                else { continue }
                let what = "\(projection) of \(name) at \(random), \(seed)"
                #expect(own.items.count == items.count, "\(what)")
                for (one, other) in zip(own.items, items) { Self.expectSame(one, other, what) }
            }
        }
    }

    /// What a narrow timeline tells, the whole one tells alike.
    private func holdTimelines(_ both: Pair, _ random: RandomLens, _ seed: String) throws {
        let lens = try random.lens
        let whole = try Replayer(both.log).answer("timeline", Question(), lens).items
        let changes = Dictionary(
            whole.map { ($0["event"]?.text ?? "", $0["changed"]) }, uniquingKeysWith: { one, _ in one })
        for codes in [["AUT", "BOL"], ["CHE", "DEU"], ["DDDE", "EU"], ["AUT", "ASEAN"]] {
            var question = Question()
            question.pair = Question.Pair(codes[0], codes[1])
            let own = try Self.known { try Replayer(both.log).answer("timeline", question, lens) }
            for item in own?.items ?? [] {
                // Of an event of a bloc's members those steps are told that are asked for.
                let told = Set(item["changed"]?.list ?? [])
                let all = Set((changes[item["event"]?.text ?? ""] ?? nil)?.list ?? [])
                #expect(told.isSubset(of: all), "\(codes) \(item) at \(random), \(seed)")
            }
        }
    }

    /// An answer; `nil` where a history has no such subject or actor.
    private static func known(_ answer: () throws -> Answer) throws -> Answer? {
        do { return try answer() } catch let error as ReplayError {
            if case .unknown = error { return nil }
            throw error
        }
    }

    // MARK: What depends on an event

    @Test(arguments: 0..<4) func whatDependsOnAnEventIsToldAsTheWholeLogWouldTellIt(part: UInt64) throws {
        for number in UInt64(0)..<6 {
            let seed = 83_000 + part * 100 + number
            var random = SeededGenerator(seed: seed)
            let events = try CorrectedHistory(seed: seed, &random).events
            let both = try Pair(events)
            defer { both.remove() }
            let lens = try RandomLens(&random, revisions: events.count)
            for event in events.shuffled(using: &random).prefix(12) {
                try holdDependents(event, both, lens, "seed \(part).\(number)")
            }
        }
    }

    private func holdDependents(
        _ event: JSONObject, _ both: Pair, _ random: RandomLens, _ seed: String
    ) throws {
        let lens = try random.lens
        let id = event["id"]?.text ?? ""
        let replayer = Replayer(both.log)
        let rows = try replayer.show(id, lens)["dependents"]?.list ?? []
        let what = "\(id) at \(random), \(seed)"
        var pairs: Set<JSONValue> = []
        for row in rows {
            let (projection, key) = (row["projection"]?.text ?? "", row["key"] ?? .null)
            let told = try Self.changes(of: key, in: projection, replayer, without: id, lens)
            Self.expectSame(row["changes"] ?? .null, told, "\(projection) \(key), \(what)")
            if projection == "relations" { pairs.insert(key) }
        }
        let own = Set(event["actors"]?.object?.members.flatMap { $0.value.list ?? [$0.value] } ?? [])
        guard own.count == 2, event["type"]?.text?.hasPrefix("record.") != true else { return }
        let pair = JSONValue.texts(own.compactMap(\.text).sorted { $0.precedes($1) })
        guard !pairs.contains(pair) else { return }
        let told = try Self.changes(of: pair, in: "relations", replayer, without: id, lens)
        Self.expectSame([], told, "relations \(pair), \(what)")
    }

    /// What an item would say without an event, from the whole log.
    private static func changes(
        of key: JSONValue, in projection: String, _ replayer: Replayer, without id: String, _ lens: Lens
    ) throws -> JSONValue {
        var question = Question()
        question.includeStale = true
        let pair = key["from"].map { [$0, key["to"] ?? .null] } ?? key.list
        if let pair { question.pair = Question.Pair(pair[0].text ?? "", pair[1].text ?? "") }
        let view = try #require(ProjectionRegistry.builtIn.view(projection))
        var changes: JSONValue = []
        try replayer.read { (transaction) throws(ReplayError) in
            let revision: UInt64?
            do throws(LogError) { revision = try replayer.log.revision(ofID: id, transaction) } catch {
                throw ReplayError.log(error)
            }
            let without = try replayer.cut(lens, question, except: revision, transaction)
            let with = try replayer.cut(lens, question, transaction)
            let before = try view.answer(without, question, transaction, nil)
            let after = try view.answer(with, question, transaction, nil)
            let items = ItemDifference.between(
                ItemKeys(before.items, view.itemKeys), ItemKeys(after.items, view.itemKeys))
            for item in items where item.key == key {
                changes = .list(
                    item.fields.map { ["from": $0.from, "path": .text($0.path.description), "to": $0.to] })
            }
        }
        return changes
    }

    /// Holds two values against each other, and shows of objects only what is not the same.
    private static func expectSame(_ own: JSONValue, _ all: JSONValue, _ what: String) {
        if own == all { return }
        let names = Set((own.object?.members ?? []).map(\.name) + (all.object?.members ?? []).map(\.name))
        let differing = names.sorted().filter { own[$0] != all[$0] }.map {
            "\($0): \(CanonicalWriter.text(of: own[$0] ?? .null)) and not \(CanonicalWriter.text(of: all[$0] ?? .null))"
        }
        Issue.record(
            "\(what): \(differing.isEmpty ? CanonicalWriter.text(of: own) + " and not " + CanonicalWriter.text(of: all) : differing.joined(separator: "; "))"
        )
    }
}

/// A random history in which corrections change who did what about what.
struct CorrectedHistory {
    let events: [JSONObject]

    init(seed: UInt64, _ random: inout SeededGenerator) throws {
        let history = RandomHistory(seed: seed)
        var records: [JSONObject] = []
        for (number, fact) in history.facts.shuffled(using: &random).prefix(12).enumerated() {
            guard let patch = Self.patch(fact, &random),
                try Overlay.read(JSONValue.object(fact).merged(with: patch).object ?? fact).faults.isEmpty
            else { continue }
            var record = JSONObject()
            record["id"] = .text("c\(number)")
            record["type"] = "record.corrected"
            if random.chance(30) { record["reported"] = "2002-06-01" }
            record["data"] = .object(
                JSONObject([
                    JSONObject.Member(name: "target", value: fact["id"] ?? .null),
                    JSONObject.Member(name: "reason", value: "so it is"),
                    JSONObject.Member(name: "patch", value: patch),
                ]))
            records.append(record)
        }
        events = history.facts + records
    }

    private static func patch(_ fact: JSONObject, _ random: inout SeededGenerator) -> JSONValue? {
        let roles = fact["actors"]?.object?.members ?? []
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
            guard let role = roles.randomElement(using: &random) else { return nil }
            let code = JSONValue.text(random.one(of: ["AUT", "BOL", "CHE", "DDDE", "DEU", "EU", "ASEAN"]))
            var other = role.value.list ?? [code]
            other[0] = code
            let value: JSONValue = role.value.list == nil ? code : .list(other)
            return ["actors": .object(JSONObject([JSONObject.Member(name: role.name, value: value)]))]
        case 5..<7:
            let blocs = roles.flatMap { $0.value.list ?? [$0.value] }
                .compactMap(\.text).filter { ["EU", "ASEAN"].contains($0) }
            // To join an organisation, or to succeed to a state, as each of one's members means nothing.
            let type = fact["type"]?.text ?? ""
            guard let bloc = blocs.first, !type.hasPrefix("membership."), !type.hasPrefix("actor.") else {
                return nil
            }
            return ["actsAs": .object(JSONObject([JSONObject.Member(name: bloc, value: "each-member")]))]
        default:
            let types = ["relations.established", "relations.severed", "relations.restored", "call.held"]
            guard types.contains(fact["type"]?.text ?? "") else { return nil }
            return ["type": .text(random.one(of: types))]
        }
    }
}
