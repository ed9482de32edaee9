import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections

/// An agreement's life, told event by event.
struct AgreementStory {
    static let subject = "agreement/x"
    private(set) var lines: [String] = []

    /// An event about the agreement; its id is its type's last name and its date, as `signed 2020-01-01`
    /// would have `signed-2020-01-01`, unless one is given.
    func act(
        _ type: String, _ occurred: String, _ party: String..., by: String? = nil, to: String? = nil,
        data: String = "{}", effective: String? = nil, id: String? = nil, subject: String = Self.subject,
        assertion: String = "asserted"
    ) -> AgreementStory {
        event(
            type, occurred, party, by: by, to: to, data: data, effective: effective, id: id, subject: subject,
            assertion: assertion)
    }

    func event(
        _ type: String, _ occurred: String, _ party: [String], by: String? = nil, to: String? = nil,
        data: String = "{}", effective: String? = nil, id: String? = nil, subject: String = Self.subject,
        assertion: String = "asserted"
    ) -> AgreementStory {
        var roles: [String] = []
        if !party.isEmpty { roles.append("\"party\":\(Self.list(party))") }
        if let by { roles.append("\"by\":\"\(by)\"") }
        if let to { roles.append("\"to\":\"\(to)\"") }
        let name = id ?? "\(type)-\(occurred)".filter { $0.isLetter || $0.isNumber || $0 == "-" }
        let effect = effective.map { ",\"effective\":\"\($0)\"" } ?? ""
        return adding(
            """
            {"id":"\(name)","type":"agreement.\(type)","occurred":"\(occurred)","subject":"\(subject)",\
            "assertion":"\(assertion)","actors":{\(roles.joined(separator: ","))},"data":\(data)\(effect)}
            """)
    }

    func defined(
        _ occurred: String = "2000-01-01", _ parties: [String] = [], kind: String = "treaty",
        rule: String? = nil, laterParty: String? = nil, term: String? = nil, supersedes: String? = nil,
        title: String = "X", subject: String = Self.subject, id: String = "defined"
    ) -> AgreementStory {
        var data = ["\"kind\":\"\(kind)\"", "\"title\":\"\(title)\""]
        if let rule { data.append("\"entryIntoForce\":\(rule)") }
        if let laterParty { data.append("\"laterParty\":\"\(laterParty)\"") }
        if let term { data.append("\"term\":\"\(term)\"") }
        if let supersedes { data.append("\"supersedes\":\"\(supersedes)\"") }
        let actors = parties.isEmpty ? "{}" : "{\"parties\":\(Self.list(parties))}"
        return adding(
            """
            {"id":"\(id)","type":"agreement.defined","occurred":"\(occurred)","subject":"\(subject)",\
            "actors":\(actors),"data":{\(data.joined(separator: ","))}}
            """)
    }

    /// An instrument of ratification, unless the mode is another.
    func deposited(
        _ occurred: String, _ party: String..., mode: String = "ratified", effective: String? = nil,
        id: String? = nil, subject: String = Self.subject
    ) -> AgreementStory {
        party.reduce(self) { story, party in
            story.act(
                "instrument-deposited", occurred, party, data: "{\"mode\":\"\(mode)\"}", effective: effective,
                id: id ?? "deposit-\(party)-\(occurred)".filter { !"[]. ~?".contains($0) }, subject: subject)
        }
    }

    func succeeded(
        _ occurred: String, _ predecessor: String, _ successor: String, kind: String, id: String? = nil
    ) -> AgreementStory {
        adding(
            """
            {"id":"\(id ?? "succession-\(predecessor)")","type":"actor.succeeded","occurred":"\(occurred)",\
            "actors":{"predecessor":"\(predecessor)","successor":"\(successor)"},"data":{"kind":"\(kind)"}}
            """)
    }

    func adding(_ line: String) -> AgreementStory {
        var story = self
        story.lines.append(line)
        return story
    }

    private static func list(_ codes: [String]) -> String {
        "[" + codes.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    // MARK: Asking

    var story: Story {
        get throws { try Story(lines.joined(separator: "\n")) }
    }

    /// The agreement's item on a day; `null` where there is none.
    func on(_ day: String, subject: String = Self.subject, isPossible: Bool = false) throws -> JSONValue {
        try story.item(Agreements.self, "agreement", subject, day, isPossible: isPossible) ?? .null
    }

    func status(_ day: String, subject: String = Self.subject) throws -> String? {
        try on(day, subject: subject)["status"]?.text
    }

    /// Where a party stands; `null` where it is no party.
    func party(_ code: String, _ day: String) throws -> JSONValue {
        try on(day)["parties"]?.list?.first { $0["actor"]?.text == code } ?? .null
    }

    func state(_ code: String, _ day: String) throws -> String? { try party(code, day)["state"]?.text }

    /// Whether the agreement is among the pending ones.
    func isPending(_ day: String, _ configure: (inout View) -> Void = { _ in }) throws -> Bool {
        try story.items(PendingAgreements.self, day) { view, _ in configure(&view) }
            .contains { $0["agreement"]?.text == Self.subject }
    }

    /// The codes of the pending parties.
    func pendingParties(_ day: String) throws -> [String] { JSONValue.list(try pendingItems(day)).actors }

    func pendingItems(_ day: String) throws -> [JSONValue] { try story.items(PendingParties.self, day) }

    func warnings(_ day: String) throws -> [String] {
        try story.replay(Agreements.self, day).warnings().map(\.code)
    }

    /// In which list of the relations of two actors the agreement stands.
    func place(_ one: String, _ other: String, _ day: String) throws -> String? {
        let items = try story.items(Relations.self, day, codes: [one, other]) { view, chronicle in
            if let one = chronicle.actor(one), let other = chronicle.actor(other) {
                view.pair = ActorPair(one, other)
            }
        }
        let lists = items.first?.at("agreements").object?.members ?? []
        return lists.first { $0.value.list?.contains(.text(Self.subject)) == true }?.name
    }
}
