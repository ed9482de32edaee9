import CanonicalJSON
import SeededRandom
import Testing

@Suite struct FuzzTests {
    private static let seeds: [String] = [
        #"{"id":"a-1","type":"meeting.held","occurred":"2018-03","actors":{"participants":["ASEAN","RUS"]},"note":"caf\u00e9 \ud83d\ude00\n","data":{"n":[1,-2.5e3,0,18446744073709551615,true,false,null]}}"#,
        "[[[]],{\"\":{\"a\":[{}]}},\"\u{E9}\u{1F600}\\\\\\\"\\/\",-0.0,1e5]",
        #"{"a":{"b":{"c":{"d":"e"}}},"\u0061b":1,"ac":2}"#,
    ]
    private static let tokens: [[UInt8]] =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\u0000", "\\ud800", "\\udc00", "-", ".", "e",
            "0", "9", "1e999",
            " ", "\n", "null", "tru", "99999999999999999999", "\"a\":1,", "\u{FEFF}", "\u{301}",
        ].map { Array($0.utf8) } + [[0], [0xFF], [0xC0], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90]]

    /// Whatever is read without a fault has a canonical form that reads back as the same value.
    @Test func mutatedTextsAreRefusedOrRoundTrip() throws {
        var random = SeededGenerator(seed: 0x7396)
        var document = JSONDocument()
        var again = JSONDocument()
        var (read, refused) = (0, 0)
        let seeds = Self.seeds.map { Array($0.utf8) }
        for _ in 0..<100_000 {
            let text = Self.mutated(seeds[Int(random.next() % UInt64(seeds.count))], &random)
            do throws(JSONFault) {
                try document.parse(text.span)
            } catch {
                refused += 1
                if error.position < 0 || error.position > text.count { Issue.record("\(error) of \(text)") }
                continue
            }
            read += 1
            var writer = CanonicalWriter()
            writer.write(document.root, of: document)
            try again.parse(writer.bytes.span)
            var second = CanonicalWriter()
            second.write(again.root, of: again)
            if second.bytes != writer.bytes { Issue.record("no fixed point: \(text)") }
            // The tree costs more: every eighth.
            if read & 7 == 0, CanonicalWriter.bytes(of: document.value(document.root)) != writer.bytes {
                Issue.record("tree and document differ: \(text)")
            }
        }
        #expect(read > 1_000 && refused > 1_000)
    }

    private static func mutated(_ seed: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var text = seed
        for _ in 0...Int(random.next() % 3) {
            let place = text.isEmpty ? 0 : Int(random.next() % UInt64(text.count))
            switch random.next() % 5 {
            case 0 where !text.isEmpty: text.remove(at: place)
            case 1 where !text.isEmpty: text[place] = UInt8(truncatingIfNeeded: random.next())
            case 2: text.insert(contentsOf: tokens[Int(random.next() % UInt64(tokens.count))], at: place)
            case 3 where !text.isEmpty:
                let end = min(text.count, place + Int(random.next() % 12))
                let part = Array(text[place..<end])
                text.insert(contentsOf: part, at: Int(random.next() % UInt64(text.count)))
            default: if text.count > 4 { text.removeSubrange(place..<min(text.count, place + 3)) }
            }
        }
        return text
    }
}
