/// The years that four digits, some of them `X`, and a sign allow.
struct YearPattern {
    let digits: DigitPattern
    let isNegative: Bool

    /// Whether there is none: `-0000`, since year 0 has no sign.
    var isEmpty: Bool { isNegative && digits.highest == 0 }

    /// The earliest of them.
    var first: Int64 { isNegative ? -digits.highest : digits.lowest }

    /// The latest of them.
    var last: Int64 { isNegative ? -(digits.lowest > 0 ? digits.lowest : digits.step) : digits.highest }

    /// A date of no more than these years.
    func read() -> ReadDate { ReadDate(years: first...last, isPlain: digits.isExact) }

    /// Whether a year is one of them.
    func contains(_ year: Int64) -> Bool {
        year == 0
            ? !isNegative && digits.matches(0)
            : (year < 0) == isNegative && digits.matches(Int64(year.magnitude))
    }
}

/// The months that two digits, some of them `X`, allow.
struct MonthPattern {
    let digits: DigitPattern

    /// The first of them, `nil` where there is none.
    var first: Int? { digits.first(in: 1...12).map { Int($0) } }

    /// The last of them.
    var last: Int? { digits.last(in: 1...12).map { Int($0) } }

    func contains(_ month: Int) -> Bool { digits.matches(Int64(month)) }

    /// The English name, if there is but one.
    var name: String? {
        guard let first, first == last else { return nil }
        return [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ][first - 1]
    }
}

/// The first and the last of the existing days that digits with `X` allow.
///
/// Days that no calendar has don't count: `2021-02-3X` is none at all, `20XX-02-29` lies in leap years.
struct DayHull {
    let first: CivilDay
    let last: CivilDay

    /// The hull of the days that fit, `nil` where no day does.
    init?(years: YearPattern, months: MonthPattern, days: DigitPattern) {
        // Which days of a year fit depends on no more than whether it is a leap year, so that
        // the years alone have to be searched, and seldom beyond the first one.
        let common = YearDays(months: months, days: days, leap: false)
        let leap = YearDays(months: months, days: days, leap: true)
        guard common != nil || leap != nil else { return nil }
        func shape(of year: Int64) -> YearDays? {
            guard years.contains(year) else { return nil }
            return CivilDay.isLeap(year) ? leap : common
        }
        var (firstYear, lastYear) = (years.first, years.last)
        while firstYear <= lastYear, shape(of: firstYear) == nil { firstYear += years.digits.step }
        while lastYear >= firstYear, shape(of: lastYear) == nil { lastYear -= years.digits.step }
        guard let early = shape(of: firstYear), let late = shape(of: lastYear) else { return nil }
        first = CivilDay(existing: firstYear, early.first.month, early.first.day)
        last = CivilDay(existing: lastYear, late.last.month, late.last.day)
    }

    /// Whether a leap (or common) year has a day that fits.
    static func exists(months: MonthPattern, days: DigitPattern, leap: Bool) -> Bool {
        YearDays(months: months, days: days, leap: leap) != nil
    }
}

/// The first and the last day of a leap or common year that fit.
private struct YearDays {
    let first: (month: Int, day: Int)
    let last: (month: Int, day: Int)

    init?(months: MonthPattern, days: DigitPattern, leap: Bool) {
        var found: (first: (month: Int, day: Int), last: (month: Int, day: Int))?
        for month in 1...12 where months.contains(month) {
            let range = 1...Int64(CivilDay.length(ofMonth: month, leap: leap))
            guard let early = days.first(in: range), let late = days.last(in: range) else { continue }
            found = (found?.first ?? (month, Int(early)), (month, Int(late)))
        }
        guard let found else { return nil }
        (first, last) = found
    }
}
