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

    /// What is expected: of which type, about what, with whom.
    var expected: (type: EventType?, subject: String?, parties: [String])? {
        guard let expected = object["data"]?["expects"] else { return nil }
        return (
            expected["type"]?.text.flatMap(Catalogue.type(named:)), expected["subject"]?.text,
            Self.codes(expected["party"])
        )
    }

    private static func codes(_ value: JSONValue?) -> [String] {
        value?.text.map { [$0] } ?? value?.list?.compactMap(\.text) ?? []
    }
}
