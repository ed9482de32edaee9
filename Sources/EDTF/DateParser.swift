/// Single dates of levels 0 to 2: years, months, divisions of a year and days, with marks and `X` on any of
/// them.
enum DateParser {
    /// Reads one date up to the first byte that can't belong to it; what may follow is for the caller to say.
    static func date(in text: Span<UInt8>, _ cursor: inout Cursor) throws(EDTFError) -> ReadDate {
        if let day = plainDay(in: text, &cursor) { return day }
        var marks = Marks()
        marks.takeBefore(.year, in: text, &cursor)
        if cursor.peek(in: text) == UInt8(ascii: "Y") {
            return try YearParser.longYear(in: text, &cursor, marks)
        }
        let start = cursor.position
        let isNegative = cursor.take(UInt8(ascii: "-"), in: text)
        let digits = try DigitPattern(4, in: text, &cursor, "a year of four digits")
        if let byte = cursor.peek(in: text), digit(byte) != nil || byte == UInt8(ascii: "X") {
            throw EDTFError(
                position: start, reason: "a year of more than four digits is written with Y before it")
        }
        let years = YearPattern(digits: digits, isNegative: isNegative)
        guard !years.isEmpty else { throw EDTFError(position: start, reason: "year -0000, which is 0000") }
        if cursor.peek(in: text) == UInt8(ascii: "S") {
            guard digits.isExact else {
                throw EDTFError(
                    position: cursor.position, reason: "a year has either unspecified or significant digits")
            }
            let year = LongYear(magnitude: digits.lowest, isNegative: isNegative)
            return try YearParser.significant(year, in: text, &cursor, marks)
        }
        marks.takeAfter(.year, in: text, &cursor)
        guard cursor.take(UInt8(ascii: "-"), in: text) else {
            return marks.applied(to: years.read())
        }
        return try month(of: years, in: text, &cursor, &marks)
    }

    /// `YYYY-MM-DD`, by far the most frequent date, without any of the machinery; else nothing is taken.
    private static func plainDay(in text: Span<UInt8>, _ cursor: inout Cursor) -> ReadDate? {
        let start = cursor.position
        guard start + 10 <= text.count, text[start + 4] == UInt8(ascii: "-"),
            text[start + 7] == UInt8(ascii: "-")
        else { return nil }
        if start + 10 < text.count, Grade(mark: text[start + 10]) != nil { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for position in range {
                guard let digit = digit(text[position]) else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
        guard let year = number(start..<start + 4), let month = number(start + 5..<start + 7),
            let day = number(start + 8..<start + 10),
            let date = CivilDay(year: Int64(year), month: month, day: day)
        else { return nil }
        cursor.position += 10
        return ReadDate(first: date, latestStart: date, last: date, precision: .day, isPlain: true)
    }

    /// Reads what follows a year and its hyphen.
    private static func month(
        of years: YearPattern, in text: Span<UInt8>, _ cursor: inout Cursor, _ marks: inout Marks
    ) throws(EDTFError) -> ReadDate {
        marks.takeBefore(.month, in: text, &cursor)
        let start = cursor.position
        let digits = try DigitPattern(2, in: text, &cursor, "a month of two digits")
        if digits.isExact, let division = DivisionOfYear(code: digits.lowest) {
            let precision = ReadDate.Precision.season(months: division.months)
            marks.takeAfter(precision, in: text, &cursor)
            if cursor.peek(in: text) == UInt8(ascii: "-") {
                throw EDTFError(
                    position: cursor.position, reason: "a season, quarter or the like has no days")
            }
            return marks.applied(
                to: ReadDate(
                    first: division.firstDay(in: years.first), latestStart: division.firstDay(in: years.last),
                    last: division.lastDay(in: years.last), precision: precision,
                    isPlain: years.digits.isExact))
        }
        let months = MonthPattern(digits: digits)
        guard let first = months.first, let last = months.last else {
            throw EDTFError(position: start, reason: "month \(written(from: start, 2, in: text))")
        }
        marks.takeAfter(.month, in: text, &cursor)
        guard cursor.take(UInt8(ascii: "-"), in: text) else {
            let latest = CivilDay(existing: years.last, last, 1)
            return marks.applied(
                to: ReadDate(
                    first: CivilDay(existing: years.first, first, 1), latestStart: latest,
                    last: latest.firstOfNextMonth.adding(days: -1), precision: .month,
                    isPlain: years.digits.isExact && digits.isExact))
        }
        return try day(of: months, years, in: text, &cursor, &marks)
    }

    /// Reads what follows a month and its hyphen.
    private static func day(
        of months: MonthPattern, _ years: YearPattern,
        in text: Span<UInt8>, _ cursor: inout Cursor, _ marks: inout Marks
    ) throws(EDTFError) -> ReadDate {
        marks.takeBefore(.day, in: text, &cursor)
        let start = cursor.position
        let digits = try DigitPattern(2, in: text, &cursor, "a day of two digits")
        guard let hull = DayHull(years: years, months: months, days: digits) else {
            let day = written(from: start, 2, in: text)
            guard digits.first(in: 1...31) != nil else {
                throw EDTFError(position: start, reason: "day \(day)")
            }
            let month = months.name.map { " of \($0)" } ?? " in any such month"
            let isLeapDay = DayHull.exists(months: months, days: digits, leap: true)
            let year = !isLeapDay ? "" : years.digits.isExact ? " in \(years.first)" : " in any such year"
            throw EDTFError(position: start, reason: "day \(day)\(month)\(year)")
        }
        marks.takeAfter(.day, in: text, &cursor)
        return marks.applied(
            to: ReadDate(
                first: hull.first, latestStart: hull.last, last: hull.last, precision: .day,
                isPlain: years.digits.isExact && months.digits.isExact && digits.isExact))
    }

    /// A stretch of the text that is known to be ASCII, for a message.
    private static func written(from start: Int, _ count: Int, in text: Span<UInt8>) -> String {
        var characters = ""
        for position in start..<start + count {
            characters.unicodeScalars.append(Unicode.Scalar(text[position]))
        }
        return characters
    }
}
