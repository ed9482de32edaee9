import EDTF
import Testing

/// The calendar, against a count of days that knows no formula.
struct CivilDayTests {
    /// A calendar that is stepped through day by day.
    private struct NaiveCalendar {
        var (year, month, day) = (Int64(1970), 1, 1)

        var monthLength: Int {
            if month == 2 {
                if year % 400 == 0 { return 29 }
                if year % 100 == 0 { return 28 }
                return year % 4 == 0 ? 29 : 28
            }
            return [4, 6, 9, 11].contains(month) ? 30 : 31
        }

        mutating func forward() {
            day += 1
            guard day > monthLength else { return }
            (day, month) = (1, month + 1)
            if month > 12 { (month, year) = (1, year + 1) }
        }

        mutating func back() {
            day -= 1
            guard day < 1 else { return }
            month -= 1
            if month < 1 { (month, year) = (12, year - 1) }
            day = monthLength
        }
    }

    @Test func everyDayFromMinus430To2470HasItsNumberAndBack() {
        for step in [Int64(1), -1] {
            var naive = NaiveCalendar()
            var wrong = 0
            for count in 0..<(step > 0 ? Int64(182_622) : 876_600) {
                let number = count * step
                let day = CivilDay(number: number).components
                if day.year != naive.year || day.month != naive.month || day.day != naive.day
                    || CivilDay(year: naive.year, month: naive.month, day: naive.day)?.number != number
                {
                    wrong += 1
                }
                if step > 0 { naive.forward() } else { naive.back() }
            }
            #expect(wrong == 0)
            #expect(naive.year == (step > 0 ? 2470 : -431))
        }
    }

    @Test func aDayThatDoesNotExistIsNone() {
        #expect(CivilDay(year: 2019, month: 2, day: 29) == nil)
        #expect(CivilDay(year: 1900, month: 2, day: 29) == nil)
        #expect(CivilDay(year: 2000, month: 2, day: 29) != nil)
        #expect(CivilDay(year: -4, month: 2, day: 29) != nil)
        #expect(CivilDay(year: 2019, month: 13, day: 1) == nil)
        #expect(CivilDay(year: 2019, month: 0, day: 1) == nil)
        #expect(CivilDay(year: 2019, month: 4, day: 31) == nil)
        #expect(CivilDay(year: 2019, month: 4, day: 0) == nil)
    }

    @Test func monthsAreAddedWithTheDayHeldWithinTheMonth() throws {
        let day = try #require(CivilDay(year: 2019, month: 1, day: 31))
        #expect(day.adding(months: 1).description == "2019-02-28")
        #expect(day.adding(months: 13).description == "2020-02-29")
        #expect(day.adding(months: -2).description == "2018-11-30")
        #expect(day.adding(months: -12 * 2019).description == "0000-01-31")
        #expect(day.adding(months: -12 * 2020 - 1).description == "-0002-12-31")
        #expect(day.adding(days: 1).description == "2019-02-01")
        #expect(day.firstOfNextMonth.description == "2019-02-01")
        #expect(day.adding(months: 11).firstOfNextMonth.description == "2020-01-01")
    }

    @Test func aDayIsWrittenInEDTF() throws {
        #expect(CivilDay(number: 0).description == "1970-01-01")
        #expect(CivilDay(year: -44, month: 3, day: 15)?.description == "-0044-03-15")
        #expect(CivilDay(year: 12345, month: 3, day: 15)?.description == "Y12345")
        #expect(CivilDay(year: -12345, month: 3, day: 15)?.description == "Y-12345")
        #expect(CivilDay.distantFuture.description == "..")
        for text in ["0000-02-29", "-9999-01-01", "9999-12-31", "1582-10-10"] {
            #expect(try EDTFDate(text).start.earliest.day.description == text)
        }
    }

    @Test func aDayRunsFromItsFirstToItsLastSecond() throws {
        let day = try #require(CivilDay(year: 2018, month: 8, day: 2))
        #expect(day.firstInstant.description == "2018-08-02T00:00:00Z")
        #expect(day.lastInstant.description == "2018-08-02T23:59:59Z")
        #expect(day.firstInstant.day == day && day.lastInstant.day == day)
        #expect(day.firstInstant.adding(seconds: -1).day == day.adding(days: -1))
        #expect(day.lastInstant.adding(seconds: 1).day == day.adding(days: 1))
    }

    @Test func theEndsOfTimeStayWhereTheyAre() {
        for day in [CivilDay.distantPast, .distantFuture] {
            #expect(day.adding(days: 1) == day && day.adding(days: -1) == day)
            #expect(day.adding(months: 1) == day && day.adding(months: .min) == day)
            #expect(day.firstOfNextMonth == day)
            #expect(day.firstInstant.day == day && day.lastInstant.day == day)
            #expect(day.firstInstant == day.lastInstant)
            #expect(day.firstInstant.adding(seconds: 5) == day.firstInstant)
        }
    }

    @Test func arithmeticAtTheEdgeSaturates() {
        let numbers: [Int64] = [
            .min, .min + 1, -106_751_991_167_301, -1, 0, 1, 106_751_991_167_300, .max - 1, .max,
        ]
        for number in numbers {
            let day = CivilDay(number: number)
            #expect(day.firstInstant <= day.lastInstant)
            #expect((1...12).contains(day.month) && (1...31).contains(day.day))
            for amount in [Int64.min, -1, 1, .max] {
                let (days, months) = (day.adding(days: amount), day.adding(months: amount))
                #expect(amount < 0 ? days <= day : days >= day)
                #expect(amount < 0 ? months <= day : months >= day)
            }
        }
        for year in [Int64.min, .min + 1, .max - 1, .max] {
            #expect(CivilDay(year: year, month: 1, day: 1) == (year < 0 ? .distantPast : .distantFuture))
        }
        for seconds in [Int64.min, .min + 1, .max - 1, .max] {
            #expect(!Instant(seconds: seconds).description.isEmpty)
        }
    }
}
