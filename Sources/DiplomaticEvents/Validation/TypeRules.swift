import CanonicalJSON

/// What the catalogue says of a type of event, in the form in which lines are held against it.
final class TypeRules: Sendable {
    let specification: TypeSpecification
    /// The kind that the subject must be of, where one must be there.
    let subjectKind: String?
    let requiredRoles: RoleSet
    /// Whether some role takes more than one actor at least.
    let hasLeast: Bool
    let alternatives: [RoleSet]
    /// The names of the fields of `data`, in the order of the specification.
    let fields: Vocabulary
    /// Of each field, what it must be; and, where it must be one of some names, those.
    let forms: [FieldForm]
    let choices: [Vocabulary?]
    /// Those that must be there, a bit for each.
    let requiredFields: UInt64

    private init(_ specification: TypeSpecification) {
        self.specification = specification
        if case .required(let kind) = specification.subject { subjectKind = kind } else { subjectKind = nil }
        requiredRoles = RoleSet(specification.roles.filter(\.isRequired).map(\.role))
        hasLeast = specification.roles.contains { $0.least > 1 }
        alternatives = specification.alternatives.map(RoleSet.init)
        fields = Vocabulary(specification.fields.map(\.name))
        forms = specification.fields.map(\.form)
        choices = specification.fields.map {
            if case .oneOf(let names) = $0.form { Vocabulary(names) } else { nil }
        }
        requiredFields = specification.fields.indices.reduce(0) {
            specification.fields[$1].isRequired ? $0 | 1 << UInt64($1) : $0
        }
    }

    static let own = TypeRules(Catalogue[.own])
    private static let catalogued = Catalogue.specifications.map(TypeRules.init)

    static func of(_ type: EventType) -> TypeRules {
        type == .own ? own : catalogued[Int(type.rawValue)]
    }
}

/// A set of roles, a bit for each.
struct RoleSet: Sendable, Hashable {
    private var bits: UInt32 = 0

    init(_ roles: some Sequence<Role>) { for role in roles { insert(role) } }

    init() {}

    mutating func insert(_ role: Role) { bits |= 1 << UInt32(role.rawValue) }

    func isSuperset(of other: RoleSet) -> Bool { bits & other.bits == other.bits }
}

extension EventType {
    /// The type whose name stands at a place of ``Catalogue/typeNames``.
    init?(place: Int) {
        guard place >= 0 else { return nil }
        self = Catalogue.specifications[place].type
    }
}
