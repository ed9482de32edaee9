import EDTF
import Testing

/// Durations of a treaty's clauses.
struct DurationTests {
    @Test(arguments: [
        ("P30D", "2020-01-31", "2020-03-01"),
        ("P90D", "2016-10-05", "2017-01-03"),
        ("P5M", "2018-09-30", "2019-02-28"),
        ("P1Y6M", "2018-08-31", "2020-02-29"),
        ("P2W", "2018-12-25", "2019-01-08"),
        ("P1Y", "2020-02-29", "2021-02-28"),
        ("P1Y2M3W4D", "2018-01-31", "2019-04-25"),
        ("P0D", "2018-01-31", "2018-01-31"),
        ("P1M", "-0001-12-15", "0000-01-15"),
    ])
    func aDurationIsAppliedToADay(text: String, from: String, to: String) throws {
        let duration = try CalendarDuration(parsing: text)
        #expect(duration.applied(to: try EDTFDate(from).start.earliest.day).description == to)
        #expect(duration.text == text)
    }

    @Test(arguments: [
        ("", 0), ("P", 1), ("30D", 0), ("PD", 1), ("P30", 3), ("P30X", 3), ("PT1H", 1), ("P1DT1H", 3),
        ("P-1D", 1),
        ("P1.5M", 2), ("P1D1M", 4), ("P1M1M", 4), ("P1D ", 3), ("p1D", 0),
    ])
    func whatIsNoDurationIsRefused(text: String, position: Int) throws {
        let error = try #require(throws: EDTFError.self) { try CalendarDuration(parsing: text) }
        #expect(error.position == position)
    }

    @Test func aHugeDurationSaturates() throws {
        for text in ["P99999999999999999999Y", "P99999999999999999999D", "P99999999999999999999W"] {
            #expect(
                try CalendarDuration(parsing: text).applied(to: CivilDay(number: 0))
                    > CivilDay(number: 1 << 40))
        }
    }
}
