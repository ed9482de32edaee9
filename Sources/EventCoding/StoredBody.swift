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
        leaf.encode(into: &record)
        record.append(littleEndian: UInt64(bitPattern: recorded))
        record.append(span: content)
        return record
    }
}

/// An event as the log holds it.
public struct RecordedEvent: Sendable {
    public let revision: Revision
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let recorded: Int64
    /// The event's leaf of the tree: what the log calls its hash.
    public let leaf: LogDigest
    /// The canonical JSON of the event, without what the log has assigned.
    public let content: [UInt8]

    /// Checks a stored record against its leaf.
    ///
    /// - Returns: `nil` where the bytes are not those that were recorded.
    public init?(_ record: Span<UInt8>, revision: Revision) {
        guard record.count > StoredBody.prefix else { return nil }
        self.revision = revision
        recorded = Int64(bitPattern: record.littleEndian64(at: LogDigest.size))
        let content = record.extracting(StoredBody.prefix..<record.count)
        leaf = MerkleTree.leaf(revision: revision, recorded: recorded, content: .of(content))
        guard LogDigest(record) == leaf else { return nil }
        self.content = content.copied()
    }

    /// The event as a tree.
    public func event() throws(JSONFault) -> JSONObject {
        let document = try JSONDocument(content.span)
        return document.value(document.root).object ?? JSONObject()
    }
}
