import DiplomaticEvents

/// How far it has come to be said who is behind an incident.
///
/// The furthest that has been reached stands: who has accused somebody is not unsaid by another who declines
/// to, and an accusation dated vaguely doesn't undo a denial that it must have gone before.
enum AttributionState: String, Sendable {
    /// Nothing has been said of who did it.
    case none
    /// Somebody has declined to say.
    case withheld
    /// Somebody has been accused and at least one of the accused has not denied it.
    case attributed
    /// All of the accused have denied it.
    case denied
}

/// An incident: whom it was done to, and who is said to have done it.
struct Incident: Sendable {
    private(set) var targets: Set<ActorID> = []
    /// Those whom an account of the incident itself names as having done it.
    private(set) var perpetrators: Set<ActorID> = []
    private(set) var occurred: Mark?
    private(set) var disclosed: Mark?
    private(set) var withheld: Voices?
    /// Who says that it was whom.
    private(set) var accusations: [ActorPairing: Voices] = [:]
    private(set) var attributed: Voices?
    private(set) var denials: Voices?
    private(set) var protests: Voices?
    private var accused: Set<ActorID> = []
    private var deniers: Set<ActorID> = []
    /// Whether a denial speaks for all who are accused: it names nobody.
    private var deniesAll = false

    /// One who accuses and one who is accused.
    struct ActorPairing: Sendable, Hashable {
        let by: ActorID
        let to: ActorID
    }

    /// A statement: who made it, since when, and the events that say so.
    struct Voices: Sendable {
        private(set) var by: Set<ActorID>
        private(set) var fact: Fact<Bool>

        init(_ by: [ActorID], _ step: Step) {
            self.by = Set(by)
            fact = Fact(true, by: step)
        }

        mutating func join(_ by: [ActorID], _ step: Step) {
            self.by.formUnion(by)
            fact.join(step)
        }
    }

    /// Folds an asserted event of `incident.*`.
    mutating func fold(_ step: Step) {
        targets.formUnion(step.actors(.target))
        let named = step.actors(.perpetrator)
        let by = step.actors(.by)
        switch step.type {
        case .incidentOccurred:
            occurred = occurred ?? step.mark
            perpetrators.formUnion(named)
        case .incidentDisclosed: disclosed = disclosed ?? step.mark
        case .incidentAttributed:
            let attributors = step.actors(.attributor)
            Self.say(&attributed, attributors, step)
            accused.formUnion(named)
            for accuser in attributors {
                for perpetrator in named {
                    Self.say(&accusations[ActorPairing(by: accuser, to: perpetrator)], [accuser], step)
                }
            }
        case .incidentAttributionWithheld: Self.say(&withheld, by, step)
        case .incidentAttributionDenied:
            // Where it isn't said who denies it, those do who are named as accused; without any name, all do.
            Self.say(&denials, by.isEmpty ? named : by, step)
            accused.formUnion(named)
            deniers.formUnion(named.isEmpty ? by : named)
            if named.isEmpty, by.isEmpty { deniesAll = true }
        case .incidentProtested:
            Self.say(&protests, by.isEmpty ? step.actors(.target) : by, step)
            perpetrators.formUnion(named)
        default: break
        }
    }

    private static func say(_ voices: inout Voices?, _ by: [ActorID], _ step: Step) {
        if voices == nil { voices = Voices(by, step) } else { voices?.join(by, step) }
    }

    // MARK: What follows

    var state: AttributionState {
        if denials != nil, attributed == nil || deniesAll || accused.isSubset(of: deniers) { return .denied }
        if attributed != nil { return .attributed }
        return withheld == nil ? .none : .withheld
    }

    /// The statement that has brought the state about.
    var voices: Voices? {
        switch state {
        case .none: nil
        case .withheld: withheld
        case .attributed: attributed
        case .denied: denials
        }
    }

    /// Those who are accused by an attribution, or who deny an accusation that names them.
    var allAccused: [ActorID] { accused.sorted() }

    /// Whether this one has denied it.
    func hasDenied(_ actor: ActorID) -> Bool { denials != nil && (deniesAll || deniers.contains(actor)) }

    /// The pairs that it lies between: whom it was done to, and who says who did it, with those who are said
    /// to have done it. An incident of which nobody is accused lies between no pair.
    var pairs: [ActorPair] {
        let suspects = accused.union(perpetrators)
        let others = targets.union(attributed?.by ?? [])
        return suspects.flatMap { suspect in others.compactMap { ActorPair(suspect, $0) } }
    }

    /// How many there are on both sides: while neither grows, ``pairs`` stay the same.
    var sides: [Int] { [accused.count, perpetrators.count, targets.count, attributed?.by.count ?? 0] }

    /// Everybody with a part in it.
    var actors: Set<ActorID> {
        var all = targets.union(perpetrators).union(accused)
        for voices in [withheld, attributed, denials, protests] { all.formUnion(voices?.by ?? []) }
        return all
    }
}
