/// The instants between which a start (or an end) lies, both inclusive.
public struct Bounds: Sendable, Hashable {
    /// The first instant at which it can be.
    public var earliest: Instant
    /// The last instant at which it can be.
    public var latest: Instant

    /// Bounds from one instant to another, which is no earlier.
    public init(earliest: Instant, latest: Instant) {
        self.earliest = earliest
        self.latest = latest
    }

    /// From the first instant of one day to the last of another, UTC.
    public init(from first: CivilDay, through last: CivilDay) {
        self.init(earliest: first.firstInstant, latest: last.lastInstant)
    }

    /// No bound on either side.
    public static let unbounded = Bounds(earliest: .distantPast, latest: .distantFuture)
}
