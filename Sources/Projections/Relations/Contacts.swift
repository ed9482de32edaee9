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

    /// Hands on the pairs that a meeting, visit or call brings together.
    static func forEachPair(_ step: Step, _ body: (ActorPair) -> Void) {
        if step.type == .visitMade {
            step.forEachPair(of: .visitor, with: .host, body)
        } else {
            step.forEachPair(among: .participants, body)
        }
    }

    /// The pairs that a meeting, visit or call brings together, as a list.
    static func pairs(_ step: Step) -> [ActorPair] {
        var result: [ActorPair] = []
        forEachPair(step) { result.append($0) }
        return result
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
