public import CanonicalJSON
public import DiplomaticEvents

/// A line of a dump: an event with what the log has assigned to it, and on the first line what is said of the log.
///
/// It is the event's canonical JSON with the members `hash`, `recorded` and `revision` in their places among its own,
/// `withheld` where its content is withheld, and `log` on the first line. There is one way only to write a line, so that
/// a restored log dumps to the same bytes.
public struct DumpLine: Sendable {
    public var revision: UInt64
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recorded: Int64
    public var hash: LogDigest
    /// The event's canonical JSON.
    public var content: [UInt8]
    /// Where the content is withheld, the digest of what it was; ``content`` is what stands in its stead.
    public var withheld: LogDigest?

    public init(
        revision: UInt64, recorded: Int64, hash: LogDigest, content: [UInt8], withheld: LogDigest? = nil
    ) {
        self.revision = revision
        self.recorded = recorded
        self.hash = hash
        self.content = content
        self.withheld = withheld
    }

    /// What is said of an event that is withheld. Its hash is made over the content that it had, so what stands in its
    /// stead needs a digest of its own.
    static func json(withheld: LogDigest, hash: LogDigest, content: [UInt8]) -> JSONValue {
        let check = LogDigest.of((hash.bytes + withheld.bytes + content).span)
        return ["check": .text(check.description), "content": .text(withheld.description)]
    }

    /// The members that a dump adds to an event, in the order of their names.
    static let added = ["hash", "log", "recorded", "revision", "withheld"]
}

/// What the first line of a dump says of the log: enough to notice that the end of the dump is missing.
public struct DumpedLog: Sendable, Hashable {
    /// The version of the store's format, which decides what hashes are made over.
    public var format: UInt64
    /// The digest of the log's head.
    public var head: LogDigest
    /// The log's id: 32 hex digits.
    public var id: String
    /// How many events there are.
    public var revision: UInt64

    public init(format: UInt64, head: LogDigest, id: String, revision: UInt64) {
        self.format = format
        self.head = head
        self.id = id
        self.revision = revision
    }

    /// The statement with a digest of itself, since no event's hash covers it.
    var json: JSONValue {
        var object: JSONObject = JSONObject([
            JSONObject.Member(name: "format", value: Self.number(format)),
            JSONObject.Member(name: "head", value: .text(head.description)),
            JSONObject.Member(name: "id", value: .text(id)),
            JSONObject.Member(name: "revision", value: Self.number(revision)),
        ])
        let check = LogDigest.of(CanonicalWriter.bytes(of: .object(object)).span)
        object["check"] = .text(check.description)
        return .object(object)
    }

    /// `nil` where it is no such statement, or not the one that was written.
    init?(_ json: JSONValue) {
        guard let format = Self.number(json["format"]), let head = json["head"]?.text.flatMap(LogDigest.init),
            let id = json["id"]?.text, let revision = Self.number(json["revision"])
        else { return nil }
        self.init(format: format, head: head, id: id, revision: revision)
        guard self.json == json else { return nil }
    }

    private static func number(_ number: UInt64) -> JSONValue {
        Int64(exactly: number).map(JSONValue.integer) ?? .unsigned(number)
    }

    private static func number(_ value: JSONValue?) -> UInt64? {
        switch value {
        case .integer(let integer)?: UInt64(exactly: integer)
        case .unsigned(let unsigned)?: unsigned
        default: nil
        }
    }
}

/// Writes the lines of a dump.
public struct DumpWriter: Sendable {
    /// What has been written since it was last emptied.
    public var bytes: [UInt8] = []
    private var document = JSONDocument()

    public init() {}

    /// The only line of a dump of an empty log.
    public mutating func write(_ log: DumpedLog) {
        append("{\"log\":")
        bytes.append(contentsOf: CanonicalWriter.bytes(of: log.json))
        append("}\n")
    }

    /// Writes the line of an event.
    ///
    /// - Parameter log: on the first line, what is said of the log.
    /// - Throws: where the event's content is not JSON.
    public mutating func write(_ line: DumpLine, log: DumpedLog? = nil) throws(JSONFault) {
        try document.parse(line.content, 0..<line.content.count)
        var next = 0
        bytes.append(UInt8(ascii: "{"))
        for (key, value) in document.members(document.root) {
            let name = document.range(key)
            let letters = line.content[name.lowerBound + 1..<name.upperBound - 1]
            while next < DumpLine.added.count,
                DumpLine.added[next].utf8.lexicographicallyPrecedes(letters)
            {
                add(next, line, log)
                next += 1
            }
            bytes.append(contentsOf: line.content[name.lowerBound..<document.range(value).upperBound])
            bytes.append(UInt8(ascii: ","))
        }
        for last in next..<DumpLine.added.count { add(last, line, log) }
        // In place of the last comma.
        bytes.removeLast()
        append("}\n")
    }

    private mutating func add(_ member: Int, _ line: DumpLine, _ log: DumpedLog?) {
        switch DumpLine.added[member] {
        case "hash":
            append("\"hash\":\"sha256:")
            line.hash.appendHex(to: &bytes)
            append("\",")
        case "log":
            guard let log else { return }
            append("\"log\":")
            bytes.append(contentsOf: CanonicalWriter.bytes(of: log.json))
            append(",")
        case "recorded":
            append("\"recorded\":\"")
            append(Timestamp.text(line.recorded))
            append("\",")
        case "withheld":
            guard let withheld = line.withheld else { return }
            let json = DumpLine.json(withheld: withheld, hash: line.hash, content: line.content)
            append("\"withheld\":")
            bytes.append(contentsOf: CanonicalWriter.bytes(of: json))
            append(",")
        default:
            append("\"revision\":")
            append(line.revision.description)
            append(",")
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

/// Reads the lines of a dump, and takes none that is spelt otherwise than a dump is.
public struct DumpReader: Sendable {
    private var document = JSONDocument()
    /// What the last line that was read says.
    public private(set) var line = DumpLine(revision: 0, recorded: 0, hash: MerkleTree.emptyRoot, content: [])
    /// What it says of the log, where it does.
    public private(set) var log: DumpedLog?
    /// Whether it holds an event.
    public private(set) var isEvent = false

    /// The event's id and type, where it has them.
    public var id: String? { document.member(document.root, "id").flatMap(document.text) }
    public var type: String? { document.member(document.root, "type").flatMap(document.text) }

    public init() {}

    /// Reads a line, without its line end.
    ///
    /// - Throws: the field that is at fault and what is wrong with it. What only the log can tell (the hash, the order
    ///   of revisions, whether the event is one) is not checked.
    public mutating func read(_ bytes: [UInt8], _ range: Range<Int>) throws(FieldFault) {
        do throws(JSONFault) { try document.parse(bytes, range) } catch {
            throw FieldFault("line", "is not JSON: \(error)")
        }
        guard document.isObject(document.root) else { throw FieldFault("line", "is no event of a dump") }
        log = nil
        isEvent = false
        line.content.removeAll(keepingCapacity: true)
        line.content.append(UInt8(ascii: "{"))
        var found: (revision: UInt64?, recorded: Int64?, hash: LogDigest?, withheld: JSONNode?)
        var last: Range<Int>?
        var end = 0
        for (key, value) in document.members(document.root) {
            let (name, place) = (document.range(key), document.range(value))
            try checkPlace(name, place, after: end, last)
            end = place.upperBound
            last = name
            switch DumpLine.added.first(where: { isName($0, name) }) {
            case "revision": found.revision = try revision(place)
            case "recorded": found.recorded = try recorded(value, place)
            case "hash": found.hash = try hash(value)
            case "log": log = try statement(value, place)
            case "withheld": found.withheld = value
            default:
                isEvent = true
                line.content.append(contentsOf: document.bytes[name.lowerBound..<place.upperBound])
                line.content.append(UInt8(ascii: ","))
            }
        }
        guard end + 1 == document.bytes.count else { throw Self.spelling }
        if !isEvent, log != nil, found.revision == nil, found.recorded == nil, found.hash == nil { return }
        guard isEvent else { throw FieldFault("line", "holds no event") }
        line.content[line.content.count - 1] = UInt8(ascii: "}")
        guard let revision = found.revision else { throw Self.missing("revision") }
        guard let recorded = found.recorded else { throw Self.missing("recorded") }
        guard let hash = found.hash else { throw Self.missing("hash") }
        (line.revision, line.recorded, line.hash) = (revision, recorded, hash)
        line.withheld = nil
        if let node = found.withheld { line.withheld = try withheld(node) }
    }

    private static let spelling = FieldFault(
        "line", "is not spelt as a dump is: without spaces, and with its keys in the order of their letters")

    private static func missing(_ field: String) -> FieldFault {
        FieldFault(field, "is missing; a dump has it with every event")
    }

    /// A key follows the one before it in the text and in the order of names, and nothing else stands between them.
    private func checkPlace(
        _ name: Range<Int>, _ value: Range<Int>, after end: Int, _ last: Range<Int>?
    ) throws(FieldFault) {
        guard name.lowerBound == end + 1, value.lowerBound == name.upperBound + 1 else { throw Self.spelling }
        guard let last else { return }
        guard
            document.bytes[last.lowerBound + 1..<last.upperBound - 1].lexicographicallyPrecedes(
                document.bytes[name.lowerBound + 1..<name.upperBound - 1])
        else { throw Self.spelling }
    }

    private func isName(_ expected: String, _ name: Range<Int>) -> Bool {
        document.bytes[name.lowerBound + 1..<name.upperBound - 1].elementsEqual(expected.utf8)
    }

    private func revision(_ place: Range<Int>) throws(FieldFault) -> UInt64 {
        let text = String(decoding: document.bytes[place], as: UTF8.self)
        guard let revision = UInt64(text), revision.description == text else {
            throw FieldFault("revision", "'\(text.prefix(40))' is no revision")
        }
        return revision
    }

    private func recorded(_ value: JSONNode, _ place: Range<Int>) throws(FieldFault) -> Int64 {
        let text = document.text(value) ?? ""
        guard let time = Timestamp.microseconds(text), isSpelt(Timestamp.text(time), place) else {
            throw FieldFault("recorded", "'\(text.prefix(40))' is no time in UTC with six places")
        }
        return time
    }

    private func hash(_ value: JSONNode) throws(FieldFault) -> LogDigest {
        guard let digest = document.text(value).flatMap(LogDigest.init),
            isSpelt(digest.description, document.range(value))
        else {
            throw FieldFault("hash", "is not 'sha256:' and 64 hex digits")
        }
        return digest
    }

    private func withheld(_ value: JSONNode) throws(FieldFault) -> LogDigest {
        let given = document.member(value, "content").flatMap(document.text).flatMap { LogDigest($0) }
        guard let given,
            document.bytes[document.range(value)].elementsEqual(
                CanonicalWriter.bytes(
                    of: DumpLine.json(withheld: given, hash: line.hash, content: line.content)))
        else {
            throw FieldFault("withheld", "is not what was written; its digest does not fit the event")
        }
        return given
    }

    private func statement(_ value: JSONNode, _ place: Range<Int>) throws(FieldFault) -> DumpedLog {
        let json = document.value(value)
        guard let log = DumpedLog(json),
            document.bytes[place].elementsEqual(CanonicalWriter.bytes(of: log.json))
        else {
            throw FieldFault("log", "is not what was written; its digest does not fit it")
        }
        return log
    }

    /// Whether the text stands there without an escape.
    private func isSpelt(_ text: String, _ place: Range<Int>) -> Bool {
        document.bytes[place].dropFirst().dropLast().elementsEqual(text.utf8)
    }
}

extension LogDigest {
    /// Appends the hex digits.
    func appendHex(to text: inout [UInt8]) {
        func digit(_ half: UInt8) -> UInt8 { half < 10 ? 0x30 + half : 0x57 + half }
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
    }
}
