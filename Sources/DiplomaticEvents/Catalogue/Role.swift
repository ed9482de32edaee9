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
    public var name: String { "\(self)" }

    /// The role of that name.
    public init?(_ name: String) {
        guard let role = Role.byName[name] else { return nil }
        self = role
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
