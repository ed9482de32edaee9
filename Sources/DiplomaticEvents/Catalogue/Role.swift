import CanonicalJSON

/// The part that an actor has in an event.
public enum Role: UInt8, Sendable, Hashable, CaseIterable {
    case actor, predecessor, successor
    case organisation, member
    case recognising, recognised
    case parties, by, with
    case sending, receiving, power
    case participants, host, chair
    case visitor
    case party, to
    case target, perpetrator, attributor
    case against
    case source

    /// The name as events carry it.
    public var name: String { Role.names[Int(rawValue)] }

    private static let names = allCases.map { "\($0)" }

    /// The place of the name among the names of all roles: canonical text has the roles in this order.
    var place: Int { Role.places[Int(rawValue)] }

    private static let places: [Int] = {
        let sorted = names.sorted { $0.precedes($1) }
        return names.map { sorted.firstIndex(of: $0) ?? 0 }
    }()

    /// The role of that name.
    public init?(_ name: String) {
        self.init(place: Role.vocabulary.place(of: name.utf8.span))
    }

    /// The names of all roles, in the order of their numbers.
    static let vocabulary = Vocabulary(names)

    /// The role whose name stands at a place of ``vocabulary``.
    init?(place: Int) {
        guard let number = UInt8(exactly: place) else { return nil }
        self.init(rawValue: number)
    }
}
