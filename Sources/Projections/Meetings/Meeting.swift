import DiplomaticEvents
import EDTF

/// A meeting in the calendar.
struct Meeting: Sendable {
    /// Where it stands by its events alone; the clock adds what is overdue, in progress or over.
    enum Stage: Int, Sendable, Hashable {
        case scheduled, postponed, cancelled, held
    }

    /// For which time it is set, and which event says so.
    struct Plan: Sendable, Hashable {
        /// `data.planned` of this event, or its `occurred` if `isOccurred`.
        let event: Revision
        let isOccurred: Bool
        /// The instant after which the meeting should have ended.
        let last: Instant
    }

    private(set) var stage: Fact<Stage>?
    private(set) var plan: Plan?
    /// For a meeting that was held and lasted: the last instant at which it may have gone on.
    private(set) var end: Instant?
    /// Its events, in fold order.
    private(set) var events: [Revision] = []
    /// Who is to take part or took part, by the latest event that says so.
    private(set) var participants: Set<ActorID> = []
    private(set) var hosts: Set<ActorID> = []
    private(set) var chairs: Set<ActorID> = []
    /// The last instant at which it may have reached its stage.
    private var latest = Instant.distantPast
    /// Whether no more has been said than that it is meant to take place.
    private var isOnlyMeant = false

    /// Folds an event of `meeting.*`; `planned` is the plan that it gives.
    mutating func fold(_ step: Step, plan: Plan?) {
        guard step.isAsserted else { return mean(step, plan) }
        describe(step)
        switch step.type {
        case .meetingHeld:
            if stage?.value != .held { end = step.end?.latest }
            reach(.held, step)
        case .meetingScheduled: change(.scheduled, step, plan ?? self.plan)
        // A date that no longer holds gives way to none where no other is given.
        case .meetingPostponed: change(.postponed, step, plan)
        case .meetingCancelled: change(.cancelled, step, self.plan)
        default: break
        }
    }

    /// What was held stays held, whatever is said of its plans by a date that folds later.
    private mutating func change(_ stage: Stage, _ step: Step, _ plan: Plan?) {
        if let known = self.stage?.value {
            // What may have been said before that which has set it aside doesn't bring it back.
            if known == .held || stage.rawValue < known.rawValue && step.bounds.earliest <= latest { return }
        }
        self.plan = plan
        reach(stage, step)
    }

    private mutating func reach(_ stage: Stage, _ step: Step) {
        if isOnlyMeant || self.stage == nil { self.stage = Fact(stage, by: step) }
        self.stage?.become(stage, by: step)
        latest = step.bounds.latest
        isOnlyMeant = false
    }

    /// Folds what is only meant to happen. It folds on the day for which it is meant, after whatever was said of
    /// it until then, and so never sets aside what has been stated.
    private mutating func mean(_ step: Step, _ plan: Plan?) {
        guard step.assertion == .planned, let plan else { return }
        guard stage == nil || isOnlyMeant else {
            if self.plan == nil, stage?.value == .scheduled { self.plan = plan }
            return
        }
        describe(step)
        self.plan = plan
        stage = Fact(.scheduled, by: step)
        isOnlyMeant = true
    }

    /// Takes on what an event says of who meets.
    private mutating func describe(_ step: Step) {
        // A bloc's members may come as a step of their own of the same event: they take part beside the others.
        let isSame = events.last == step.event
        func take(_ role: Role, _ known: inout Set<ActorID>) {
            let named = step.actors(role)
            if named.isEmpty { return }
            if isSame { known.formUnion(named) } else { known = Set(named) }
        }
        take(.participants, &participants)
        take(.host, &hosts)
        take(.chair, &chairs)
        if !events.contains(step.event) { events.append(step.event) }
    }

    /// What the calendar shows at an instant; `nil` where nothing has been said of the meeting.
    func state(at instant: Instant) -> String? {
        switch stage?.value {
        case nil: nil
        case .held: end.map { instant < $0 } == true ? "in-progress" : "held"
        case .cancelled: "cancelled"
        case .postponed: isOverdue(at: instant) ? "overdue" : "postponed"
        case .scheduled: isOverdue(at: instant) ? "overdue" : "scheduled"
        }
    }

    private func isOverdue(at instant: Instant) -> Bool { plan.map { instant > $0.last } ?? false }

    /// Everybody with a part in it.
    var actors: Set<ActorID> { participants.union(hosts).union(chairs) }
}
