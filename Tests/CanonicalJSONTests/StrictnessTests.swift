import CanonicalJSON
import Testing

@Suite struct StrictnessTests {
    @Test(arguments: [
        ("null", "null"), (" true ", "true"), ("\t\r\nfalse", "false"), ("0", "0"), ("-1", "-1"),
        (#""""#, #""""#), ("[]", "[]"), ("{}", "{}"), ("[ 1 , 2 ]", "[1,2]"), ("[[],{}]", "[[],{}]"),
        (#"{ "a" : 1 }"#, #"{"a":1}"#), (#"{"":0}"#, #"{"":0}"#), (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#),
        (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), (#""\u0041\u00e9\u20AC""#, "\"A\u{E9}\u{20AC}\""),
        (#""\ud83d\ude00""#, "\"\u{1F600}\""), (#""\u001f\u0001""#, #""\u001f\u0001""#),
        ("\"\u{7F}\"", "\"\u{7F}\""),
        ("\"\u{FFFF}\u{10FFFF}\"", "\"\u{FFFF}\u{10FFFF}\""), (#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""),
    ])
    func thisIsAccepted(_ text: String, _ expected: String) {
        #expect(canonical(text) == expected)
    }

    /// The text, what is said of it, and the byte at which, from 1.
    @Test(arguments: [
        ("", "the JSON ends too early", 1), ("  ", "the JSON ends too early", 3),
        ("nul", "a JSON value was expected", 1), ("True", "a JSON value was expected", 1),
        ("truex", "text after the JSON value", 5), ("1 2", "text after the JSON value", 3),
        ("{} {}", "text after the JSON value", 4), ("NaN", "a JSON value was expected", 1),
        ("Infinity", "a JSON value was expected", 1), ("'a'", "a JSON value was expected", 1),
        ("// c\n1", "a JSON value was expected", 1), ("\u{FEFF}1", "a JSON value was expected", 1),
        ("\u{A0}1", "a JSON value was expected", 1), ("\u{0B}1", "a JSON value was expected", 1),
        ("[", "the JSON ends too early", 2), ("[1", "the JSON ends too early", 3),
        ("[1,", "the JSON ends too early", 4), ("[1,]", "a JSON value was expected", 4),
        ("[,1]", "a JSON value was expected", 2), ("[1 2]", "',' or ']' was expected", 4),
        ("[1}", "',' or ']' was expected", 3), ("]", "a JSON value was expected", 1),
        ("{", "a key in quotes was expected", 2), (#"{"a""#, "':' was expected", 5),
        (#"{"a" 1}"#, "':' was expected", 6), (#"{"a":}"#, "a JSON value was expected", 6),
        (#"{"a":1"#, "the JSON ends too early", 7), (#"{"a":1,}"#, "a key in quotes was expected", 8),
        (#"{a:1}"#, "a key in quotes was expected", 2), (#"{1:1}"#, "a key in quotes was expected", 2),
        (#"{"a":1]"#, "',' or '}' was expected", 7), (#"{"a":1 "b":2}"#, "',' or '}' was expected", 8),
        ("-", "a digit was expected", 2), ("+1", "a JSON value was expected", 1),
        (".5", "a JSON value was expected", 1),
        ("01", "a number with a leading zero", 1), ("-00", "a number with a leading zero", 2),
        ("1.", "a digit was expected after the point", 3),
        ("1.e1", "a digit was expected after the point", 3),
        ("1e", "a digit was expected in the exponent", 3), ("1E+", "a digit was expected in the exponent", 4),
        ("0x10", "text after the JSON value", 2), ("1_000", "text after the JSON value", 2),
        (#"""#, "a text without its closing quote", 1), (#" "ab"#, "a text without its closing quote", 2),
        (#""a\"#, "a text without its closing quote", 3),
        (#""\x41""#, "an escape that JSON does not have", 2),
        (#""\'""#, "an escape that JSON does not have", 2), (#""\u12""#, "four hex digits follow \\u", 2),
        (#""\u12G4""#, "four hex digits follow \\u", 2), (#""\u"#, "four hex digits follow \\u", 2),
        (#""\u0000""#, "a NUL in a text", 2), (#"{"\u0000":1}"#, "a NUL in a text", 3),
        (#""\ud800""#, "a lone surrogate in a text", 2), (#""x\udc00""#, "a lone surrogate in a text", 3),
        (#""\ud800\ud800""#, "a lone surrogate in a text", 2),
        (#""\ud800\u0041""#, "a lone surrogate in a text", 2),
        (#""\ud800x""#, "a lone surrogate in a text", 2),
        (#""\udc00\ud800""#, "a lone surrogate in a text", 2),
        ("\"a\nb\"", "a control character in a text; write it as an escape", 3),
        ("\"\t\"", "a control character in a text; write it as an escape", 2),
        (#"{"a":1,"a":2}"#, "the key 'a' stands twice", 8),
        (#"{"a":1,"\u0061":2}"#, "the key 'a' stands twice", 8),
        (#"[{"é":1,"\u00e9":2}]"#, "the key 'é' stands twice", 10),
        (#"{"\/":1,"b":{},"/":2}"#, "the key '/' stands twice", 16),
    ])
    func thisIsRefused(_ text: String, _ reason: String, _ byte: Int) {
        #expect(canonical(text) == "fault: \(reason) (at byte \(byte))")
    }

    @Test(
        arguments: [
            ([0x22, 0x00, 0x22], "a NUL in a text", 2), ([0x22, 0x80, 0x22], "broken UTF-8", 2),
            ([0x22, 0xC0, 0xAF, 0x22], "broken UTF-8", 2), ([0x22, 0xC1, 0xBF, 0x22], "broken UTF-8", 2),
            ([0x22, 0xE0, 0x9F, 0xBF, 0x22], "broken UTF-8", 2),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], "broken UTF-8", 2),
            ([0x22, 0xED, 0xBF, 0xBF, 0x22], "broken UTF-8", 2),
            ([0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], "broken UTF-8", 2),
            ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "broken UTF-8", 2),
            ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], "broken UTF-8", 2),
            ([0x22, 0x61, 0xE2, 0x82, 0x22], "broken UTF-8", 3), ([0x22, 0xE2, 0x82], "broken UTF-8", 2),
            ([0x22, 0xFF, 0x22], "broken UTF-8", 2), ([0xC3, 0xA9], "a JSON value was expected", 1),
            ([0x00], "a JSON value was expected", 1), ([0x31, 0x00], "text after the JSON value", 2),
        ] as [([UInt8], String, Int)])
    func brokenBytesAreRefused(_ bytes: [UInt8], _ reason: String, _ byte: Int) {
        #expect(canonical(bytes) == "fault: \(reason) (at byte \(byte))")
    }

    @Test func nestingEndsAtSixtyFour() {
        func nested(_ depth: Int, _ open: String, _ close: String) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        #expect(canonical(nested(64, "[", "]")) == nested(64, "[", "]"))
        #expect(canonical(nested(65, "[", "]")) == "fault: nested over 64 deep (at byte 65)")
        #expect(canonical(nested(64, #"{"a":"#, "}")) == nested(64, #"{"a":"#, "}"))
        #expect(canonical(nested(65, #"{"a":"#, "}")) == "fault: nested over 64 deep (at byte 321)")
        #expect(
            canonical(String(repeating: "[", count: 1_000_000)) == "fault: nested over 64 deep (at byte 65)")
    }

    @Test func aKeyThatStandsTwiceIsFoundAmongMany() {
        let members = (0..<100).map { #""k\#($0)":\#($0)"# }
        let sound = "{" + members.joined(separator: ",") + "}"
        #expect(canonical(sound).hasPrefix("{"))
        #expect(
            canonical("{" + (members + [#""\u006b42":0"#]).joined(separator: ",") + "}")
                == "fault: the key 'k42' stands twice (at byte \(sound.utf8.count + 1))")
    }

    @Test func aDocumentCanBeReadIntoAgain() throws {
        var document = JSONDocument()
        try document.parse(Array(#"{"a":[1,2],"b":null}"#.utf8).span)
        #expect(throws: JSONFault.self) { try document.parse(Array("[1,".utf8).span) }
        try document.parse(Array("xx[3]yy".utf8), 2..<5)
        #expect(document.value(document.root) == [3])
    }

    @Test func valuesAreFoundWhereTheyStand() throws {
        let text = #" {"a" : "x", "b":[ 10 ,{}]}"#
        let document = try JSONDocument(Array(text.utf8).span)
        func shown(_ node: JSONNode) -> String {
            String(decoding: document.bytes[document.range(node)], as: UTF8.self)
        }
        #expect(shown(document.root) == #"{"a" : "x", "b":[ 10 ,{}]}"#)
        #expect(document.members(document.root).map { shown($0.key) } == [#""a""#, #""b""#])
        let list = try #require(document.member(document.root, "b"))
        #expect(document.elements(list).map(shown) == ["10", "{}"])
        #expect(document.position(list) == 17)
        #expect(document.member(document.root, "c") == nil && document.member(list, "a") == nil)
    }
}
