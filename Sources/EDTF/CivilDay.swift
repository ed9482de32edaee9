/// A calendar day of the proleptic Gregorian calendar with astronomical years (year 0 is 1 BC).
///
/// Held as the number of days since 1970-01-01, so that comparing and counting need no calendar.
/// ``distantPast`` and ``distantFuture`` stand for an open bound and stay what they are under addition.
public struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01, negative before it.
    public var number: Int64

    /// The day so many days after 1970-01-01.
    public init(number: Int64) {
        self.number = number
    }

    /// The day of a year, a month from 1 to 12 and a day from 1 to the length of that month.
    ///
    /// A year so far off that its days exceed 64 bits gives ``distantPast`` or ``distantFuture``.
    /// - Returns: `nil` where there is no such month or day.
    public init?(year: Int64, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1,
            day <= CivilDay.length(ofMonth: month, leap: CivilDay.isLeap(year))
        else { return nil }
        self.init(existing: year, month, day)
    }

    /// The day of a year, month and day that are known to exist.
    init(existing year: Int64, _ month: Int, _ day: Int) {
        // Counted from 1 March: the leap day is then the last day of a year of 400-year cycles.
        let marchYear = month > 2 ? year : saturatingSum(year, -1)
        let cycle = floorDivide(marchYear, 400)
        let yearOfCycle = floorRemainder(marchYear, 400)
        let marchMonth = Int64((month + 9) % 12)
        let dayOfYear = (153 * marchMonth + 2) / 5 + Int64(day) - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        // Some cycles are moved into the addend so that both terms have one sign: what fits never overflows.
        let moved: Int64 = cycle > 0 ? 5 : -1
        let days = saturatingProduct(cycle - moved, CivilDay.daysPerCycle)
        number = saturatingSum(days, dayOfCycle - CivilDay.cycleOffset + moved * CivilDay.daysPerCycle)
    }

    /// Before every other day: the bound of an open start.
    public static let distantPast = CivilDay(number: .min)

    /// After every other day: the bound of an open end.
    public static let distantFuture = CivilDay(number: .max)

    /// The astronomical year: 0 is 1 BC, -43 is 44 BC.
    public var year: Int64 { components.year }

    /// The month, 1 to 12.
    public var month: Int { components.month }

    /// The day of the month, from 1.
    public var day: Int { components.day }

    /// Year, month and day at one go.
    public var components: (year: Int64, month: Int, day: Int) {
        // The cycle is split off before the offset is added, so that no sum leaves 64 bits.
        let shifted = floorRemainder(number, CivilDay.daysPerCycle) + CivilDay.cycleOffset
        let cycle = floorDivide(number, CivilDay.daysPerCycle) + shifted / CivilDay.daysPerCycle
        let dayOfCycle = shifted % CivilDay.daysPerCycle
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * marchMonth + 2) / 5) + 1
        let month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
    }

    /// 00:00:00 UTC of this day.
    public var firstInstant: Instant {
        Instant(seconds: saturatingProduct(number, CivilDay.secondsPerDay))
    }

    /// 23:59:59 UTC of this day.
    public var lastInstant: Instant {
        firstInstant.adding(seconds: CivilDay.secondsPerDay - 1)
    }

    /// The day so many days later (earlier if negative), saturating.
    public func adding(days: Int64) -> CivilDay {
        isUnbounded ? self : CivilDay(number: saturatingSum(number, days))
    }

    /// The same day of the month so many months later, or that month's last day where it is shorter.
    ///
    /// 31 January and one month make 28 or 29 February.
    public func adding(months: Int64) -> CivilDay {
        if isUnbounded || months == 0 { return self }
        let (year, month, day) = components
        let total = saturatingSum(year * 12 + Int64(month - 1), months)
        let newYear = floorDivide(total, 12)
        let newMonth = Int(floorRemainder(total, 12)) + 1
        let length = CivilDay.length(ofMonth: newMonth, leap: CivilDay.isLeap(newYear))
        return CivilDay(existing: newYear, newMonth, min(day, length))
    }

    /// The first day of the month that follows the month of this day.
    public var firstOfNextMonth: CivilDay {
        if isUnbounded { return self }
        let (year, month, _) = components
        return CivilDay(existing: year, month, 1).adding(months: 1)
    }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    /// The day in EDTF: `2018-08-02`, `-0044-03-15`.
    ///
    /// EDTF has no way to write a day of a year beyond four digits: such a day is given as its year,
    /// `Y12345`. An unbounded day is `..`.
    public var description: String {
        if isUnbounded { return ".." }
        let (year, month, day) = components
        guard hasPlainYear else { return "Y\(year)" }
        let sign = year < 0 ? "-" : ""
        return "\(sign)\(padded(year.magnitude, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

extension CivilDay {
    static let secondsPerDay: Int64 = 86_400
    /// Days in 400 years, after which the Gregorian calendar repeats.
    static let daysPerCycle: Int64 = 146_097
    /// Days from 0000-03-01, where a cycle starts, to 1970-01-01.
    static let cycleOffset: Int64 = 719_468

    var isUnbounded: Bool { self == .distantPast || self == .distantFuture }

    /// Whether the year has no more than four digits.
    var hasPlainYear: Bool { !isUnbounded && year.magnitude <= 9999 }

    /// Whether the year has a 29 February.
    static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The days of a month from 1 to 12.
    static func length(ofMonth month: Int, leap: Bool) -> Int {
        switch month {
        case 2: leap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
