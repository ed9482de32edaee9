import CanonicalJSON

/// Every type of event that is known: the one place that says what an event of a type must and may hold.
public enum Catalogue {
    /// The specifications in the order of the catalogue, which is that of ``EventType``.
    public static let specifications: [TypeSpecification] = {
        let written =
            actorTypes + membershipTypes + recognitionTypes + relationsTypes + missionTypes + headTypes
            + staffTypes + contactTypes + agreementTypes + incidentTypes + measureTypes + expectationTypes
            + signalTypes + statementTypes + recordTypes
        return written.sorted { $0.type < $1.type }
    }()

    /// The specification of a type; own types have none and are answered with an empty one.
    public static subscript(_ type: EventType) -> TypeSpecification {
        let index = Int(type.rawValue)
        return index < specifications.count ? specifications[index] : own
    }

    private static let own = TypeSpecification(
        type: .own, name: "x.", summary: "A type of the user's own.", roles: [], alternatives: [],
        subject: .optional, fields: [])

    /// The names of all types, in the order of the catalogue.
    static let typeNames = Vocabulary(specifications.map(\.name))

    /// The type of that name: one of the catalogue, or ``EventType/own`` for a name under `x.`.
    public static func type(named name: String) -> EventType? {
        if let type = EventType(place: typeNames.place(of: name.utf8.span)) { return type }
        return name.utf8.starts(with: "x.".utf8) && (3...longestName).contains(name.utf8.count) ? .own : nil
    }

    /// The longest name of an own type, in bytes.
    public static let longestName = 200

    /// Every field name that some type's `data` knows. A name that is in none is a slip of the pen.
    public static let fieldNames: Set<String> = Set(specifications.flatMap { $0.fields.map(\.name) })
    static let dataNames = Vocabulary(fieldNames.sorted())
}

/// A short way to write specifications down.
extension TypeSpecification {
    init(
        _ type: EventType, _ name: String, _ summary: String, required: [Role] = [], optional: [Role] = [],
        alternatives: [[Role]] = [], least: [Role: Int] = [:], subject: SubjectRule = .optional,
        fields: [FieldSpecification] = []
    ) {
        self.type = type
        self.name = name
        self.summary = summary
        self.roles =
            required.map { RoleSpecification(role: $0, isRequired: true, least: least[$0] ?? 1) }
            + optional.map { RoleSpecification(role: $0, isRequired: false, least: least[$0] ?? 1) }
        self.alternatives = alternatives
        self.subject = subject
        self.fields = fields
    }
}

extension FieldSpecification {
    static func required(_ name: String, _ form: FieldForm) -> FieldSpecification {
        FieldSpecification(name: name, isRequired: true, form: form)
    }

    static func optional(_ name: String, _ form: FieldForm) -> FieldSpecification {
        FieldSpecification(name: name, isRequired: false, form: form)
    }
}
