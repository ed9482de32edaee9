public import CanonicalJSON
public import DiplomaticEvents

/// An event with the proof that it stands in a log: all that somebody needs, besides a seal, who doesn't have the log.
public struct EventProof: Sendable, Hashable {
    private static let kind = "chancery-proof-1"

    /// The log's own name.
    public let log: String
    /// The event, as recorded; `nil` where its content is withheld, and only its digest is proved.
    public let event: JSONObject?
    /// The digest of the event's canonical bytes.
    public let content: LogDigest
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let recorded: Int64
    private let inclusion: InclusionProof

    /// - Parameters:
    ///   - event: `nil` where it is withheld.
    ///   - inclusion: of its leaf, in the tree at some revision.
    public init(
        log: String, event: JSONObject?, content: LogDigest, recorded: Int64, inclusion: InclusionProof
    ) {
        self.log = log
        self.event = event
        self.content = content
        self.recorded = recorded
        self.inclusion = inclusion
    }

    /// The event's revision.
    public var revision: Revision { Revision(inclusion.index + 1) }

    /// The revision of the log whose head it leads to.
    public var size: UInt64 { inclusion.size }

    /// The head that the log has at ``size`` if what the proof says is so; `nil` where it can't be of such a log.
    public var head: LogDigest? {
        inclusion.root(of: MerkleTree.leaf(revision: revision, recorded: recorded, content: content))
    }

    /// The proof as JSON.
    public var json: JSONValue {
        [
            "content": .text(content.description), "event": event.map(JSONValue.object) ?? .null,
            "head": head.map { .text($0.description) } ?? .null, "kind": .text(EventProof.kind),
            "log": .text(log), "path": .texts(inclusion.path.map(\.description)),
            "recorded": .text(Timestamp.text(recorded)),
            "revision": .integer(Int64(clamping: revision.number)), "size": .integer(Int64(clamping: size)),
        ]
    }

    /// Reads the JSON of a proof. Its `head` is not read: what the rest leads to is.
    ///
    /// - Throws: what is missing or wrong; an event that is not that of the digest, too.
    public init(_ json: JSONValue) throws(SealFault) {
        guard json["kind"]?.text == EventProof.kind else {
            throw SealFault("it is no proof: 'kind' must be '\(EventProof.kind)'")
        }
        guard let log = json["log"]?.text else { throw SealFault("'log' must be the log's id") }
        guard let number = json["revision"]?.integer, let revision = UInt64(exactly: number), revision > 0
        else {
            throw SealFault("'revision' must be a number from 1 up")
        }
        guard let size = json["size"]?.integer.flatMap({ UInt64(exactly: $0) }), size >= revision else {
            throw SealFault("'size' must be a revision from the event's up")
        }
        guard let recorded = json["recorded"]?.text.flatMap(Timestamp.microseconds) else {
            throw SealFault("'recorded' must be a time, such as 2026-01-31T12:00:00.000000Z")
        }
        guard let content = json["content"]?.text.flatMap({ LogDigest($0) }) else {
            throw SealFault("'content' must be 'sha256:' and 64 hex digits")
        }
        let path = try LogDigest.path(json["path"])
        let event = json["event"]?.object
        if let event, LogDigest.of(CanonicalWriter.bytes(of: .object(event)).span) != content {
            throw SealFault("the event is not the one that was recorded: 'content' is the digest of another")
        }
        guard event != nil || json["event"]?.isNull == true else {
            throw SealFault("'event' must be the event, or null where it is withheld")
        }
        self.init(
            log: log, event: event, content: content, recorded: recorded,
            inclusion: InclusionProof(index: revision - 1, size: size, path: path))
    }
}
