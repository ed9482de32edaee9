import EDTF
import Testing

/// What a refusal says and where it points.
struct ErrorPositionTests {
    @Test(arguments: [
        ("2018-13", 5, "month 13"),
        ("2018-00-10", 5, "month 00"),
        ("2018-2X", 5, "month 2X"),
        ("2018-02-30", 8, "day 30 of February"),
        ("2019-02-29", 8, "day 29 of February in 2019"),
        ("1960-06-31", 8, "day 31 of June"),
        ("2018-08-32", 8, "day 32"),
        ("2018-08-00", 8, "day 00"),
        ("2021-02-3X", 8, "day 3X of February"),
        ("-2019-02-29", 9, "day 29 of February in -2019"),
        ("2018-08-01/2018-13", 16, "month 13"),
        ("[2018,2018-13]", 11, "month 13"),
        ("2018-08-03/2018-08-01", 11, "the end is before the start"),
        ("[1672..1670]", 7, "the end of the range is before its start"),
        ("2005-07-25/2006-01-01T10:10:10Z", 21, "an end of an interval has no time of day"),
        ("2005-07-25T10:10:10Z/2006", 10, "an end of an interval has no time of day"),
        ("2004-01-01T10:10:10-05:60", 23, "offset of 60 minutes"),
        ("2004-01-01T25:10:10", 11, "hour 25"),
        ("2004-01-01T10:61:10", 14, "minute 61"),
        ("2004-01-01T10:10:61", 17, "second 61"),
        ("Y2006", 0, "Y before a year of no more than four digits"),
        ("-0000", 0, "year -0000, which is 0000"),
        ("12018", 0, "a year of more than four digits is written with Y before it"),
        ("2018-21-03", 7, "a season, quarter or the like has no days"),
        (" 1863-03-29", 0, "a space where a year of four digits should stand"),
        ("1985-4-12", 6, "'-' where a month of two digits should stand"),
        ("2018-08-", 8, "the text ends where a day of two digits should stand"),
        ("2018-08-02é", 10, "a character beyond ASCII where the end or a / should stand"),
        ("[1984", 5, "the text ends where a comma or the closing bracket should stand"),
    ])
    func aRefusalNamesTheFaultAndItsPlace(text: String, position: Int, reason: String) {
        #expect(throws: EDTFError(position: position, reason: reason)) { try EDTFDate(text) }
    }

    @Test func anErrorReadsAsReasonAndPosition() {
        #expect(EDTFError(position: 5, reason: "month 13").description == "month 13 at position 5")
    }
}
