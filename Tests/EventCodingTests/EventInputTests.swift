import EventCoding
import Testing

/// The pieces of an input that comes in chunks: `line:text`, `line!` for one too long, `line?reason` for a break.
func pieces(_ bytes: [UInt8], chunk: Int = .max) -> [String] {
    var input = EventInput()
    var rest = bytes[...]
    func more() -> [UInt8] {
        let next = rest.prefix(chunk)
        rest = rest.dropFirst(next.count)
        return Array(next)
    }
    var found: [String] = []
    while let piece = input.next(more) {
        switch piece.text {
        case .bytes(let range):
            found.append("\(piece.line):" + String(decoding: input.buffer[range], as: UTF8.self))
        case .tooLong: found.append("\(piece.line)!")
        case .broken(let reason): found.append("\(piece.line)?\(reason)")
        }
    }
    // What has ended stays at its end.
    let isOver = input.next(more) == nil
    #expect(isOver)
    return found
}

@Suite struct EventInputTests {
    private static let inputs: [(text: String, pieces: [String])] = [
        ("", []), ("\n\n \r\n", []), ("{}", ["1:{}"]), ("{}\n", ["1:{}"]),
        ("{\"a\":1}\n{\"b\":2}", ["1:{\"a\":1}", "2:{\"b\":2}"]),
        ("\u{FEFF}{\"a\":1}\r\n\r\n\n  \t\n{\"b\":2}\r\n", ["1:{\"a\":1}", "5:{\"b\":2}"]),
        ("\n\n{\"a\":1}\n", ["3:{\"a\":1}"]), ("\u{FEFF}", []), ("\u{FEFF}\n{}", ["2:{}"]),
        ("not JSON\n{}\nnor this", ["1:not JSON", "2:{}", "3:nor this"]),
        ("{\"a\":\n{}\n", ["1:{\"a\":", "2:{}"]), ("{}\n{", ["1:{}", "2:{"]), ("{", ["1:{"]),
        ("7\n\"x\"", ["1:7", "2:\"x\""]), (" {\"a\":1} \n", ["1:{\"a\":1} "]),
        // One object over several lines.
        ("{\n  \"a\": 1\n}\n", ["1:{\n  \"a\": 1\n}"]),
        ("\n{\n\"a\": \"}\\\"\"\n}", ["2:{\n\"a\": \"}\\\"\"\n}"]),
        ("{\r\n\"a\": [1,\r\n2]}\r\n \r\n", ["1:{\r\n\"a\": [1,\r\n2]}"]),
        ("{\n\"a\": 1\n}\n{}\n", ["1:{", "2:\"a\": 1", "3:}", "4:{}"]),
        ("{\n\"a\": 1\n", ["1:{", "2:\"a\": 1"]),
        // Lists.
        ("[]", []), (" [ \n ] \n", []), ("[{\"a\":1},{\"b\":[2,3]}]", ["1:{\"a\":1}", "1:{\"b\":[2,3]}"]),
        ("\u{FEFF}[\n{\"a\":\n1},\n\n{\"b\":2}\n]\n", ["2:{\"a\":\n1}", "5:{\"b\":2}"]),
        ("[1,\"x,]\",null]", ["1:1", "1:\"x,]\"", "1:null"]),
        ("[{}", ["1:{}", "1?the array ends too early: ']' was expected"]),
        ("[", ["1?the array ends too early: ']' was expected"]),
        ("[{\"a\":1", ["1?the array ends too early: ']' was expected"]),
        ("[{}\n{}]", ["1:{}", "2?',' or ']' was expected"]), ("[,{}]", ["1?an event was expected"]),
        ("[{},]", ["1:{}", "1?an event was expected"]), ("[{},,{}]", ["1:{}", "1?an event was expected"]),
        ("[{}] {}", ["1:{}", "1?text after the array"]), ("[{}]\n]", ["1:{}", "2?text after the array"]),
        ("[{\"a\":1]]", ["1:{\"a\":1]"]), ("[x y]", ["1:x", "1?',' or ']' was expected"]),
    ]

    @Test func everyFormIsSplitIntoItsEvents() {
        for (text, expected) in Self.inputs {
            #expect(pieces(Array(text.utf8)) == expected, "\(text.debugDescription)")
        }
    }

    @Test func whereChunksEndDoesNotMatter() {
        for (text, expected) in Self.inputs {
            for size in 1...7 {
                #expect(
                    pieces(Array(text.utf8), chunk: size) == expected, "\(size): \(text.debugDescription)")
            }
        }
    }

    @Test(arguments: [Int.max, 4096, 65_536, 1 << 20])
    func aLineOfOneMebibyteIsTheLongest(_ chunk: Int) {
        let longest = EventInput.longestLine
        #expect(longest == 1_048_576)
        for end in ["\n", "\r\n"] {
            for (length, isTaken) in [
                (longest - 1, true), (longest, true), (longest + 1, false), (3 * longest, false),
            ] {
                let line = "\"" + String(repeating: "a", count: length - 2) + "\""
                let found = pieces(Array(("{}" + end + line + end + "{}" + end).utf8), chunk: chunk)
                #expect(found.count == 3)
                #expect(found[0] == "1:{}" && found[2] == "3:{}")
                #expect(found[1] == (isTaken ? "2:" + line : "2!"))
            }
        }
    }

    @Test(arguments: [Int.max, 4096])
    func theBoundHoldsInEveryForm(_ chunk: Int) {
        let text = String(repeating: "a", count: EventInput.longestLine)
        #expect(pieces(Array("[{},\"\(text)\",{}]".utf8), chunk: chunk) == ["1:{}", "1!", "1:{}"])
        // What is too long for an event is not taken for one over several lines.
        let pretty = pieces(Array("{\n\"a\":\"\(text)\"\n}".utf8), chunk: chunk)
        #expect(pretty == ["1:{", "2!", "3:}"])
        #expect(
            pieces(
                Array((String(repeating: " ", count: EventInput.longestLine + 10) + "\n{}").utf8),
                chunk: chunk
            ).last == "2:{}")
    }

    @Test(arguments: [Int.max, 5000])
    func aLongInputStaysInOrder(_ chunk: Int) {
        let lines = (1...60_000).map { "{\"number\":\($0),\"text\":\"abcdefghijklmnopqrstuvwxyz\"}" }
        let found = pieces(Array(lines.joined(separator: "\n").utf8), chunk: chunk)
        #expect(found.count == lines.count)
        #expect(
            zip(found, lines).enumerated().allSatisfy { $0.element.0 == "\($0.offset + 1):\($0.element.1)" })
    }

    @Test func muchSpaceBeforeAnObjectIsPassedOver() {
        let space = String(repeating: "\n", count: 2_000_000)
        #expect(pieces(Array((space + "{\n\"a\":1\n}").utf8), chunk: 100_000) == ["2000001:{\n\"a\":1\n}"])
        #expect(pieces(Array((space + "{}\n{}").utf8), chunk: 100_000) == ["2000001:{}", "2000002:{}"])
    }

    @Test func noMoreIsAskedForThanTheLinesThatAreWanted() {
        var input = EventInput()
        var asked = 0
        func more() -> [UInt8] {
            asked += 1
            return asked > 10 ? [] : Array("{}\n".utf8)
        }
        input.prefetch(more, lines: 3)
        #expect(asked == 3)
        input.prefetch(more, upTo: 12)
        #expect(asked == 4)
        #expect(input.next(more)?.line == 1 && asked == 4)
    }
}
