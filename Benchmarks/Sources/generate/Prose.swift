/// Words to fill a line with, and names of people and papers.
struct Prose {
    private static let words = [
        "delegation", "ministers", "reaffirmed", "cooperation", "communiqué", "border", "trade",
        "secretariat", "the", "of", "and", "on", "in", "with", "talks", "consultations", "signed", "text",
        "capital", "embassy", "visit", "agreed", "declined", "statement", "negotiators", "session", "envoy",
        "note", "verbale", "ratification", "observers", "sources", "said", "that", "both", "sides", "would",
        "continue", "their", "dialogue", "“frank”",
    ]
    static let people = [
        "A. Lindqvist", "M. Okonkwo", "T. Hernández", "S. Rahman", "J. Novák", "L. Moreau", "K. Tanaka",
        "P. Silva", "N. Yılmaz", "D. O’Connor", "E. Papadopoulos", "I. Wójcik",
    ]
    static let cities = [
        "Geneva", "Vienna", "New York", "Addis Ababa", "Jakarta", "Brussels", "Nairobi", "Montevideo",
        "Almaty", "Doha", "Oslo", "Manila",
    ]
    static let publishers = [
        "Reuters", "Agence France-Presse", "Xinhua", "ministry of foreign affairs", "national gazette",
    ]

    /// A long text of such words, of which every line takes a part.
    private let text: [UInt8]
    private let starts: [Int]
    private static let length = 1 << 16
    /// The longest part that can be taken, in bytes.
    private static let longest = 1024

    init(_ random: inout SeededGenerator) {
        var (text, starts): ([UInt8], [Int]) = ([], [])
        while text.count < Self.length {
            if text.count < Self.length - Self.longest - 32 { starts.append(text.count) }
            text += Array(random.one(of: Self.words).utf8) + [UInt8(ascii: " ")]
        }
        (self.text, self.starts) = (text, starts)
    }

    /// Whole words of at most so many bytes, of which there must be room for one.
    func words(atMost count: Int, _ random: inout SeededGenerator) -> ArraySlice<UInt8> {
        let start = random.one(of: starts)
        var end = start + min(count, Self.longest)
        while end > start, text[end] != UInt8(ascii: " ") { end -= 1 }
        return text[start..<end]
    }

    func title(_ random: inout SeededGenerator) -> String {
        String(decoding: words(atMost: 40, &random), as: UTF8.self)
    }
}
