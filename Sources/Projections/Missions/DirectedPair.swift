public import DiplomaticEvents

/// One of the two directions of a pair: one actor and whom it is represented to, recognises, or acts upon.
public struct DirectedPair: Sendable, Hashable, Comparable {
    /// Who sends, recognises or acts.
    public let from: ActorID
    /// To whom, or upon whom.
    public let to: ActorID

    /// The direction from one actor to a different one; `nil` for one actor twice.
    public init?(from: ActorID, to: ActorID) {
        if from == to { return nil }
        self.from = from
        self.to = to
    }

    /// The direction from the pair's first actor to its second.
    public init(forward pair: ActorPair) {
        from = pair.first
        to = pair.second
    }

    /// The direction from the pair's second actor to its first.
    public init(backward pair: ActorPair) {
        from = pair.second
        to = pair.first
    }

    /// The pair without its direction.
    public var pair: ActorPair? { ActorPair(from, to) }

    /// Whether the actor is either of the two.
    public func contains(_ actor: ActorID) -> Bool { actor == from || actor == to }

    /// The same direction with another actor in one's place; `nil` where that leaves one actor twice.
    func replacing(_ actor: ActorID, by other: ActorID) -> DirectedPair? {
        DirectedPair(from: from == actor ? other : from, to: to == actor ? other : to)
    }

    public static func < (one: DirectedPair, other: DirectedPair) -> Bool {
        one.from == other.from ? one.to < other.to : one.from < other.from
    }
}

extension Step {
    /// The directions from each actor of one role to each of another.
    func directions(from one: Role, to other: Role) -> [DirectedPair] {
        var result: [DirectedPair] = []
        for first in parts where first.role == one {
            for second in parts where second.role == other {
                if let direction = DirectedPair(from: first.actor, to: second.actor) {
                    result.append(direction)
                }
            }
        }
        return result
    }

    /// The pairs of each actor of one role with each of another.
    func pairs(of one: Role, with other: Role) -> [ActorPair] {
        directions(from: one, to: other).compactMap(\.pair)
    }

    /// The pairs among the actors of a role.
    func pairs(among role: Role) -> [ActorPair] {
        var result: [ActorPair] = []
        for (index, first) in parts.enumerated() where first.role == role {
            for second in parts[(index + 1)...] where second.role == role {
                if let pair = ActorPair(first.actor, second.actor) { result.append(pair) }
            }
        }
        return result
    }

    /// The pairs that an event of `relations.*` is about: each pair of its parties, and where one side acts
    /// against several, each of the one with each of the other.
    var relatedPairs: [ActorPair] { pairs(among: .parties) + pairs(of: .by, with: .with) }
}
