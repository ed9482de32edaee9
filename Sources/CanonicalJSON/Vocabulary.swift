/// A fixed list of names, in which the texts of a document are looked up without making strings of them.
///
/// A name is told by its length and its first eight bytes, which is enough to leave one candidate at most of most lists;
/// the rest of its bytes decides.
public final class Vocabulary: Sendable {
    /// The names, each known by its place here.
    public let names: [String]
    private let words: [Word]
    /// Where words stand by their hash: a place among ``words`` and one, or 0 where none does.
    private let places: [UInt16]
    private let shift: UInt64

    private struct Word: Sendable {
        let start: UInt64
        let rest: [UInt8]
        let count: Int
    }

    /// - Parameter names: different ones, at most 32,768.
    public init(_ names: [String]) {
        self.names = names
        words = names.map { name in
            let bytes = Array(name.utf8)
            return Word(
                start: EightBytes.start(of: bytes.span), rest: Array(bytes.dropFirst(8)), count: bytes.count)
        }
        var size = 4
        while size < names.count * 4 { size *= 2 }
        shift = UInt64(UInt64.bitWidth - size.trailingZeroBitCount)
        var places = [UInt16](repeating: 0, count: size)
        for (number, word) in words.enumerated() {
            var place = Self.place(word.start, word.count, shift)
            while places[place] != 0 { place = (place + 1) & (size - 1) }
            places[place] = UInt16(truncatingIfNeeded: number + 1)
        }
        self.places = places
    }

    @inline(__always)
    private static func place(_ start: UInt64, _ count: Int, _ shift: UInt64) -> Int {
        let mixed = (start ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> shift)
    }

    /// The place of a name among ``names``; -1 where it is none of them.
    public func place(of name: Span<UInt8>) -> Int { place(of: EightBytes.start(of: name), name) }

    /// - Parameter start: the first eight bytes of the name, the first of them least significant; zeros for those that
    ///   it does not have.
    func place(of start: UInt64, _ name: Span<UInt8>) -> Int {
        var place = Self.place(start, name.count, shift)
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if words[number].start == start, words[number].count == name.count, endsSame(number, name) {
                return number
            }
            place = (place + 1) & (places.count - 1)
        }
        return -1
    }

    @inline(__always)
    private func endsSame(_ number: Int, _ name: Span<UInt8>) -> Bool {
        var place = 8
        while place < name.count {
            if words[number].rest[place &- 8] != name[place] { return false }
            place &+= 1
        }
        return true
    }
}

extension JSONDocument {
    /// The place of a text among the names of a list; -1 where it is none of them, or no text.
    public func place(of node: JSONNode, in vocabulary: Vocabulary) -> Int {
        let found = nodes[Int(node.index)]
        guard found.kind == .text else { return -1 }
        if found.isEscaped { return vocabulary.place(of: JSONText.decoded(found, bytes.span).span) }
        let (start, end) = (Int(found.start), Int(found.end))
        let text = bytes.span
        return vocabulary.place(
            of: EightBytes.start(of: text, from: start, to: end), text.extracting(start..<end))
    }
}
