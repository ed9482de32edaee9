/// What a whole expression means, before its text is kept.
struct Reading {
    var start: Bounds
    var end: Bounds?
    var grade: Grade
    /// Whether it is one known day without a mark.
    var isSingleDay = false
    /// The last instant of a bare day, month or year, of which a lens can be made.
    var lensLast: Instant?

    init(start: Bounds, end: Bounds?, grade: Grade) {
        self.start = start
        self.end = end
        self.grade = grade
    }

    init(_ date: ReadDate) {
        start = date.bounds
        grade = date.grade
        guard date.isPlain else { return }
        isSingleDay = date.precision == .day
        if case .season = date.precision { return }
        lensLast = start.latest
    }

    /// What lasts from one date to another; `nil` where the second starts before the first.
    ///
    /// They are compared as written, before `~` widens them; an `X` or an insignificant digit of the second
    /// counts in its favour. Then each holds the other: `2018/2018-03` started in March at the latest.
    init?(from first: ReadDate, to last: ReadDate) {
        guard last.latestStart >= first.first else { return nil }
        let (from, to) = (first.bounds, last.bounds)
        self.init(
            start: Bounds(earliest: from.earliest, latest: min(from.latest, to.latest)),
            end: Bounds(earliest: max(from.earliest, to.earliest), latest: to.latest),
            grade: max(first.grade, last.grade))
    }

    /// Reads any expression of levels 0 to 2; the empty text is the unknown date.
    static func read(_ text: Span<UInt8>) throws(EDTFError) -> Reading {
        var cursor = Cursor(text)
        switch cursor.peek(in: text) {
        case nil:
            return Reading(start: .unbounded, end: nil, grade: .certain)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            return try SetParser.set(in: text, &cursor)
        default:
            return try IntervalParser.intervalOrDate(in: text, &cursor)
        }
    }
}
