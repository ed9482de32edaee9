import CanonicalJSON
import DiplomaticEvents
import SeededRandom
import Testing

@testable import EventCoding

@Suite struct PreparedLinesTests {
    private static let lines = [
        #"{"id":"a-1","type":"meeting.held","occurred":"2018-03","actors":{"participants":["ASEAN","RUS"],"host":"SGP","chair":"\u0053GP"},"subject":"meeting/m","note":"b"}"#,
        #"{"type":"signal.coded","occurred":"1985-01-01","reported":"1985-01-02","actors":{"source":"RUS","target":"SGP"},"data":{"cameo":"162","goldstein":-6.8}}"#,
        #"{ "type":"x.mine" ,"occurred":"","data":{"z":1.50,"a":[1e2]}}"#,
        #"{"id":"\u0061-2","type":"x.mine","occurred":"2018","subject":"meeting/m"}"#,
        #"{"id":"e","type":"expectation.stated","occurred":"2018","subject":"expectation/e","data":{"expects":{"type":"agreement.signed","party":["USA","RUS"]}}}"#,
        #"{"id":"r","type":"record.retracted","data":{"target":"a-1","reason":"wrong"}}"#,
        #"{"id":"m","type":"membership.joined","occurred":"2018","actors":{"organisation":"EU","member":["HRV","GBR"]}}"#,
        #"{"id":"w","type":"x.withheld","occurred":""}"#, #"{"id":"no","type":"meeting.held"}"#, "not JSON",
    ]

    private func prepared(_ text: String, chunk: Int = .max, whole: Bool) -> [PreparedLines] {
        var input = EventInput()
        var rest = Array(text.utf8)[...]
        func more() -> [UInt8] {
            let next = rest.prefix(chunk)
            rest = rest.dropFirst(next.count)
            return Array(next)
        }
        var preparer = LinePreparer()
        var all: [PreparedLines] = []
        var before = 0
        while true {
            var lines = InputLines()
            if whole, let taken = input.takeWholeLines(more) {
                lines = taken
            } else {
                lines = input.take(upTo: 3, more)
                if lines.count == 0 { return all }
            }
            var next = preparer.prepare(lines)
            next.linesBefore = before
            before += next.lines
            all.append(next)
        }
    }

    /// What the writer gets of each event, in words, against what its draft says.
    @Test func aPreparedEventSaysWhatItsDraftSays() throws {
        for lines in prepared(Self.lines.joined(separator: "\n"), whole: true) {
            #expect(lines.events.count == 8 && lines.refused.map(\.eventsBefore) == [8, 8])
            for event in lines.events {
                let document = try JSONDocument(Array(Self.lines[event.line - 1].utf8).span)
                let draft = EventReader.read(document).draft
                var writer = CanonicalWriter()
                let id = CanonicalEvent.write(document, document.root, draft: draft, into: &writer)
                #expect(Array(lines.content[event.content]) == writer.bytes)
                #expect(event.digest == LogDigest.of(writer.bytes.span))
                #expect(event.idHash == EventIDHash.of(id))
                #expect(event.type == draft.type)
                #expect((event.subject < 0 ? nil : lines.subjects.name(event.subject)) == draft.subject)
                if draft.type == .own { #expect(lines.ownTypes.name(event.ownType) == draft.typeName) }
                let parts = lines.parts[event.parts]
                #expect(parts.map { lines.actors.name(Int($0.actor)) } == draft.parts.map(\.code))
                #expect(parts.map(\.role) == draft.parts.map(\.role))
                #expect(
                    Set(lines.mentions[event.mentions])
                        == Set(Mentions.of(draft, document).map(EventIDHash.of)))
                var header = event.header
                let numbers = draft.parts.indices.map { UInt32($0 + 7) }
                for recorded in [Int64(-1), 1_700_000_000_000_000] {
                    header.place(recorded: recorded, type: 3, subject: 5, actors: numbers)
                    #expect(
                        header
                            == StoredHeader(draft, recorded: recorded, type: 3, subject: 5, actors: numbers))
                }
                let isKept = ["e", "r", "m", "w"].contains(id)
                #expect((lines.draft(event) != nil) == isKept)
            }
        }
    }

    /// However the input comes and whoever parts it, the same lines are prepared with the same numbers.
    @Test func linesPartedElsewhereAreTheSameLines() {
        var random = SeededGenerator(seed: 0x11)
        let ends = ["\n", "\r\n", "\n\n", "\n \t\n", "\n\r\n"]
        let long = #"{"type":"x.l","occurred":"","note":""# + String(repeating: "l", count: 200_000) + #""}"#
        let tooLong = String(repeating: "x", count: EventInput.longestLine + 9)
        for round in 0..<60 {
            var text = ["", "\n\n", "\u{FEFF}", "\u{FEFF}\n"][Int(random.next() % 4)]
            for _ in 0..<random.next() % 40 {
                text += Self.lines[Int(random.next() % UInt64(Self.lines.count))]
                text += ends[Int(random.next() % UInt64(ends.count))]
                if random.next() % 30 == 0 { text += long + "\n" }
            }
            if round % 9 == 0 { text += tooLong + "\n" + Self.lines[0] }
            if random.next() % 2 == 0 { text += Self.lines[1] }
            let chunk = [300, 100_000, 400_000][Int(random.next() % 3)]
            #expect(
                told(prepared(text, chunk: chunk, whole: true))
                    == told(prepared(text, chunk: chunk, whole: false)))
        }
    }

    /// Each line with its number: the content of an event, or why it is none.
    private func told(_ all: [PreparedLines]) -> [String] {
        var told: [(line: Int, text: String)] = []
        for lines in all {
            for event in lines.events {
                let content = String(decoding: lines.content[event.content], as: UTF8.self)
                told.append((lines.linesBefore + event.line, content))
            }
            for refused in lines.refused {
                told.append((lines.linesBefore + refused.line, "\(refused.reason)"))
            }
        }
        return told.sorted { $0.line < $1.line }.map { "\($0.line): \($0.text)" }
    }

    @Test func aNameHasOneNumberInAList() {
        var list = NameList()
        var numbers: [String: Int] = [:]
        var random = SeededGenerator(seed: 5)
        for _ in 0..<5_000 {
            let name = String(repeating: "n", count: Int(random.next() % 20)) + "\(random.next() % 300)"
            let number = list.number(of: name.utf8.span)
            #expect(numbers[name, default: number] == number && list.name(number) == name)
            numbers[name] = number
        }
        #expect(list.count == numbers.count)
        var other = NameList()
        for number in 0..<list.count { #expect(other.number(of: number, in: list) == number) }
    }
}
