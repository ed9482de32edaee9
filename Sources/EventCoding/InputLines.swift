/// Some lines of input, to be read by themselves.
public struct InputLines: Sendable {
    /// The texts, one after another.
    var bytes: [UInt8] = []
    /// Each line's event, its range within ``bytes``; none where lines have not been parted.
    var pieces: [EventInput.Piece] = []
    /// Whether ``bytes`` is what ``pieces`` says; else it is whole lines as they stand.
    var areParted = true
    /// Of lines that have not been parted, how many blank ones were passed before.
    var linesBefore = 0
    /// How many lines of the input they are, if ``pieces`` count from them; 0 where they count from the input's first.
    var lines = 0

    /// How many events there are, if the lines have been parted.
    public var count: Int { pieces.count }

    mutating func add(_ piece: EventInput.Piece, from buffer: Span<UInt8>) {
        guard case .bytes(let range) = piece.text else {
            pieces.append(piece)
            return
        }
        let start = bytes.count
        bytes.append(span: buffer.extracting(range))
        pieces.append(EventInput.Piece(line: piece.line, text: .bytes(start..<bytes.count)))
    }
}

extension Span<UInt8> {
    /// The place of the first line end from a place on; the end of the bytes where there is none.
    func lineEnd(from start: Int) -> Int {
        var end = start
        // Eight bytes at once: in which of them the difference to a line end is zero.
        while end &+ 8 <= count {
            let word = littleEndian64(at: end) ^ 0x0A0A_0A0A_0A0A_0A0A
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return end &+ zeros.trailingZeroBitCount >> 3 }
            end &+= 8
        }
        while end < count, self[end] != 0x0A { end &+= 1 }
        return end
    }

    /// Whether nothing but space stands in a part of the bytes.
    func isBlank(_ range: Range<Int>) -> Bool {
        for place in range where !EventInput.isSpace(self[place]) { return false }
        return true
    }
}
