public import CanonicalJSON

/// A signed statement of what a log was: its head at a revision. Kept elsewhere than the log, it proves later that the
/// history up to there is still the same, whoever had the log in the meantime.
public struct Seal: Sendable, Hashable {
    /// What is signed says so, and of which kind and version it is: no signature of it can be taken for one of
    /// something else.
    private static let kind = "chancery-seal-1"
    private static let signaturePrefix = "ed25519:"

    /// The log's own name, 32 hex digits.
    public let log: String
    public let revision: UInt64
    /// The root of the tree over the events up to there.
    public let head: LogDigest
    /// When it was sealed, by the clock of whoever sealed it: microseconds since 1970-01-01T00:00:00Z.
    public let sealed: Int64
    public let key: PublicSealKey
    private let signature: [UInt8]

    /// Seals a head.
    ///
    /// - Throws: what the library says where it can't sign.
    public init(log: String, revision: UInt64, head: LogDigest, sealed: Int64, by key: SealKey) throws {
        self.log = log
        self.revision = revision
        self.head = head
        self.sealed = sealed
        self.key = key.publicKey
        signature = try key.signature(of: Seal.signed(log, revision, head, sealed, key.publicKey))
    }

    /// Reads the JSON of a seal.
    ///
    /// - Throws: what is missing or wrong. Whether it was signed by its key, ``isSigned`` tells.
    public init(_ json: JSONValue) throws(SealFault) {
        guard json["kind"]?.text == Seal.kind else {
            throw SealFault("it is no seal: 'kind' must be '\(Seal.kind)'")
        }
        guard let log = json["log"]?.text else { throw SealFault("'log' must be the log's id") }
        guard let number = json["revision"]?.integer, let revision = UInt64(exactly: number) else {
            throw SealFault("'revision' must be a number from 0 up")
        }
        guard let head = json["head"]?.text.flatMap({ LogDigest($0) }) else {
            throw SealFault("'head' must be 'sha256:' and 64 hex digits")
        }
        guard let sealed = json["sealed"]?.text.flatMap(Timestamp.microseconds) else {
            throw SealFault("'sealed' must be a time, such as 2026-01-31T12:00:00.000000Z")
        }
        guard let key = json["key"]?.text.flatMap({ PublicSealKey($0) }) else {
            throw SealFault("'key' must be 'ed25519:' and 64 hex digits")
        }
        let text = json["signature"]?.text ?? ""
        guard let signature = Hex.bytes(text, prefix: Seal.signaturePrefix, count: 64) else {
            throw SealFault("'signature' must be 'ed25519:' and 128 hex digits")
        }
        self.log = log
        self.revision = revision
        self.head = head
        self.sealed = sealed
        self.key = key
        self.signature = signature
    }

    /// The seal as JSON. The canonical bytes of all of it but `signature` are what is signed.
    public var json: JSONValue {
        var all = Seal.statement(log, revision, head, sealed, key)
        all["signature"] = .text(Seal.signaturePrefix + Hex.text(signature))
        return .object(all)
    }

    /// Whether its key has signed it.
    public var isSigned: Bool { key.holds(signature, of: Seal.signed(log, revision, head, sealed, key)) }

    private static func statement(
        _ log: String, _ revision: UInt64, _ head: LogDigest, _ sealed: Int64, _ key: PublicSealKey
    ) -> JSONObject {
        JSONObject([
            .init(name: "head", value: .text(head.description)),
            .init(name: "key", value: .text(key.description)),
            .init(name: "kind", value: .text(kind)),
            .init(name: "log", value: .text(log)),
            .init(name: "revision", value: .integer(Int64(clamping: revision))),
            .init(name: "sealed", value: .text(Timestamp.text(sealed))),
        ])
    }

    private static func signed(
        _ log: String, _ revision: UInt64, _ head: LogDigest, _ sealed: Int64, _ key: PublicSealKey
    ) -> [UInt8] {
        CanonicalWriter.bytes(of: .object(statement(log, revision, head, sealed, key)))
    }
}

/// Why a text is no seal, or no proof.
public struct SealFault: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
