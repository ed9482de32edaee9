/// What the catalogue says of one type of event. Checks, JSON Schemas and documentation all come from it.
public struct TypeSpecification: Sendable {
    public let type: EventType
    /// Such as `agreement.signed`.
    public let name: String
    /// What the event states, in a line.
    public let summary: String
    /// The roles that this type knows; others of the ``Role`` list are taken along as further information.
    public let roles: [RoleSpecification]
    /// Roles of which one set must be there whole, for a type that can be told in two ways:
    /// `parties`, or `by` and `with`.
    public let alternatives: [[Role]]
    public let subject: SubjectRule
    /// The type's own fields, in `data`.
    public let fields: [FieldSpecification]

    /// The field of that name.
    public func field(_ name: String) -> FieldSpecification? {
        fields.first { $0.name == name }
    }
}

/// What a type says of one role.
public struct RoleSpecification: Sendable {
    public let role: Role
    public let isRequired: Bool
    /// How many actors it takes at least, where it is there.
    public let least: Int
}

/// Whether an event of a type is about a subject, and of which kind.
public enum SubjectRule: Sendable, Hashable {
    /// It may name one of any kind.
    case optional
    /// It must name one of this kind, such as `agreement/…`.
    case required(kind: String)
}

/// What a type says of one field of its `data`.
public struct FieldSpecification: Sendable {
    public let name: String
    public let isRequired: Bool
    public let form: FieldForm
}

/// What a value of `data` must be.
public indirect enum FieldForm: Sendable, Hashable {
    case text
    /// Text with at least one character.
    case name
    case count
    case number
    case list(of: FieldForm)
    case object
    /// One of these names.
    case oneOf([String])
    /// An EDTF expression.
    case date
    /// An ISO 8601 duration of years, months, weeks and days.
    case duration
    /// A duration, or an EDTF expression.
    case dateOrDuration
    /// An actor's code, or a list of codes.
    case actors
    /// A subject, `kind/slug`.
    case subject
    /// The id of another event.
    case event
    /// What an expectation expects: `{type, subject?, party?}`.
    case expected
    /// A rule of entry into force.
    case entryIntoForce
    /// A JSON Merge Patch on an event.
    case patch
}
