import EDTF
import Testing

/// Repeatable random numbers (xorshift).
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// What holds for every text.
struct PropertyTests {
    @Test func noTextOfTwoHundredThousandBreaksTheParser() throws {
        var random = SeededGenerator(state: 0x2018_0802)
        let alphabet = Array("0123456789X-?~%/.,[]{}YESTZ:+ é\u{0}".utf8)
        let seeds = (ConformanceTests.accepted + ConformanceTests.acceptedToo).map { Array($0.utf8) }
        var (acceptedCount, faults) = (0, [String]())
        for round in 0..<200_000 {
            var bytes: [UInt8] = []
            if round % 4 == 0 {
                for _ in 0..<Int.random(in: 0...14, using: &random) {
                    bytes.append(alphabet.randomElement(using: &random) ?? 0)
                }
            } else {
                bytes = seeds.randomElement(using: &random) ?? []
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let place = Int.random(in: 0...bytes.count, using: &random)
                    let byte = alphabet.randomElement(using: &random) ?? 0
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes.insert(byte, at: place)
                    case 1: if place < bytes.count { bytes.remove(at: place) }
                    case 2: if place < bytes.count { bytes[place] = byte }
                    default: bytes.append(contentsOf: seeds.randomElement(using: &random) ?? [])
                    }
                }
            }
            do {
                let date = try EDTFDate(utf8: bytes.span)
                acceptedCount += 1
                let isOrdered = date.start.earliest <= date.start.latest
                let hasLaterEnd =
                    date.end.map {
                        $0.earliest <= $0.latest && date.start.earliest <= $0.earliest
                            && date.start.latest <= $0.latest
                    } ?? true
                if !isOrdered || !hasLaterEnd || Array(date.text.utf8) != bytes { faults.append(date.text) }
            } catch {
                if !(0...bytes.count).contains(error.position) || error.reason.isEmpty {
                    faults.append(String(decoding: bytes, as: UTF8.self))
                }
            }
        }
        #expect(faults == [])
        #expect(acceptedCount > 8_000)
    }

    /// The days of a pattern, by trying every day of its years.
    private func days(_ pattern: [UInt8]) -> [CivilDay] {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        func fits(_ number: Int, _ range: Range<Int>) -> Bool {
            var rest = number
            for place in range.reversed() {
                if pattern[place] != UInt8(ascii: "X"), Int(pattern[place]) - 48 != rest % 10 { return false }
                rest /= 10
            }
            return true
        }
        var found: [CivilDay] = []
        for year in 0...9999 where fits(year, 0..<4) {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            for month in 1...12 where fits(month, 5..<7) {
                for day in 1...(lengths[month - 1] + (isLeap && month == 2 ? 1 : 0)) where fits(day, 8..<10) {
                    if let day = CivilDay(year: Int64(year), month: month, day: day) { found.append(day) }
                }
            }
        }
        return found
    }

    @Test func theHullOfUnspecifiedDigitsIsThatOfTheDaysThatExist() throws {
        var random = SeededGenerator(state: 1583)
        var (hulls, refusals) = (0, 0)
        for _ in 0..<400 {
            let year = Int.random(in: 0...9999, using: &random)
            let month = Int.random(in: 0...19, using: &random)
            let day = Int.random(in: 0...39, using: &random)
            var pattern = Array("0000-00-00".utf8)
            for (number, places) in [(year, 0..<4), (month, 5..<7), (day, 8..<10)] {
                var rest = number
                for place in places.reversed() {
                    pattern[place] = UInt8(48 + rest % 10)
                    rest /= 10
                }
            }
            // At most two digits of the year, so that the days can be tried one by one.
            pattern[Int.random(in: 0..<4, using: &random)] = UInt8(ascii: "X")
            for place in [2, 5, 6, 8, 9] where Bool.random(using: &random) {
                pattern[place] = UInt8(ascii: "X")
            }
            let text = String(decoding: pattern, as: UTF8.self)
            let days = days(pattern)
            guard let first = days.min(), let last = days.max() else {
                #expect(throws: EDTFError.self, "\(text)") { try EDTFDate(text) }
                refusals += 1
                continue
            }
            #expect(try EDTFDate(text).start == Bounds(from: first, through: last), "\(text)")
            hulls += 1
        }
        #expect(hulls > 200 && refusals > 20)
    }
}
