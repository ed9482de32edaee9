/// A date as its source wrote it, in EDTF (ISO 8601-2:2019, Annex A, levels 0, 1 and 2), with what it can
/// mean.
///
/// The text is kept to the letter. What it means is a pair of bounds for the start and, where there is more
/// than one date, a pair for the end:
///
/// | text | start | end |
/// |---|---|---|
/// | `2018-08-02` | that day | |
/// | `2018-03`, `2018`, `2018-21` | first to last day | |
/// | `156X`, `2018-XX-12`, `1950S2` | from the first to the last possible unit | |
/// | `2018-06~` | from 2018-05-01 to 2018-06-30 | |
/// | `2018-08-02T10:00:00+02:00` | that second | |
/// | `2018-08-01/2018-08-04` | 2018-08-01 | 2018-08-04 |
/// | `2018-08-01/..` | 2018-08-01 | open: the distant future |
/// | `2018-08-01/` | 2018-08-01 | from the earliest start on |
/// | `../2018-08-03`, `/2018-08-03` | up to 2018-08-03 | 2018-08-03 |
/// | `[2018-08-01,2018-08-03]` | 2018-08-01 to 2018-08-03: one of them | |
/// | `{2018-08-01,2018-08-03}` | the earliest member | the latest member |
/// | empty | unbounded | |
///
/// A mark `?` changes no bound. `~`, and `%` since it says both, moves the earliest instant one unit back: a
/// year, month or day, or a whole season, according to the component that bears it. Of the two ends of an
/// interval each is held by the other: neither can the start be after the latest end nor the end before the
/// earliest start.
///
/// Every day is a UTC day, a time without an offset is UTC. `24:00:00` is the first second of the next day;
/// second 60 is accepted in 23:59:60 UTC alone, where leap seconds are put in, and read as the second before
/// it. Fractions of a second are no part of EDTF; neither are times of day within sets and intervals. Years
/// beyond the 64-bit seconds of ``Instant`` give its sentinels.
///
/// ```swift
/// let visit = try EDTFDate("2018-XX-12")
/// visit.start.earliest.day.description  // "2018-01-12"
/// visit.start.latest.day.description    // "2018-12-12"
/// ```
public struct EDTFDate: Sendable, Hashable, CustomStringConvertible {
    /// The date as written, never normalised.
    public let text: String
    /// When it starts; for a set `[…]` the hull of its members, for `{…}` the start of the earliest.
    public let start: Bounds
    /// When it ends, for an interval `A/B` and for `{…}`; `nil` otherwise.
    ///
    /// An open end lies in the distant future; an unknown one anywhere from the earliest start on.
    public let end: Bounds?
    /// The strongest mark that any component of the expression bears.
    public let grade: Grade
    /// Whether it is exactly one known day, written `YYYY-MM-DD` (with `-` before it for a negative year), no
    /// marks.
    public let isSingleDay: Bool

    /// Reads an expression of level 0, 1 or 2; the empty text is the unknown date.
    /// - Throws: ``EDTFError`` with the position of the fault for anything else.
    public init(_ text: String) throws(EDTFError) {
        self.init(text: text, try Reading.read(text.utf8.span))
    }

    /// Reads an expression from its UTF-8 form; the text is made only once it has been accepted.
    /// - Throws: ``EDTFError`` with the position of the fault.
    public init(utf8: Span<UInt8>) throws(EDTFError) {
        let reading = try Reading.read(utf8)
        do {
            self.init(text: String(copying: try UTF8Span(validating: utf8)), reading)
        } catch {
            throw EDTFError(position: 0, reason: "broken UTF-8")
        }
    }

    private init(text: String, _ reading: Reading) {
        self.text = text
        start = reading.start
        end = reading.end
        grade = reading.grade
        isSingleDay = reading.isSingleDay
    }

    private init(unknown text: String) {
        self.text = text
        start = .unbounded
        end = nil
        grade = .certain
        isSingleDay = false
    }

    /// The empty text: nothing is known of the date, its bounds are infinite.
    public static let unknown = EDTFDate(unknown: "")

    /// The bounds and the grade of an expression, without keeping its text.
    /// - Throws: ``EDTFError`` with the position of the fault.
    public static func bounds(
        of utf8: Span<UInt8>
    ) throws(EDTFError) -> (start: Bounds, end: Bounds?, grade: Grade) {
        let reading = try Reading.read(utf8)
        return (reading.start, reading.end, reading.grade)
    }

    /// Whether it has an end of its own: an interval `A/B`, or `{…}`, which reaches from its first to its
    /// last.
    public var isInterval: Bool { end != nil }

    /// Whether it is the empty text.
    public var isUnknown: Bool { text.isEmpty }

    public var description: String { text }
}
