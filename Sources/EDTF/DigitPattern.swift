/// A number of a fixed count of digits, some of which may be unspecified (`X`): `19XX`, `1X`, `05`.
struct DigitPattern {
    /// The number with 0 for every `X`: the least that fits.
    private(set) var lowest: Int64 = 0
    /// The number with 9 for every `X`: the greatest that fits.
    private(set) var highest: Int64 = 0
    /// The place value of the last `X`: numbers that fit are apart by a multiple of it. 1 if there is no `X`.
    private(set) var step: Int64 = 1

    /// Reads exactly `count` digits or `X`.
    init(
        _ count: Int, in text: Span<UInt8>, _ cursor: inout Cursor, _ what: String
    ) throws(EDTFError) {
        var hasUnspecified = false
        for _ in 0..<count {
            guard let byte = cursor.peek(in: text) else { throw cursor.unexpected(in: text, expected: what) }
            if byte == UInt8(ascii: "X") {
                lowest *= 10
                highest = highest * 10 + 9
                step = 1
                hasUnspecified = true
            } else if let digit = digit(byte) {
                lowest = lowest * 10 + digit
                highest = highest * 10 + digit
                if hasUnspecified { step *= 10 }
            } else {
                throw cursor.unexpected(in: text, expected: what)
            }
            cursor.position += 1
        }
    }

    /// Whether no digit is unspecified.
    var isExact: Bool { lowest == highest }

    /// Whether a number fits; digit by digit, an unspecified one runs from 0 to 9 and so differs in the two
    /// ends.
    func matches(_ number: Int64) -> Bool {
        var (low, high, rest) = (lowest, highest, number)
        while low > 0 || high > 0 || rest > 0 {
            if low % 10 == high % 10, low % 10 != rest % 10 { return false }
            (low, high, rest) = (low / 10, high / 10, rest / 10)
        }
        return true
    }

    /// The least number of a range that fits.
    func first(in range: ClosedRange<Int64>) -> Int64? {
        guard let clipped = clipped(range) else { return nil }
        return clipped.first(where: matches)
    }

    /// The greatest number of a range that fits.
    func last(in range: ClosedRange<Int64>) -> Int64? {
        guard let clipped = clipped(range) else { return nil }
        return clipped.reversed().first(where: matches)
    }

    private func clipped(_ range: ClosedRange<Int64>) -> ClosedRange<Int64>? {
        guard lowest <= range.upperBound, highest >= range.lowerBound else { return nil }
        return max(lowest, range.lowerBound)...min(highest, range.upperBound)
    }
}
