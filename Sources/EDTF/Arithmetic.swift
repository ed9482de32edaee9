// Integer arithmetic that input can reach: it saturates where it would trap, and rounds towards -infinity.

/// The quotient rounded down; `divisor` is positive.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

/// The remainder that is never negative; `divisor` is positive.
func floorRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
}

/// The sum, or the nearest 64-bit integer to it.
func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard overflow else { return sum }
    return right < 0 ? .min : .max
}

/// The product, or the nearest 64-bit integer to it.
func saturatingProduct(_ left: Int64, _ right: Int64) -> Int64 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    guard overflow else { return product }
    return (left < 0) == (right < 0) ? .max : .min
}

/// A non-negative number in decimal, with zeros in front up to `width` digits.
func padded(_ value: some BinaryInteger, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
