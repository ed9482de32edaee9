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

    /// Both numbers in one go: directions are looked up for every event.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(from.rawValue) << 32 | UInt64(to.rawValue))
    }

    /// The same direction with another actor in one's place; `nil` where that leaves one actor twice.
    func replacing(_ actor: ActorID, by other: ActorID) -> DirectedPair? {
        DirectedPair(from: from == actor ? other : from, to: to == actor ? other : to)
    }

    public static func < (one: DirectedPair, other: DirectedPair) -> Bool {
        one.from == other.from ? one.to < other.to : one.from < other.from
    }
}

extension Step {
    /// Hands on the directions from each actor of one role to each of another.
    @inline(__always)
    func forEachDirection(from one: Role, to other: Role, _ body: (DirectedPair) -> Void) {
        for first in parts where first.role == one {
            for second in parts where second.role == other {
                if let direction = DirectedPair(from: first.actor, to: second.actor) { body(direction) }
            }
        }
    }

    /// Hands on the pairs of each actor of one role with each of another.
    @inline(__always)
    func forEachPair(of one: Role, with other: Role, _ body: (ActorPair) -> Void) {
        forEachDirection(from: one, to: other) { direction in
            if let pair = direction.pair { body(pair) }
        }
    }

    /// Hands on the pairs among the actors of a role.
    @inline(__always)
    func forEachPair(among role: Role, _ body: (ActorPair) -> Void) {
        var index = 0
        while index < parts.count {
            let first = parts[index]
            index += 1
            guard first.role == role else { continue }
            var next = index
            while next < parts.count {
                let second = parts[next]
                next += 1
                if second.role == role, let pair = ActorPair(first.actor, second.actor) { body(pair) }
            }
        }
    }

    /// Hands on the pairs that an event of `relations.*` is about: each pair of its parties, and where one side acts
    /// against several, each of the one with each of the other.
    func forEachRelatedPair(_ body: (ActorPair) -> Void) {
        forEachPair(among: .parties, body)
        forEachPair(of: .by, with: .with, body)
    }

    /// The directions from each actor of one role to each of another.
    func directions(from one: Role, to other: Role) -> [DirectedPair] {
        var result: [DirectedPair] = []
        forEachDirection(from: one, to: other) { result.append($0) }
        return result
    }

    /// The pairs of each actor of one role with each of another.
    func pairs(of one: Role, with other: Role) -> [ActorPair] {
        var result: [ActorPair] = []
        forEachPair(of: one, with: other) { result.append($0) }
        return result
    }

    /// The pairs that an event of `relations.*` is about, as a list.
    var relatedPairs: [ActorPair] {
        var result: [ActorPair] = []
        forEachRelatedPair { result.append($0) }
        return result
    }
}
