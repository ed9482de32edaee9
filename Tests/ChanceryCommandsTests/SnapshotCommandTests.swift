import CanonicalJSON
import Foundation
import Testing

@Suite struct SnapshotCommandTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        let lines = Line.meeting("a") + Line.meeting("b", "2018-04")
        #expect(place.run("append", "-", input: lines).exit == 0)
        return place
    }

    private let day = ["--as-of", "2019-01-01"]

    @Test func anExportIsTheSameWithASnapshotAfterItAndWithoutIt() throws {
        let place = try place()
        let forms = ["json", "ndjson", "csv"]
        func exports() -> [String] {
            ["meetings", "relations", "signals", "pending-agreements"].flatMap { name in
                forms.map { place.run(["export", name, "--format", $0] + day).output }
            }
        }
        let before = exports()
        let built = place.run(["snapshots", "build"] + day)
        #expect(built.exit == 0, "\(built)")
        #expect(exports() == before)
        #expect(place.run("append", "-", input: Line.meeting("c", "2017-05")).exit == 0)
        let after = exports()
        #expect(after != before)
        let dropped = place.run("snapshots", "drop")
        #expect(try dropped.exit == 0 && dropped.json["dropped"]?.integer ?? 0 > 5)
        #expect(exports() == after)
    }

    @Test func snapshotsAreListedCountedAndHeldAgainstAReplay() throws {
        let place = try place()
        #expect(try place.run("snapshots", "list").json == [])
        #expect(place.run(["snapshots", "build", "relations", "meetings"] + day).exit == 0)
        let listed = try #require(try place.run("snapshots").json.list)
        #expect(listed.map { $0["projection"]?.text } == ["meetings", "relations"])
        #expect(listed.allSatisfy { $0["asOf"] == "2019-01-01" && $0["state"] == "current" })
        let stat = try place.run("stat").json
        #expect(stat["snapshots"] == 2 && stat["snapshotBytes"]?.integer ?? 0 > 0)
        let verified = place.run("verify")
        #expect(try verified.exit == 0 && verified.json["snapshots"] == 2)
        #expect(try place.run("snapshots", "drop", "meetings").json["dropped"] == 1)
        #expect(try place.run("snapshots", "list").json.list?.count == 1)
    }

    @Test func aDamagedSnapshotChangesNoAnswerAndIsFound() throws {
        let place = try place()
        let export = ["export", "relations"] + day
        let right = place.run(export).output
        #expect(place.run(["snapshots", "build", "relations"] + day).exit == 0)
        let folder = place.folder + "/.chancery/snapshots"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        var bytes = try Data(contentsOf: URL(filePath: folder + "/" + name))
        bytes[bytes.count - 40] ^= 1
        try bytes.write(to: URL(filePath: folder + "/" + name))
        #expect(place.run(export).output == right)
        let verified = place.run("verify")
        #expect(
            try verified.exit == 1 && verified.json["findings"]?.list?.first?.text?.contains(name) == true)
        #expect(try place.run("snapshots", "list").json.list?.first?["state"] == "damaged")
        #expect(place.run("snapshots", "drop", "relations").exit == 0)
        #expect(place.run("verify").exit == 0)
    }

    @Test func redactingDropsSnapshotsAndCopiesHaveNone() throws {
        let place = try place()
        #expect(place.run(["snapshots", "build", "meetings"] + day).exit == 0)
        #expect(place.run("backup", "copy").exit == 0)
        #expect(try place.run("snapshots", "list", "--store", "copy").json == [])
        #expect(place.run("compact").exit == 0)
        #expect(try place.run("snapshots", "list").json.list?.first?["state"] == "current")
        #expect(place.run("redact", "a", "--reason", "a slip", "--yes").exit == 0)
        #expect(try place.run("snapshots", "list").json == [])
    }

    @Test func whatCannotBeKeptIsRefused() throws {
        let place = try place()
        #expect(place.run("snapshots", "build", "nothing").exit == 66)
        #expect(place.run("snapshots", "build", "timeline").exit == 64)
        #expect(place.run("snapshots", "drop", "nothing").exit == 66)
        #expect(place.run("snapshots", "build", "--store", "elsewhere").exit == 66)
        #expect(try place.run("snapshots", "list").json == [])
    }
}
