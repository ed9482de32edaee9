import CanonicalJSON
import SeededRandom
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775808", "9223372036854775808"), ("18446744073709551615", "18446744073709551615"),
        ("-0", "0"), ("-0.0", "0"), ("0.0", "0"), ("0e5", "0"), ("-0e-5", "0"),
        ("1.0", "1"), ("1e0", "1"), ("10e-1", "1"), ("1E2", "100"), ("1e+2", "100"), ("-1.00", "-1"),
        ("1.5", "1.5"), ("15e-1", "1.5"), ("0.1", "0.1"), ("1e-7", "1e-07"), ("-2.50", "-2.5"),
        ("9007199254740991.0", "9007199254740991"), ("9007199254740993", "9007199254740993"),
        ("1e-400", "0"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("0.30000000000000004", "0.30000000000000004"), ("0.3000000000000000400", "0.30000000000000004"),
    ])
    func numbersOfOneValueHaveOneForm(_ text: String, _ expected: String) {
        #expect(canonical(text) == expected)
        #expect(canonical(expected) == expected)
    }

    @Test(arguments: [
        ("18446744073709551616", "an integer beyond 64 bits"),
        ("-9223372036854775809", "an integer beyond 64 bits"),
        ("99999999999999999999999999", "an integer beyond 64 bits"),
        ("1e309", "a number too large for a double"),
        ("-1e400", "a number too large for a double"), ("1.8e308", "a number too large for a double"),
        ("1e99999999999999999999", "a number too large for a double"),
    ])
    func numbersThatDoNotFitAreRefused(_ text: String, _ reason: String) {
        #expect(canonical(text) == "fault: \(reason) (at byte 1)")
    }

    @Test func aNumberMayHaveVeryManyDigits() {
        #expect(canonical("0." + String(repeating: "3", count: 100_000)) == "0.3333333333333333")
        #expect(canonical("1." + String(repeating: "0", count: 100_000)) == "1")
        #expect(
            canonical(String(repeating: "9", count: 100_000)).hasPrefix("fault: an integer beyond 64 bits"))
    }

    @Test func everyDoubleReadsBackTheSame() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let double = Double(bitPattern: random.next())
            guard double.isFinite else { continue }
            let text = CanonicalWriter.text(of: .real(double))
            let read = try value(text)
            #expect(read.number == double)
            #expect(CanonicalWriter.text(of: read) == canonical(text))
        }
        #expect(CanonicalWriter.text(of: .real(.infinity)) == "null")
        #expect(CanonicalWriter.text(of: .real(.nan)) == "null")
    }

    @Test func integersStayWhatTheyAre() throws {
        #expect(try value("1") == .integer(1))
        #expect(try value("1.0") == .integer(1))
        #expect(try value("9223372036854775808") == .unsigned(9_223_372_036_854_775_808))
        #expect(try value("9007199254740992.0") == .real(9_007_199_254_740_992))
    }

    /// Short decimals are read without the library and copied without being written anew.
    @Test func shortDecimalsAreTheSameDoubles() throws {
        var random = SeededGenerator(seed: 0xDEC1)
        var copied = 0
        for _ in 0..<50_000 {
            let whole = String(random.next() % [1, 10, 1_000, 100_000_000_000, .max][Int(random.next() % 5)])
            let length = Int(random.next() % 8) + 1
            let fraction = (0..<length).map { _ in String(random.next() % 10 * (random.next() % 2)) }.joined()
            let text = (random.next() % 2 == 0 ? "-" : "") + whole + "." + fraction
            let real = try #require(Double(text))
            let isWhole = real == real.rounded() && real.magnitude < 0x1p53
            let expected = isWhole ? Int64(real).description : real.description
            if canonical(text) != expected { Issue.record("\(text): \(canonical(text)), not \(expected)") }
            if text == expected { copied += 1 }
        }
        #expect(copied > 5_000)
    }
}
