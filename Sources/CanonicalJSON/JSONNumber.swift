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

    /// The real between two places; infinite where it overflows.
    static func real(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
        var digits = ""
        for place in start..<end { digits.unicodeScalars.append(Unicode.Scalar(text[place])) }
        return Double(digits)
    }

    /// A real as the value that it is: 1.0 and 1e0 are the integer 1, as long as that is exact.
    static func value(of real: Double) -> JSONValue {
        if real == real.rounded(.towardZero), real.magnitude < 0x1p53 { return .integer(Int64(real)) }
        return .real(real)
    }
}
