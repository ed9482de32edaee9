/// Finds single values in JSON that is known to be well-formed and canonical, without reading all of it.
///
/// What a fold needs of a body is a person's name or a date, and reading it all as a tree costs more than everything
/// else that is done with it. Of text that is not canonical the answer means nothing, but no text makes this run past
/// its end.
public enum CanonicalText {
    /// Where the value of an object's member stands.
    ///
    /// - Parameters:
    ///   - object: where the object stands, from its brace on.
    public static func member(
        _ name: String, of object: Range<Int>, in text: Span<UInt8>
    ) -> Range<Int>? {
        let name = name.utf8.span
        var place = object.lowerBound + 1
        while place < object.upperBound, text[place] == Byte.quote {
            let key = place + 1
            place = end(ofText: place, in: text)
            let isFound = isSame(text, key..<max(key, place - 1), as: name)
            guard place < object.upperBound, text[place] == Byte.colon else { return nil }
            let start = place + 1
            place = end(ofValue: start, in: text)
            if isFound { return start..<place }
            guard place < object.upperBound, text[place] == Byte.comma else { return nil }
            place += 1
        }
        return nil
    }

    /// A text, decoded; `nil` for a value of another kind.
    public static func string(_ value: Range<Int>, in text: Span<UInt8>) -> String? {
        guard value.count >= 2, text[value.lowerBound] == Byte.quote else { return nil }
        var bytes: [UInt8] = []
        let inside = value.lowerBound + 1..<value.upperBound - 1
        for place in inside where text[place] == Byte.backslash {
            return self.value(value, in: text)?.text
        }
        bytes.append(span: text.extracting(inside))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A value as a tree.
    public static func value(_ value: Range<Int>, in text: Span<UInt8>) -> JSONValue? {
        do throws(JSONFault) {
            let document = try JSONDocument(text.extracting(value))
            return document.value(document.root)
        } catch {
            return nil
        }
    }

    private enum Byte {
        static let quote = UInt8(ascii: "\"")
        static let backslash = UInt8(ascii: "\\")
        static let colon = UInt8(ascii: ":")
        static let comma = UInt8(ascii: ",")
        static let brackets: (UInt8, UInt8) = (UInt8(ascii: "["), UInt8(ascii: "]"))
        static let braces: (UInt8, UInt8) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    }

    private static func isSame(_ text: Span<UInt8>, _ range: Range<Int>, as other: Span<UInt8>) -> Bool {
        guard range.count == other.count, range.upperBound <= text.count else { return false }
        for offset in other.indices where text[range.lowerBound + offset] != other[offset] { return false }
        return true
    }

    /// The place after a text that begins with its quote.
    private static func end(ofText start: Int, in text: Span<UInt8>) -> Int {
        var place = start + 1
        while place < text.count {
            switch text[place] {
            case Byte.quote: return place + 1
            case Byte.backslash: place += 2
            default: place += 1
            }
        }
        return text.count
    }

    /// The place after a value: a text, a number or name, or what its brackets hold.
    private static func end(ofValue start: Int, in text: Span<UInt8>) -> Int {
        var depth = 0
        var place = start
        while place < text.count {
            switch text[place] {
            case Byte.quote:
                place = end(ofText: place, in: text)
                if depth == 0 { return place }
                continue
            case Byte.brackets.0, Byte.braces.0: depth += 1
            case Byte.brackets.1, Byte.braces.1:
                if depth <= 1 { return depth == 1 ? place + 1 : place }
                depth -= 1
            case Byte.comma: if depth == 0 { return place }
            default: break
            }
            place += 1
        }
        return text.count
    }
}
