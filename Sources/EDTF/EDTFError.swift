/// Why a text is no date, duration or instant, and where in it the fault lies.
///
/// ```swift
/// do {
///     _ = try EDTFDate("2018-13")
/// } catch {
///     print(error)  // month 13 at position 5
/// }
/// ```
public struct EDTFError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The offset of the fault in the UTF-8 form of the text, counted from 0.
    ///
    /// It equals the length of the text where something is missing at its end.
    public let position: Int

    /// What is wrong, in words that can follow a colon: `month 13`, `day 30 of February`.
    public let reason: String

    /// An error of the given reason at a UTF-8 offset.
    public init(position: Int, reason: String) {
        self.position = position
        self.reason = reason
    }

    public var description: String { "\(reason) at position \(position)" }
}
