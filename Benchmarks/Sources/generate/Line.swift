import CanonicalJSON

/// A line in the making: members in the order in which people write them, not in the canonical one.
struct Line {
    private var writer = CanonicalWriter()
    private var isFirst = true

    var count: Int { writer.bytes.count }
    var bytes: [UInt8] { writer.bytes }

    init() { writer.raw("{") }

    private mutating func name(_ name: String) {
        if !isFirst { writer.raw(",") }
        isFirst = false
        writer.write(text: name)
        writer.raw(":")
    }

    mutating func add(_ name: String, _ text: String) {
        self.name(name)
        writer.write(text: text)
    }

    mutating func add(_ name: String, _ value: JSONValue) {
        self.name(name)
        writer.write(value)
    }

    /// One code as a text, several as a list.
    mutating func add(_ name: String, codes: [String]) {
        if codes.count == 1 { add(name, codes[0]) } else { add(name, JSONValue.texts(codes)) }
    }

    mutating func add(_ name: String, object body: (inout Line) -> Void) {
        self.name(name)
        var inner = Line()
        body(&inner)
        inner.end()
        writer.bytes += inner.bytes
    }

    mutating func end() { writer.raw("}") }
}
