import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import Testing

/// A made-up history of which questions can be asked.
struct RelationsHistory {
    var events: [JSONObject] = []

    init(_ events: JSONObject...) { self.events = events }

    /// The pair's item of `relations`.
    func pair(_ one: String, _ other: String, _ day: String, isPossible: Bool = false) throws -> JSONValue {
        let replay = try replay(Relations.self, day, isPossible, codes: [one, other])
        let items = try replay.items { view, chronicle in
            let first = try #require(chronicle.actor(one))
            let second = try #require(chronicle.actor(other))
            view.pair = ActorPair(first, second)
        }
        #expect(items.count == 1)
        return items[0]
    }

    func status(_ one: String, _ other: String, _ day: String) throws -> String? {
        try pair(one, other, day)["status"]?.text
    }

    func state(_ one: String, _ other: String, _ day: String) throws -> String? {
        try pair(one, other, day)["relations"]?["state"]?.text
    }

    /// The pairs that `relations` lists, each as `AAA-BBB`.
    func pairs(_ day: String, actor: String? = nil) throws -> [String] {
        try replay(Relations.self, day, false, codes: actor.map { [$0] } ?? []).items { view, chronicle in
            view.actor = actor.flatMap(chronicle.actor)
        }.compactMap { $0["pair"]?.list?.compactMap(\.text).joined(separator: "-") }
    }

    func warnings(_ day: String) throws -> [Warning] {
        try replay(Relations.self, day, false, codes: []).warnings()
    }

    /// One direction's item of `missions`; `nil` where there is none.
    func mission(_ from: String, _ to: String, _ day: String, isPossible: Bool = false) throws -> JSONValue? {
        try replay(Missions.self, day, isPossible, codes: []).items()
            .first { $0["from"]?.text == from && $0["to"]?.text == to }
    }

    func head(_ from: String, _ to: String, _ day: String) throws -> JSONValue {
        try #require(try mission(from, to, day)?["head"])
    }

    private func replay<P: Projection>(
        _ type: P.Type, _ day: String, _ isPossible: Bool, codes: [String]
    ) throws -> NaiveReplay<P> {
        try NaiveReplay(
            NaiveLog(events), NaiveLens(asOf: day, isPossible: isPossible), codes: codes, as: type)
    }
}

extension JSONObject {
    /// An event; roles as `"sending": "USA"` or, for several actors, `"parties": "CUB USA"`.
    static func event(
        _ id: String, _ type: String, _ occurred: String, _ roles: KeyValuePairs<String, String>,
        _ data: JSONValue? = nil, effective: String? = nil, assertion: String? = nil, subject: String? = nil
    ) -> JSONObject {
        var event = JSONObject()
        event["id"] = .text(id)
        event["type"] = .text(type)
        event["occurred"] = .text(occurred)
        var actors = JSONObject()
        for (role, codes) in roles { actors[role] = .texts(codes.split(separator: " ").map(String.init)) }
        event["actors"] = .object(actors)
        event["data"] = data
        event["effective"] = effective.map(JSONValue.text)
        event["assertion"] = assertion.map(JSONValue.text)
        event["subject"] = subject.map(JSONValue.text)
        return event
    }

    /// An event of `head.*` for the mission of `from` with `to`.
    static func head(
        _ id: String, _ type: String, _ occurred: String, _ from: String, _ to: String, _ person: String,
        rank: String? = nil
    ) -> JSONObject {
        var data = JSONObject()
        data["person"] = .text(person)
        data["rank"] = rank.map(JSONValue.text)
        return event(id, "head." + type, occurred, ["sending": from, "receiving": to], .object(data))
    }

    /// An event of `mission.*` for the mission of `from` with `to`.
    static func mission(
        _ id: String, _ type: String, _ occurred: String, _ from: String, _ to: String, _ kind: String? = nil
    ) -> JSONObject {
        let data: JSONValue? = kind.map { ["kind": .text($0)] }
        return event(id, "mission." + type, occurred, ["sending": from, "receiving": to], data)
    }
}

extension JSONValue {
    /// One direction's part of a pair's item.
    func direction(_ list: String, from code: String) -> JSONValue? {
        self[list]?.list?.first { $0["from"]?.text == code }
    }
}
