/// The day or instant up to which something is asked for, or at which something was reported.
///
/// A day (`2018-08-03`), a month or a year stands for its last instant, UTC; else it is a time, of RFC 3339
/// or of EDTF (without an offset: UTC). Marks, `X`, seasons, sets and intervals name no one last instant and
/// are refused.
public struct LensDate: Sendable, Hashable, CustomStringConvertible {
    /// The date as it was written.
    public let text: String
    /// Its last instant, inclusive; a fraction of a second is cut off.
    public let last: Instant

    /// Reads a day, a month, a year or an instant.
    /// - Throws: ``EDTFError`` with the position of the fault.
    public init(_ text: String) throws(EDTFError) {
        self.text = text
        last = try LensDate.last(of: text.utf8.span)
    }

    /// The last instant of a date, without keeping its text.
    /// - Throws: ``EDTFError`` with the position of the fault.
    public static func last(of text: Span<UInt8>) throws(EDTFError) -> Instant {
        let reading: Reading
        do {
            reading = try Reading.read(text)
        } catch {
            // EDTF knows no fractions of a second; where RFC 3339 is of no help either, its fault is the one
            // to name.
            guard let instant = Instant(rfc3339: text) else { throw error }
            return instant
        }
        guard let last = reading.lensLast else {
            throw EDTFError(position: 0, reason: "no single day, month, year or instant")
        }
        return last
    }

    public var description: String { text }
}
