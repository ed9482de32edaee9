import CanonicalJSON
import SeededRandom
import Testing

@Suite struct CanonicalFormTests {
    @Test func keysStandInTheOrderOfTheirCodePoints() {
        // In UTF-16 the emoji's surrogates would come before U+FF5E.
        #expect(
            canonical("{\"\u{1F600}\":1,\"\u{FF5E}\":2,\"z\":3,\"Z\":4,\"\":5,\"ab\":6,\"a\":7,\"\u{E9}\":8}")
                == "{\"\":5,\"Z\":4,\"a\":7,\"ab\":6,\"z\":3,\"\u{E9}\":8,\"\u{FF5E}\":2,\"\u{1F600}\":1}")
        #expect(canonical(#"{"b":1,"\u0061":2}"#) == #"{"a":2,"b":1}"#)
    }

    @Test func composedAndDecomposedNamesAreTwo() throws {
        let text = "{\"cafe\u{301}\":1,\"caf\u{E9}\":2}"
        #expect(canonical(text) == text)
        let object = try #require(try value(text).object)
        #expect(object.members.count == 2 && object["caf\u{E9}"] == 2 && object["cafe\u{301}"] == 1)
        #expect(JSONValue.text("caf\u{E9}") != JSONValue.text("cafe\u{301}"))
        #expect(try value("{\"caf\u{E9}\":1}") != value("{\"cafe\u{301}\":1}"))
    }

    @Test func theTreeAndTheDocumentWriteTheSame() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let value = RandomJSON.value(&random, depth: 4)
            let text = RandomJSON.text(of: value, &random)
            #expect(canonical(text) == CanonicalWriter.text(of: value), "\(text)")
            #expect(try CanonicalJSONTests.value(text) == value)
        }
    }

    @Test func theCanonicalFormIsAFixedPoint() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<2_000 {
            let text = CanonicalWriter.text(of: RandomJSON.value(&random, depth: 4))
            #expect(canonical(text) == text)
        }
    }

    @Test func aMissingMemberIsNotNull() throws {
        let object = try #require(try value(#"{"a":null}"#).object)
        #expect(object["b"] == Optional<JSONValue>.none)
        #expect(object["a"] == Optional<JSONValue>.some(.null))
        var changed = object
        changed["a"] = Optional<JSONValue>.none
        #expect(changed.members.isEmpty)
    }

    @Test func theLastOfTwoMembersOfOneNameHolds() {
        let object = JSONObject([
            .init(name: "b", value: 1), .init(name: "a", value: 2), .init(name: "b", value: 3),
        ])
        #expect(object.members.map(\.name) == ["a", "b"] && object["b"] == 3)
    }

    /// The rules of RFC 7396, section 2, one case each.
    @Test(arguments: [
        (#"{"a":1}"#, #"{"a":2}"#, #"{"a":2}"#), (#"{"a":1}"#, #"{"b":2}"#, #"{"a":1,"b":2}"#),
        (#"{"a":1}"#, #"{"a":null}"#, "{}"), (#"{"a":1,"b":2}"#, #"{"a":null}"#, #"{"b":2}"#),
        (#"{"a":[1]}"#, #"{"a":"t"}"#, #"{"a":"t"}"#), (#"{"a":"t"}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
        (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
        (#"{"a":[{"b":1}]}"#, #"{"a":[9]}"#, #"{"a":[9]}"#), ("[1,2]", "[3,4]", "[3,4]"),
        (#"{"a":1}"#, "[3]", "[3]"), (#"{"a":1}"#, "null", "null"), (#"{"a":1}"#, #""t""#, #""t""#),
        (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
        ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#), (#"{"a":1}"#, "{}", #"{"a":1}"#),
        (#"{"a":{"b":1}}"#, #"{"a":{"b":null}}"#, #"{"a":{}}"#),
        (#"{"a":1}"#, #"{"a":{"b":null}}"#, #"{"a":{}}"#),
        (#"{"a":[null]}"#, #"{"a":[1,null]}"#, #"{"a":[1,null]}"#), ("{}", #"{"zz":null}"#, "{}"),
    ])
    func aMergePatchIsLaidOver(_ target: String, _ patch: String, _ result: String) throws {
        #expect(CanonicalWriter.text(of: try value(target).merged(with: value(patch))) == result)
    }
}
