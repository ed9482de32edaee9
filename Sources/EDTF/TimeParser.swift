/// Times of day, of EDTF (level 0) and of RFC 3339.
enum TimeParser {
    /// Whose grammar a time follows.
    enum Form {
        /// `hh:mm:ss`, then nothing (which is UTC), `Z`, `+hh` or `+hh:mm`; no fraction.
        case edtf
        /// `hh:mm:ss`, a fraction or none, then `Z` or `+hh:mm`.
        case rfc3339
    }

    /// Reads a time of day after its `T` and gives its instant on a day.
    ///
    /// `24:00:00` (EDTF only) is the first instant of the next day, as in ISO 8601-1. A second 60 is refused
    /// but for the last minute of a UTC day, where leap seconds are put in; it is read as second 59.
    static func instant(
        on day: CivilDay, _ form: Form, in text: Span<UInt8>, _ cursor: inout Cursor
    ) throws(EDTFError) -> Instant {
        let start = cursor.position
        let hour = try cursor.takeTwoDigits(in: text, "an hour")
        try takeColon(in: text, &cursor)
        let minute = try cursor.takeTwoDigits(in: text, "a minute")
        try takeColon(in: text, &cursor)
        let second = try cursor.takeTwoDigits(in: text, "a second")
        let isMidnight = form == .edtf && hour == 24 && minute == 0 && second == 0
        guard hour <= 23 || isMidnight else { throw EDTFError(position: start, reason: "hour \(hour)") }
        guard minute <= 59 else { throw EDTFError(position: start + 3, reason: "minute \(minute)") }
        guard second <= 60 else { throw EDTFError(position: start + 6, reason: "second \(second)") }
        if form == .rfc3339, cursor.take(UInt8(ascii: "."), in: text), cursor.takeNumber(in: text) == nil {
            throw cursor.unexpected(in: text, expected: "a fraction of a second")
        }
        let offset = try offset(form, in: text, &cursor)
        let minutes = Int64(hour * 60 + minute) - offset
        if second == 60, floorRemainder(minutes, 24 * 60) != 23 * 60 + 59 {
            throw EDTFError(position: start + 6, reason: "second 60, but for 23:59:60 UTC")
        }
        return day.firstInstant.adding(seconds: minutes * 60 + Int64(min(second, 59)))
    }

    /// Reads a whole RFC 3339 date-time.
    static func instant(rfc3339 text: Span<UInt8>) throws(EDTFError) -> Instant {
        var cursor = Cursor(text)
        let date = try DateParser.date(in: text, &cursor)
        guard date.precision == .day, date.isPlain, text[0] != UInt8(ascii: "-") else {
            throw EDTFError(position: 0, reason: "no day of four digits, a month and a day")
        }
        guard cursor.take(UInt8(ascii: "T"), in: text) || cursor.take(UInt8(ascii: "t"), in: text) else {
            throw cursor.unexpected(in: text, expected: "the T of a time")
        }
        let instant = try instant(on: date.first, .rfc3339, in: text, &cursor)
        guard cursor.isAtEnd else { throw cursor.unexpected(in: text, expected: "the end") }
        return instant
    }

    private static func takeColon(in text: Span<UInt8>, _ cursor: inout Cursor) throws(EDTFError) {
        guard cursor.take(UInt8(ascii: ":"), in: text) else {
            throw cursor.unexpected(in: text, expected: "a colon")
        }
    }

    /// The offset from UTC in minutes, east positive.
    private static func offset(
        _ form: Form, in text: Span<UInt8>, _ cursor: inout Cursor
    ) throws(EDTFError) -> Int64 {
        let sign: Int64
        switch cursor.peek(in: text) {
        case UInt8(ascii: "Z"):
            cursor.position += 1
            return 0
        case UInt8(ascii: "z") where form == .rfc3339:
            cursor.position += 1
            return 0
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default:
            if form == .edtf { return 0 }
            throw cursor.unexpected(in: text, expected: "Z or an offset from UTC")
        }
        cursor.position += 1
        let start = cursor.position
        let hours = try cursor.takeTwoDigits(in: text, "an offset's hour")
        guard hours <= 23 else { throw EDTFError(position: start, reason: "offset of \(hours) hours") }
        guard cursor.take(UInt8(ascii: ":"), in: text) else {
            if form == .edtf { return sign * Int64(hours) * 60 }
            throw cursor.unexpected(in: text, expected: "a colon")
        }
        let minutes = try cursor.takeTwoDigits(in: text, "an offset's minute")
        guard minutes <= 59 else {
            throw EDTFError(position: start + 3, reason: "offset of \(minutes) minutes")
        }
        return sign * Int64(hours * 60 + minutes)
    }
}
