extension JSONDocument {
    public func kind(_ node: JSONNode) -> Kind { nodes[Int(node.index)].kind }

    public func isObject(_ node: JSONNode) -> Bool { kind(node) == .object }
    public func isList(_ node: JSONNode) -> Bool { kind(node) == .list }
    public func isText(_ node: JSONNode) -> Bool { kind(node) == .text }
    public func isNull(_ node: JSONNode) -> Bool { kind(node) == .null }

    /// The byte at which the value starts in the text.
    public func position(_ node: JSONNode) -> Int {
        let found = nodes[Int(node.index)]
        return Int(found.start) - (found.kind == .text ? 1 : 0)
    }

    /// The bytes of the value's own text, from its first to past its last.
    public func range(_ node: JSONNode) -> Range<Int> {
        nodes[Int(node.index)].extent
    }

    /// The text, where the node is one.
    public func text(_ node: JSONNode) -> String? {
        let found = nodes[Int(node.index)]
        guard found.kind == .text else { return nil }
        if found.isEscaped { return String(decoding: JSONText.decoded(found, bytes.span), as: UTF8.self) }
        return String(decoding: bytes[Int(found.start)..<Int(found.end)], as: UTF8.self)
    }

    /// Hands the text's UTF-8 to `body`, decoded only if it must be; `nil` where the node is no text.
    public func withText<Result, Failure: Error>(
        _ node: JSONNode, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        let found = nodes[Int(node.index)]
        guard found.kind == .text else { return nil }
        if found.isEscaped { return try body(JSONText.decoded(found, bytes.span).span) }
        return try body(bytes.span.extracting(Int(found.start)..<Int(found.end)))
    }

    /// Whether the node is this text.
    public func isText(_ node: JSONNode, _ expected: StaticString) -> Bool {
        withText(node) { (text: Span<UInt8>) -> Bool in
            guard text.count == expected.utf8CodeUnitCount else { return false }
            var index = 0
            for byte in expected.description.utf8 {
                if text[index] != byte { return false }
                index += 1
            }
            return true
        } ?? false
    }

    /// The value of that name in an object.
    public func member(_ node: JSONNode, _ name: String) -> JSONNode? {
        guard isObject(node) else { return nil }
        let (name, text) = (name.utf8.span, bytes.span)
        let start = EightBytes.start(of: name)
        var key = node.index + 1
        let end = nodes[Int(node.index)].next
        while key < end {
            if isSame(nodes[Int(key)], name, start, text) { return JSONNode(index: key + 1) }
            key = nodes[Int(key) + 1].next
        }
        return nil
    }

    private func isSame(
        _ key: Node, _ name: Span<UInt8>, _ start: UInt64, _ text: Span<UInt8>
    ) -> Bool {
        if key.isEscaped { return JSONText.decoded(key, text).span.isSame(as: name) }
        guard Int(key.end - key.start) == name.count, JSONText.start(key, text) == start else { return false }
        return text.extracting(Int(key.start)..<Int(key.end)).isSame(as: name)
    }

    /// Where a text stands among ``bytes`` that is written without escapes; `nil` for any other, and for what is none.
    public func plainText(_ node: JSONNode) -> Range<Int>? {
        let found = nodes[Int(node.index)]
        return found.kind == .text && !found.isEscaped ? Int(found.start)..<Int(found.end) : nil
    }

    /// An object's keys and values, in the order of the text.
    public func members(_ node: JSONNode) -> Members {
        let end = isObject(node) ? nodes[Int(node.index)].next : node.index + 1
        return Members(document: self, place: node.index + 1, end: end)
    }

    /// A list's values.
    public func elements(_ node: JSONNode) -> Elements {
        let end = isList(node) ? nodes[Int(node.index)].next : node.index + 1
        return Elements(document: self, place: node.index + 1, end: end)
    }

    /// A walk over an object's members or a list's values, which holds nothing of the document.
    public struct Walk: Sendable {
        var place: Int32
        let end: Int32
    }

    /// A walk over the members of an object; over nothing where the node is none.
    public func walk(members node: JSONNode) -> Walk {
        let found = nodes[Int(node.index)]
        return Walk(place: node.index &+ 1, end: found.kind == .object ? found.next : node.index)
    }

    /// A walk over the values of a list; over nothing where the node is none.
    public func walk(elements node: JSONNode) -> Walk {
        let found = nodes[Int(node.index)]
        return Walk(place: node.index &+ 1, end: found.kind == .list ? found.next : node.index)
    }

    /// The next member of a walk, in the order of the text.
    public func nextMember(_ walk: inout Walk) -> (key: JSONNode, value: JSONNode)? {
        let key = walk.place
        guard key < walk.end else { return nil }
        walk.place = nodes[Int(key &+ 1)].next
        return (JSONNode(index: key), JSONNode(index: key &+ 1))
    }

    /// The next value of a walk, in the order of the text.
    public func nextElement(_ walk: inout Walk) -> JSONNode? {
        let element = walk.place
        guard element < walk.end else { return nil }
        walk.place = nodes[Int(element)].next
        return JSONNode(index: element)
    }

    /// Walks the keys and values of an object.
    public struct Members: Sequence, IteratorProtocol {
        let document: JSONDocument
        var place: Int32
        let end: Int32

        public mutating func next() -> (key: JSONNode, value: JSONNode)? {
            guard place < end else { return nil }
            let key = place
            place = document.nodes[Int(key) + 1].next
            return (JSONNode(index: key), JSONNode(index: key + 1))
        }
    }

    /// Walks the values of a list.
    public struct Elements: Sequence, IteratorProtocol {
        let document: JSONDocument
        var place: Int32
        let end: Int32

        public mutating func next() -> JSONNode? {
            guard place < end else { return nil }
            let element = place
            place = document.nodes[Int(element)].next
            return JSONNode(index: element)
        }
    }

    /// The integer, where the node is one that fits 64 signed bits.
    public func integer(_ node: JSONNode) -> Int64? {
        let found = nodes[Int(node.index)]
        guard found.kind == .integer || found.kind == .real else { return nil }
        return value(node).integer
    }

    /// The number as a double, where the node is one.
    public func number(_ node: JSONNode) -> Double? {
        let found = nodes[Int(node.index)]
        guard found.kind == .integer || found.kind == .real else { return nil }
        return value(node).number
    }

    /// Whether two nodes are the same text, code point for code point.
    public func isSameText(_ one: JSONNode, _ other: JSONNode) -> Bool {
        let (found, otherFound) = (nodes[Int(one.index)], nodes[Int(other.index)])
        return found.kind == .text && otherFound.kind == .text
            && JSONText.isSame(found, otherFound, bytes.span)
    }

    /// The node as a tree.
    public func value(_ node: JSONNode) -> JSONValue { value(node, keepsReals: false) }

    /// The node as a tree in which a number with a point stays one, be it whole: written again it is the same text.
    public func valueAsWritten(_ node: JSONNode) -> JSONValue { value(node, keepsReals: true) }

    private func value(_ node: JSONNode, keepsReals: Bool) -> JSONValue {
        let found = nodes[Int(node.index)]
        switch found.kind {
        case .null: return .null
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .integer: return JSONNumber.integer(bytes.span, Int(found.start), Int(found.end)) ?? .null
        case .real:
            let real = JSONNumber.real(bytes.span, Int(found.start), Int(found.end))
            return real.map { keepsReals ? .real($0) : JSONNumber.value(of: $0) } ?? .null
        case .text: return .text(text(node) ?? "")
        case .list: return .list(elements(node).map { value($0, keepsReals: keepsReals) })
        case .object:
            return .object(
                JSONObject(
                    members(node).map {
                        JSONObject.Member(
                            name: text($0.key) ?? "", value: value($0.value, keepsReals: keepsReals))
                    }))
        }
    }
}
