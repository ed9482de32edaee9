/// An actor within one replay: the codes numbered in the order of their code points, so that comparing two
/// numbers compares the codes.
public struct ActorID: Sendable, Hashable, Comparable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static func < (one: ActorID, other: ActorID) -> Bool { one.rawValue < other.rawValue }
}

/// A subject within one replay, `kind/slug`; numbered in no order that means anything.
public struct SubjectID: Sendable, Hashable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// An event's place in its log: 1, 2, 3 …, gapless.
public struct Revision: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let number: UInt64

    public init(_ number: UInt64) { self.number = number }

    /// The state of a log in which nothing has been recorded.
    public static let none = Revision(0)

    /// The place of the event that follows.
    public var next: Revision { Revision(number &+ 1) }

    public var description: String { number.description }

    public static func < (one: Revision, other: Revision) -> Bool { one.number < other.number }
}

/// Two actors, in the order of their codes.
public struct ActorPair: Sendable, Hashable, Comparable {
    public let first: ActorID
    public let second: ActorID

    /// The pair of two different actors, in whichever order they are given; `nil` for one actor twice.
    public init?(_ one: ActorID, _ other: ActorID) {
        if one == other { return nil }
        first = min(one, other)
        second = max(one, other)
    }

    /// The one that is not `actor`.
    public func other(than actor: ActorID) -> ActorID { actor == first ? second : first }

    public func contains(_ actor: ActorID) -> Bool { actor == first || actor == second }

    /// Both numbers in one go: pairs are looked up for every event.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(first.rawValue) << 32 | UInt64(second.rawValue))
    }

    public static func < (one: ActorPair, other: ActorPair) -> Bool {
        one.first == other.first ? one.second < other.second : one.first < other.first
    }
}

/// One actor's part in an event.
public struct ActorPart: Sendable, Hashable {
    public let role: Role
    public let actor: ActorID

    public init(role: Role, actor: ActorID) {
        self.role = role
        self.actor = actor
    }
}
