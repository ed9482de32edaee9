/// Bytes looked at eight at a time.
///
/// A text is looked through for what ends it or needs a second look; most of it is neither. One by one the bytes of a
/// million lines cost several times as much. A load checks its bounds, and every pattern of bytes is an integer.
extension Span<UInt8> {
    /// The eight bytes from a place on, the first of them least significant.
    @inline(__always)
    func eightBytes(at place: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// Whether both hold the same bytes.
    func isSame(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var place = 0
        while place &+ 8 <= count {
            if eightBytes(at: place) != other.eightBytes(at: place) { return false }
            place &+= 8
        }
        while place < count {
            if self[place] != other[place] { return false }
            place &+= 1
        }
        return true
    }
}

enum EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The place of the first byte, from `place` on, that a JSON text does not simply hold: a quote, a backslash, a
    /// control character, or one beyond ASCII. The end of `text` where there is none.
    @inline(__always)
    static func endOfPlain(_ text: Span<UInt8>, from place: Int) -> Int {
        var place = place
        while place &+ 8 <= text.count {
            let found = marks(text.eightBytes(at: place))
            if found != 0 { return place &+ found.trailingZeroBitCount >> 3 }
            place &+= 8
        }
        while place < text.count, isPlain(text[place]) { place &+= 1 }
        return place
    }

    /// The first eight bytes of a text, the first of them least significant; zeros for those that it does not have.
    static func start(of text: Span<UInt8>) -> UInt64 { start(of: text, from: 0, to: text.count) }

    /// As ``start(of:)``, for the text between two places of a longer one.
    @inline(__always)
    static func start(of text: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
        let count = end &- start
        if start &+ 8 <= text.count {
            let word = text.eightBytes(at: start)
            return count >= 8 ? word : word & (1 << UInt64(truncatingIfNeeded: count &* 8) &- 1)
        }
        var word: UInt64 = 0
        var place = start
        while place < end {
            word |= UInt64(text[place]) << UInt64(truncatingIfNeeded: (place &- start) &* 8)
            place &+= 1
        }
        return word
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The high bit of the first byte that isn't plain, and perhaps of some after it: a borrow may cross into them.
    @inline(__always)
    private static func marks(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let controls = (word &- ones &* 0x20) & ~word
        let found = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls | word
        return found & highBits
    }
}

extension [UInt8] {
    /// Appends all bytes of a span in one go.
    @inline(__always)
    mutating func append(span: Span<UInt8>) {
        unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
