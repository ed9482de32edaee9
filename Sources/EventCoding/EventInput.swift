/// Splits what a user gives into events: NDJSON, a JSON array, or one pretty-printed object.
///
/// NDJSON is read as a stream, in memory that doesn't grow with it. The other two forms are taken in whole.
public struct EventInput {
    /// The longest line, in bytes.
    public static let longestLine = 1 << 20

    /// One event's text, or why there is none.
    public struct Piece: Sendable {
        /// The line on which it begins, from 1; blank lines count.
        public let line: Int
        public let text: Text

        public init(line: Int, text: Text) {
            self.line = line
            self.text = text
        }

        public enum Text: Sendable {
            case bytes(Range<Int>)
            case tooLong
            /// The text between two events of an array is not what JSON has there.
            case broken(String)
        }
    }

    private enum Form { case unknown, lines, array, whole }

    /// The bytes in hand. A piece's range lies in them until the next call of ``next(_:)``.
    public private(set) var buffer: [UInt8] = []
    private var place = 0
    private var line = 1
    private var form = Form.unknown
    private var isAtEnd = false
    private var arrayNeedsComma = false
    /// For the form ``Form/whole``: the bytes of the object.
    private var wholeLength = 0

    /// The longest line that this input takes, in bytes.
    private let longest: Int

    /// - Parameter wrapping: by how much a line may be longer than ``longestLine``, for what stands around an event.
    public init(wrapping: Int = 0) { longest = Self.longestLine + wrapping }

    /// The next event's text; `nil` at the end.
    ///
    /// - Parameter more: gives the next bytes of the input; an empty list at its end.
    public mutating func next<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Piece? {
        if form == .unknown { try recogniseForm(more) }
        switch form {
        case .array: return try nextElement(more)
        case .whole: return wholeObject()
        default: return try nextLine(more)
        }
    }

    /// The next events' texts, to be read elsewhere; none at the end.
    ///
    /// - Parameter count: how many at most; after 256 KiB it is enough in any case.
    public mutating func take<Failure: Error>(
        upTo count: Int, _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> InputLines {
        var taken = InputLines()
        while taken.count < count, taken.bytes.count < 1 << 18, let piece = try next(more) {
            taken.add(piece, from: buffer.span)
        }
        return taken
    }

    /// How many bytes of lines are taken at once.
    private static let chunk = 1 << 17

    /// The next lines as they stand, to be parted elsewhere; `nil` where events don't come one a line, or no more do.
    public mutating func takeWholeLines<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> InputLines? {
        if form == .unknown { try recogniseForm(more) }
        guard form == .lines else { return nil }
        while !isAtEnd, buffer.count - place < Self.chunk { try read(more) }
        var end = min(buffer.count, place + Self.chunk)
        if !isAtEnd || end < buffer.count {
            while end > place, buffer[end - 1] != 0x0A { end -= 1 }
        }
        var taken = InputLines()
        if end > place {
            taken.linesBefore = line - 1
            taken.bytes.append(span: buffer.span.extracting(place..<end))
            taken.areParted = false
            place = end
        } else {
            // Perhaps a line that is longer than all that is taken at once.
            guard let piece = try nextLine(more) else { return nil }
            taken.add(piece, from: buffer.span)
            taken.lines = line - 1
        }
        // How many lines they are, whoever parts them counts; the next ones are counted from there.
        line = 1
        return taken
    }

    /// Takes in the first bytes, so that a caller can wait for them before it holds a lock.
    ///
    /// - Parameter lines: so many lines are enough, as an endless input may give no more for a long time.
    public mutating func prefetch<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8], upTo count: Int = 8 << 20, lines: Int = .max
    ) throws(Failure) {
        var found = 0
        var length = 0
        while true {
            // All that there is, is no number to be counted up to.
            while lines < .max, found < lines, place + length < buffer.count {
                let end = buffer.span.lineEnd(from: place + length)
                if end < buffer.count { found += 1 }
                length = min(end + 1, buffer.count) - place
            }
            if found >= lines || isAtEnd || buffer.count - place >= count { return }
            try read(more)
        }
    }

    private mutating func read<Failure: Error>(_ more: () throws(Failure) -> [UInt8]) throws(Failure) {
        if place > 1 << 20, place > buffer.count / 2 {
            buffer.removeFirst(place)
            place = 0
        }
        let bytes = try more()
        if bytes.isEmpty { isAtEnd = true } else { buffer.append(contentsOf: bytes) }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private mutating func skipSpace<Failure: Error>(_ more: () throws(Failure) -> [UInt8]) throws(Failure) {
        while true {
            while place < buffer.count, Self.isSpace(buffer[place]) {
                if buffer[place] == 0x0A { line += 1 }
                place += 1
            }
            if place < buffer.count || isAtEnd { return }
            try read(more)
        }
    }

    private mutating func recogniseForm<Failure: Error>(_ more: () throws(Failure) -> [UInt8]) throws(Failure)
    {
        while !isAtEnd, buffer.count < 3 { try read(more) }
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        form = .lines
        try skipSpace(more)
        guard place < buffer.count else { return }
        if buffer[place] == UInt8(ascii: "[") {
            form = .array
            place += 1
        } else if buffer[place] == UInt8(ascii: "{") {
            if try spansLines(more) { form = .whole }
        }
    }

    /// Whether all of the input is one object over several lines: the first line is not whole in itself, the object
    /// ends within what an event may take up, and nothing but space comes after it.
    private mutating func spansLines<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Bool {
        var length = 0
        while true {
            while place + length < buffer.count, buffer[place + length] != 0x0A { length += 1 }
            if place + length < buffer.count || isAtEnd || length > longest { break }
            try read(more)
        }
        guard place + length < buffer.count, length <= longest,
            Extent.of(buffer, from: place, to: place + length) == nil
        else { return false }
        while !isAtEnd, buffer.count - place <= longest { try read(more) }
        let limit = min(buffer.count, place + longest)
        guard let end = Extent.of(buffer, from: place, to: limit) else { return false }
        wholeLength = end - place
        var after = wholeLength
        while true {
            while place + after < buffer.count, Self.isSpace(buffer[place + after]) { after += 1 }
            if place + after < buffer.count { return false }
            if isAtEnd { return true }
            try read(more)
        }
    }

    private mutating func wholeObject() -> Piece? {
        guard place < buffer.count else { return nil }
        defer { place = buffer.count }
        return Piece(line: line, text: .bytes(place..<place + wholeLength))
    }

    private mutating func nextLine<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Piece? {
        while true {
            var end = place
            while true {
                end = buffer.span.lineEnd(from: end)
                if end < buffer.count || isAtEnd { break }
                if end - place > longest + 2 { return try skipLongLine(more) }
                let offset = end - place
                try read(more)
                end = place + offset
            }
            if place >= buffer.count { return nil }
            let range = place..<(end > place && buffer[end - 1] == 0x0D ? end - 1 : end)
            let number = line
            line += 1
            place = min(end + 1, buffer.count)
            if range.count > longest { return Piece(line: number, text: .tooLong) }
            if range.allSatisfy({ Self.isSpace(buffer[$0]) }) { continue }
            return Piece(line: number, text: .bytes(range))
        }
    }

    private mutating func skipLongLine<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Piece {
        while true {
            while place < buffer.count, buffer[place] != 0x0A { place += 1 }
            if place < buffer.count || isAtEnd { break }
            try read(more)
        }
        let number = line
        line += 1
        place = min(place + 1, buffer.count)
        return Piece(line: number, text: .tooLong)
    }

    private mutating func nextElement<Failure: Error>(
        _ more: () throws(Failure) -> [UInt8]
    ) throws(Failure) -> Piece? {
        while !isAtEnd { try read(more) }
        try skipSpace(more)
        func broken(_ reason: String) -> Piece {
            let piece = Piece(line: line, text: .broken(reason))
            place = buffer.count
            form = .lines
            return piece
        }
        guard place < buffer.count else { return broken("the array ends too early: ']' was expected") }
        if buffer[place] == UInt8(ascii: "]") {
            place += 1
            try skipSpace(more)
            if place < buffer.count { return broken("text after the array") }
            form = .lines
            return nil
        }
        if arrayNeedsComma {
            guard buffer[place] == UInt8(ascii: ",") else { return broken("',' or ']' was expected") }
            place += 1
            try skipSpace(more)
        }
        arrayNeedsComma = true
        let start = place
        let number = line
        guard let end = Extent.of(buffer, from: start, to: buffer.count) else {
            return broken("the array ends too early: ']' was expected")
        }
        guard end > start else { return broken("an event was expected") }
        for index in start..<end where buffer[index] == 0x0A { line += 1 }
        place = end
        return Piece(line: number, text: end - start > longest ? .tooLong : .bytes(start..<end))
    }
}

/// How far a JSON value reaches, by its brackets and quotes alone.
private enum Extent {
    /// The byte after the value that starts at `start`; `nil` where it isn't closed before `limit`.
    static func of(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int? {
        var depth = 0
        var isInText = false
        var index = start
        while index < limit {
            let byte = bytes[index]
            if isInText {
                if byte == UInt8(ascii: "\\") {
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return index }
                    depth -= 1
                    if depth == 0 { return index + 1 }
                case UInt8(ascii: ","), 0x0A, 0x20, 0x09, 0x0D:
                    if depth == 0 { return index }
                default: break
                }
            }
            index += 1
        }
        return nil
    }
}
