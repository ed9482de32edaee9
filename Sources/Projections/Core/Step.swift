public import DiplomaticEvents
public import EDTF

/// One event as a lens sees it, at its place in the fold: corrected where it was corrected, with each bloc
/// that acts for its members replaced by them, dated by the days between which it takes effect.
///
/// A projection is given steps in fold order and never asks where they came from.
public struct Step: Sendable {
    /// What of an event this step is.
    public enum Phase: Sendable, Hashable {
        /// All of it: the event takes effect when it occurs, or `effective` lies before it occurred.
        case whole
        /// The event has occurred and its legal effect lies ahead. Only what a notice itself brings about
        /// changes: a deposit counts, a withdrawal is pending.
        case notice
        /// The legal effect of an event whose notice has been folded before.
        case effect
    }

    /// The event: its place in the log.
    public let event: Revision
    /// What it states.
    public let type: EventType
    /// Whether it states that something happened, or that it is planned, denied or supposed.
    public let assertion: Assertion
    /// Whether this is the whole event, its notice or its effect.
    public let phase: Phase
    /// The instants between which this step takes effect.
    public let bounds: Bounds
    /// For an event that lasted: the instants between which it ended.
    public let end: Bounds?
    /// Whether `bounds` are those of `effective`, whose text then says since when.
    public let isEffectiveDated: Bool
    /// Whether this may have been so and never becomes certain: the act of a bloc's member that was one on
    /// only some of the days on which the bloc may have acted.
    public let isOnlyPossible: Bool
    /// What the event is about.
    public let subject: SubjectID?
    /// Who took part and how.
    public let parts: ActorParts

    /// A step as the engine makes it, or a test: all but event, type and bounds have a plain event's values.
    public init(
        event: Revision, type: EventType, assertion: Assertion = .asserted, phase: Phase = .whole,
        bounds: Bounds, end: Bounds? = nil, isEffectiveDated: Bool = false, isOnlyPossible: Bool = false,
        subject: SubjectID? = nil, parts: ActorParts = ActorParts()
    ) {
        self.event = event
        self.type = type
        self.assertion = assertion
        self.phase = phase
        self.bounds = bounds
        self.end = end
        self.isEffectiveDated = isEffectiveDated
        self.isOnlyPossible = isOnlyPossible
        self.subject = subject
        self.parts = parts
    }

    /// A step whose parts come as a list.
    public init(
        event: Revision, type: EventType, assertion: Assertion = .asserted, phase: Phase = .whole,
        bounds: Bounds, end: Bounds? = nil, isEffectiveDated: Bool = false, isOnlyPossible: Bool = false,
        subject: SubjectID? = nil, parts: [ActorPart]
    ) {
        self.init(
            event: event, type: type, assertion: assertion, phase: phase, bounds: bounds, end: end,
            isEffectiveDated: isEffectiveDated, isOnlyPossible: isOnlyPossible, subject: subject,
            parts: ActorParts(parts))
    }

    /// The actors in a role, in the order of their codes.
    public func actors(_ role: Role) -> [ActorID] {
        var actors: [ActorID] = []
        for part in parts where part.role == role { actors.append(part.actor) }
        return actors
    }

    /// The first actor in a role.
    public func actor(_ role: Role) -> ActorID? {
        parts.first { $0.role == role }?.actor
    }

    /// Whether it changes states: what is planned, denied or supposed doesn't.
    public var isAsserted: Bool { assertion == .asserted }

    /// The last day on which it may have taken effect: from then on it surely has.
    public var day: CivilDay { bounds.latest.day }

    /// What marks the start of a state that this step brings about.
    public var mark: Mark { Mark(event: event, isEffective: isEffectiveDated) }
}

/// Since when something is so: the date of an event, as its source wrote it.
public struct Mark: Sendable, Hashable {
    /// The event that says since when.
    public let event: Revision
    /// Whether the event's `effective` says when, not its `occurred`.
    public let isEffective: Bool

    /// The date of an event: that of `occurred`, or of `effective`.
    public init(event: Revision, isEffective: Bool = false) {
        self.event = event
        self.isEffective = isEffective
    }
}

/// A machine-coded event, with only what counting it takes. They come by the million, so they are no steps,
/// and in no order: their fold must not depend on one.
public struct Signal: Sendable {
    /// Who acts.
    public let source: ActorID
    /// Upon whom.
    public let target: ActorID
    /// The day on which it surely had happened.
    public let day: CivilDay
    /// The two-digit root of its CAMEO code, 1 to 20; 0 where the code is none of CAMEO's.
    public let cameoRoot: UInt8
    /// Its Goldstein score in thousandths; 0 where it has none.
    public let goldstein: Int32

    /// A signal; `goldstein` is in thousandths.
    public init(source: ActorID, target: ActorID, day: CivilDay, cameoRoot: UInt8, goldstein: Int32) {
        self.source = source
        self.target = target
        self.day = day
        self.cameoRoot = cameoRoot
        self.goldstein = goldstein
    }

    /// CAMEO's roots 01 to 08 are cooperation, in word or deed; 09 to 20 are conflict (Gerner, Schrodt,
    /// Yilmaz, CAMEO codebook 1.1b3, chapter 6).
    public var isCooperative: Bool { cameoRoot >= 1 && cameoRoot <= 8 }
    public var isConflictual: Bool { cameoRoot >= 9 && cameoRoot <= 20 }
}
