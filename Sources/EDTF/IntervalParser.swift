/// Intervals `A/B` of levels 0 to 2, with open (`..`) and unknown (empty) ends.
///
/// An open or unknown start reaches back without bound; what is known is that it is no later than the end.
enum IntervalParser {
    /// One end of an interval.
    private enum Endpoint {
        case unknown
        case open
        case date(ReadDate)
    }

    /// Reads an interval, or a date if no `/` follows it, to the end of the text.
    static func intervalOrDate(in text: Span<UInt8>, _ cursor: inout Cursor) throws(EDTFError) -> Reading {
        let start = try endpoint(in: text, &cursor, isEnd: false)
        if cursor.isAtEnd, case .date(let date) = start {
            return Reading(date)
        }
        guard cursor.take(UInt8(ascii: "/"), in: text) else {
            if case .date(let date) = start, date.precision == .day, date.isPlain,
                cursor.take(UInt8(ascii: "T"), in: text)
            {
                return try instant(on: date, in: text, &cursor)
            }
            throw cursor.unexpected(in: text, expected: "the end or a /")
        }
        let position = cursor.position
        let end = try endpoint(in: text, &cursor, isEnd: true)
        guard cursor.isAtEnd else { throw cursor.unexpected(in: text, expected: "the end") }
        switch (start, end) {
        case (.unknown, .unknown):
            throw EDTFError(position: 0, reason: "an interval of which neither end is given")
        case (.unknown, .open), (.open, .open):
            return Reading(start: .unbounded, end: .openEnd, grade: .certain)
        case (.open, .unknown):
            return Reading(start: .unbounded, end: .unbounded, grade: .certain)
        case (.unknown, .date(let last)), (.open, .date(let last)):
            let bounds = last.bounds
            return Reading(
                start: Bounds(earliest: .distantPast, latest: bounds.latest), end: bounds, grade: last.grade)
        case (.date(let first), .open):
            return Reading(start: first.bounds, end: .openEnd, grade: first.grade)
        case (.date(let first), .unknown):
            let bounds = first.bounds
            return Reading(
                start: bounds, end: Bounds(earliest: bounds.earliest, latest: .distantFuture),
                grade: first.grade)
        case (.date(let first), .date(let last)):
            guard let reading = Reading(from: first, to: last) else {
                throw EDTFError(position: position, reason: "the end is before the start")
            }
            return reading
        }
    }

    private static func endpoint(
        in text: Span<UInt8>, _ cursor: inout Cursor, isEnd: Bool
    ) throws(EDTFError) -> Endpoint {
        if isEnd ? cursor.isAtEnd : cursor.peek(in: text) == UInt8(ascii: "/") { return .unknown }
        if cursor.takeDots(in: text) { return .open }
        let date = try DateParser.date(in: text, &cursor)
        if isEnd, cursor.peek(in: text) == UInt8(ascii: "T") { throw timeOfDay(at: cursor.position) }
        return .date(date)
    }

    /// Reads the time of day that ends a date-time.
    private static func instant(
        on date: ReadDate, in text: Span<UInt8>, _ cursor: inout Cursor
    ) throws(EDTFError) -> Reading {
        let position = cursor.position - 1
        let instant = try TimeParser.instant(on: date.first, .edtf, in: text, &cursor)
        if cursor.peek(in: text) == UInt8(ascii: "/") { throw timeOfDay(at: position) }
        guard cursor.isAtEnd else { throw cursor.unexpected(in: text, expected: "the end") }
        var date = date
        date.time = instant
        date.precision = .second
        return Reading(date)
    }

    private static func timeOfDay(at position: Int) -> EDTFError {
        EDTFError(position: position, reason: "an end of an interval has no time of day")
    }
}
