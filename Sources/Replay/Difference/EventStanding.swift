/// How an event stands in a lens.
enum EventStanding: String, Sendable, Hashable, Comparable {
    /// It had not been reported, or recorded.
    case unknown
    /// It has been retracted, or is another account of an event that is there.
    case retracted
    /// It surely lies ahead.
    case notYet = "not-yet"
    /// It may have happened.
    case possible
    /// It may have happened, and counts as happened in this lens.
    case assumed
    /// It has happened, and its legal effect lies ahead.
    case notice
    case certain

    private var rank: Int {
        switch self {
        case .unknown: 0
        case .retracted: 1
        case .notYet: 2
        case .possible: 3
        case .assumed: 4
        case .notice: 5
        case .certain: 6
        }
    }

    static func < (one: EventStanding, other: EventStanding) -> Bool { one.rank < other.rank }
}
