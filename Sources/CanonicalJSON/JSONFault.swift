/// Why a text is not the JSON that is read here, and where.
public struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The offset of the fault in bytes from the start of the text.
    public let position: Int
    /// What is wrong, as a phrase: "a key stands twice: 'id'".
    public let reason: String

    public init(position: Int, reason: String) {
        self.position = position
        self.reason = reason
    }

    public var description: String { "\(reason) (at byte \(position + 1))" }
}

/// The bounds within which JSON is read.
public enum JSONLimits {
    /// Objects and lists in one another, at most.
    public static let depth = 64
}
