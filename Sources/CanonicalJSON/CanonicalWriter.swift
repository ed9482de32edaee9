/// Writes JSON in the one form that two equal values share: members sorted by their names' code points, no
/// space, the shortest escapes, integers without point or exponent, other numbers in the fewest digits that
/// read back the same.
public struct CanonicalWriter: Sendable {
    /// What has been written so far.
    public var bytes: [UInt8] = []
    /// The keys of the objects that are being written, of each in its order.
    private var keys: [Key] = []

    /// A key, and its first eight bytes as a number: most keys differ there, and are then in the numbers' order.
    private struct Key: Sendable {
        let start: UInt64
        let index: Int32
    }

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
    public mutating func write(real: Double) {
        raw(real.isFinite ? real.description : "null")
    }

    /// A text in quotes.
    public mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        let span = text.utf8.span
        if span.indices.contains(where: { Self.needsEscape(span[$0]) }) {
            for index in span.indices { escape(span[index]) }
        } else {
            bytes.append(span: span)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Bytes as they are: for punctuation and line ends that the caller sets.
    public mutating func raw(_ text: String) {
        bytes.append(span: text.utf8.span)
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

    /// Writes a value of a document without making a tree of it. What is canonical in its source is copied.
    public mutating func write(_ node: JSONNode, of document: JSONDocument) {
        write(node, of: document, document.bytes.span)
    }

    private mutating func write(_ node: JSONNode, of document: JSONDocument, _ source: Span<UInt8>) {
        let found = document.nodes[Int(node.index)]
        if found.isCanonical { return bytes.append(span: source.extracting(found.extent)) }
        switch found.kind {
        case .null: raw("null")
        case .true: raw("true")
        case .false: raw("false")
        case .integer, .real: write(document.value(node))
        case .text: write(escaped: found, source)
        case .list:
            bytes.append(UInt8(ascii: "["))
            var element = node.index + 1
            while element < found.next {
                if element > node.index + 1 { bytes.append(UInt8(ascii: ",")) }
                write(JSONNode(index: element), of: document, source)
                element = document.nodes[Int(element)].next
            }
            bytes.append(UInt8(ascii: "]"))
        case .object: writeMembers(node, of: document, source)
        }
    }

    private mutating func writeMembers(_ node: JSONNode, of document: JSONDocument, _ source: Span<UInt8>) {
        let first = keys.count
        takeKeys(node, of: document, source)
        bytes.append(UInt8(ascii: "{"))
        for place in first..<keys.count {
            if place > first { bytes.append(UInt8(ascii: ",")) }
            let index = keys[place].index
            let key = document.nodes[Int(index)]
            let value = document.nodes[Int(index) + 1]
            if key.isCanonical, value.isCanonical, key.extent.upperBound + 1 == value.extent.lowerBound {
                // The colon is all that stands between them.
                bytes.append(span: source.extracting(key.extent.lowerBound..<value.extent.upperBound))
                continue
            }
            write(JSONNode(index: index), of: document, source)
            bytes.append(UInt8(ascii: ":"))
            write(JSONNode(index: index + 1), of: document, source)
        }
        bytes.append(UInt8(ascii: "}"))
        keys.removeLast(keys.count - first)
    }

    /// Adds an object's keys to ``keys``, sorted.
    private mutating func takeKeys(_ node: JSONNode, of document: JSONDocument, _ source: Span<UInt8>) {
        let first = keys.count
        var index = node.index + 1
        let end = document.nodes[Int(node.index)].next
        while index < end {
            let key = document.nodes[Int(index)]
            let start =
                key.isEscaped
                ? EightBytes.start(of: JSONText.decoded(key, source).span) : JSONText.start(key, source)
            keys.append(Key(start: start.byteSwapped, index: index))
            index = document.nodes[Int(index) + 1].next
        }
        guard keys.count - first <= 24 else {
            keys[first...].sort { Self.precedes($0, $1, document, source) }
            return
        }
        // Few keys, many of them in order: each is moved to its place among those before it.
        var next = first + 1
        while next < keys.count {
            let moved = keys[next]
            var place = next
            while place > first, Self.precedes(moved, keys[place - 1], document, source) {
                keys[place] = keys[place - 1]
                place -= 1
            }
            keys[place] = moved
            next += 1
        }
    }

    @inline(__always)
    private static func precedes(
        _ one: Key, _ other: Key, _ document: JSONDocument, _ source: Span<UInt8>
    ) -> Bool {
        if one.start != other.start { return one.start < other.start }
        return JSONText.precedes(document.nodes[Int(one.index)], document.nodes[Int(other.index)], source)
    }

    private mutating func write(escaped text: JSONDocument.Node, _ source: Span<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in JSONText.decoded(text, source) { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
    }
}
