/// A duration of whole years, months, weeks and days (ISO 8601-1), as `P30D`, `P5M`, `P1Y6M`, `P2W`.
///
/// It has no fixed length: what it comes to depends on the day it is applied to.
public struct CalendarDuration: Sendable, Hashable, CustomStringConvertible {
    /// The duration as it was written.
    public let text: String
    /// Its years and months, in months; saturates.
    public let months: Int64
    /// Its weeks and days, in days; saturates.
    public let days: Int64

    /// Reads `P` and then, in this order and each at most once, years `Y`, months `M`, weeks `W`, days `D`.
    ///
    /// Times of day, fractions and negative counts are refused: none of them has a meaning for a treaty's
    /// days.
    public init(parsing text: String) throws(EDTFError) {
        self.text = text
        (months, days) = try CalendarDuration.read(text.utf8.span)
    }

    /// The day after this duration: years and months first, the day held within the month, then weeks and
    /// days.
    public func applied(to day: CivilDay) -> CivilDay {
        day.adding(months: months).adding(days: days)
    }

    public var description: String { text }

    private static func read(_ text: Span<UInt8>) throws(EDTFError) -> (months: Int64, days: Int64) {
        var cursor = Cursor(text)
        guard cursor.take(UInt8(ascii: "P"), in: text) else {
            throw cursor.unexpected(in: text, expected: "the P of a duration")
        }
        var months: Int64 = 0
        var days: Int64 = 0
        var rank = 0
        repeat {
            let start = cursor.position
            if cursor.peek(in: text) == UInt8(ascii: "T") {
                throw EDTFError(position: start, reason: "a duration counts years, months, weeks or days")
            }
            guard let count = cursor.takeNumber(in: text) else {
                throw cursor.unexpected(in: text, expected: "a count")
            }
            let unit = cursor.peek(in: text)
            let next: Int
            switch unit {
            case UInt8(ascii: "Y"):
                (next, months) = (1, saturatingProduct(count, 12))
            case UInt8(ascii: "M"):
                (next, months) = (2, saturatingSum(months, count))
            case UInt8(ascii: "W"):
                (next, days) = (3, saturatingProduct(count, 7))
            case UInt8(ascii: "D"):
                (next, days) = (4, saturatingSum(days, count))
            default:
                throw cursor.unexpected(in: text, expected: "one of Y, M, W and D")
            }
            guard next > rank else {
                throw EDTFError(
                    position: cursor.position,
                    reason: "years, months, weeks and days come in this order, once each")
            }
            rank = next
            cursor.position += 1
        } while !cursor.isAtEnd
        return (months, days)
    }
}
