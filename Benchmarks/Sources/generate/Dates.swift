import EDTF

/// The forty years in which everything happens, and how vaguely it is told.
struct Dates {
    static let first = CivilDay(year: 1985, month: 1, day: 1) ?? CivilDay(number: 0)
    static let days = 14_610

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

    /// The day as a source tells it: nine in ten to the day.
    static func text(_ day: CivilDay, _ random: inout SeededGenerator) -> String {
        let exact = day.description
        switch random.below(1000) {
        case 0..<900: return exact
        case 900..<945: return String(exact.prefix(7))
        case 945..<955: return String(exact.prefix(4))
        case 955..<975: return "[\(day.adding(days: -Int64(random.within(1...6))))..\(exact)]"
        case 975..<985: return exact + "?"
        case 985..<992: return String(exact.prefix(7)) + "~"
        case 992..<997: return exact + "T0\(random.below(10)):30:00Z"
        default: return ""
        }
    }

    /// Something that lasted some days.
    static func span(_ day: CivilDay, _ random: inout SeededGenerator) -> String {
        "\(day.adding(days: -Int64(random.within(1...4))))/\(day)"
    }
}
