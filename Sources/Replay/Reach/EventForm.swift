import CanonicalJSON
import DiplomaticEvents

/// An event, or a patch of one, as far as finding what it concerns takes.
struct EventForm {
    private let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    /// The codes in a role.
    func codes(_ role: Role) -> [String] { Self.codes(object["actors"]?[role.name]) }

    /// All codes.
    var codes: [String] { object["actors"]?.object?.members.flatMap { Self.codes($0.value) } ?? [] }

    /// Whether it tells that an actor acts for its members.
    var actsForMembers: Bool { object["actsAs"]?.object != nil }

    var subject: String? { object["subject"]?.text }

    /// The agreement whose place it is to take.
    var superseded: String? { object["data"]?["supersedes"]?.text }

    /// What is expected.
    var expected: ExpectedForm? { (object["data"]?["expects"]).map(ExpectedForm.init) }

    static func codes(_ value: JSONValue?) -> [String] {
        value?.text.map { [$0] } ?? value?.list?.compactMap(\.text) ?? []
    }
}

/// What an event says that is expected: of which type, about what, with whom.
struct ExpectedForm {
    let type: EventType?
    let subject: String?
    let parties: [String]

    init(_ expects: JSONValue) {
        type = expects["type"]?.text.flatMap(Catalogue.type(named:))
        subject = expects["subject"]?.text
        parties = EventForm.codes(expects["party"])
    }
}
