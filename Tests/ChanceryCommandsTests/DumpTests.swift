import CanonicalJSON
import ChanceryCommands
import Foundation
import Testing

@Suite struct DumpTests {
    private func filled() throws -> (Workplace, dump: String) {
        let place = try Workplace()
        place.run(
            "append", "--store", "one", "-", input: Line.meeting("a") + Line.meeting("b") + Line.meeting("c"))
        return (place, place.run("dump", "--store", "one").output)
    }

    @Test func aDumpRestoresToTheSameBytesAndHead() throws {
        let (place, dump) = try filled()
        #expect(try place.run("dump", "--store", "one").lines.map { $0["revision"]?.integer } == [1, 2, 3])
        #expect(place.run("dump", "--store", "one", "-o", "dump.ndjson").output == "")
        #expect(try place.read("dump.ndjson") == dump)
        let restored = place.run("restore", "--store", "two/deep", "dump.ndjson")
        #expect(restored.exit == 0, "\(restored.errors)")
        let (one, two) = (
            try place.run("stat", "--store", "one").json, try place.run("stat", "--store", "two/deep").json
        )
        #expect(one["head"] == two["head"] && one["id"] == two["id"])
        #expect(try restored.json["head"] == one["head"])
        #expect(place.run("dump", "--store", "two/deep").output == dump)
        #expect(place.run("verify", "--store", "two/deep").exit == 0)
        #expect(try place.names(in: "two/deep") == ["data.mdb", "lock.mdb"])
        // Both go on alike.
        let more = [
            place.run("append", "--store", "one", "-", input: Line.meeting("d")),
            place.run("append", "--store", "two/deep", "-", input: Line.meeting("d")),
        ]
        #expect(try more[0].json["head"] == more[1].json["head"])
    }

    @Test func anEmptyStoreTakesADumpAndAFullOneDoesNot() throws {
        let (place, dump) = try filled()
        place.run("init", "--store", "empty")
        let restored = place.run("restore", "--store", "empty", "-", input: dump)
        #expect(restored.exit == 0, "\(restored.errors)")
        #expect(place.run("dump", "--store", "empty").output == dump)
        let again = place.run("restore", "--store", "empty", "-", input: dump)
        #expect(again.exit == 73)
        #expect(again.errors.contains("at revision 3"))
        #expect(place.run("verify", "--store", "empty").exit == 0)
    }

    @Test func aDumpThatIsNotWholeLeavesNothing() throws {
        let (place, dump) = try filled()
        let changed = dump.replacingOccurrences(of: #""id":"b""#, with: #""id":"x""#)
        let outcome = place.run("restore", "--store", "new", "-", input: changed)
        #expect(outcome.exit == 65)
        #expect(outcome.errors.hasPrefix("chancery: line 2: hash: "))
        #expect(outcome.output == "")
        #expect(try place.names() == ["one"])
        place.run("init", "--store", "empty")
        let names = try place.names(in: "empty")
        #expect(place.run("restore", "--store", "empty", "-", input: String(dump.dropLast(9))).exit == 65)
        #expect(try place.names(in: "empty") == names)
        #expect(try place.run("stat", "--store", "empty").json["revision"] == 0)
    }

    @Test func whatCannotBeReadOrWrittenIsToldAsSuch() throws {
        let (place, dump) = try filled()
        #expect(place.run("restore", "--store", "new", "nowhere.ndjson").exit == 66)
        #expect(place.run("dump", "--store", "nowhere").exit == 66)
        #expect(place.run("dump", "--store", "one", "-o", "no/folder").exit == 73)
        try place.write("file", "x")
        #expect(place.run("restore", "--store", "file", "-", input: dump).exit == 73)
        #expect(place.run("dump", "--store", "one", "-o", "file").exit == 0)
        #expect(try place.read("file") == dump)
        let full = MemorySink(fault: .noSpace("full"))
        #expect(place.run(["dump", "--store", "one"], output: full).exit == 74)
        let closed = MemorySink(fault: .closed)
        #expect(place.run(["dump", "--store", "one"], output: closed).exit == 0)
        #expect(try place.names() == ["file", "one"])
    }
}

@Suite struct CopyTests {
    @Test func aBackupIsAStoreWithTheSameHead() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        let backup = place.run("backup", "copies")
        #expect(backup.exit == 0, "\(backup.errors)")
        #expect(try backup.json["head"] == place.run("stat").json["head"])
        #expect(try backup.json["revision"] == 1)
        #expect(place.run("verify", "--store", "copies").exit == 0)
        #expect(place.run("dump", "--store", "copies").output == place.run("dump").output)
        #expect(try place.names() == [".chancery", "copies"])
    }

    @Test func aBackupTakesNoPlaceThatIsTaken() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        try place.write("file", "x")
        #expect(place.run("backup", "file").exit == 73)
        #expect(place.run("backup", ".chancery").exit == 73)
        #expect(place.run("backup", "no/folder").exit == 73)
        #expect(place.run("backup", "one").exit == 0)
        #expect(place.run("backup", "one").exit == 73)
        #expect(try place.read("file") == "x")
        #expect(place.run("backup", "--store", "none", "two").exit == 66)
        #expect(try place.names() == [".chancery", "file", "one"])
    }

    @Test func compactingGivesSpaceBackAndChangesNoAnswer() throws {
        let place = try Workplace()
        for number in 0..<40 { place.run("append", "-", input: Line.meeting("m\(number)")) }
        let (log, dump) = (place.run("log").output, place.run("dump").output)
        let done = place.run("compact")
        #expect(done.exit == 0, "\(done.errors)")
        let (before, after) = (
            try #require(try done.json["bytesBefore"]?.integer),
            try #require(try done.json["bytesAfter"]?.integer)
        )
        #expect(after < before)
        #expect(place.run("log").output == log)
        #expect(place.run("dump").output == dump)
        #expect(place.run("verify").exit == 0)
        #expect(try place.names(in: ".chancery") == ["data.mdb", "lock.mdb"])
        #expect(try place.run("append", "-", input: Line.meeting("new")).json["lastRevision"] == 41)
        #expect(place.run("compact", "--store", "none").exit == 66)
        #expect(place.run("compact", "--wait", "-1").exit == 64)
    }
}
