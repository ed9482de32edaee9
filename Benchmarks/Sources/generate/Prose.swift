/// Words to fill a line with, and names of people and papers.
enum Prose {
    private static let words = [
        "delegation", "ministers", "reaffirmed", "cooperation", "communiqué", "border", "trade",
        "secretariat", "the",
        "of", "and", "on", "in", "with", "talks", "consultations", "signed", "text", "capital", "embassy",
        "visit",
        "agreed", "declined", "statement", "negotiators", "session", "envoy", "note", "verbale",
        "ratification",
        "observers", "sources", "said", "that", "both", "sides", "would", "continue", "their", "dialogue",
        "“frank”",
    ]
    static let people = [
        "A. Lindqvist", "M. Okonkwo", "T. Hernández", "S. Rahman", "J. Novák", "L. Moreau", "K. Tanaka",
        "P. Silva",
        "N. Yılmaz", "D. O’Connor", "E. Papadopoulos", "I. Wójcik",
    ]
    static let cities = [
        "Geneva", "Vienna", "New York", "Addis Ababa", "Jakarta", "Brussels", "Nairobi", "Montevideo",
        "Almaty",
        "Doha", "Oslo", "Manila",
    ]
    static let publishers = [
        "Reuters", "Agence France-Presse", "Xinhua", "ministry of foreign affairs", "national gazette",
    ]

    /// Words of at least one and at most so many bytes.
    static func text(atMost count: Int, _ random: inout SeededGenerator) -> String {
        var text = random.one(of: words)
        while true {
            let word = random.one(of: words)
            if text.utf8.count + 1 + word.utf8.count > count { return text }
            text += " " + word
        }
    }
}
