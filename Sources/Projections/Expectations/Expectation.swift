import DiplomaticEvents
import EDTF

/// How an expectation stands.
enum ExpectationState: String, Sendable, CaseIterable {
    case open, overdue, fulfilled
    case fulfilledLate = "fulfilled-late"
    case failed, withdrawn, moot
}

/// One expectation: what is expected, by when, and what has become of it.
struct Expectation: Sendable {
    /// How it has ended; whatever ends it first ends it for good.
    struct Ending: Sendable {
        enum Kind: Sendable, Hashable {
            case fulfilled, failed, withdrawn
        }

        var fact: Fact<Kind>
        /// The event that is the outcome, unless a later statement names another.
        let outcome: Revision
        /// Whether it was stated to be fulfilled, and not found so.
        let isStated: Bool
        /// When the outcome happened.
        let bounds: Bounds
        /// Whether the outcome has an earlier legal effect and so folds before it happened.
        let isBackdated: Bool
    }

    /// The statements and revisions of it.
    private(set) var stated: Fact<Bool>?
    /// The event that first stated it.
    private(set) var statement: Revision?
    private(set) var expected: Expected?
    /// The events that say what is expected, when it is due, how likely it is.
    private(set) var expectedBy: Revision?
    private(set) var due: (event: Revision, last: CivilDay)?
    private(set) var likelihood: Revision?
    /// The instant before which what happened can't be what is expected.
    private(set) var floor = Instant.distantPast
    private(set) var ending: Ending?
    private(set) var moot: Fact<Bool>?
    /// Events of another kind than the expected one that concluded the matter.
    private(set) var others: [Revision] = []

    // MARK: What is expected

    /// What a statement or a revision says.
    struct Terms: Sendable {
        var expected: Expected?
        var due: CivilDay?
        var hasLikelihood: Bool
    }

    /// Takes on the terms of a statement or revision.
    /// - Returns: whether something else is expected now than before.
    mutating func state(_ terms: Terms, by step: Step) -> Bool {
        // A statement that folds after its own revision, for want of a precise date, fills gaps and no more.
        let fillsOnly = step.type == .expectationStated && statement == nil && stated != nil
        if step.type == .expectationStated, statement == nil { statement = step.event }
        if stated == nil { stated = Fact(true, by: step) } else { stated?.join(step) }
        if let last = terms.due, due == nil || !fillsOnly { due = (step.event, last) }
        if terms.hasLikelihood, likelihood == nil || !fillsOnly { likelihood = step.event }
        guard let expected = terms.expected, self.expected == nil || !fillsOnly else { return false }
        // To state the same once more is no new expectation.
        if expected == self.expected { return false }
        self.expected = expected
        expectedBy = step.event
        floor = Occurrences.floor(of: step.bounds)
        others = []
        moot = nil
        return true
    }

    mutating func replaceParty(_ ended: ActorID, by heir: ActorID) { expected?.replace(ended, by: heir) }

    // MARK: What becomes of it

    /// An event happened that matches what is expected.
    mutating func meet(_ occurrence: Occurrence) {
        guard ending == nil else { return }
        ending = Ending(
            fact: Fact(.fulfilled, by: occurrence.step), outcome: occurrence.step.event, isStated: false,
            bounds: occurrence.bounds, isBackdated: occurrence.step.isEffectiveDated)
    }

    /// An event happened that concludes the matter in another way.
    mutating func meetOther(_ occurrence: Occurrence) {
        let event = occurrence.step.event
        if ending == nil, !others.contains(event) { others.append(event) }
    }

    /// It is said to have failed, to be withdrawn, to be fulfilled.
    mutating func end(_ kind: Ending.Kind, by step: Step) {
        if let ending {
            if ending.fact.value == kind { self.ending?.fact.join(step) }
            return
        }
        ending = Ending(
            fact: Fact(kind, by: step), outcome: step.event, isStated: true, bounds: step.bounds,
            isBackdated: false)
    }

    /// What it was about has gone.
    mutating func becomeMoot(by step: Step) {
        if moot == nil { moot = Fact(true, by: step) } else { moot?.join(step) }
    }

    /// What it was about is back.
    mutating func revive() { moot = nil }

    // MARK: How it stands

    /// How it stands on a day. Without a due date it is never overdue.
    func state(on day: CivilDay) -> ExpectationState {
        if let ending = ending(on: day) {
            switch ending.fact.value {
            case .failed: return .failed
            case .withdrawn: return .withdrawn
            // Late is what surely came after the last day on which it was due.
            case .fulfilled:
                return due.map { ending.bounds.earliest.day > $0.last } == true ? .fulfilledLate : .fulfilled
            }
        }
        if moot != nil { return .moot }
        if let due, day > due.last { return .overdue }
        return .open
    }

    /// How it has ended by a day; an outcome with an earlier legal effect has not happened before its day.
    func ending(on day: CivilDay) -> Ending? {
        ending.flatMap { !$0.isBackdated || $0.bounds.latest.day <= day ? $0 : nil }
    }
}
