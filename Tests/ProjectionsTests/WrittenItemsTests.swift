import CanonicalJSON
import DiplomaticEvents
import EDTF
import NaiveReference
import Projections
import SeededRandom
import Testing

/// What is written straight as text, and folded in strands, is what values and one fold come to.
@Suite struct WrittenItemsTests {
    private static let actors = ["AAA", "BBB", "CCC", "ASEAN"]

    /// A history at random, a step a day, of all that an item of relations shows.
    private func story(_ random: inout SeededGenerator, length: Int) throws -> Story {
        var lines: [String] = []
        for index in 0..<length {
            let day = "2010-\(Self.padded(index / 28 % 12 + 1))-\(Self.padded(index % 28 + 1))"
            let one = random.pick(Self.actors)
            let other = random.pick(Self.actors.filter { $0 != one })
            let posted = #""actors":{"sending":"\#(one)","receiving":"\#(other)"}"#
            let event: String
            switch random.below(8) {
            case 0:
                let types = ["established", "severed", "suspended", "restored", "war-declared"]
                event =
                    #""type":"relations.\#(random.pick(types))","actors":{"parties":["\#(one)","\#(other)"]}"#
            case 1:
                let types = ["opened", "closed", "agreed"]
                event =
                    #""type":"mission.\#(random.pick(types))",\#(posted),"data":{"kind":"embassy","seat":"X \"Y\""}"#
            case 2:
                let types = ["nominated", "credentials-presented", "departed", "charge-assumed"]
                event = #""type":"head.\#(random.pick(types))",\#(posted),"data":{"person":"É. \\ O"}"#
            case 3:
                event =
                    #""type":"measure.\#(random.pick(["imposed", "lifted"]))","actors":{"by":"\#(one)","against":"\#(other)"},"data":{"kind":"sanctions"}"#
            case 4:
                event =
                    #""type":"recognition.\#(random.pick(["granted", "withdrawn"]))","actors":{"recognising":"\#(one)","recognised":"\#(other)"}"#
            case 5: event = #""type":"meeting.held","actors":{"participants":["\#(one)","\#(other)"]}"#
            case 6:
                event =
                    #""type":"agreement.signed","subject":"agreement/a","actors":{"party":"\#(one)"},"data":{"mode":"signature"}"#
            default:
                event =
                    #""type":"membership.joined","actors":{"organisation":"ASEAN","member":"\#(random.pick(Array(Self.actors.prefix(3))))"}"#
            }
            lines.append(#"{"id":"e\#(index)","occurred":"\#(day)",\#(event)}"#)
        }
        return try Story(lines.joined(separator: "\n"))
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test func whatIsWrittenIsCanonical() throws {
        var random = SeededGenerator(seed: 1961)
        for _ in 0..<40 {
            let story = try story(&random, length: 120)
            try check(Relations.self, story)
            try check(Missions.self, story)
        }
    }

    private func check<P: WrittenProjection>(_ type: P.Type, _ story: Story) throws {
        let replay = try story.replay(type, "2020-01-01", codes: Self.actors)
        var projection = P()
        for step in replay.certain { try projection.fold(step, replay.chronicle) }
        let view = View(day: try #require(CivilDay(year: 2020, month: 1, day: 1)))
        let keys = try projection.listed(view, Doubts(), replay.chronicle)
        #expect(!keys.isEmpty)
        for key in keys {
            var writer = CanonicalWriter()
            try projection.write(key, view, Doubts(), replay.chronicle, into: &writer)
            let item = try projection.item(key, view, Doubts(), replay.chronicle)
            #expect(CanonicalWriter.bytes(of: item) == writer.bytes)
        }
    }

    @Test func strandsComeToTheWhole() throws {
        var random = SeededGenerator(seed: 1963)
        for _ in 0..<40 {
            let story = try story(&random, length: 120)
            let replay = try story.replay(Relations.self, "2020-01-01", codes: Self.actors)
            var whole = Relations()
            for step in replay.certain { try whole.fold(step, replay.chronicle) }
            var strands = [Relations](repeating: Relations(), count: Relations.strands)
            for number in strands.indices {
                for step in replay.certain {
                    try strands[number].fold(step, strand: number, replay.chronicle)
                }
            }
            var joined = strands[0]
            for number in strands.indices.dropFirst() { joined.take(strand: number, of: strands[number]) }
            let view = View(day: try #require(CivilDay(year: 2020, month: 1, day: 1)))
            #expect(
                try joined.items(view, Doubts(), replay.chronicle)
                    == whole.items(view, Doubts(), replay.chronicle))
        }
    }

    @Test func fewPartsStandInTheOrderOfMany() {
        var random = SeededGenerator(seed: 1969)
        for _ in 0..<200 {
            var parts: [ActorPart] = []
            var inOrder = ActorParts()
            for _ in 0..<random.below(4) {
                let part = ActorPart(
                    role: random.pick(Role.allCases), actor: ActorID(rawValue: UInt32(random.below(5))))
                parts.append(part)
                let isIn = inOrder.insert(part)
                #expect(isIn)
            }
            #expect(Array(inOrder) == parts.sorted { $0.precedes($1) })
            let isFull = parts.count == 3
            #expect(inOrder.insert(ActorPart(role: .actor, actor: ActorID(rawValue: 9))) != isFull)
        }
    }
}
