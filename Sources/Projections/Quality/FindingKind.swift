/// What can be wrong with what a log says, from the worst to the least.
///
/// The order is that in which findings of one severity are listed.
enum FindingKind: UInt8, Sendable, Hashable, CaseIterable {
    /// One fact is reported with dates that exclude one another.
    case conflictingDates
    /// What is said of an entry into force and what follows from the rule are two days.
    case entryIntoForceMismatch
    /// An actor has a part in an event before it began or after it ended.
    case actorOutsideExistence
    /// Two events of one type, of the same actors, may be the same.
    case likelyDuplicates
    /// An entry into force is stated though by the rule its conditions aren't met.
    case entryIntoForceUnexplained
    /// What was expected by a day has not come, and nobody has said so.
    case overdueExpectation
    /// Of an agreement on its way nothing has been heard for years.
    case staleAgreement
    /// It can't be told whether the event has happened by the day.
    case dateStraddlesDay

    /// The name on the command line and in items, in kebab-case.
    var code: String {
        switch self {
        case .conflictingDates: "conflicting-dates"
        case .entryIntoForceMismatch: "entry-into-force-mismatch"
        case .actorOutsideExistence: "actor-outside-existence"
        case .likelyDuplicates: "likely-duplicates"
        case .entryIntoForceUnexplained: "entry-into-force-unexplained"
        case .overdueExpectation: "overdue-expectation"
        case .staleAgreement: "stale-agreement"
        case .dateStraddlesDay: "date-straddles-day"
        }
    }
}

/// How much a finding takes from what the projections say.
enum Severity: UInt8, Sendable, Hashable, Comparable {
    /// Some state is wrong: two statements can't both hold.
    case high
    /// Something is counted twice, or by mistake.
    case medium
    /// Something may be missing or could be said more precisely.
    case low

    var name: String { "\(self)" }

    static func < (one: Severity, other: Severity) -> Bool { one.rawValue < other.rawValue }
}
