public import DiplomaticEvents

/// Who took part in an event and how. Most events have no more than three parts, and those need no place on the heap:
/// steps come by the million.
public struct ActorParts: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private var few: (ActorPart, ActorPart, ActorPart)
    /// All parts, where there are more than three.
    private let many: [ActorPart]?
    public private(set) var count: Int

    private static let nobody = ActorPart(role: .actor, actor: ActorID(rawValue: 0))

    /// No parts.
    public init() {
        few = (Self.nobody, Self.nobody, Self.nobody)
        many = nil
        count = 0
    }

    /// The parts in the order given.
    public init(_ parts: [ActorPart]) {
        few = (
            parts.isEmpty ? Self.nobody : parts[0], parts.count < 2 ? Self.nobody : parts[1],
            parts.count < 3 ? Self.nobody : parts[2]
        )
        many = parts.count > 3 ? parts : nil
        count = parts.count
    }

    public init(arrayLiteral parts: ActorPart...) { self.init(parts) }

    /// Puts a part, of three at most, where the order of roles and then of actors wants it.
    ///
    /// - Returns: whether there was room for it.
    public mutating func insert(_ part: ActorPart) -> Bool {
        switch count {
        case 0: few.0 = part
        case 1: few.1 = part
        case 2: few.2 = part
        default: return false
        }
        count += 1
        if count == 3, few.2.precedes(few.1) { swap(&few.1, &few.2) }
        if count >= 2, few.1.precedes(few.0) { swap(&few.0, &few.1) }
        return true
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(_ index: Int) -> ActorPart {
        if let many { return many[index] }
        precondition(index >= 0 && index < count, "a part that there is not")
        return index == 0 ? few.0 : index == 1 ? few.1 : few.2
    }
}

extension ActorPart {
    /// Whether this stands before another: by role, then by actor.
    public func precedes(_ other: ActorPart) -> Bool {
        role == other.role ? actor < other.actor : role.rawValue < other.role.rawValue
    }
}
