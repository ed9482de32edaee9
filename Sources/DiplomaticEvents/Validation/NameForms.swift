/// The form of an event's id.
public enum EventID {
    public static let longest = 128

    /// Whether the text is 1 to 128 of `A-Z a-z 0-9 . _ : / -`, beginning with a letter or digit.
    public static func isWellFormed(_ id: String) -> Bool { isWellFormed(id.utf8.span) }

    static func isWellFormed(_ id: Span<UInt8>) -> Bool {
        id.count > 0 && id.count <= longest && ASCIISet.alphanumeric.contains(id[0])
            && ASCIISet.ofIDs.holdsAll(id, from: 1)
    }
}

/// The form of a subject's name, `kind/slug`.
public enum SubjectName {
    public static let longest = 200

    /// Whether the text is a kind in small letters and hyphens, a slash, and a slug that begins with a letter
    /// or digit; 200 bytes at most.
    public static func isWellFormed(_ subject: String) -> Bool { isWellFormed(subject.utf8.span) }

    static func isWellFormed(_ subject: Span<UInt8>) -> Bool {
        guard subject.count > 0, subject.count <= longest, ASCIISet.small.contains(subject[0]) else {
            return false
        }
        var slash = 1
        while slash < subject.count, ASCIISet.ofKinds.contains(subject[slash]) { slash += 1 }
        guard slash + 1 < subject.count, subject[slash] == UInt8(ascii: "/") else { return false }
        return ASCIISet.alphanumeric.contains(subject[slash + 1])
            && ASCIISet.ofIDs.holdsAll(subject, from: slash + 1)
    }

    /// Whether a well-formed subject is of a kind.
    static func isOfKind(_ kind: Span<UInt8>, _ subject: Span<UInt8>) -> Bool {
        guard subject.count > kind.count, subject[kind.count] == UInt8(ascii: "/") else { return false }
        for place in kind.indices where kind[place] != subject[place] { return false }
        return true
    }
}

/// The form of an actor's code.
public enum ActorCode {
    public static let longest = 64

    /// Whether the text is 1 to 64 of `A-Z a-z 0-9 . _ : -`, beginning with a letter or digit.
    public static func isWellFormed(_ code: String) -> Bool { isWellFormed(code.utf8.span) }

    static func isWellFormed(_ code: Span<UInt8>) -> Bool {
        code.count > 0 && code.count <= longest && ASCIISet.alphanumeric.contains(code[0])
            && ASCIISet.ofCodes.holdsAll(code, from: 1)
    }
}

/// A set of ASCII characters, a bit for each.
struct ASCIISet: Sendable {
    private let low: UInt64
    private let high: UInt64

    init(_ characters: String) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for byte in characters.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
        }
        (self.low, self.high) = (low, high)
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? low : high) & 1 << UInt64(byte & 63) != 0
    }

    /// Whether all bytes of a text, from a place on, are of this set.
    @inline(__always)
    func holdsAll(_ text: Span<UInt8>, from start: Int) -> Bool {
        var place = start
        while place < text.count {
            if !contains(text[place]) { return false }
            place &+= 1
        }
        return true
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyz"

    static let small = ASCIISet(letters)
    static let ofKinds = ASCIISet(letters + "-")
    static let alphanumeric = ASCIISet("0123456789" + letters + letters.uppercased())
    static let ofCodes = ASCIISet("0123456789" + letters + letters.uppercased() + "._:-")
    static let ofIDs = ASCIISet("0123456789" + letters + letters.uppercased() + "._:/-")
}
