/// Sets of level 2: `[…]`, one of the members, and `{…}`, all of them.
///
/// A member is a date or a range `A..B` of dates of one precision; the first may be open to the past (`..B`),
/// the last to the future (`A..`).
enum SetParser {
    /// Reads a set, from its bracket to the end of the text.
    static func set(in text: Span<UInt8>, _ cursor: inout Cursor) throws(EDTFError) -> Reading {
        let isChoice = text[cursor.position] == UInt8(ascii: "[")
        let close = isChoice ? UInt8(ascii: "]") : UInt8(ascii: "}")
        cursor.position += 1
        var reading = try member(of: close, isFirst: true, in: text, &cursor)
        while cursor.take(UInt8(ascii: ","), in: text) {
            let next = try member(of: close, isFirst: false, in: text, &cursor)
            reading.start.include(next.start, isChoice: isChoice)
            reading.end?.includeEnd(next.end)
            reading.grade = max(reading.grade, next.grade)
        }
        guard cursor.take(close, in: text) else {
            throw cursor.unexpected(in: text, expected: "a comma or the closing bracket")
        }
        guard cursor.isAtEnd else { throw cursor.unexpected(in: text, expected: "the end") }
        if isChoice {
            let latest = reading.end?.latest ?? reading.start.latest
            reading.start.latest = max(reading.start.latest, latest)
            reading.end = nil
        }
        return reading
    }

    /// Reads one member: the bounds of its first date and those of its last, which are the same for a date.
    private static func member(
        of close: UInt8, isFirst: Bool, in text: Span<UInt8>, _ cursor: inout Cursor
    ) throws(EDTFError) -> Reading {
        let start = cursor.position
        if cursor.takeDots(in: text) {
            guard isFirst else {
                throw EDTFError(position: start, reason: "only the first member is open to the past")
            }
            let date = try date(in: text, &cursor)
            let bounds = date.bounds
            return Reading(
                start: Bounds(earliest: .distantPast, latest: bounds.latest), end: bounds, grade: date.grade)
        }
        let first = try date(in: text, &cursor)
        let dots = cursor.position
        guard cursor.takeDots(in: text) else {
            return Reading(start: first.bounds, end: first.bounds, grade: first.grade)
        }
        if cursor.peek(in: text) == close {
            return Reading(start: first.bounds, end: .openEnd, grade: first.grade)
        }
        if cursor.peek(in: text) == UInt8(ascii: ",") {
            throw EDTFError(position: dots, reason: "only the last member is open to the future")
        }
        let position = cursor.position
        let last = try date(in: text, &cursor)
        guard last.precision == first.precision else {
            throw EDTFError(position: position, reason: "a range from one precision to another")
        }
        guard let reading = Reading(from: first, to: last) else {
            throw EDTFError(position: position, reason: "the end of the range is before its start")
        }
        return reading
    }

    private static func date(in text: Span<UInt8>, _ cursor: inout Cursor) throws(EDTFError) -> ReadDate {
        let date = try DateParser.date(in: text, &cursor)
        if date.precision == .day, cursor.peek(in: text) == UInt8(ascii: "T") {
            throw EDTFError(position: cursor.position, reason: "a set has no times of day")
        }
        return date
    }
}

extension Bounds {
    /// The end of what goes on without an end.
    static let openEnd = Bounds(earliest: .distantFuture, latest: .distantFuture)

    /// Takes in the start of a further member: one of them (the hull), or the first of them all.
    fileprivate mutating func include(_ other: Bounds, isChoice: Bool) {
        earliest = min(earliest, other.earliest)
        latest = isChoice ? max(latest, other.latest) : min(latest, other.latest)
    }

    /// Takes in the end of a further member: the last of them all.
    fileprivate mutating func includeEnd(_ other: Bounds?) {
        guard let other else { return }
        earliest = max(earliest, other.earliest)
        latest = max(latest, other.latest)
    }
}
