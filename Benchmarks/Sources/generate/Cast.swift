import DiplomaticEvents

/// Who acts: some 200 actors of the built-in table, of which few are in most events, as in real event data: the
/// n-th is named about 1/n times as often as the first (Zipf's law).
struct Cast {
    /// Who is named most, in this order: benchmarks may ask for the first two.
    private static let foremost = ["USA", "CHN", "RUS", "GBR", "FRA", "DEU", "IND", "JPN"]

    private let states: Ranking
    private let organisations: Ranking
    private let all: Ranking

    init(_ random: inout SeededGenerator) {
        var states = KnownActors.all.filter { $0.kind == .state && $0.existed == nil }.map(\.code)
        var organisations = KnownActors.all.filter {
            $0.kind == .organisation && $0.existed?.hasSuffix("/..") ?? true
        }.map(\.code)
        random.shuffle(&states)
        random.shuffle(&organisations)
        states =
            Cast.foremost + states.filter { !Cast.foremost.contains($0) }.prefix(170 - Cast.foremost.count)
        organisations = Array(organisations.prefix(30))
        self.states = Ranking(states)
        self.organisations = Ranking(organisations)
        // Every sixth place is an organisation's.
        var everybody = states
        for (place, organisation) in organisations.enumerated() {
            everybody.insert(organisation, at: place * 6 + 5)
        }
        all = Ranking(everybody)
    }

    func state(_ random: inout SeededGenerator) -> String { states.one(&random) }

    func organisation(_ random: inout SeededGenerator) -> String { organisations.one(&random) }

    func anybody(_ random: inout SeededGenerator) -> String { all.one(&random) }

    /// So many different states.
    func states(_ count: Int, _ random: inout SeededGenerator) -> [String] {
        var found: [String] = []
        while found.count < count {
            let state = state(&random)
            if !found.contains(state) { found.append(state) }
        }
        return found
    }

    /// Anybody but `other`.
    func anybody(but other: String, _ random: inout SeededGenerator) -> String {
        while true {
            let actor = anybody(&random)
            if actor != other { return actor }
        }
    }
}

/// Codes by how often they are drawn.
private struct Ranking {
    private let codes: [String]
    /// Sums of 1, 1/2, 1/3 …: the code at a place is drawn where a number falls before its sum.
    private let sums: [Double]

    init(_ codes: [String]) {
        self.codes = codes
        var sum = 0.0
        sums = codes.indices.map { place in
            sum += 1 / Double(place + 1)
            return sum
        }
    }

    func one(_ random: inout SeededGenerator) -> String {
        let wanted = random.fraction() * (sums.last ?? 0)
        var (low, high) = (0, codes.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return codes[low]
    }
}
