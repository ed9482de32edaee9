/// Text made fit for a person's terminal.
enum DisplayText {
    /// The text in one line, with whatever could move the cursor, ring or reorder the line written out: an event's
    /// text must not be able to play tricks on who reads it.
    static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isUnsafe(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Controls of both ranges, line separators, and what turns the direction of writing.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// How many columns a terminal gives the text.
    static func width(_ text: String) -> Int {
        var width = 0
        for character in text { width += columns(character) }
        return width
    }

    /// The text cut to so many columns, with `…` where something is missing.
    static func cut(_ text: String, to columns: Int) -> String {
        if width(text) <= columns { return text }
        var result = ""
        var used = 0
        for character in text {
            let next = used + self.columns(character)
            if next > columns - 1 { break }
            result.append(character)
            used = next
        }
        return result + "…"
    }

    /// Wide are the scripts of East Asia and pictures (UAX 11, in its main ranges).
    private static func columns(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        case 0x200B...0x200F, 0xFE00...0xFE0F: return 0
        default: return 1
        }
    }
}
