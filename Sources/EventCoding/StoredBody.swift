public import CanonicalJSON
public import DiplomaticEvents

/// How an event's body is stored: the digest of the chain at it, when it was recorded, and its canonical
/// JSON. Whoever reads a body checks it against the digest, so that a changed bit is found and not believed.
public enum StoredBody {
    /// The bytes before the JSON: 32 of the digest, 8 of the time.
    public static let prefix = LogDigest.size + 8

    /// Builds the record of an event.
    public static func encode(_ digest: LogDigest, recorded: Int64, content: Span<UInt8>) -> [UInt8] {
        var record: [UInt8] = []
        record.reserveCapacity(prefix + content.count)
        record.append(contentsOf: digest.bytes)
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
    public let digest: LogDigest
    /// The canonical JSON of the event, without what the log has assigned.
    public let content: [UInt8]

    /// Checks a stored record against the digest before it.
    ///
    /// - Returns: `nil` where the bytes are not those that were recorded.
    public init?(_ record: Span<UInt8>, revision: Revision, after previous: Span<UInt8>) {
        guard record.count > StoredBody.prefix else { return nil }
        self.revision = revision
        recorded = Int64(bitPattern: record.littleEndian64(at: LogDigest.size))
        let content = record.extracting(StoredBody.prefix..<record.count)
        let link = LogDigest.link(after: previous, revision: revision, recorded: recorded, content: content)
        guard let stored = LogDigest(record.extracting(0..<LogDigest.size).copied()), stored == link else {
            return nil
        }
        digest = link
        self.content = content.copied()
    }

    /// The event as a tree.
    public func event() throws(JSONFault) -> JSONObject {
        let document = try JSONDocument(content.span)
        return document.value(document.root).object ?? JSONObject()
    }
}
