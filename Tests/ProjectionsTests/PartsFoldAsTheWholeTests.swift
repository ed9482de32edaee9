import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import SeededRandom
import Testing

/// What is in doubt is found by folding parts of a state, so a part must come to what the whole comes to, of
/// whichever steps touch its key, and no step may change a key that it isn't said to touch.
@Suite struct PartsFoldAsTheWholeTests {
    private static let actors = ["AAA", "BBB", "CCC", "ASEAN", "AU"]

    /// A history at random, a step a day: memberships, meetings, incidents, agreements and what is expected.
    private func story(_ random: inout SeededGenerator, length: Int) throws -> Story {
        var lines: [String] = []
        for index in 0..<length {
            let day =
                "20\(10 + index / 336)-\(Self.padded(index / 28 % 12 + 1))-\(Self.padded(index % 28 + 1))"
            let (one, other) = (random.pick(Self.actors), random.pick(Self.actors))
            // What an organisation inherits from another is that one's own state, which its part doesn't follow.
            let states = Array(Self.actors.prefix(3))
            let agreement = "agreement/" + random.pick(["a", "b"])
            let event: String
            switch random.below(6) {
            case 0:
                let types = [
                    "applied", "observer-admitted", "joined", "joined", "suspended", "withdrawal-notified",
                    "left", "chair-assumed",
                ]
                event = """
                    "type":"membership.\(random.pick(types))","actors":{"organisation":"\(random.pick(["ASEAN", "AU"]))","member":"\(one)"}
                    """
            case 1:
                let kinds = ["continuation", "dissolution", "secession"]
                event = """
                    "type":"actor.succeeded","actors":{"predecessor":"\(random.pick(states))","successor":"\(random.pick(states))"},"data":{"kind":"\(random.pick(kinds))"}
                    """
            case 2:
                let types = ["scheduled", "postponed", "cancelled", "held"]
                event = """
                    "type":"meeting.\(random.pick(types))","subject":"meeting/\(random.pick(["m", "n"]))","actors":{"participants":["\(one)","\(other)"]},"data":{"planned":"2010-0\(random.below(9) + 1)"}
                    """
            case 3:
                let types = ["occurred", "attributed", "attribution-withheld", "attribution-denied"]
                event = """
                    "type":"incident.\(random.pick(types))","subject":"incident/\(random.pick(["i", "j"]))","actors":{"target":"\(one)","by":"\(one)","attributor":"\(one)","perpetrator":"\(other)"}
                    """
            case 4:
                let types = [
                    "signed", "adopted", "published", "terminated", "abandoned", "negotiation-failed",
                    "negotiation-opened",
                ]
                event = """
                    "type":"agreement.\(random.pick(types))","subject":"\(agreement)","actors":{"party":"\(one)"}
                    """
            default:
                let types = ["stated", "stated", "revised", "failed", "fulfilled", "withdrawn"]
                let expects = random.pick([
                    #""type":"agreement.signed","subject":"\#(agreement)""#,
                    #""type":"agreement.published","party":"\#(one)""#,
                    #""type":"meeting.held","subject":"meeting/m""#, #""type":"membership.joined""#,
                ])
                event = """
                    "type":"expectation.\(random.pick(types))","subject":"expectation/\(random.pick(["x", "y", "z"]))","data":{"expects":{\(expects)},"due":"2010-0\(random.below(9) + 1)"}
                    """
            }
            lines.append(#"{"id":"e\#(index)","occurred":"\#(day)",\#(event)}"#)
        }
        return try Story(lines.joined(separator: "\n"))
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test func aPartFoldsAsTheWholeDoes() throws {
        var random = SeededGenerator(seed: 20_180_803)
        for _ in 0..<60 {
            let story = try story(&random, length: 80)
            let first = 10 + random.below(60)
            try check(Memberships.self, story, from: first)
            try check(Meetings.self, story, from: first)
            try check(Incidents.self, story, from: first)
            try check(Expectations.self, story, from: first)
        }
    }

    /// Folds the steps from one on into parts too, each of those that touch the part's key.
    private func check<P: Projection>(_ type: P.Type, _ story: Story, from first: Int) throws {
        let replay = try story.replay(type, "2020-01-01", codes: Self.actors)
        let chronicle = replay.chronicle
        var whole = P()
        for step in replay.certain.prefix(first) { try whole.fold(step, chronicle) }
        let base = whole
        var parts: [P.Key: P] = [:]
        for step in replay.certain.dropFirst(first) {
            let touched = Set(try whole.keys(touchedBy: step, chronicle))
            for key in touched {
                var part = parts[key] ?? base.part(of: key)
                try part.fold(step, chronicle)
                parts[key] = part
            }
            let before = whole
            try whole.fold(step, chronicle)
            for (key, part) in parts {
                let facets = Set(try whole.facets(of: key, on: step.day, chronicle))
                #expect(Set(try part.facets(of: key, on: step.day, chronicle)) == facets, "\(P.name) \(step)")
                if !touched.contains(key) {
                    #expect(Set(try before.facets(of: key, on: step.day, chronicle)) == facets)
                }
            }
        }
    }
}
