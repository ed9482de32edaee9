/// Reads RFC 8259 JSON strictly into nodes. It runs over the bytes once and keeps no text.
struct JSONParser {
    var nodes: [JSONDocument.Node]
    private var position = 0
    private var fault: JSONFault?

    init(nodes: [JSONDocument.Node]) {
        self.nodes = nodes
    }

    /// Reads the whole text; `nil` means that it is well-formed.
    ///
    /// - Parameter depth: where the text starts, against ``JSONLimits/depth``; below zero for a wrapping around it.
    mutating func parse(_ text: Span<UInt8>, depth: Int = 0) -> JSONFault? {
        skipSpace(text)
        guard value(text, depth: depth) else { return fault }
        skipSpace(text)
        if position < text.count { return JSONFault(position: position, reason: "text after the JSON value") }
        return nil
    }

    private mutating func fail(_ reason: String, at place: Int? = nil) -> Bool {
        if fault == nil { fault = JSONFault(position: place ?? position, reason: reason) }
        return false
    }

    private mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Passes space, and says whether there was none: then the source may be canonical as it stands.
    private mutating func isTight(_ text: Span<UInt8>) -> Bool {
        let start = position
        skipSpace(text)
        return position == start
    }

    private mutating func value(_ text: Span<UInt8>, depth: Int) -> Bool {
        guard position < text.count else { return fail("the JSON ends too early") }
        switch text[position] {
        case UInt8(ascii: "{"): return object(text, depth: depth + 1)
        case UInt8(ascii: "["): return list(text, depth: depth + 1)
        case UInt8(ascii: "\""): return string(text)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(text)
        case UInt8(ascii: "t"): return word(text, "true", .true)
        case UInt8(ascii: "f"): return word(text, "false", .false)
        case UInt8(ascii: "n"): return word(text, "null", .null)
        default: return fail("a JSON value was expected")
        }
    }

    private mutating func word(_ text: Span<UInt8>, _ word: StaticString, _ kind: JSONDocument.Kind) -> Bool {
        let expected = word.description.utf8
        guard position + expected.count <= text.count else { return fail("a JSON value was expected") }
        var place = position
        for byte in expected {
            if text[place] != byte { return fail("a JSON value was expected") }
            place += 1
        }
        add(kind, from: position, to: place)
        position = place
        return true
    }

    private mutating func add(
        _ kind: JSONDocument.Kind, isEscaped: Bool = false, isCanonical: Bool = true, from start: Int,
        to end: Int
    ) {
        let next = Int32(truncatingIfNeeded: nodes.count + 1)
        nodes.append(
            JSONDocument.Node(
                kind: kind, isEscaped: isEscaped, isCanonical: isCanonical,
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), next: next))
    }

    private mutating func close(_ opened: Int, isCanonical: Bool = true) {
        nodes[opened].isCanonical = isCanonical
        nodes[opened].end = Int32(truncatingIfNeeded: position)
        nodes[opened].next = Int32(truncatingIfNeeded: nodes.count)
    }

    private mutating func list(_ text: Span<UInt8>, depth: Int) -> Bool {
        if depth > JSONLimits.depth { return fail("nested over \(JSONLimits.depth) deep") }
        let opened = nodes.count
        add(.list, from: position, to: position)
        position += 1
        var isCanonical = isTight(text)
        if position < text.count, text[position] == UInt8(ascii: "]") {
            position += 1
            close(opened, isCanonical: isCanonical)
            return true
        }
        while true {
            let element = nodes.count
            guard value(text, depth: depth) else { return false }
            isCanonical = nodes[element].isCanonical && isTight(text) && isCanonical
            skipSpace(text)
            guard position < text.count else { return fail("the JSON ends too early") }
            switch text[position] {
            case UInt8(ascii: ","):
                position += 1
                isCanonical = isTight(text) && isCanonical
            case UInt8(ascii: "]"):
                position += 1
                close(opened, isCanonical: isCanonical)
                return true
            default: return fail("',' or ']' was expected")
            }
        }
    }

    private mutating func object(_ text: Span<UInt8>, depth: Int) -> Bool {
        if depth > JSONLimits.depth { return fail("nested over \(JSONLimits.depth) deep") }
        let opened = nodes.count
        add(.object, from: position, to: position)
        position += 1
        var isCanonical = isTight(text)
        if position < text.count, text[position] == UInt8(ascii: "}") {
            position += 1
            close(opened, isCanonical: isCanonical)
            return true
        }
        var count = 0
        var last = opened
        var isAscending = true
        while true {
            guard position < text.count, text[position] == UInt8(ascii: "\"") else {
                return fail("a key in quotes was expected")
            }
            let key = nodes.count
            guard string(text) else { return false }
            count += 1
            if count > 1, isAscending { isAscending = JSONText.precedes(nodes[last], nodes[key], text) }
            last = key
            isCanonical = isTight(text) && isCanonical
            guard position < text.count, text[position] == UInt8(ascii: ":") else {
                return fail("':' was expected")
            }
            position += 1
            isCanonical = isTight(text) && isCanonical
            guard value(text, depth: depth) else { return false }
            isCanonical = nodes[key].isCanonical && nodes[key + 1].isCanonical && isTight(text) && isCanonical
            skipSpace(text)
            guard position < text.count else { return fail("the JSON ends too early") }
            switch text[position] {
            case UInt8(ascii: ","):
                position += 1
                isCanonical = isTight(text) && isCanonical
            case UInt8(ascii: "}"):
                position += 1
                close(opened, isCanonical: isCanonical && isAscending)
                // Ascending names differ.
                return isAscending || namesDiffer(text, in: opened, count: count)
            default: return fail("',' or '}' was expected")
            }
        }
    }

    /// A name that stands twice would be kept once, whichever: so it is refused.
    private mutating func namesDiffer(_ text: Span<UInt8>, in object: Int, count: Int) -> Bool {
        if count < 2 { return true }
        if count > 24 { return manyNamesDiffer(text, in: object) }
        var one = object + 1
        while one < nodes.count {
            var other = Int(nodes[one + 1].next)
            let next = other
            while other < nodes.count {
                if JSONText.isSame(nodes[one], nodes[other], text) { return failTwice(text, other) }
                other = Int(nodes[other + 1].next)
            }
            one = next
        }
        return true
    }

    private mutating func manyNamesDiffer(_ text: Span<UInt8>, in object: Int) -> Bool {
        var seen: Set<[UInt8]> = []
        var key = object + 1
        while key < nodes.count {
            if !seen.insert(JSONText.decoded(nodes[key], text)).inserted { return failTwice(text, key) }
            key = Int(nodes[key + 1].next)
        }
        return true
    }

    private mutating func failTwice(_ text: Span<UInt8>, _ key: Int) -> Bool {
        let name = String(decoding: JSONText.decoded(nodes[key], text), as: UTF8.self)
        return fail("the key '\(name)' stands twice", at: Int(nodes[key].start) - 1)
    }

    private mutating func string(_ text: Span<UInt8>) -> Bool {
        let start = position + 1
        var place = start
        var isEscaped = false
        while true {
            place = EightBytes.endOfPlain(text, from: place)
            guard place < text.count else { break }
            let byte = text[place]
            if byte == UInt8(ascii: "\"") {
                add(.text, isEscaped: isEscaped, isCanonical: !isEscaped, from: start, to: place)
                position = place + 1
                return true
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
                switch JSONText.escape(text, at: place) {
                case .fine(let length): place += length
                case .fault(let reason): return fail(reason, at: place)
                }
            } else if byte < 0x20 {
                return fail(
                    byte == 0 ? "a NUL in a text" : "a control character in a text; write it as an escape",
                    at: place)
            } else {
                let length = UTF8Check.sequence(text, at: place)
                if length == 0 { return fail("broken UTF-8", at: place) }
                place += length
            }
        }
        return fail("a text without its closing quote", at: start - 1)
    }

    private mutating func number(_ text: Span<UInt8>) -> Bool {
        let start = position
        var place = position
        func digits(_ from: Int) -> Int {
            var end = from
            while end < text.count, text[end] >= 0x30, text[end] <= 0x39 { end += 1 }
            return end
        }
        if text[place] == UInt8(ascii: "-") { place += 1 }
        let whole = place
        place = digits(place)
        if place == whole { return fail("a digit was expected", at: place) }
        if place > whole + 1, text[whole] == 0x30 { return fail("a number with a leading zero", at: whole) }
        var isReal = false
        if place < text.count, text[place] == UInt8(ascii: ".") {
            isReal = true
            let fraction = place + 1
            place = digits(fraction)
            if place == fraction { return fail("a digit was expected after the point", at: place) }
        }
        if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
            isReal = true
            place += 1
            if place < text.count, text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-") {
                place += 1
            }
            let exponent = place
            place = digits(place)
            if place == exponent { return fail("a digit was expected in the exponent", at: place) }
        }
        if isReal {
            guard let real = JSONNumber.real(text, start, place), real.isFinite else {
                return fail("a number too large for a double", at: start)
            }
        } else if place - whole > JSONNumber.safeDigits, JSONNumber.integer(text, start, place) == nil {
            return fail("an integer beyond 64 bits", at: start)
        }
        let isCanonical = JSONNumber.isCanonical(text, start, place, isReal: isReal)
        add(isReal ? .real : .integer, isCanonical: isCanonical, from: start, to: place)
        position = place
        return true
    }
}
