import CanonicalJSON
import SeededRandom
import Testing

@testable import DiplomaticEvents

/// Holds the reader against the naive one on lines that are right, nearly right, and wrong.
@Suite struct ReaderFuzzTests {
    /// More than the minimal events: what is optional, and what holds rules, lists and other actors.
    private static let rich = [
        #"{"id":"a-1","type":"meeting.held","occurred":"2018-03/2018-04","reported":"2018-03-09T10:00:00Z","effective":"2018","assertion":"planned","likelihood":"likely","confidence":"high","subject":"meeting/a-1","actors":{"participants":["ASEAN","RUS","ASEAN"],"host":"SGP","chair":["SGP","IDN"]},"actsAs":{"ASEAN":"each-member","RUS":"bloc"},"place":{"name":"Singapore","country":"SGP"},"tags":["a","b"],"wording":"w","quote":"q","note":"caf\u00e9 \ud83d\ude00","source":{"id":"s","title":"t","publisher":"p","url":"u","reliability":"B","credibility":2,"derivedFrom":["x"]},"data":{"planned":"2018-02","level":"summit","track":"one","outcome":["y","z"]}}"#,
        #"{"type":"agreement.defined","occurred":"","subject":"agreement/a","data":{"kind":"treaty","title":"T","supersedes":"agreement/b","entryIntoForce":{"all":[{"deposits":60},{"weight":{"table":{"USA":1.5,"X-1":2},"min":3}},{"any":[{"each-of":["USA","RUS"]},{"signature":true},{"date":"2018-01-01"}]}],"after":"P60D","align":"first-of-month","exclude":["GBR"]}}}"#,
        #"{"type":"expectation.stated","occurred":"2018~","subject":"expectation/e","actors":{"by":"USA"},"data":{"expects":{"type":"agreement.signed","subject":"agreement/a","party":["USA","RUS"]},"due":"2019-01"}}"#,
        #"{"type":"signal.coded","occurred":"1985-01-01","reported":"1985-01-01","actors":{"source":"GBR","target":"TUR"},"data":{"cameo":"162","goldstein":-6.8,"mentions":28}}"#,
        #"{"type":"record.corrected","data":{"target":"t","patch":{"note":null,"actors":{"by":"USA"},"subject":"a/b"},"reason":"r"}}"#,
        #"{"type":"x.mine","occurred":"1985-01-01","data":{"whatever":[1,{"a":null}]}}"#,
    ]
    private static let seeds: [[UInt8]] =
        (rich + minimalEvents.map { minimalLine($0.type, $0.rest) }).map { Array($0.utf8) }
    /// What may stand in the place of a value.
    private static let values: [[UInt8]] = [
        "null", "true", "[]", "{}", "0", "-1", "7", "1e3", "2.50", "-0.0", "1000001", "12345678901", "\"\"",
        "\"x\"", "\"P30D\"", "\"P3W2D\"", "\"2018-13\"", "\"2018-02-30\"", "\"2018-06?\"", "\"USA\"",
        "\"\\u0055SA\"", "\"each-member\"", "[\"USA\",\"USA\",\"FRA\"]", "[\"USA\",7]", "{\"USA\":\"bloc\"}",
        "\"meeting/m\"", "\"agreement/\"", "\"Agreement/x\"", "\"agreement\"", "\"a b\"", "\"é\"", "\"042\"",
        "\"4\"", "{\"type\":\"x.y\"}", "[{\"deposits\":0}]", "{\"table\":{},\"min\":1}", "\"asserted\"",
        "\"ASSERTED\"",
        "[\"A\",\"B\",\"C\",\"D\",\"E\",\"F\",\"G\",\"H\",\"I\",\"J\",\"K\",\"L\",\"M\",\"N\",\"O\",\"P\",\"Q\",\"A\"]",
    ].map { Array($0.utf8) }

    /// Where the quoted texts of a line stand, with their quotes.
    private static func texts(_ line: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        var place = 0
        while place < line.count {
            if line[place] == UInt8(ascii: "\\") {
                place += 2
                continue
            }
            if line[place] == UInt8(ascii: "\"") {
                if let first = start {
                    found.append(first..<place + 1)
                    start = nil
                } else {
                    start = place
                }
            }
            place += 1
        }
        return found
    }

    private static func mutated(_ seed: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var line = seed
        func below(_ count: Int) -> Int { Int(random.next() % UInt64(max(1, count))) }
        for _ in 0...below(3) {
            let texts = texts(line)
            guard !texts.isEmpty else { return line }
            let text = texts[below(texts.count)]
            switch below(6) {
            case 0: line.replaceSubrange(text, with: values[below(values.count)])
            case 1:
                let other = seeds[below(seeds.count)]
                let others = Self.texts(other)
                line.replaceSubrange(text, with: other[others[below(others.count)]])
            case 2 where text.count > 2:
                // A character as an escape is the same character.
                let place = text.lowerBound + 1 + below(text.count - 2)
                guard line[place] < 0x80, line[place] != UInt8(ascii: "\\") else { continue }
                let hex = String(line[place], radix: 16)
                line.replaceSubrange(
                    place...place, with: Array(("\\u00" + (hex.count < 2 ? "0" : "") + hex).utf8))
            case 3 where text.count > 2:
                line[text.lowerBound + 1 + below(text.count - 2)] = UInt8(ascii: "a") + UInt8(below(26))
            case 4: line.insert(UInt8(ascii: " "), at: text.lowerBound)
            default:
                if let end = line[text.upperBound...].firstIndex(of: UInt8(ascii: ",")) {
                    line.removeSubrange(text.lowerBound...end)
                }
            }
        }
        return line
    }

    @Test func theReaderFindsWhatTheNaiveOneFinds() throws {
        var random = SeededGenerator(seed: 0xE7_3A)
        var reader = EventReader()
        var (sound, faulty) = (0, 0)
        for round in 0..<20_000 {
            let seed = Self.seeds[round % Self.seeds.count]
            let line = round < Self.seeds.count ? seed : Self.mutated(seed, &random)
            let isSound: Bool
            do throws(JSONFault) { isSound = try reader.read(line, 0..<line.count) } catch { continue }
            let (draft, faults) = NaiveReader.read(reader.document)
            if reader.faults != faults || isSound != faults.isEmpty {
                Issue.record(
                    "\(String(decoding: line, as: UTF8.self)): \(reader.faults) instead of \(faults)")
            }
            if String(describing: reader.draft) != String(describing: draft) {
                Issue.record("\(String(decoding: line, as: UTF8.self)): \(reader.draft) instead of \(draft)")
            }
            if isSound { sound += 1 } else { faulty += 1 }
        }
        #expect(sound > 2_000 && faulty > 2_000)
    }
}
