public import EDTF

/// An event that has been read and checked by itself, before the log has given it its place: what the log's
/// headers and indexes take from it. The event's own bytes stay as they are, beside this.
public struct EventDraft: Sendable {
    /// As given; `nil` where it is to be derived from the content.
    public var id: String?
    public var type: EventType
    /// The type's name, which for own types is more than ``type`` tells.
    public var typeName: String
    /// When it occurred, as `occurred` alone has it: not yet capped by the report.
    public var occurred = Bounds(earliest: .distantPast, latest: .distantFuture)
    /// Whether it lasted: `occurred` is an interval.
    public var isInterval = false
    /// Whether `occurred` is empty.
    public var isUnknownDate = false
    /// The last instant of `reported`, where it stands.
    public var reported: Instant?
    /// When the legal effect starts, where that stands.
    public var effective: Bounds?
    public var assertion = Assertion.asserted
    /// Who took part and how, in the order of the text.
    public var parts: [Part] = []
    /// The actors that act for each of their members.
    public var eachMember: [String] = []
    public var subject: String?
    /// For `record.*`: the id of the event that it is about.
    public var target: String?
    /// For `record.duplicate-of`: the id of the event to keep.
    public var canonical: String?
    /// For `actor.defined`: what kind of actor.
    public var definedKind: ActorKind?
    /// For `actor.defined`: whether it tells when the actor exists.
    public var tellsExistence = false
    /// For `signal.coded`: the two-digit root of the CAMEO code, and the score in thousandths.
    public var cameoRoot: UInt8 = 0
    public var goldstein: Int32 = 0
    /// The codes of actors named elsewhere than in `actors`, with the field that names them.
    public var otherActors: [(field: String, code: String)] = []

    /// One actor's part.
    public struct Part: Sendable, Hashable {
        public let role: Role
        public let code: String
    }

    init(type: EventType, typeName: String) {
        self.type = type
        self.typeName = typeName
    }
}
