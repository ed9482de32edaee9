/// What is wrong with one field of an event, and what would be right.
public struct FieldFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The path of the field, such as `occurred` or `data.expects.type`.
    public let field: String
    /// A phrase that holds the value: "'2018-13' is not an EDTF date: month 13".
    public let message: String

    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }

    public var description: String { "\(field): \(message)" }
}
