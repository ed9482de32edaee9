/// Texts in JSON source: escapes checked, decoded and compared.
enum JSONText {
    enum Escape {
        /// A sound escape of that many source bytes (twelve for a surrogate pair).
        case fine(length: Int)
        case fault(String)
    }

    /// Checks the escape whose backslash stands at `place`.
    static func escape(_ text: Span<UInt8>, at place: Int) -> Escape {
        guard place + 1 < text.count else { return .fault("a text without its closing quote") }
        switch text[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return .fine(length: 2)
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(text, at: place + 2) else {
                return .fault("four hex digits follow \\u")
            }
            if unit == 0 { return .fault("a NUL in a text") }
            if unit >= 0xDC00, unit <= 0xDFFF { return .fault("a lone surrogate in a text") }
            guard unit >= 0xD800, unit <= 0xDBFF else { return .fine(length: 6) }
            guard place + 7 < text.count, text[place + 6] == UInt8(ascii: "\\"),
                text[place + 7] == UInt8(ascii: "u"), let low = codeUnit(text, at: place + 8),
                low >= 0xDC00, low <= 0xDFFF
            else { return .fault("a lone surrogate in a text") }
            return .fine(length: 12)
        default: return .fault("an escape that JSON does not have")
        }
    }

    private static func codeUnit(_ text: Span<UInt8>, at place: Int) -> UInt32? {
        guard place + 4 <= text.count else { return nil }
        var unit: UInt32 = 0
        for offset in 0..<4 {
            let digit: UInt8
            switch text[place + offset] {
            case let byte where byte >= 0x30 && byte <= 0x39: digit = byte - 0x30
            case let byte where byte >= 0x41 && byte <= 0x46: digit = byte - 0x37
            case let byte where byte >= 0x61 && byte <= 0x66: digit = byte - 0x57
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The text's UTF-8 with its escapes resolved.
    static func decoded(_ node: JSONDocument.Node, _ text: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Int(node.end - node.start))
        decode(node, text) { result.append($0) }
        return result
    }

    /// Hands each UTF-8 byte of the decoded text to `emit`.
    static func decode(_ node: JSONDocument.Node, _ text: Span<UInt8>, _ emit: (UInt8) -> Void) {
        var place = Int(node.start)
        let end = Int(node.end)
        while place < end {
            let byte = text[place]
            guard byte == UInt8(ascii: "\\") else {
                emit(byte)
                place += 1
                continue
            }
            let kind = text[place + 1]
            place += 2
            switch kind {
            case UInt8(ascii: "b"): emit(0x08)
            case UInt8(ascii: "f"): emit(0x0C)
            case UInt8(ascii: "n"): emit(0x0A)
            case UInt8(ascii: "r"): emit(0x0D)
            case UInt8(ascii: "t"): emit(0x09)
            case UInt8(ascii: "u"):
                var scalar = codeUnit(text, at: place) ?? 0xFFFD
                place += 4
                if scalar >= 0xD800, scalar <= 0xDBFF {
                    let low = codeUnit(text, at: place + 2) ?? 0xDC00
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    place += 6
                }
                for unit in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? .encodedReplacementCharacter
                {
                    emit(unit)
                }
            default: emit(kind)
            }
        }
    }

    /// The first eight bytes of a text's source; zeros, which no source has, for those that it does not have.
    @inline(__always)
    static func start(_ node: JSONDocument.Node, _ text: Span<UInt8>) -> UInt64 {
        EightBytes.start(of: text, from: Int(node.start), to: Int(node.end))
    }

    /// Whether two texts of one source are the same code points.
    static func isSame(_ one: JSONDocument.Node, _ other: JSONDocument.Node, _ text: Span<UInt8>) -> Bool {
        if one.isEscaped || other.isEscaped { return decoded(one, text) == decoded(other, text) }
        let count = one.end &- one.start
        guard count == other.end &- other.start, start(one, text) == start(other, text) else { return false }
        var offset: Int32 = 8
        while offset < count {
            if text[Int(one.start &+ offset)] != text[Int(other.start &+ offset)] { return false }
            offset &+= 1
        }
        return true
    }

    /// Whether one text of a source comes before another by code points, and so differs from it.
    static func precedes(_ one: JSONDocument.Node, _ other: JSONDocument.Node, _ text: Span<UInt8>) -> Bool {
        if one.isEscaped || other.isEscaped {
            return decoded(one, text).lexicographicallyPrecedes(decoded(other, text))
        }
        let (start, otherStart) = (self.start(one, text).byteSwapped, self.start(other, text).byteSwapped)
        if start != otherStart { return start < otherStart }
        var place = Int(one.start)
        var otherPlace = Int(other.start)
        while place < Int(one.end), otherPlace < Int(other.end) {
            let (byte, otherByte) = (text[place], text[otherPlace])
            if byte != otherByte { return byte < otherByte }
            place &+= 1
            otherPlace &+= 1
        }
        return otherPlace < Int(other.end)
    }
}

/// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
public enum UTF8Check {
    /// The length of the well-formed sequence that starts at `place` with a byte above 0x7F; 0 if broken.
    static func sequence(_ text: Span<UInt8>, at place: Int) -> Int {
        let lead = text[place]
        let length: Int
        var range: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, range) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: length = 3
        case 0xED: (length, range) = (3, 0x80...0x9F)
        case 0xF0: (length, range) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, range) = (4, 0x80...0x8F)
        default: return 0
        }
        guard place + length <= text.count, range.contains(text[place + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where text[place + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
