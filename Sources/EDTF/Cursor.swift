/// A place in a text that is being read; the text itself is passed along, since a span can't be stored.
struct Cursor {
    var position: Int
    let end: Int

    init(_ text: Span<UInt8>) {
        position = 0
        end = text.count
    }

    var isAtEnd: Bool { position >= end }

    /// The byte at the place, or after it.
    func peek(_ ahead: Int = 0, in text: Span<UInt8>) -> UInt8? {
        position + ahead < end ? text[position + ahead] : nil
    }

    /// Steps over the byte if it is this one.
    mutating func take(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
        guard peek(in: text) == byte else { return false }
        position += 1
        return true
    }

    /// Steps over `..`.
    mutating func takeDots(in text: Span<UInt8>) -> Bool {
        guard peek(in: text) == UInt8(ascii: "."), peek(1, in: text) == UInt8(ascii: ".") else {
            return false
        }
        position += 2
        return true
    }

    /// Steps over a mark `?`, `~` or `%`.
    mutating func takeMark(in text: Span<UInt8>) -> Grade? {
        guard let byte = peek(in: text), let grade = Grade(mark: byte) else { return nil }
        position += 1
        return grade
    }

    /// Steps over a run of digits, its value saturating; `nil` where there is none.
    mutating func takeNumber(in text: Span<UInt8>) -> Int64? {
        guard let first = peek(in: text), digit(first) != nil else { return nil }
        var value: Int64 = 0
        while let byte = peek(in: text), let digit = digit(byte) {
            value = saturatingSum(saturatingProduct(value, 10), digit)
            position += 1
        }
        return value
    }

    /// As ``takeNumber(in:)``, for a number from 1 without zeros in front.
    mutating func takePositive(in text: Span<UInt8>, _ what: String) throws(EDTFError) -> Int64 {
        if peek(in: text) == UInt8(ascii: "0") {
            throw EDTFError(position: position, reason: "\(what) starts with 0")
        }
        guard let value = takeNumber(in: text) else { throw unexpected(in: text, expected: what) }
        return value
    }

    /// Steps over exactly two digits.
    mutating func takeTwoDigits(in text: Span<UInt8>, _ what: String) throws(EDTFError) -> Int {
        var value = 0
        for _ in 0..<2 {
            guard let byte = peek(in: text), let digit = digit(byte) else {
                throw unexpected(in: text, expected: "\(what) of two digits")
            }
            value = value * 10 + Int(digit)
            position += 1
        }
        return value
    }

    /// The error for the byte at the place, or for the end of the text.
    func unexpected(in text: Span<UInt8>, expected: String) -> EDTFError {
        let found =
            switch peek(in: text) {
            case nil: "the text ends"
            case .some(0x20): "a space"
            case .some(let byte) where byte > 0x20 && byte < 0x7F: "'\(Character(Unicode.Scalar(byte)))'"
            case .some(let byte) where byte >= 0x80: "a character beyond ASCII"
            case .some: "a control character"
            }
        return EDTFError(position: position, reason: "\(found) where \(expected) should stand")
    }
}

/// The value of an ASCII digit.
func digit(_ byte: UInt8) -> Int64? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
}
