import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import SeededRandom
import Testing

/// What holds of every agreement, whatever happens to it: held against histories at random.
struct AgreementsHistoryTests {
    private static let actors = ["AAA", "BBB", "CCC", "DDD"]
    private static let names = ["agreement/a", "agreement/b", "agreement/c"]

    private static let rules = [
        nil, #"{"deposits":2,"after":"P30D"}"#, #"{"signature":true}"#,
        #"{"any":[{"all-signatories":true},{"each-of":["AAA","BBB"]}],"align":"first-of-month"}"#,
        #"{"all":[{"date":"2011-06-01"},{"exchange":true}],"exclude":["CCC"]}"#,
    ]

    /// A history at random, a step a day or, where that is asked for, a little more vaguely. Who has ended does
    /// nothing more.
    private func story(_ random: inout SeededGenerator, length: Int, isVague: Bool = true) -> AgreementStory {
        var story = AgreementStory()
        var actors = Self.actors
        for index in 0..<length {
            let month = "20\(10 + index / 336)-\(Self.padded(index / 28 % 12 + 1))"
            let day = isVague && random.below(8) == 0 ? month : "\(month)-\(Self.padded(index % 28 + 1))"
            let later = "20\(11 + index / 336 + random.below(3))-01-01"
            let (one, other) = (random.pick(actors), random.pick(actors))
            let isFirst = index < Self.names.count
            let name = isFirst ? Self.names[index] : random.pick(Self.names)
            let id = "e\(index)"
            // Rules that name actors, and what takes another's place, are known from the beginning: a part hears of
            // no ends of actors that don't touch its agreement.
            switch isFirst ? 0 : random.below(12) {
            case 0:
                story = story.defined(
                    day, random.pick([[], [one, other], actors]),
                    kind: random.pick(["treaty", "treaty", "mou", "executive-agreement", "exchange-of-notes"]
                    ),
                    rule: random.pick(isFirst ? Self.rules : Array(Self.rules.prefix(3))),
                    laterParty: random.pick([nil, "P1M"]), term: random.pick([nil, "P1Y", "2012"]),
                    supersedes: isFirst ? random.pick(Self.names) : nil, subject: name, id: id)
            case 1 where actors.count > 2 && one != other:
                let kind = random.pick(["continuation", "dissolution", "secession"])
                story = story.succeeded(day, one, other, kind: kind, id: id)
                if kind != "secession" { actors.removeAll { $0 == one } }
            case 2, 3:
                story = story.deposited(
                    day, one, mode: random.pick(["ratified", "acceded", "succeeded"]),
                    effective: random.pick([nil, nil, later, "2009-01-01"]), id: id, subject: name)
            case 4, 5:
                let mode = random.pick(["simple", "definitive", "ad-referendum"])
                story = story.act("signed", day, one, data: #"{"mode":"\#(mode)"}"#, id: id, subject: name)
            case 6:
                story = story.act(
                    random.pick(["withdrawal-notified", "terminated"]), day, one,
                    effective: random.pick([nil, later]), id: id, subject: name)
            default:
                let types = [
                    "negotiation-opened", "negotiation-failed", "draft-tabled", "draft-withdrawn", "adopted",
                    "signature-disavowed", "signature-confirmed", "instruments-exchanged", "notes-exchanged",
                    "consent-revoked", "provisionally-applied", "provisional-application-ended", "suspended",
                    "resumed", "withdrawal-revoked", "entered-into-force", "abandoned",
                ]
                let party = random.below(3) == 0 ? [] : [one]
                story = story.event(random.pick(types), day, party, id: id, subject: name)
            }
        }
        return story
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// What is in doubt is found by folding parts, so a part must come to what the whole comes to, of whichever
    /// steps touch its key; and no step changes a key that it isn't said to touch.
    @Test func aPartFoldsAsTheWholeDoes() throws {
        var random = SeededGenerator(seed: 1969)
        for _ in 0..<30 {
            let story = story(&random, length: 70, isVague: false)
            let replay = try story.story.replay(Agreements.self, "2020-01-01", codes: Self.actors)
            let chronicle = replay.chronicle
            let first = 5 + random.below(45)
            var whole = Agreements()
            for step in replay.certain.prefix(first) { try whole.fold(step, chronicle) }
            let base = whole
            var parts: [SubjectID: Agreements] = [:]
            for step in replay.certain.dropFirst(first) {
                let touched = Set(try whole.keys(touchedBy: step, chronicle))
                for key in touched {
                    var part = parts[key] ?? base.part(of: key)
                    try part.fold(step, chronicle)
                    parts[key] = part
                }
                let before = whole
                try whole.fold(step, chronicle)
                for key in Self.names.compactMap(chronicle.subject) {
                    let facets = Set(try whole.facets(of: key, on: step.day, chronicle))
                    if let part = parts[key] {
                        let own = Set(try part.facets(of: key, on: step.day, chronicle))
                        #expect(own == facets, "\(chronicle.name(of: key)) \(step)")
                    }
                    if !touched.contains(key) {
                        let old = Set(try before.facets(of: key, on: step.day, chronicle))
                        #expect(old == facets, "\(chronicle.name(of: key)) \(step)")
                    }
                }
            }
        }
    }

    @Test func whatAnItemSaysAgreesWithItself() throws {
        var random = SeededGenerator(seed: 1986)
        for _ in 0..<40 {
            let story = story(&random, length: 60)
            let day = "20\(10 + random.below(6))-0\(1 + random.below(9))-15"
            for isPossible in [false, true] {
                let replay = try story.story.replay(Agreements.self, day, isPossible: isPossible)
                for item in try replay.items() {
                    let parties = item.at("parties").list ?? []
                    let bound = parties.filter { party in
                        party.at("intervals").list?.contains { $0.at("to").isNull } == true
                    }
                    #expect(item.at("counts.bound") == .integer(Int64(bound.count)), "\(item)")
                    for party in parties where party.at("state") == "bound" {
                        #expect(bound.contains(party), "\(item)")
                        #expect(!party.at("boundFrom").isNull)
                    }
                    let status = item.at("status").text ?? ""
                    if ["in-force", "terminated", "expired"].contains(status) == false, status != "suspended",
                        status != "superseded", status != "completed"
                    {
                        #expect(bound.isEmpty, "\(item)")
                    }
                    #expect(item.at("certain").bool == true || !isPossible || item.at("mayBe") == [])
                    #expect(item.at("stale") == false || !item.at("pendingDays").isNull)
                }
                _ = try replay.warnings()
            }
        }
    }

    @Test func theOrderOfAppendingMakesNoDifference() throws {
        var random = SeededGenerator(seed: 2018)
        for _ in 0..<20 {
            let story = story(&random, length: 50)
            let items = try story.story.items(Agreements.self, "2012-06-15")
            let reversed = try Story(story.lines.reversed().joined(separator: "\n"))
            #expect(try reversed.items(Agreements.self, "2012-06-15") == items)
        }
    }
}
