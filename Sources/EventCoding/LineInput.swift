/// Splits an input into lines, in memory that doesn't grow with it. Nothing is let pass that is not there: no mark at
/// the start, no other line ends, no last line without an end.
public struct LineInput: Sendable {
    /// A line that is longer than this, in bytes, is no line of a dump.
    public static let longestLine = 8 << 20

    /// The bytes in hand. A line's range lies in them until the next call of ``next(_:)``.
    public private(set) var buffer: [UInt8] = []
    /// The number of the line that was given last; 0 before the first.
    public private(set) var number = 0
    private var place = 0
    private var searched = 0

    public init() {}

    /// What comes next.
    public enum Line: Sendable {
        /// A line, without its line end.
        case bytes(Range<Int>)
        /// The input ends in the middle of a line, or the line is longer than ``longestLine``.
        case cutOff
    }

    /// The next line; `nil` at the end.
    ///
    /// - Parameter more: gives the next bytes of the input; an empty list at its end.
    public mutating func next<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Line? {
        while true {
            while searched < buffer.count, buffer[searched] != 0x0A { searched += 1 }
            if searched < buffer.count {
                let range = place..<searched
                searched += 1
                place = searched
                number += 1
                return .bytes(range)
            }
            if searched - place > Self.longestLine {
                number += 1
                return .cutOff
            }
            buffer.removeFirst(place)
            searched -= place
            place = 0
            let bytes = try more()
            if !bytes.isEmpty {
                buffer.append(contentsOf: bytes)
                continue
            }
            if buffer.isEmpty { return nil }
            number += 1
            return .cutOff
        }
    }
}
