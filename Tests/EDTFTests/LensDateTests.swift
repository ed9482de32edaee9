import EDTF
import Testing

/// The date of a lens and RFC 3339 instants.
struct LensDateTests {
    @Test(arguments: [
        ("2018-08-03", "2018-08-03T23:59:59Z"),
        ("2018-02", "2018-02-28T23:59:59Z"),
        ("2018", "2018-12-31T23:59:59Z"),
        ("-0044-03-15", "-0044-03-15T23:59:59Z"),
        ("2018-08-03T10:00:00Z", "2018-08-03T10:00:00Z"),
        ("2018-08-03T10:00:00.999+02:00", "2018-08-03T08:00:00Z"),
        ("2018-08-03t00:30:00z", "2018-08-03T00:30:00Z"),
        ("2018-08-03T10:00:00", "2018-08-03T10:00:00Z"),
        ("Y12345", "Y12345"),
    ])
    func aLensLooksUpToTheLastInstant(text: String, last: String) throws {
        let date = try LensDate(text)
        #expect(date.last.description == last)
        #expect(date.text == text)
    }

    @Test(arguments: [
        ("", 0), ("2018-13", 5), ("2018?", 0), ("201X", 0), ("2018-21", 0), ("2018/2019", 0), ("[2018]", 0),
        ("1950S2", 0), ("yesterday", 0), ("2018-08-03T25:00:00Z", 11), ("2018-08-03 10:00:00Z", 10),
    ])
    func aDateWithoutOneLastInstantIsRefused(text: String, position: Int) throws {
        let error = try #require(throws: EDTFError.self) { try LensDate(text) }
        #expect(error.position == position)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("1970-01-01T00:00:00.123456789Z", 0),
        ("1969-12-31T23:59:59.9Z", -1),
        ("2018-08-02T10:00:00Z", 1_533_204_000), ("2018-08-02T12:00:00+02:00", 1_533_204_000),
        ("2018-08-01T22:30:00-11:30", 1_533_204_000), ("2016-12-31T23:59:60Z", 1_483_228_799),
        ("0000-01-01T00:00:00Z", -62_167_219_200), ("9999-12-31T23:59:59-00:00", 253_402_300_799),
    ])
    func anInstantIsReadFromRFC3339(text: String, seconds: Int64) {
        #expect(Instant(rfc3339: text) == Instant(seconds: seconds))
    }

    @Test(arguments: [
        "", "2018-08-02", "2018-08-02T10:00:00", "2018-08-02T10:00Z", "2018-08-02T10:00:00+02",
        "2018-08-02T10:00:00.Z",
        "2018-08-02T24:00:00Z", "2018-08-02T10:00:60Z", "2018-02-30T10:00:00Z", "-2018-08-02T10:00:00Z",
        "2018-08-02T10:00:00ZZ", "2018-08-XXT10:00:00Z", "2018-08-02?T10:00:00Z", "Y12345T10:00:00Z",
    ])
    func anInstantOfAnotherFormIsNone(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}
