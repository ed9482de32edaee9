import DiplomaticEvents

/// How often two actors have met, and when last.
struct Contacts: Sendable {
    private(set) var meetings = 0
    private(set) var visits = 0
    private(set) var calls = 0
    private(set) var last: (event: Revision, type: EventType)?

    var isEmpty: Bool { last == nil }

    mutating func count(_ step: Step) {
        // One meeting may come as two steps, where some of those who took part did so only perhaps.
        if let last, last.event == step.event { return }
        switch step.type {
        case .meetingHeld: meetings += 1
        case .visitMade: visits += 1
        case .callHeld: calls += 1
        default: return
        }
        last = (step.event, step.type)
    }

    /// The pairs that a meeting, visit or call brings together.
    static func pairs(_ step: Step) -> [ActorPair] {
        step.type == .visitMade ? step.pairs(of: .visitor, with: .host) : step.pairs(among: .participants)
    }

    /// The predecessor's contacts are those of the state that continues it.
    mutating func inherit(_ other: Contacts) {
        meetings += other.meetings
        visits += other.visits
        calls += other.calls
        last = last ?? other.last
    }
}

/// How many machine-coded signals went between two actors, and of which kind.
struct SignalCounts: Sendable {
    private(set) var count = 0
    private(set) var cooperative = 0
    private(set) var conflictual = 0
    /// The sum of the Goldstein scores, in thousandths, so that it depends on no order.
    private(set) var goldstein: Int64 = 0

    mutating func add(_ signal: Signal) {
        count += 1
        if signal.isCooperative { cooperative += 1 }
        if signal.isConflictual { conflictual += 1 }
        goldstein &+= Int64(signal.goldstein)
    }
}
