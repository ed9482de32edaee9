public import EDTF

/// Times in microseconds since 1970-01-01T00:00:00Z, as the log records them.
public enum Timestamp {
    /// `2026-11-24T10:48:51.123456Z`: always six places, always UTC, so that texts sort as times do.
    public static func text(_ microseconds: Int64) -> String {
        let seconds = microseconds.dividedDown(by: 1_000_000)
        let fraction = microseconds &- seconds &* 1_000_000
        let whole = Instant(seconds: seconds).description
        return whole.dropLast() + "." + padded(fraction, 6) + "Z"
    }

    /// Reads an RFC 3339 time, to the microsecond; further places are cut off.
    public static func microseconds(_ text: String) -> Int64? {
        guard let instant = Instant(rfc3339: text) else { return nil }
        let (micros, overflow) = instant.seconds.multipliedReportingOverflow(by: 1_000_000)
        if overflow { return nil }
        guard let point = text.firstIndex(of: ".") else { return micros }
        let digits = text[text.index(after: point)...].prefix { $0.isASCII && $0.isNumber }.prefix(6)
        guard let fraction = Int64(digits + String(repeating: "0", count: 6 - digits.count)) else {
            return micros
        }
        return micros + fraction
    }

    /// The last microsecond that a lens's date lets in: of a time with a fraction that very one, else the last of the
    /// day, or of the second.
    public static func last(of date: LensDate) -> Int64 {
        if date.text.utf8.contains(UInt8(ascii: ".")), let exact = microseconds(date.text) { return exact }
        let (micros, overflow) = date.last.seconds.multipliedReportingOverflow(by: 1_000_000)
        if overflow { return date.last.seconds < 0 ? .min : .max }
        let (last, carry) = micros.addingReportingOverflow(999_999)
        return carry ? .max : last
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = number.description
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
