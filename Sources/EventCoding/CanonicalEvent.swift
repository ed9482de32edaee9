public import CanonicalJSON
public import DiplomaticEvents

/// The canonical bytes of events, and the ids of those that bring none.
public enum CanonicalEvent {
    /// Writes an event's canonical bytes, with an id derived from them where the event has none.
    ///
    /// A derived id is `h:` and the first 32 hex digits of the SHA-256 of the canonical bytes without an id:
    /// the same statement gets the same id, whoever appends it, whenever, with its keys in whatever order.
    ///
    /// - Parameter writer: takes the bytes; what it held is gone.
    /// - Returns: the event's id.
    public static func write(
        _ document: JSONDocument, _ node: JSONNode, draft: EventDraft, into writer: inout CanonicalWriter
    ) -> String {
        writer.bytes.removeAll(keepingCapacity: true)
        if let id = draft.id {
            writer.write(node, of: document)
            return id
        }
        return append(document, node, to: &writer)
    }

    /// Writes the canonical bytes of an event without an id behind what the writer holds.
    ///
    /// - Returns: the id that they give.
    static func append(
        _ document: JSONDocument, _ node: JSONNode, to writer: inout CanonicalWriter
    ) -> String {
        let start = writer.bytes.count
        writer.write(node, of: document)
        let id = derivedID(of: writer.bytes.span.extracting(start..<writer.bytes.count))
        // A derived id takes its place among the keys: the value is made anew, for such events only.
        var object = document.value(node).object ?? JSONObject()
        object["id"] = .text(id)
        writer.bytes.removeLast(writer.bytes.count - start)
        writer.write(.object(object))
        return id
    }

    /// The id of an event whose canonical bytes, without one, are these.
    public static func derivedID(of content: Span<UInt8>) -> String {
        "h:" + LogDigest.of(content).hex.prefix(32)
    }
}

/// A number for an id that is the same on every machine and in every version: FNV-1a in 64 bits, with a final
/// mixing so that ids which differ in their last letter lie far apart.
///
/// It only leads to the places where the id may stand; whoever looks an id up compares the ids themselves.
public enum EventIDHash {
    public static func of(_ id: String) -> UInt64 { of(id.utf8.span) }

    static func of(_ id: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in id.indices {
            hash ^= UInt64(id[place])
            hash = hash &* 0x0000_0100_0000_01B3
        }
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 32
        return hash
    }
}
