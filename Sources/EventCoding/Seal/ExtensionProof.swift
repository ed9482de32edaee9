public import CanonicalJSON

/// The proof that a log, as it was at a later revision, begins with what it was at an earlier one: whoever has a seal of
/// each knows then, without the log, that nothing was changed in between.
public struct ExtensionProof: Sendable, Hashable {
    private static let kind = "chancery-extension-1"

    /// The log's own name.
    public let log: String
    private let consistency: ConsistencyProof

    public init(log: String, consistency: ConsistencyProof) {
        self.log = log
        self.consistency = consistency
    }

    /// The earlier revision.
    public var from: UInt64 { consistency.earlier }
    /// The later revision.
    public var to: UInt64 { consistency.later }

    /// Whether it proves that the history of the later head begins with that of the earlier.
    public func holds(from: LogDigest, to: LogDigest) -> Bool { consistency.holds(from: from, to: to) }

    /// The proof as JSON. The heads are those of the seals, and not in it.
    public var json: JSONValue {
        [
            "from": .integer(Int64(clamping: from)), "kind": .text(ExtensionProof.kind), "log": .text(log),
            "path": .texts(consistency.path.map(\.description)), "to": .integer(Int64(clamping: to)),
        ]
    }

    /// Reads the JSON of a proof.
    ///
    /// - Throws: what is missing or wrong.
    public init(_ json: JSONValue) throws(SealFault) {
        guard json["kind"]?.text == ExtensionProof.kind else {
            throw SealFault("it is no proof between two seals: 'kind' must be '\(ExtensionProof.kind)'")
        }
        guard let log = json["log"]?.text else { throw SealFault("'log' must be the log's id") }
        guard let from = json["from"]?.integer.flatMap({ UInt64(exactly: $0) }) else {
            throw SealFault("'from' must be a revision, from 0 up")
        }
        guard let to = json["to"]?.integer.flatMap({ UInt64(exactly: $0) }), to >= from else {
            throw SealFault("'to' must be a revision, 'from' or greater")
        }
        let path = try LogDigest.path(json["path"])
        self.init(log: log, consistency: ConsistencyProof(earlier: from, later: to, path: path))
    }
}

extension LogDigest {
    /// Reads the `path` of a proof.
    static func path(_ json: JSONValue?) throws(SealFault) -> [LogDigest] {
        var path: [LogDigest] = []
        for node in json?.list ?? [.null] {
            guard let digest = node.text.flatMap({ LogDigest($0) }) else {
                throw SealFault("'path' must be a list of 'sha256:' and 64 hex digits each")
            }
            path.append(digest)
        }
        return path
    }
}
