import DiplomaticEvents
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("RUZ", "RUS"), ("rus", "RUS"), ("ASAEN", "ASEAN"), ("SGPX", "SGP"), ("AGREEMENT", "agreement"),
        ("participant", "participants"),
    ])
    func theNearestIsFound(_ name: String, _ nearest: String) {
        #expect(NearestName.of(name, in: ["SGP", "RUS", "ASEAN", "agreement", "participants"]) == nearest)
    }

    @Test(arguments: ["QQQ", "", "xyzxyzxyz", String(repeating: "a", count: 10_000)])
    func whatIsNotNearIsNotGuessed(_ name: String) {
        #expect(NearestName.of(name, in: ["SGP", "RUS", "ASEAN", "agreement", "participants"]) == nil)
        #expect(NearestName.question(name, in: ["participants"]).isEmpty)
    }

    @Test func theFormsOfNamesHaveTheirBounds() {
        #expect(
            EventID.isWellFormed("h:0a/b.c_d-e") && !EventID.isWellFormed(":a") && !EventID.isWellFormed("é"))
        #expect(EventID.isWellFormed(String(repeating: "a", count: 128)))
        #expect(!EventID.isWellFormed(String(repeating: "a", count: 129)))
        #expect(SubjectName.isWellFormed("agreement/paris-2015") && SubjectName.isWellFormed("a-b/C/d"))
        for subject in ["", "a", "/a", "a/", "A/a", "a b/c", "a/b c", "-a/b", "a/é"] {
            #expect(!SubjectName.isWellFormed(subject), "\(subject)")
        }
        #expect(
            ActorCode.isWellFormed("SUHH") && ActorCode.isWellFormed("x:1.a_b-c")
                && !ActorCode.isWellFormed("a/b"))
        #expect(ActorCode.isWellFormed(String(repeating: "A", count: 64)))
        #expect(!ActorCode.isWellFormed(String(repeating: "A", count: 65)))
        // The Kelvin sign is canonically equivalent to K, and yet no code.
        #expect(!ActorCode.isWellFormed("\u{212A}OR"))
    }
}
