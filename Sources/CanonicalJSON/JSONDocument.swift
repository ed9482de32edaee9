/// A JSON text that has been read and found well-formed, as a flat list of nodes over its own bytes.
///
/// Nothing is decoded before it is asked for: no `String` is made for a key or a text, so that a batch of
/// events costs no allocation a value. A document can be read into again (``parse(_:)``) and then keeps
/// its storage.
public struct JSONDocument: Sendable {
    /// What a node is.
    public enum Kind: UInt8, Sendable {
        case null, `true`, `false`, integer, real, text, list, object
    }

    /// One value (or key) and where its text stands.
    struct Node: Sendable {
        var kind: Kind
        /// For a text: whether its source uses escapes, so that the bytes are not the text itself.
        var isEscaped: Bool
        /// Whether the source is the canonical form already, byte for byte: then it is copied, not written anew.
        var isCanonical: Bool
        /// The first byte: for a text, the one after the opening quote.
        var start: Int32
        /// The byte after the last: for a text, the closing quote.
        var end: Int32
        /// The index of the node that follows this one and all its children.
        var next: Int32

        /// The bytes of its source, a text's quotes among them.
        var extent: Range<Int> {
            kind == .text ? Int(start) - 1..<Int(end) + 1 : Int(start)..<Int(end)
        }
    }

    /// The text as it was read.
    public internal(set) var bytes: [UInt8] = []
    var nodes: [Node] = []

    /// An empty document, to be filled by ``parse(_:)``.
    public init() {}

    /// Reads one JSON value that takes up the whole of `text`.
    ///
    /// - Throws: ``JSONFault`` for anything that RFC 8259 doesn't allow, and for what could not be kept
    ///   unchanged: a name that stands twice in an object, a NUL or a lone surrogate in a text, an integer
    ///   beyond 64 bits, a real that overflows, nesting beyond ``JSONLimits/depth``.
    public init(_ text: Span<UInt8>) throws(JSONFault) {
        try parse(text)
    }

    /// Reads another text into this document, whose nodes are then void.
    public mutating func parse(_ text: Span<UInt8>) throws(JSONFault) {
        nodes.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        bytes.append(span: text)
        try parse()
    }

    /// Reads another text, a part of `source`, into this document.
    ///
    /// - Parameter wrappings: how many objects around what is of interest may add to the depth.
    public mutating func parse(
        _ source: [UInt8], _ range: Range<Int>, wrappings: Int = 0
    ) throws(JSONFault) {
        nodes.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: source[range])
        try parse(depth: -wrappings)
    }

    private mutating func parse(depth: Int = 0) throws(JSONFault) {
        var parser = JSONParser(nodes: nodes)
        nodes = []
        let fault = parser.parse(bytes.span, depth: depth)
        nodes = parser.nodes
        if let fault { throw fault }
    }

    /// The value that the whole text is.
    public var root: JSONNode { JSONNode(index: 0) }
}

/// A value in a ``JSONDocument``; void in any other.
public struct JSONNode: Sendable, Hashable {
    let index: Int32
}
