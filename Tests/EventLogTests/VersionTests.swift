import CanonicalJSON
import EDTF
import EventCoding
import EventLog
import Testing

@Suite struct VersionTests {
    private func note(_ version: EventVersion) -> String? { version.event["note"]?.text }

    @Test func correctionsApplyInTheOrderOfTheLog() throws {
        let store = try TestStore()
        try store.append(
            meeting("a", #","note":"0","tags":["x"]"#),
            correction("c1", of: "a", #"{"note":"1","wording":"w"}"#),
            correction("c2", of: "a", #"{"note":"2","tags":null}"#))
        let version = try store.version(1)
        #expect(note(version) == "2" && version.event["wording"] == "w" && version.event["tags"] == nil)
        #expect(version.corrections == [2, 3] && version.retractions.isEmpty)
        #expect(try note(store.version(1, KnowledgeCut(through: 2))) == "1")
        #expect(try note(store.version(1, KnowledgeCut(through: 1))) == "0")
        #expect(try store.contents().first?.contains(#""note":"0""#) == true)
    }

    @Test func aCorrectionOfACorrectionWorksInItsOldPlace() throws {
        let store = try TestStore()
        try store.append(
            meeting("a", #","note":"0""#),
            correction("c1", of: "a", #"{"note":"1","wording":"one"}"#),
            correction("c2", of: "a", #"{"note":"2"}"#),
            correction("c3", of: "c1", #"{"data":{"patch":{"note":"late","wording":"three"}}}"#))
        let version = try store.version(1)
        #expect(note(version) == "2" && version.event["wording"] == "three")
        #expect(version.corrections == [2, 3])
        #expect(try store.version(1, KnowledgeCut(through: 3)).event["wording"] == "one")
    }

    @Test func retractingACorrectionBringsBackWhatWasBefore() throws {
        let store = try TestStore()
        try store.append(
            meeting("a", #","note":"0""#),
            correction("c1", of: "a", #"{"note":"1"}"#),
            correction("c2", of: "a", #"{"note":"2"}"#),
            retraction("r1", of: "c2"),
            retraction("r2", of: "c1"))
        #expect(try note(store.version(1)) == "0")
        #expect(try store.version(1).corrections == [])
        #expect(try note(store.version(1, KnowledgeCut(through: 4))) == "1")
        #expect(try note(store.version(1, KnowledgeCut(through: 3))) == "2")
        #expect(try store.version(3).retractions == [4])
    }

    @Test func aRetractedRetractionIsUndone() throws {
        let store = try TestStore()
        try store.append(
            meeting("a"), retraction("r1", of: "a"), retraction("r2", of: "r1"), retraction("r3", of: "r2"))
        #expect(try store.version(1).retractions == [2])
        #expect(try store.version(1, KnowledgeCut(through: 3)).retractions == [])
        #expect(try store.version(1, KnowledgeCut(through: 2)).retractions == [2])
    }

    @Test func theCutsOfBothClocksHold() throws {
        let store = try TestStore()
        try store.append(meeting("a", #","note":"0""#))
        store.now += 1
        try store.append(correction("c1", of: "a", #"{"note":"1"}"#, reported: "2018-08-01"))
        store.now += 1
        try store.append(correction("c2", of: "a", #"{"note":"2"}"#, reported: "2018-07-01"))
        let last = store.now
        #expect(try note(store.version(1, KnowledgeCut(through: .max, recordedBy: last))) == "2")
        #expect(try note(store.version(1, KnowledgeCut(through: .max, recordedBy: last - 1))) == "1")
        #expect(try note(store.version(1, KnowledgeCut(through: .max, recordedBy: last - 2))) == "0")
        let july = try LensDate("2018-07-31").last
        #expect(try note(store.version(1, KnowledgeCut(through: .max, reportedBy: july))) == "2")
        #expect(try store.version(1, KnowledgeCut(through: .max, reportedBy: july)).corrections == [3])
        let june = try LensDate("2018-06-30").last
        #expect(try note(store.version(1, KnowledgeCut(through: .max, reportedBy: june))) == "0")
    }

    @Test func whatElseIsSaidIsListed() throws {
        let store = try TestStore()
        try store.append(
            meeting("a"), meeting("b"), record("disputed", "d", "a"), record("annotated", "n", "a"),
            record("duplicate-of", "u", "a", #","canonical":"b""#), record("disputed", "d2", "a"),
            retraction("r", of: "d2"))
        let version = try store.version(1)
        #expect(version.disputes == [3] && version.annotations == [4])
        #expect(version.canonicals.map(\.id) == ["b"] && version.canonicals.map(\.record) == [5])
        let records = try store.log.read { transaction in try store.log.records(about: 1, transaction) }
        #expect(records == [3, 4, 5, 6])
        let events = try store.log.read { transaction in try store.log.eventsWithRecords(transaction) }
        #expect(events == [1, 6])
    }

    @Test func aDeepChainOfRecordsIsResolved() throws {
        let store = try TestStore()
        let depth = 50_000
        var lines = [meeting("e0")]
        for place in 1...depth { lines.append(retraction("e\(place)", of: "e\(place - 1)")) }
        #expect(try store.append(text: lines.joined(separator: "\n")).appended == depth + 1)
        // An even number of retractions in a row undo one another.
        #expect(try store.version(1).retractions == [])
        #expect(try store.version(1, KnowledgeCut(through: UInt64(depth))).retractions == [2])
    }

    @Test func manyCorrectionsOfOneEventAreTaken() throws {
        let store = try TestStore()
        let count = 10_000
        var lines = [meeting("e")]
        for number in 1...count { lines.append(correction("c\(number)", of: "e", #"{"note":"\#(number)"}"#)) }
        #expect(try store.append(text: lines.joined(separator: "\n")).appended == count + 1)
        #expect(try note(store.version(1)) == "\(count)")
        #expect(try store.version(1).corrections.count == count)
    }

    @Test func aCorrectionIsHeldAgainstAllThatTheBatchSaidBefore() throws {
        let store = try TestStore()
        let faults = store.faults(
            #"{"id":"a","type":"visit.made","occurred":"2018","actors":{"visitor":"RUS","host":"SGP"}}"#,
            correction("c1", of: "a", #"{"type":"call.held","actors":{"participants":["RUS","SGP"]}}"#),
            correction("c2", of: "a", #"{"actors":{"participants":["RUS"]}}"#),
            retraction("r", of: "c1"),
            correction("c3", of: "a", #"{"actors":{"participants":["RUS"]}}"#),
            correction("c4", of: "a", #"{"actors":{"host":null}}"#))
        #expect(
            faults == [
                "line 3: data.patch.actors.participants: call.held needs 2 or more different ones",
                "line 6: data.patch.actors: visit.made needs 'host', which is missing",
            ])
        #expect(try store.head().revision == 0)
    }
}
