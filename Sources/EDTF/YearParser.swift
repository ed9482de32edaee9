/// A year of any length as it is written: its digits apart from its sign.
struct LongYear {
    /// The year without its sign; saturates.
    var magnitude: Int64
    var isNegative: Bool

    /// The years whose first `digits` digits are those of this year; only itself where it has no more.
    func years(significant digits: Int64) -> ClosedRange<Int64> {
        var count: Int64 = 1
        var rest = magnitude
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        var step: Int64 = 1
        if digits < count, magnitude != .max {
            for _ in digits..<count { step *= 10 }
        }
        let low = magnitude - magnitude % step
        let high = saturatingSum(low, step - 1)
        return isNegative ? -high ... -low : low...high
    }
}

/// Years of levels 1 and 2: `Y` and more than four digits, an exponent `E`, significant digits `S`.
enum YearParser {
    /// Reads `Y170000002`, `Y-17E7`, `Y3388E2S3`, from the `Y`.
    static func longYear(
        in text: Span<UInt8>, _ cursor: inout Cursor, _ marks: Marks
    ) throws(EDTFError) -> ReadDate {
        let start = cursor.position
        cursor.position += 1
        let isNegative = cursor.take(UInt8(ascii: "-"), in: text)
        var magnitude = try cursor.takePositive(in: text, "a year after Y")
        if cursor.take(UInt8(ascii: "E"), in: text) {
            var exponent = try cursor.takePositive(in: text, "an exponent")
            while exponent > 0, magnitude != .max {
                magnitude = saturatingProduct(magnitude, 10)
                exponent -= 1
            }
        } else if magnitude <= 9999 {
            throw EDTFError(position: start, reason: "Y before a year of no more than four digits")
        }
        let date = try significant(
            LongYear(magnitude: magnitude, isNegative: isNegative), in: text, &cursor, marks)
        if cursor.peek(in: text) == UInt8(ascii: "-") {
            throw EDTFError(position: cursor.position, reason: "a year written with Y has no months or days")
        }
        return date
    }

    /// Reads the significant digits after a year, if it has any, and its mark.
    static func significant(
        _ year: LongYear, in text: Span<UInt8>, _ cursor: inout Cursor, _ marks: Marks
    ) throws(EDTFError) -> ReadDate {
        var marks = marks
        var digits = Int64.max
        let hasDigits = cursor.take(UInt8(ascii: "S"), in: text)
        if hasDigits { digits = try cursor.takePositive(in: text, "a count of significant digits") }
        let years = year.years(significant: digits)
        marks.takeAfter(.year, in: text, &cursor)
        if hasDigits, cursor.peek(in: text) == UInt8(ascii: "-") {
            throw EDTFError(
                position: cursor.position, reason: "a year with significant digits has no months or days")
        }
        return marks.applied(to: ReadDate(years: years, isPlain: !hasDigits))
    }
}

extension ReadDate {
    /// Some year of a range.
    init(years: ClosedRange<Int64>, isPlain: Bool) {
        self.init(
            first: CivilDay(existing: years.lowerBound, 1, 1),
            latestStart: CivilDay(existing: years.upperBound, 1, 1),
            last: CivilDay(existing: years.upperBound, 12, 31), precision: .year, isPlain: isPlain)
    }
}
