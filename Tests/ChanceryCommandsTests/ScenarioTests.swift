import CanonicalJSON
import Foundation
import Testing

/// Small histories with what the projections must say of them, in `Scenarios/`.
///
/// A scenario has `events` and `checks`; a check has what to `ask` of `chancery export`, the one `item` meant, by some
/// of its members (without it, the whole answer), and what to `expect`: what it names must be equal, lists element by
/// element. `{"$contains": […]}` wants each in the list, `{"$length": n}` so many, `{"$not": x}` anything else;
/// `{"$absent": true}` that there is no such item.
@Suite struct ScenarioTests {
    @Test(arguments: try Scenario.all())
    func aHistoryReadsAsItMust(scenario: Scenario) throws {
        let place = try scenario.place(scenario.events)
        for check in scenario.checks { try scenario.hold(check, in: place) }
    }

    /// In whatever order the events come, the answers are the same; what is said about events comes last.
    @Test(arguments: try Scenario.all())
    func theOrderOfAppendingChangesNothing(scenario: Scenario) throws {
        let records = scenario.events.filter { $0["type"]?.text?.hasPrefix("record.") == true }
        let facts = scenario.events.filter { $0["type"]?.text?.hasPrefix("record.") != true }
        let place = try scenario.place(facts.reversed() + records)
        for check in scenario.checks where check["ask"]?.text?.contains("--at-revision") == false {
            try scenario.hold(check, in: place)
        }
    }
}

struct Scenario: Sendable, CustomTestStringConvertible {
    let name: String
    let events: [JSONValue]
    let checks: [JSONValue]

    var testDescription: String { name }

    static func all() throws -> [Scenario] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scenarios")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try files.flatMap { file in
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return try (parse(text).list ?? []).map { scenario in
                Scenario(
                    name: scenario["name"]?.text ?? file, events: scenario["events"]?.list ?? [],
                    checks: scenario["checks"]?.list ?? [])
            }
        }
    }

    /// A place with these events in a store.
    func place(_ events: [JSONValue]) throws -> Workplace {
        let place = try Workplace()
        let lines = events.map { CanonicalWriter.text(of: $0) }.joined(separator: "\n")
        let outcome = place.run("append", "-", input: lines + "\n")
        try #require(outcome.exit == 0, "\(name): \(outcome.errors)")
        try #require(!checks.isEmpty, "\(name) checks nothing")
        return place
    }

    func hold(_ check: JSONValue, in place: Workplace) throws {
        let what = "\(name): \(CanonicalWriter.text(of: check))"
        let ask = (check["ask"]?.text ?? "").split(separator: " ").map(String.init)
        let outcome = place.run(["export"] + ask)
        try #require(outcome.exit == 0, "\(what): \(outcome.errors)")
        var got = try outcome.json
        let expected = try #require(check["expect"], "\(what)")
        if let wanted = check["item"] {
            let found = (got["items"]?.list ?? []).filter { Self.differs(wanted, $0) == nil }
            if expected == ["$absent": true] {
                return #expect(found.isEmpty, "\(what)")
            }
            try #require(found.count == 1, "\(what): \(found.count) items")
            got = found[0]
        }
        #expect(Self.differs(expected, got) == nil, "\(what)")
    }

    /// Where a value is not as it should be, and what is there; `nil` where it is.
    private static func differs(_ wanted: JSONValue, _ got: JSONValue, at path: String = "$") -> String? {
        if let list = wanted["$contains"]?.list {
            let all = got.list ?? []
            let missing = list.first { one in all.allSatisfy { differs(one, $0) != nil } }
            return missing.map { "\(path): no \(CanonicalWriter.text(of: $0))" }
        }
        if let count = wanted["$length"]?.integer {
            let length = got.list?.count ?? got.object?.members.count
            return length.map(Int64.init) == count ? nil : "\(path): not \(count) but \(length ?? -1)"
        }
        if let other = wanted["$not"] {
            return differs(other, got) == nil ? "\(path): is \(CanonicalWriter.text(of: other))" : nil
        }
        switch (wanted, got) {
        case (.object(let object), .object):
            for member in object.members {
                guard let value = got[member.name] else { return "\(path).\(member.name): missing" }
                if let difference = differs(member.value, value, at: "\(path).\(member.name)") {
                    return difference
                }
            }
            return nil
        case (.list(let list), .list(let others)) where list.count == others.count:
            for (place, pair) in zip(list, others).enumerated() {
                if let difference = differs(pair.0, pair.1, at: "\(path)[\(place)]") { return difference }
            }
            return nil
        default:
            let isSame = wanted == got || wanted.number.map { $0 == got.number } == true
            return isSame ? nil : "\(path): \(CanonicalWriter.text(of: got))"
        }
    }
}
