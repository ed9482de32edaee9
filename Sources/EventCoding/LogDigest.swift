import Crypto
public import DiplomaticEvents

/// A SHA-256 digest.
public struct LogDigest: Sendable, Hashable, CustomStringConvertible {
    /// The size in bytes.
    public static let size = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The digest that stands before the first event of a log.
    public static let zero = LogDigest(unchecked: [UInt8](repeating: 0, count: size))

    /// `nil` unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == LogDigest.size else { return nil }
        self.bytes = bytes
    }

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Reads `sha256:` and 64 hex digits.
    public init?(_ text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.count == 71, text.hasPrefix("sha256:") else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 7, to: 71, by: 2) {
            guard let high = LogDigest.digit(utf8[place]), let low = LogDigest.digit(utf8[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// The hex digits, without a prefix.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    public var description: String { "sha256:" + hex }

    /// The digest of some bytes.
    public static func of(_ bytes: Span<UInt8>) -> LogDigest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest()
    }

    /// The link of the chain at one event: SHA-256 over the digest before it, its revision and its recorded
    /// time (each as eight bytes, least significant first) and its canonical bytes. Whoever changes an event,
    /// its place or its time changes every digest from there on.
    public static func link(
        after previous: Span<UInt8>, revision: Revision, recorded: Int64, content: Span<UInt8>
    ) -> LogDigest {
        var hash = SHA256()
        hash.update(previous)
        var place: [UInt8] = []
        place.append(littleEndian: revision.number)
        place.append(littleEndian: UInt64(bitPattern: recorded))
        hash.update(place.span)
        hash.update(content)
        return hash.digest()
    }
}

extension SHA256 {
    /// The library takes collections or pointers; a span is neither.
    fileprivate mutating func update(_ span: Span<UInt8>) {
        unsafe span.withUnsafeBytes { unsafe update(bufferPointer: $0) }
    }

    fileprivate func digest() -> LogDigest {
        LogDigest(unchecked: unsafe finalize().withUnsafeBytes { unsafe Array($0) })
    }
}
