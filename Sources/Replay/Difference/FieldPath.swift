public import CanonicalJSON

/// Where a value stands within an item: members by name, and members of lists by what tells them apart.
///
/// As text `relations.state`, `parties[actor=HND].boundFrom`, `measures[kind=embargo,by=USA,against=IRN]`; the empty
/// path is the item itself. What is not made of ASCII letters, digits and `_-/:` is written as a JSON string:
/// `drafts[version="1 b"]`. In brackets `null` without quotes is the value `null`.
public struct FieldPath: Sendable, Hashable, CustomStringConvertible {
    public enum Component: Sendable, Hashable {
        /// The member of an object.
        case member(String)
        /// The member of a list in which these members have these values: texts or `null`.
        case element([JSONObject.Member])
    }

    public var components: [Component]

    public init(_ components: [Component] = []) { self.components = components }

    func appending(_ component: Component) -> FieldPath { FieldPath(components + [component]) }

    public var description: String {
        var text = ""
        for component in components {
            switch component {
            case .member(let name): text += (text.isEmpty ? "" : ".") + FieldPath.word(name)
            case .element(let key):
                let pairs = key.map { FieldPath.word($0.name) + "=" + FieldPath.word($0.value) }
                text += "[" + pairs.joined(separator: ",") + "]"
            }
        }
        return text
    }

    private static func word(_ value: JSONValue) -> String {
        value.text.map { word($0) } ?? "null"
    }

    /// - Parameter text: a name, or a value of a key.
    private static func word(_ text: String) -> String {
        let isPlain = !text.utf8.isEmpty && text.utf8.allSatisfy(isPlain) && text != "null"
        return isPlain ? text : CanonicalWriter.text(of: .text(text))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}

extension FieldPath {
    /// Reads a path as ``description`` writes it; `nil` for anything else.
    public init?(_ text: String) {
        var reader = Reader(text)
        guard let components = reader.path() else { return nil }
        self.init(components)
    }

    private struct Reader {
        private var rest: ArraySlice<UInt8>

        init(_ text: String) { rest = Array(text.utf8)[...] }

        mutating func path() -> [Component]? {
            var components: [Component] = []
            while let next = rest.first {
                if next == UInt8(ascii: "[") {
                    guard !components.isEmpty, let element = element() else { return nil }
                    components.append(element)
                } else {
                    if !components.isEmpty, !take(".") { return nil }
                    guard let (name, _) = word() else { return nil }
                    components.append(.member(name))
                }
            }
            return components
        }

        private mutating func element() -> Component? {
            guard take("[") else { return nil }
            var key: [JSONObject.Member] = []
            repeat {
                guard let (name, _) = word(), take("="), let (value, isQuoted) = word() else { return nil }
                let isNull = !isQuoted && value == "null"
                key.append(JSONObject.Member(name: name, value: isNull ? .null : .text(value)))
            } while take(",")
            return take("]") ? .element(key) : nil
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first.map(UInt32.init) == character.value else { return false }
            rest.removeFirst()
            return true
        }

        private mutating func word() -> (String, isQuoted: Bool)? {
            if rest.first == UInt8(ascii: "\"") { return quoted().map { ($0, true) } }
            let plain = rest.prefix(while: FieldPath.isPlain)
            if plain.isEmpty { return nil }
            rest = rest.dropFirst(plain.count)
            return (String(decoding: plain, as: UTF8.self), false)
        }

        private mutating func quoted() -> String? {
            var end = rest.startIndex + 1
            while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
                end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard end < rest.endIndex else { return nil }
            let bytes = Array(rest[...end])
            rest = rest[(end + 1)...]
            guard let document = try? JSONDocument(bytes.span) else { return nil }
            return document.value(document.root).text
        }
    }
}
