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
        writer.write(node, of: document)
        if let id = draft.id { return id }
        let id = derivedID(of: writer.bytes.span)
        // A derived id takes its place among the keys: the value is made anew, for such events only.
        var object = document.value(node).object ?? JSONObject()
        object["id"] = .text(id)
        writer.bytes.removeAll(keepingCapacity: true)
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
    public static func of(_ id: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01B3
        }
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 32
        return hash
    }
}
