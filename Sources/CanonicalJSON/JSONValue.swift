/// A JSON value as a tree: what projections render and what patches are merged from.
///
/// Bulk input is never turned into this tree; it stays a ``JSONDocument``.
/// Two values are equal where their canonical bytes are: texts compare code point for code point, so the composed
/// and the decomposed spelling of a character differ, which for Swift's `String` they don't.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// An integer above `Int64.max`; smaller ones are always ``integer(_:)``.
    case unsigned(UInt64)
    /// A finite number that is not an integer of at most 53 bits; the others are ``integer(_:)``
    /// once they have been read.
    case real(Double)
    case text(String)
    case list([JSONValue])
    case object(JSONObject)

    /// The text, where this is one.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The object, where this is one.
    public var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The list, where this is one.
    public var list: [JSONValue]? {
        if case .list(let list) = self { list } else { nil }
    }

    /// The integer, where this is one that fits 64 signed bits.
    public var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    /// The number as a double, whatever its form.
    public var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .unsigned(let unsigned): Double(unsigned)
        case .real(let real): real
        default: nil
        }
    }

    /// The truth value, where this is one.
    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The member of that name, where this is an object that has one.
    public subscript(_ name: String) -> JSONValue? { object?[name] }

    /// A text, or `null` for none: a fact that isn't known is never left out.
    public static func text(orNull text: String?) -> JSONValue {
        text.map(JSONValue.text) ?? .null
    }

    /// A list of texts.
    public static func texts(_ texts: some Sequence<String>) -> JSONValue {
        .list(texts.map(JSONValue.text))
    }
}

extension JSONValue {
    public static func == (one: JSONValue, other: JSONValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.unsigned(let one), .unsigned(let other)): one == other
        case (.real(let one), .real(let other)): one == other
        case (.text(let one), .text(let other)): one.isSame(as: other)
        case (.list(let one), .list(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let bool): hasher.combine(bool)
        case .integer(let integer): hasher.combine(integer)
        case .unsigned(let unsigned): hasher.combine(unsigned)
        case .real(let real): hasher.combine(real)
        case .text(let text): hasher.combine(text)
        case .list(let list): hasher.combine(list)
        case .object(let object): hasher.combine(object)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }
}
