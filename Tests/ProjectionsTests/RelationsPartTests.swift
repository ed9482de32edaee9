import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import SeededRandom
import Testing

/// A part of a state must fold as the whole does, and a step must change no pair that it isn't said to touch:
/// what is in doubt is found by folding parts.
@Suite struct RelationsPartTests {
    private static let codes = ["AUT", "BEL", "CHE", "DEU", "RUS", "SUHH"]

    /// A history at random, of everything that changes facets.
    private func history(_ random: inout SeededGenerator) -> [JSONObject] {
        let tie = JSONObject.event(
            "tie", "call.held", "1949", ["participants": Self.codes.joined(separator: " ")])
        return [tie]
            + (0..<40).map { index in
                let id = "e\(index)"
                let day = "19\(50 + index)-01-01"
                let one = random.pick(Self.codes)
                let other = random.pick(Self.codes.filter { $0 != one })
                let both: KeyValuePairs = ["by": one, "with": other]
                switch random.below(6) {
                case 0:
                    let acts = [
                        "established", "suspended", "severed", "restored", "war-declared", "peace-restored",
                    ]
                    return .event(id, "relations." + random.pick(acts), day, both)
                case 1:
                    let acts = ["opened", "closed", "suspended", "reopened", "agreed"]
                    let kinds = ["embassy", "consulate", "interests-section", nil]
                    return .mission(id, random.pick(acts), day, one, other, random.pick(kinds))
                case 2, 3:
                    let acts = [
                        "nominated", "arrived", "credentials-presented", "recalled-for-consultations",
                        "returned",
                        "recalled", "departed", "charge-assumed", "declared-persona-non-grata",
                    ]
                    return .head(
                        id, random.pick(acts), day, one, other, random.pick(["Ann", "Bea", "unnamed"]))
                case 4:
                    let acts = ["granted", "withdrawn"]
                    return .event(
                        id, "recognition." + random.pick(acts), day,
                        ["recognising": one, "recognised": other])
                default:
                    let kinds = ["continuation", "dissolution", "secession", "merger", "absorption"]
                    return .event(
                        id, "actor.succeeded", day, ["predecessor": one, "successor": other],
                        ["kind": .text(random.pick(kinds))])
                }
            }
    }

    @Test func aPartFoldsAsTheWholeDoes() throws {
        var random = SeededGenerator(seed: 20_180_803)
        for _ in 0..<60 {
            let events = history(&random)
            let lens = try NaiveLens(asOf: "2000-01-01")
            try check(Relations.self, events, lens) { one, other in ActorPair(one, other) }
            try check(Missions.self, events, lens) { one, other in DirectedPair(from: one, to: other) }
        }
    }

    private func check<P: Projection>(
        _ type: P.Type, _ events: [JSONObject], _ lens: NaiveLens, _ key: (ActorID, ActorID) -> P.Key?
    ) throws {
        let replay = try NaiveReplay(NaiveLog(events), lens, codes: Self.codes, as: type)
        let chronicle = replay.chronicle
        let actors = Self.codes.compactMap(chronicle.actor)
        let keys = Set(actors.flatMap { one in actors.compactMap { key(one, $0) } })
        var whole = P()
        for step in replay.certain {
            let touched = Set(try whole.keys(touchedBy: step, chronicle))
            let before = whole
            try whole.fold(step, chronicle)
            for key in keys {
                let facets = try whole.facets(of: key, on: step.day, chronicle)
                if touched.contains(key) {
                    var part = before.part(of: key)
                    try part.fold(step, chronicle)
                    #expect(try part.facets(of: key, on: step.day, chronicle) == facets)
                } else {
                    #expect(try before.facets(of: key, on: step.day, chronicle) == facets)
                }
            }
        }
    }
}
