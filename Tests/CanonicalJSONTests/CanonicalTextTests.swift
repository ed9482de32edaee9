import CanonicalJSON
import Testing

@Suite struct CanonicalTextTests {
    private static let texts = [
        #"{"a":1,"b":{"a":[1,{"c":"}"}],"d":"\"x\\"},"c":"]","d":null,"e":-2.5}"#, "{}", #"{"a":[]}"#,
        #"{"":"","é":"ü","z":{"":{}}}"#, #"{"a":"b\u0001c","b":true}"#,
    ]

    @Test(arguments: texts) func findsEachMemberAsATreeHasIt(text: String) throws {
        let bytes = Array(text.utf8)
        let document = try JSONDocument(bytes.span)
        let object = try #require(document.value(document.root).object)
        for member in object.members {
            let range = try #require(find(member.name, bytes.indices, bytes))
            #expect(value(range, bytes) == member.value)
            for inner in member.value.object?.members ?? [] {
                let place = try #require(find(inner.name, range, bytes))
                #expect(value(place, bytes) == inner.value)
            }
        }
        #expect(find("absent", bytes.indices, bytes) == nil)
    }

    private func find(_ name: String, _ object: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
        CanonicalText.member(name, of: object, in: bytes.span)
    }

    private func value(_ range: Range<Int>, _ bytes: [UInt8]) -> JSONValue? {
        let value = CanonicalText.value(range, in: bytes.span)
        let text = CanonicalText.string(range, in: bytes.span)
        #expect(text == value?.text)
        return value
    }

    @Test func nothingMakesItRunPastTheEnd() {
        var alphabet = Array(#"{}[]":,\ab1"#.utf8)
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        alphabet.append(0xFF)
        var found = 0
        for _ in 0..<20_000 {
            let bytes = (0..<next(24)).map { _ in alphabet[next(alphabet.count)] }
            for name in ["a", "", "b"] {
                guard let range = CanonicalText.member(name, of: bytes.indices, in: bytes.span) else {
                    continue
                }
                found += 1
                #expect(range.upperBound <= bytes.count)
                _ = CanonicalText.string(range, in: bytes.span)
                _ = CanonicalText.value(range, in: bytes.span)
            }
        }
        #expect(found > 0)
    }
}
