/// Writes JSON in the one form that two equal values share: members sorted by their names' code points, no
/// space, the shortest escapes, integers without point or exponent, other numbers in the fewest digits that
/// read back the same.
public struct CanonicalWriter: Sendable {
    /// What has been written so far.
    public var bytes: [UInt8] = []

    public init() {}

    /// The canonical bytes of a value.
    public static func bytes(of value: JSONValue) -> [UInt8] {
        var writer = CanonicalWriter()
        writer.write(value)
        return writer.bytes
    }

    /// The canonical text of a value.
    public static func text(of value: JSONValue) -> String {
        String(decoding: bytes(of: value), as: UTF8.self)
    }

    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let bool): raw(bool ? "true" : "false")
        case .integer(let integer): raw(integer.description)
        case .unsigned(let unsigned): raw(unsigned.description)
        case .real(let real): write(real: real)
        case .text(let text): write(text: text)
        case .list(let list):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in list.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(text: member.name)
                bytes.append(UInt8(ascii: ":"))
                write(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// A real that isn't finite has no JSON form; none can be read, and `null` stands for one that was
    /// computed.
    private mutating func write(real: Double) {
        raw(real.isFinite ? real.description : "null")
    }

    /// A text in quotes.
    public mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Bytes as they are: for punctuation and line ends that the caller sets.
    public mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x08: raw("\\b")
        case 0x09: raw("\\t")
        case 0x0A: raw("\\n")
        case 0x0C: raw("\\f")
        case 0x0D: raw("\\r")
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            raw("\\u00")
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    /// Writes a value of a document without making a tree of it.
    ///
    /// - Parameter skipping: the members of `node` itself to leave out, where it is an object.
    public mutating func write(_ node: JSONNode, of document: JSONDocument) {
        let found = document.nodes[Int(node.index)]
        switch found.kind {
        case .null: raw("null")
        case .true: raw("true")
        case .false: raw("false")
        case .integer, .real: write(document.value(node))
        case .text: write(found, of: document)
        case .list:
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in document.elements(node) {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                write(element, of: document)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object:
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for key in document.sortedKeys(node) {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                write(document.nodes[Int(key)], of: document)
                bytes.append(UInt8(ascii: ":"))
                write(JSONNode(index: key + 1), of: document)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private mutating func write(_ text: JSONDocument.Node, of document: JSONDocument) {
        bytes.append(UInt8(ascii: "\""))
        if text.isEscaped {
            for byte in JSONText.decoded(text, document.bytes.span) { escape(byte) }
        } else {
            bytes.append(contentsOf: document.bytes[Int(text.start)..<Int(text.end)])
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONDocument {
    /// The indices of an object's keys in canonical order.
    func sortedKeys(_ node: JSONNode) -> [Int32] {
        var keys: [Int32] = []
        var place = node.index + 1
        let end = nodes[Int(node.index)].next
        var isSorted = true
        while place < end {
            if let last = keys.last, isSorted { isSorted = precedes(Int(last), Int(place)) }
            keys.append(place)
            place = nodes[Int(place) + 1].next
        }
        if !isSorted { keys.sort { precedes(Int($0), Int($1)) } }
        return keys
    }

    private func precedes(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (nodes[one], nodes[other])
        if first.isEscaped || second.isEscaped {
            return JSONText.decoded(first, bytes.span)
                .lexicographicallyPrecedes(JSONText.decoded(second, bytes.span))
        }
        return bytes[Int(first.start)..<Int(first.end)]
            .lexicographicallyPrecedes(bytes[Int(second.start)..<Int(second.end)])
    }
}
