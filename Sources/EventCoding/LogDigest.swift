import Crypto

/// A SHA-256 digest.
public struct LogDigest: Sendable, Hashable, CustomStringConvertible {
    /// The size in bytes.
    public static let size = 32

    /// The bytes, eight to a word, the first of them least significant: a tree is made of millions of digests, and
    /// none of them is to cost an allocation.
    private let first, second, third, fourth: UInt64

    /// The digest that stands at `offset`; `nil` where fewer than 32 bytes do.
    public init?(_ bytes: Span<UInt8>, at offset: Int = 0) {
        guard offset >= 0, offset <= bytes.count - LogDigest.size else { return nil }
        first = bytes.littleEndian64(at: offset)
        second = bytes.littleEndian64(at: offset + 8)
        third = bytes.littleEndian64(at: offset + 16)
        fourth = bytes.littleEndian64(at: offset + 24)
    }

    /// `nil` unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == LogDigest.size else { return nil }
        self.init(bytes.span)
    }

    fileprivate init(_ digest: SHA256.Digest) {
        (first, second, third, fourth) = unsafe digest.withUnsafeBytes { bytes in
            func word(_ number: Int) -> UInt64 {
                UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// Reads `sha256:` and 64 hex digits.
    public init?(_ text: String) {
        guard let bytes = Hex.bytes(text, prefix: "sha256:", count: LogDigest.size) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(LogDigest.size)
        encode(into: &bytes)
        return bytes
    }

    /// Appends the 32 bytes.
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(littleEndian: first)
        bytes.append(littleEndian: second)
        bytes.append(littleEndian: third)
        bytes.append(littleEndian: fourth)
    }

    /// The hex digits, without a prefix.
    public var hex: String { Hex.text(bytes) }

    public var description: String { "sha256:" + hex }

    /// The digest of some bytes.
    public static func of(_ bytes: Span<UInt8>) -> LogDigest {
        var hash = SHA256()
        hash.update(bytes)
        return LogDigest(hash.finalize())
    }

    /// The digest of a byte, two words (each as eight bytes, least significant first) and a digest.
    static func of(_ mark: UInt8, _ one: UInt64, _ other: UInt64, _ digest: LogDigest) -> LogDigest {
        of(mark, [one, other, digest.first, digest.second, digest.third, digest.fourth])
    }

    /// The digest of a byte and two digests.
    static func of(_ mark: UInt8, _ left: LogDigest, _ right: LogDigest) -> LogDigest {
        of(
            mark,
            [
                left.first, left.second, left.third, left.fourth, right.first, right.second, right.third,
                right.fourth,
            ])
    }

    /// The bytes are moved up by the mark, so that all of them are handed to the hash at once.
    private static func of<let count: Int>(_ mark: UInt8, _ words: InlineArray<count, UInt64>) -> LogDigest {
        var moved = InlineArray<9, UInt64>(repeating: 0)
        var carry = UInt64(mark)
        for place in words.indices {
            moved[place] = (words[place] << 8 | carry).littleEndian
            carry = words[place] >> 56
        }
        moved[count] = carry.littleEndian
        var hash = SHA256()
        unsafe withUnsafeBytes(of: moved) {
            unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<(count * 8 + 1)]))
        }
        return LogDigest(hash.finalize())
    }
}

extension SHA256 {
    /// The library takes collections or pointers; a span is neither.
    fileprivate mutating func update(_ span: Span<UInt8>) {
        unsafe span.withUnsafeBytes { unsafe update(bufferPointer: $0) }
    }
}
