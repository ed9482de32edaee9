import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import SeededRandom
import Testing

@Suite struct CodingTests {
    private func draft(_ line: String) throws -> EventDraft {
        let (draft, faults) = EventReader.read(try JSONDocument(Array(line.utf8).span))
        #expect(faults.isEmpty)
        return draft
    }

    private func isNoHeader(_ bytes: [UInt8], at offset: Int) -> Bool {
        StoredHeader(bytes.span, at: offset) == nil
    }

    private func event(_ body: [UInt8], _ revision: UInt64) -> RecordedEvent? {
        RecordedEvent(body.span, revision: Revision(revision))
    }

    @Test func aHeaderReadsBackAsItWasWritten() throws {
        let lines = [
            #"{"type":"visit.made","occurred":"2018-03","actors":{"visitor":"RUS","host":"SGP"}}"#,
            #"{"type":"x.y","occurred":"","assertion":"hypothetical"}"#,
            #"{"type":"agreement.signed","occurred":"-0044-03-15/..","subject":"agreement/x","reported":"2018","effective":"2019","assertion":"negated","actors":{"party":["RUS","SGP","CUB","USA"]},"actsAs":{"RUS":"each-member"}}"#,
            #"{"type":"signal.coded","occurred":"2018-08-02T10:00:00Z","actors":{"source":"A","target":"B"},"data":{"cameo":"190","goldstein":-9.5}}"#,
        ]
        var random = SeededGenerator(seed: 3)
        for line in lines {
            let draft = try draft(line)
            let actors = draft.parts.map { _ in UInt32(truncatingIfNeeded: random.next()) }
            let header = StoredHeader(
                draft, recorded: Int64(bitPattern: random.next()),
                type: UInt16(truncatingIfNeeded: random.next()),
                subject: UInt32(truncatingIfNeeded: random.next()), actors: actors)
            var bytes: [UInt8] = [9, 9, 9]
            header.encode(into: &bytes)
            #expect(bytes.count == 3 + StoredHeader.size)
            let decoded = StoredHeader(bytes.span, at: 3)
            let read = try #require(decoded)
            #expect(read == header && read.hashValue == header.hashValue)
            #expect(read.partCount == UInt8(actors.count) && read.assertion == draft.assertion)
            #expect(read.flags.contains(.isInterval) == draft.isInterval)
            #expect(read.flags.contains(.hasEffective) == (draft.effective != nil))
            #expect(read.flags.contains(.isUnknownDate) == draft.isUnknownDate)
            #expect(read.flags.contains(.isReported) == (draft.reported != nil))
            #expect(read.flags.contains(.actsForMembers) == !draft.eachMember.isEmpty)
            for offset in [-1, 4, bytes.count] { #expect(isNoHeader(bytes, at: offset)) }
            #expect(isNoHeader(bytes.dropLast(), at: 3))
            // No assertion has this number.
            bytes[3 + 34] = 200
            #expect(isNoHeader(bytes, at: 3))
        }
    }

    @Test func aHeaderHasItsFixedLayout() throws {
        let draft = try draft(
            #"{"type":"visit.made","occurred":"1970-01-01","reported":"1970-01-02","actors":{"visitor":"RUS","host":"SGP"}}"#
        )
        var bytes: [UInt8] = []
        StoredHeader(draft, recorded: 258, type: 3, subject: 5, actors: [7, 8]).encode(into: &bytes)
        let day = [UInt8]([0x7F, 0x51, 0x01, 0, 0, 0, 0, 0])
        let twoDays = [UInt8]([0xFF, 0xA2, 0x02, 0, 0, 0, 0, 0])
        var expected: [UInt8] = [2, 1, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8) + day + twoDays
        expected += [3, 0, 0, 16] + [5, 0, 0, 0] + [7, 0, 0, 0] + [8, 0, 0, 0] + [0, 0, 0, 0]
        expected += [Role.host.rawValue, Role.visitor.rawValue, 0, 2] + [UInt8](repeating: 0, count: 8)
        #expect(bytes == expected)
    }

    @Test func whatHappenedCannotHaveHappenedAfterItWasReported() throws {
        func bounds(_ line: String, recorded: Int64 = 1_533_297_600_000_000) throws -> Bounds {
            StoredHeader(try draft(line), recorded: recorded, type: 1, subject: 0, actors: []).cappedBounds
        }
        let march = try EDTFDate("2018-03").start
        let cap = try LensDate("2018-03-10").last
        let held = #""type":"x.y","occurred":"2018-03""#
        #expect(try bounds("{\(held)}") == march)
        #expect(
            try bounds("{\(held),\"reported\":\"2018-03-10\"}")
                == Bounds(earliest: march.earliest, latest: cap))
        #expect(try bounds("{\(held),\"reported\":\"2018-03-10\",\"assertion\":\"planned\"}") == march)
        #expect(try bounds("{\(held),\"reported\":\"2017\"}") == march)
        #expect(
            try bounds(#"{"type":"x.y","occurred":"","reported":"2018-03-10"}"#)
                == Bounds(earliest: .distantPast, latest: cap))
        // 2018-08-03, the day of recording.
        #expect(
            try bounds(#"{"type":"x.y","occurred":"2018"}"#).latest == (try LensDate("2018-08-03").last))
    }

    @Test func aDigestHasItsText() throws {
        let empty = LogDigest.of([UInt8]().span)
        #expect(empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(LogDigest("sha256:" + empty.hex) == empty)
        #expect(LogDigest(empty.hex) == nil && LogDigest("sha256:" + empty.hex.uppercased()) == nil)
        #expect(LogDigest("sha256:" + empty.hex + "0") == nil && LogDigest([1, 2]) == nil)
    }

    @Test func aBodyIsBelievedOnlyAsItWasRecorded() throws {
        let content = Array(#"{"id":"a"}"#.utf8)
        let leaf = MerkleTree.leaf(revision: Revision(1), recorded: 77, content: .of(content.span))
        let body = StoredBody.encode(leaf, recorded: 77, content: content.span)
        let read = try #require(event(body, 1))
        #expect(read.content == content && read.recorded == 77 && read.leaf == leaf)
        let tree = try read.event()
        #expect(tree["id"] == "a")
        #expect(event(body, 2) == nil)
        for bit in 0..<body.count * 8 {
            var changed = body
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(event(changed, 1) == nil)
        }
        for length in 0...StoredBody.prefix {
            #expect(event(Array(body.prefix(length)), 1) == nil)
        }
    }

    /// Stores hold these numbers: they must never change.
    @Test(
        arguments: [
            ("", 0xFDBD_F6AC_4FC5_2E7F), ("a", 0x2EF7_D131_6EB8_6F71), ("b", 0xD643_E4EC_26FD_D027),
            ("h:0123456789abcdef0123456789abcdef", 0xB376_6129_3A9E_57B3), ("é", 0x10A6_30C8_1692_2CBA),
        ] as [(String, UInt64)])
    func theHashOfAnIDIsFixed(_ id: String, _ hash: UInt64) {
        #expect(EventIDHash.of(id) == hash)
    }

    @Test func aDerivedIDIsTheBeginningOfTheDigest() throws {
        let text = #"{"occurred":"","type":"x.y"}"#
        let document = try JSONDocument(Array(#" {"type" : "x.y","occurred":""}"#.utf8).span)
        var writer = CanonicalWriter()
        writer.raw("what it held")
        let id = CanonicalEvent.write(
            document, document.root, draft: EventReader.read(document).draft, into: &writer)
        let digest = LogDigest.of(Array(text.utf8).span)
        #expect(id == "h:" + digest.hex.prefix(32))
        #expect(EventID.isWellFormed(id))
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == #"{"id":"\#(id)","occurred":"","type":"x.y"}"#)
        let again = try JSONDocument(writer.bytes.span)
        var second = CanonicalWriter()
        let sameID = CanonicalEvent.write(
            again, again.root, draft: EventReader.read(again).draft, into: &second)
        #expect(sameID == id)
        #expect(second.bytes == writer.bytes)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (1_533_297_600_123_456, "2018-08-03T12:00:00.123456Z"),
            (-1_000_000, "1969-12-31T23:59:59.000000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func aTimestampHasSixPlaces(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp.text(microseconds) == text)
        #expect(Timestamp.microseconds(text) == microseconds)
    }

    @Test func timestampsOfOthersAreRead() {
        #expect(Timestamp.microseconds("2018-08-03T14:00:00.5+02:00") == 1_533_297_600_500_000)
        #expect(Timestamp.microseconds("2018-08-03T12:00:00Z") == 1_533_297_600_000_000)
        #expect(Timestamp.microseconds("2018-08-03T12:00:00.1234569Z") == 1_533_297_600_123_456)
        for text in ["", "2018-08-03", "2018-08-03T12:00:00", "2018-08-03T25:00:00Z", "x"] {
            #expect(Timestamp.microseconds(text) == nil, "\(text)")
        }
        // The clock of an empty log; nobody should see it, and nothing may trap.
        #expect(!Timestamp.text(.min).isEmpty && !Timestamp.text(.max).isEmpty)
    }

    @Test func aLensLetsInTheWholeDayOrSecondOrThatVeryMicrosecond() throws {
        let day: Int64 = 1_533_254_400_000_000
        #expect(Timestamp.last(of: try LensDate("2018-08-03")) == day + 86_400_000_000 - 1)
        #expect(Timestamp.last(of: try LensDate("2018-08-03T00:00:00Z")) == day + 999_999)
        #expect(Timestamp.last(of: try LensDate("2018-08-03T00:00:00.25Z")) == day + 250_000)
    }

    @Test func littleEndianNumbersLieAtAnyAddress() {
        var bytes: [UInt8] = [0]
        bytes.append(littleEndian: UInt64(0x0102_0304_0506_0708))
        bytes.append(littleEndian: UInt32(0x0A0B_0C0D))
        #expect(bytes == [0, 8, 7, 6, 5, 4, 3, 2, 1, 0x0D, 0x0C, 0x0B, 0x0A])
        let long = bytes.span.littleEndian64(at: 1)
        let short = bytes.span.littleEndian32(at: 9)
        let copy = bytes.span.copied()
        #expect(long == 0x0102_0304_0506_0708 && short == 0x0A0B_0C0D && copy == bytes)
    }
}
