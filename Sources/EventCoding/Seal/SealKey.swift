import Crypto

/// The secret half of a pair of Ed25519 keys, with which logs are sealed. Whoever has it can seal in its owner's name.
public struct SealKey: Sendable {
    private static let prefix = "ed25519-secret:"

    private let key: Curve25519.Signing.PrivateKey

    /// A new key, drawn at random.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads the text of a key file; `nil` where it is none, or where its two halves are no pair: any 32 bytes would do
    /// as a secret half, so that a damaged one would sign in nobody's name.
    ///
    /// One without a public half, as they were made once, is read as well.
    public init?(fileText text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let first = lines.first, lines.count <= 2,
            let bytes = Hex.bytes(String(first), prefix: SealKey.prefix, count: 32),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
        if lines.count == 2, PublicSealKey(String(lines[1])) != publicKey { return nil }
    }

    /// What a key file holds: `ed25519-secret:`, 64 hex digits, a line end; the public half, a line end.
    public var fileText: String {
        "\(SealKey.prefix)\(Hex.text(key.rawRepresentation))\n\(publicKey)\n"
    }

    /// The half that everybody may have.
    public var publicKey: PublicSealKey { PublicSealKey(unchecked: Array(key.publicKey.rawRepresentation)) }

    /// - Returns: 64 bytes.
    func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
}

/// The half of a pair of Ed25519 keys that tells whether the other half has signed: `ed25519:` and 64 hex digits.
public struct PublicSealKey: Sendable, Hashable, CustomStringConvertible {
    private static let prefix = "ed25519:"
    private let bytes: [UInt8]

    fileprivate init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// `nil` where the text is none.
    public init?(_ text: String) {
        guard let bytes = Hex.bytes(text, prefix: PublicSealKey.prefix, count: 32) else { return nil }
        self.bytes = bytes
    }

    public var description: String { PublicSealKey.prefix + Hex.text(bytes) }

    func holds(_ signature: [UInt8], of signed: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: signed)
    }
}
