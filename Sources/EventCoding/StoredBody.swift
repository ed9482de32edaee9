public import CanonicalJSON
public import DiplomaticEvents

/// How an event's body is stored: its leaf of the tree, when it was recorded, and its canonical JSON. Whoever reads a
/// body checks it against the leaf, so that a changed bit is found and not believed.
public enum StoredBody {
    /// The bytes before the JSON: 32 of the leaf, 8 of the time.
    public static let prefix = LogDigest.size + 8

    /// Builds the record of an event.
    public static func encode(_ leaf: LogDigest, recorded: Int64, content: Span<UInt8>) -> [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(prefix + content.count)
        encodeStart(leaf, recorded: recorded, into: &record)
        record.append(span: content)
        return record
    }

    /// Appends what stands before the canonical JSON in the record of an event.
    public static func encodeStart(_ leaf: LogDigest, recorded: Int64, into record: inout [UInt8]) {
        leaf.encode(into: &record)
        record.append(littleEndian: UInt64(bitPattern: recorded))
    }

    // MARK: Withheld

    /// Stands where the JSON of an event begins otherwise.
    private static let withheldMark: UInt8 = 0
    /// The bytes before the JSON of an event whose content is withheld: the leaf, the time, the mark, the digest of the
    /// content that was, and half the digest of all that and of the JSON in its stead.
    private static let withheldPrefix = prefix + 1 + LogDigest.size + 16

    /// Builds the record of an event whose content is withheld.
    ///
    /// - Parameters:
    ///   - leaf: as it was.
    ///   - recorded: as it was, microseconds since 1970.
    ///   - digest: of the content that was.
    ///   - content: what stands in its stead, of ``WithheldEvent``.
    public static func encodeWithheld(
        _ leaf: LogDigest, recorded: Int64, digest: LogDigest, content: Span<UInt8>
    ) -> [UInt8] {
        var record: [UInt8] = []
        leaf.encode(into: &record)
        record.append(littleEndian: UInt64(bitPattern: recorded))
        record.append(withheldMark)
        digest.encode(into: &record)
        record += check(record.span, content)
        record.append(span: content)
        return record
    }

    private static func check(_ beginning: Span<UInt8>, _ content: Span<UInt8>) -> ArraySlice<UInt8> {
        var bytes = beginning.copied()
        bytes.append(span: content)
        return LogDigest.of(bytes.span).bytes.prefix(16)
    }

    /// The digest of the content that a record withholds; `nil` where it withholds none, or is not what was written.
    static func withheldDigest(_ record: Span<UInt8>) -> LogDigest? {
        guard isWithheld(record) else { return nil }
        let beginning = record.extracting(0..<prefix + 1 + LogDigest.size)
        let check = record.extracting(beginning.count..<withheldPrefix).copied()
        let content = record.extracting(withheldPrefix..<record.count)
        return check[...] == self.check(beginning, content) ? LogDigest(record, at: prefix + 1) : nil
    }

    static func isWithheld(_ record: Span<UInt8>) -> Bool {
        record.count > withheldPrefix && record[prefix] == withheldMark
    }

    /// Where the JSON of a record begins: the event's own, or what stands in its stead.
    public static func contentStart(_ record: Span<UInt8>) -> Int {
        isWithheld(record) ? withheldPrefix : min(prefix, record.count)
    }

    /// Whether a record is that of an event with these canonical bytes, be they withheld.
    public static func isOf(_ content: Span<UInt8>, _ record: Span<UInt8>) -> Bool {
        if isWithheld(record) { return LogDigest(record, at: prefix + 1) == LogDigest.of(content) }
        let start = contentStart(record)
        guard record.count - start == content.count else { return false }
        var place = 0
        while place + 8 <= content.count {
            if record.littleEndian64(at: start + place) != content.littleEndian64(at: place) { return false }
            place += 8
        }
        while place < content.count {
            if record[start + place] != content[place] { return false }
            place += 1
        }
        return true
    }
}

/// What stands in the stead of an event whose content is withheld: an event that keeps its id and says nothing.
public enum WithheldEvent {
    /// Its type. Nobody may append an event of it.
    public static let typeName = "x.withheld"

    /// Its canonical bytes.
    public static func content(id: String) -> [UInt8] {
        CanonicalWriter.bytes(of: ["id": .text(id), "occurred": "", "type": .text(typeName)])
    }
}

/// An event as the log holds it.
public struct RecordedEvent: Sendable {
    public let revision: Revision
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let recorded: Int64
    /// The event's leaf of the tree: what the log calls its hash.
    public let leaf: LogDigest
    /// The canonical JSON of the event, without what the log has assigned; of one that is withheld, what stands in its
    /// stead.
    public let content: [UInt8]
    /// The digest of the event's own canonical JSON, which goes into the leaf.
    public let contentDigest: LogDigest
    /// Whether the content is withheld.
    public let isWithheld: Bool

    /// Checks a stored record against its leaf.
    ///
    /// - Returns: `nil` where the bytes are not those that were recorded.
    public init?(_ record: Span<UInt8>, revision: Revision) {
        guard record.count > StoredBody.prefix else { return nil }
        self.revision = revision
        recorded = Int64(bitPattern: record.littleEndian64(at: LogDigest.size))
        let content = record.extracting(StoredBody.contentStart(record)..<record.count)
        isWithheld = StoredBody.isWithheld(record)
        guard let digest = isWithheld ? StoredBody.withheldDigest(record) : .of(content) else { return nil }
        contentDigest = digest
        leaf = MerkleTree.leaf(revision: revision, recorded: recorded, content: digest)
        guard LogDigest(record) == leaf else { return nil }
        self.content = content.copied()
    }

    /// The event as a tree.
    public func event() throws(JSONFault) -> JSONObject {
        let document = try JSONDocument(content.span)
        return document.value(document.root).object ?? JSONObject()
    }
}
