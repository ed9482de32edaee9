import CanonicalJSON
import Testing

@Suite struct VocabularyTests {
    private static let names = [
        "a", "b", "ab", "type", "occurred", "occurredx", "reported", "mission.opened", "mission.closed", "é",
        "mission.protecting-power-accepted", "mission.protecting-power-requested", "",
    ]

    @Test func everyNameIsFoundAtItsPlaceAndNoOther() throws {
        let vocabulary = Vocabulary(Self.names)
        for (place, name) in Self.names.enumerated() {
            #expect(vocabulary.place(of: name.utf8.span) == place)
            // At the very end of the text, and with more behind it.
            for text in ["\"\(name)\"", "[\"\(name)\",\"more than eight bytes\"]"] {
                let document = try JSONDocument(text.utf8.span)
                let node = Array(document.elements(document.root)).first ?? document.root
                #expect(document.place(of: node, in: vocabulary) == place)
            }
        }
        for other in ["c", "typ", "types", "occurree", "occurred ", "mission.openee", "e\u{301}"] {
            #expect(vocabulary.place(of: other.utf8.span) == -1, "\(other)")
        }
    }

    @Test func aTextIsFoundHoweverItIsWritten() throws {
        let vocabulary = Vocabulary(Self.names)
        let document = try JSONDocument(#"["\u0074ype","\u00e9",7,null,["type"]]"#.utf8.span)
        #expect(
            document.elements(document.root).map { document.place(of: $0, in: vocabulary) } == [
                3, 9, -1, -1, -1,
            ])
    }

    @Test func anEmptyListHasNoNames() {
        #expect(Vocabulary([]).place(of: "a".utf8.span) == -1)
    }
}
