import CanonicalJSON
import DiplomaticEvents

/// What only an event's body has to tell it from others of its type and actors: whose appointment, which draft, where.
struct EventIdentity: Sendable, Hashable {
    /// Field and value, sorted; what isn't stated is left out.
    private(set) var values: [String: String] = [:]
    /// Whether it is about somebody whom nobody has named, who may be anybody.
    private(set) var isOpen = false

    /// Nothing that tells it from others.
    static let none = EventIdentity()

    /// Of what nothing says that it is the same as anything else.
    static let open: EventIdentity = {
        var identity = EventIdentity()
        identity.isOpen = true
        return identity
    }()

    private init() {}

    /// Which fields of `data` tell one event from another.
    private static let fields = [
        "count", "kind", "level", "mode", "names", "person", "planned", "rank", "seat", "until", "version",
    ]

    init(_ event: JSONObject, _ type: EventType) {
        let data = event["data"]
        for field in Self.fields {
            guard let value = data?[field], !value.isNull else { continue }
            if field == "person", value.text == "unnamed" {
                isOpen = true
                continue
            }
            values[field] = CanonicalWriter.text(of: value)
        }
        // An agreement's stream or an incident's is part of what is compared already.
        if type >= .meetingScheduled && type <= .callHeld || type == .statementMade {
            if let subject = event["subject"]?.text { values["subject"] = subject }
        }
        if let place = event["place"], let name = place.text ?? place["name"]?.text {
            values["place"] = name.lowercased()
        }
    }

    /// Whether both may be one: where both say something of the same, they say the same.
    func mayBe(_ other: EventIdentity) -> Bool {
        for (field, value) in values {
            guard let known = other.values[field], known != value else { continue }
            // A place may be told more or less closely.
            if field == "place", known.contains(value) || value.contains(known) { continue }
            return false
        }
        return true
    }

    /// Takes on what another that may be the same says.
    mutating func join(_ other: EventIdentity) {
        values.merge(other.values) { own, _ in own }
    }

    /// Of what tells accounts of one day apart: who is given another rank by another source is the same all the same.
    var forAccount: EventIdentity {
        var identity = self
        identity.values["rank"] = nil
        return identity
    }

    /// Of what tells facts apart that are stated once: a place or an outcome told otherwise makes no second one.
    func forFact(_ type: EventType) -> EventIdentity {
        var identity = self
        let kept: Set<String> =
            switch type {
            case .agreementSigned: ["mode"]
            case .recognitionGranted: ["kind"]
            case .missionOpened, .missionClosed, .missionSuspended, .missionReopened:
                values["kind"] == "\"consulate\"" ? ["kind", "seat"] : ["kind"]
            case .meetingHeld: []
            // Who comes back at another rank is appointed and accredited anew.
            default: ["person", "rank"]
            }
        identity.values = values.filter { kept.contains($0.key) }
        return identity
    }
}
