import EDTF

/// The forty years in which everything happens, and how vaguely it is told.
struct Dates {
    static let first = CivilDay(year: 1985, month: 1, day: 1) ?? CivilDay(number: 0)
    static let days = 14_610

    /// Days written out, from some time before the first to some time after the last.
    private let written: [String]
    private static let margin = 400

    init() {
        written = (-Self.margin..<Self.days + Self.margin).map {
            Self.first.adding(days: Int64($0)).description
        }
    }

    /// A day as `2018-08-02`.
    func text(_ day: CivilDay) -> String {
        let place = Int(day.number - Self.first.number) + Self.margin
        return written.indices.contains(place) ? written[place] : day.description
    }

    /// The day on which the n-th of so many events is reported.
    static func day(_ number: Int, of total: Int) -> CivilDay {
        first.adding(days: Int64(number * days / max(total, 1)))
    }

    /// When an event occurred that is reported on a day: just before, but for one in twenty, which comes to light
    /// up to fifteen years late (the longer, the rarer).
    static func occurred(reported: CivilDay, _ random: inout SeededGenerator) -> CivilDay {
        let limit = reported.number - first.number
        guard random.chance(50) else { return reported.adding(days: -min(limit, Int64(random.below(3)))) }
        let share = random.fraction()
        let days = Int64(4 + 5475 * share * share * share)
        return reported.adding(days: -min(limit, days))
    }

    /// A date as a source tells it, and the instants between which it lies.
    struct Told {
        var text: String
        var earliest: Int64
        var latest: Int64

        init(_ text: String, _ first: CivilDay, _ last: CivilDay) {
            self.text = text
            earliest = first.firstInstant.seconds
            latest = last.lastInstant.seconds
        }
    }

    func exactly(_ day: CivilDay) -> Told { Told(text(day), day, day) }

    /// The day as a source tells it: nine in ten to the day.
    func vaguely(_ day: CivilDay, _ random: inout SeededGenerator) -> Told {
        let exact = text(day)
        let choice = random.below(1000)
        switch choice {
        case 0..<900: return exactly(day)
        case 900..<945, 985..<992: return month(day, isAbout: choice >= 985)
        case 945..<955:
            let year = day.year
            return Told(
                String(exact.prefix(4)), CivilDay(year: year, month: 1, day: 1) ?? day,
                CivilDay(year: year, month: 12, day: 31) ?? day)
        case 955..<975:
            let first = day.adding(days: -Int64(random.within(1...6)))
            return Told("[\(text(first))..\(exact)]", first, day)
        case 975..<985: return Told(exact + "?", day, day)
        case 992..<997:
            let hour = random.below(10)
            var told = Told(exact + "T0\(hour):30:00Z", day, day)
            told.earliest += Int64(hour * 3600 + 1800)
            told.latest = told.earliest
            return told
        default: return Told("", .distantPast, .distantFuture)
        }
    }

    private func month(_ day: CivilDay, isAbout: Bool) -> Told {
        let text = String(text(day).prefix(7))
        let first = day.adding(days: 1 - Int64(day.day))
        let last = day.firstOfNextMonth.adding(days: -1)
        return isAbout ? Told(text + "~", first.adding(months: -1), last) : Told(text, first, last)
    }

    /// Something that lasted some days; it counts from its start.
    func span(_ day: CivilDay, _ random: inout SeededGenerator) -> Told {
        let start = day.adding(days: -Int64(random.within(1...4)))
        return Told(text(start) + "/" + text(day), start, start)
    }
}
