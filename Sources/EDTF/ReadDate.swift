/// One date of an expression (a member of a set, an end of an interval, or the whole) once it has been read.
struct ReadDate {
    /// How finely a date is written.
    enum Precision: Hashable {
        case year
        /// A season, quarter, quadrimester or semester: so many months.
        case season(months: Int)
        case month
        case day
        case second
    }

    /// The first day of the earliest unit (day, month, year ...) that the text allows, as written.
    var first: CivilDay
    /// The first day of the latest unit that the text allows: `first`, but for `X` and significant digits.
    var latestStart: CivilDay
    /// The last day of the latest unit that the text allows.
    var last: CivilDay
    var precision: Precision
    /// No mark, no `X`, no significant digits.
    var isPlain: Bool
    var grade = Grade.certain
    /// The unit by which `~` widens: that of the component which bears the mark, the coarsest if several do.
    var widening: Precision?
    /// The instant, if there is a time of day.
    var time: Instant?

    /// The bounds with the widening of `~`: the earliest moves one unit back, the latest stays.
    var bounds: Bounds {
        if let time { return Bounds(earliest: time, latest: time) }
        let earliest =
            switch widening {
            case nil, .second: first
            case .day: first.adding(days: -1)
            case .month: first.adding(months: -1)
            case .season(let months): first.adding(months: -Int64(months))
            case .year: first.adding(months: -12)
            }
        return Bounds(from: earliest, through: last)
    }
}
