/// Numbers in JSON source, and how they are written again.
enum JSONNumber {
    /// The integer between two places, or `nil` where it doesn't fit: negative ones in 63 bits and a sign,
    /// positive ones in 64.
    static func integer(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> JSONValue? {
        let isNegative = text[start] == UInt8(ascii: "-")
        var magnitude: UInt64 = 0
        for place in (isNegative ? start + 1 : start)..<end {
            let (tenfold, over) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(UInt64(text[place] - 0x30))
            if over || carry { return nil }
            magnitude = sum
        }
        if isNegative {
            if magnitude > UInt64(Int64.max) + 1 { return nil }
            return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
        }
        return magnitude > UInt64(Int64.max) ? .unsigned(magnitude) : .integer(Int64(magnitude))
    }

    /// An integer of so many digits fits 64 bits, whatever they are.
    static let safeDigits = 18

    /// The real between two places; infinite where it overflows.
    static func real(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
        if let real = shortReal(text, start, end) { return real }
        var digits = ""
        for place in start..<end { digits.unicodeScalars.append(Unicode.Scalar(text[place])) }
        return Double(digits)
    }

    /// The real between two places if it is short: at most 15 digits with or without a point, and no exponent.
    ///
    /// The digits as an integer and the power of ten are then both exact, and the one division rounds once, which is
    /// what reading a decimal correctly means.
    private static func shortReal(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
        guard end - start <= 17 else { return nil }
        let isNegative = text[start] == UInt8(ascii: "-")
        var place = isNegative ? start + 1 : start
        var digits: Int64 = 0
        var count = 0
        var power = 1.0
        var isInFraction = false
        while place < end {
            let byte = text[place]
            if byte == UInt8(ascii: ".") {
                isInFraction = true
            } else if byte >= 0x30, byte <= 0x39 {
                digits = digits * 10 + Int64(byte - 0x30)
                count += 1
                if isInFraction { power *= 10 }
            } else {
                return nil
            }
            place += 1
        }
        guard count <= 15 else { return nil }
        let real = Double(digits) / power
        return isNegative ? -real : real
    }

    /// Whether a number that has been read is written as it would be written again. What is not sure is not: it is then
    /// written anew, which is only slower.
    static func isCanonical(_ text: Span<UInt8>, _ start: Int, _ end: Int, isReal: Bool) -> Bool {
        let whole = text[start] == UInt8(ascii: "-") ? start + 1 : start
        // -0 is 0.
        guard isReal else { return whole == start || text[whole] != 0x30 }
        // No exponent, no zeros at the end, no more digits than a double keeps, and not so small as to be written with
        // an exponent.
        guard end - whole <= 16, text[end - 1] != 0x30 else { return false }
        var place = whole
        var isLarge = false
        while place < end {
            let byte = text[place]
            guard byte == UInt8(ascii: ".") || byte >= 0x30 && byte <= 0x39 else { return false }
            if byte != UInt8(ascii: "."), byte != 0x30, place <= whole + 3 { isLarge = true }
            place += 1
        }
        return isLarge
    }

    /// A real as the value that it is: 1.0 and 1e0 are the integer 1, as long as that is exact.
    static func value(of real: Double) -> JSONValue {
        if real == real.rounded(.towardZero), real.magnitude < 0x1p53 { return .integer(Int64(real)) }
        return .real(real)
    }
}
