/// How an event is stated.
public enum Assertion: UInt8, Sendable, Hashable, CaseIterable {
    /// It happened. Only this changes a state.
    case asserted
    /// It is meant to happen.
    case planned
    /// It is denied.
    case negated
    /// It is supposed.
    case hypothetical

    /// The name as events carry it.
    public var name: String { "\(self)" }

    public init?(_ name: String) {
        guard let found = Assertion.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// How likely a source holds something to be: the terms of ICD 203 (Office of the Director of National
/// Intelligence, Analytic Standards, section D.6.e.2.a), from the least likely to the most, and `scheduled`.
public enum Likelihood: String, Sendable, Hashable, CaseIterable {
    case almostNoChance = "almost-no-chance"
    case veryUnlikely = "very-unlikely"
    case unlikely
    case roughlyEven = "roughly-even"
    case likely
    case veryLikely = "very-likely"
    case almostCertain = "almost-certain"
    case scheduled
}

/// How sure a source is of its judgement; of the judgement, not of the event.
public enum Confidence: String, Sendable, Hashable, CaseIterable {
    case high, moderate, low
}

/// Whom an organisation acts for.
public enum ActsAs: String, Sendable, Hashable, CaseIterable {
    /// Itself.
    case bloc
    /// Each of its members on the day.
    case eachMember = "each-member"
}
