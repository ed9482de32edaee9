import EventCoding
import LMDB

/// Some entries of one kind in a row, as one value of the table: the least that is read and written.
///
/// A chunk is groups, one for each key: how far the key lies beyond that of the group before (of the chunk's place, for
/// the first), the group's length in two bytes, and in so many bytes the first value and the distance from each value to
/// the next. Numbers are in base 128, the least significant digits first, the upper bit of a byte saying that more
/// follow. Groups whose key is not asked for are passed over without being read.
struct IndexChunk {
    /// The longest chunk, in bytes: three of them, with their keys, fill a page.
    static let longest = 1_320
    /// The longest number.
    private static let longestNumber = 10
    /// What adding one entry to a chunk may take.
    private static let longestEntry = 2 * longestNumber + 2

    private(set) var bytes: [UInt8] = []
    private var key: UInt64
    private var value: UInt64 = 0
    /// Where the present group's length stands; `nil` before the first group.
    private var length: Int?

    /// An empty chunk.
    ///
    /// - Parameter key: that of the place at which it will stand.
    init(key: UInt64) { self.key = key }

    /// Whether another entry would make it too long.
    var isFull: Bool { bytes.count + Self.longestEntry > Self.longest }

    /// Adds an entry beyond those that are there.
    mutating func add(_ key: UInt64, _ value: UInt64) {
        if let length, key == self.key {
            Self.append(value &- self.value, to: &bytes)
            let size = bytes.count - length - 2
            bytes[length] = UInt8(truncatingIfNeeded: size)
            bytes[length + 1] = UInt8(truncatingIfNeeded: size >> 8)
        } else {
            Self.append(key &- self.key, to: &bytes)
            let place = bytes.count
            length = place
            bytes.append(0)
            bytes.append(0)
            Self.append(value, to: &bytes)
            bytes[place] = UInt8(truncatingIfNeeded: bytes.count - place - 2)
            self.key = key
        }
        self.value = value
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    // MARK: Reading

    private static func number(_ bytes: Span<UInt8>, _ place: inout Int) throws(LMDBError) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        throw LMDBError.corrupted
    }

    /// Hands the key of each group and where its values are to `body`, until that returns false.
    ///
    /// - Parameter start: the key of the chunk's place.
    /// - Throws: ``LMDBError/corrupted`` for what no chunk can be.
    static func forEachGroup(
        of chunk: Span<UInt8>, from start: UInt64, _ body: (UInt64, Range<Int>) throws(LMDBError) -> Bool
    ) throws(LMDBError) {
        var place = 0
        var key = start
        while place < chunk.count {
            key = key &+ (try number(chunk, &place))
            guard place + 2 <= chunk.count else { throw LMDBError.corrupted }
            let end = place + 2 + Int(chunk[place]) + Int(chunk[place + 1]) << 8
            guard end <= chunk.count, end > place + 2 else { throw LMDBError.corrupted }
            guard try body(key, place + 2..<end) else { return }
            place = end
        }
    }

    /// Hands the values of a group to `body`, until that returns false.
    @inline(__always)
    static func forEachValue(
        in chunk: Span<UInt8>, _ group: Range<Int>, _ body: (UInt64) -> Bool
    ) throws(LMDBError) {
        let values = chunk.extracting(group)
        var place = 0
        var value: UInt64 = 0
        while place < values.count {
            value = value &+ (try number(values, &place))
            guard body(value) else { return }
        }
    }
}
