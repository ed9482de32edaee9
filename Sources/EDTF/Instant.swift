/// A point on the UTC line in whole seconds since 1970-01-01T00:00:00Z, in the proleptic Gregorian calendar.
///
/// Leap seconds are not counted, as in POSIX time. The range is that of 64 bits, about 292 thousand million
/// years either way; what lies beyond is the nearest of ``distantPast`` and ``distantFuture``, which stand
/// for an open (infinite) bound and stay what they are when something is added to them.
public struct Instant: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    public var seconds: Int64

    /// The instant so many seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Before every other instant: the bound of an open start.
    public static let distantPast = Instant(seconds: .min)

    /// After every other instant: the bound of an open end.
    public static let distantFuture = Instant(seconds: .max)

    /// The UTC day that contains this instant.
    public var day: CivilDay {
        switch self {
        case .distantPast: .distantPast
        case .distantFuture: .distantFuture
        default: CivilDay(number: floorDivide(seconds, CivilDay.secondsPerDay))
        }
    }

    /// The instant so many seconds later (earlier if negative), saturating.
    public func adding(seconds more: Int64) -> Instant {
        if self == .distantPast || self == .distantFuture { return self }
        return Instant(seconds: saturatingSum(seconds, more))
    }

    /// Reads an RFC 3339 date-time, as `2018-08-02T10:00:00Z` or `2018-08-02T12:00:00.25+02:00`.
    ///
    /// A fraction of a second is allowed and cut off. The offset or `Z` is required; `t` and `z` are read as
    /// `T` and `Z` (RFC 3339, section 5.6). A leap second, `23:59:60` in UTC, is read as the second before
    /// it.
    /// - Returns: `nil` where the text is anything else.
    public init?(rfc3339 text: Span<UInt8>) {
        guard let instant = try? TimeParser.instant(rfc3339: text) else { return nil }
        self = instant
    }

    /// Reads an RFC 3339 date-time; see ``init(rfc3339:)-(Span<UInt8>)``.
    public init?(rfc3339 text: String) {
        self.init(rfc3339: text.utf8.span)
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

    /// `2018-08-02T10:00:00Z`; the bare year (`Y12345`) beyond four digits; `..` where it is unbounded.
    public var description: String {
        let day = self.day
        guard day.hasPlainYear else { return day.description }
        let second = Int(floorRemainder(seconds, CivilDay.secondsPerDay))
        let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }
        return "\(day)T\(time[0]):\(time[1]):\(time[2])Z"
    }
}
