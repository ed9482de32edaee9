import CanonicalJSON
import ChanceryCommands
import Foundation
import Testing

@Suite struct StoreTests {
    @Test(arguments: [
        ["log"], ["show", "a"], ["replay", "--to", "2018"], ["export", "relations"], ["view", "relations"],
        ["verify"],
        ["stat"],
    ])
    func readingNeverMakesAStore(arguments: [String]) throws {
        let place = try Workplace()
        let outcome = place.run(arguments)
        #expect(outcome.exit == 66)
        #expect(outcome.errorLines.count == 1)
        #expect(place.run(arguments + ["--store", "other"]).exit == 66)
        #expect(try place.names() == [])
    }

    @Test func theNearestStoreAboveIsTheOne() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        try FileManager.default.createDirectory(
            atPath: place.folder + "/one/two", withIntermediateDirectories: true)
        let inner = place.folder + "/one/two"
        #expect(try place.run(["stat"], in: inner).json["revision"] == 1)
        #expect(
            try place.run(["append", "-"], input: Line.meeting("b"), in: inner).json["lastRevision"] == 2)
        #expect(try place.names(in: "one/two") == [])
    }

    @Test func theOptionGoesBeforeTheVariableAndThatBeforeTheFolder() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a"))
        place.environment["CHANCERY_STORE"] = "named"
        #expect(place.run("stat").exit == 66)
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("b"))
        #expect(try place.run("stat").json["revision"] == 2)
        #expect(try place.run("stat", "--store", ".chancery").json["revision"] == 1)
        place.environment["CHANCERY_STORE"] = ""
        #expect(try place.run("stat").json["revision"] == 1)
    }

    @Test func initMakesAnEmptyStoreAndNeverTouchesAFullOne() throws {
        let place = try Workplace()
        #expect(place.run("init", "--store", "deep/er/store").exit == 0)
        #expect(place.run("init", "--store", "deep/er/store").exit == 0)
        #expect(try place.run("stat", "--store", "deep/er/store").json["revision"] == 0)
        place.run("append", "-", input: Line.meeting("a"))
        #expect(place.run("init").exit == 73)
        #expect(try place.run("stat").json["revision"] == 1)
    }

    @Test func aStoreThatCanNotBeMadeEndsIn73() throws {
        let place = try Workplace()
        try place.write("file", "x")
        #expect(place.run("append", "-", "--store", "file/store", input: Line.meeting("a")).exit == 73)
        #expect(place.run("append", "-", "--store", "file", input: Line.meeting("a")).exit == 73)
    }

    @Test func aWholeStoreIsVerifiedAndADamagedOneIsNot() throws {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("some-longer-id", "2018-04"))
        let whole = place.run("verify")
        #expect(whole.exit == 0)
        #expect(try whole.json["ok"] == true)
        #expect(try whole.json["findings"] == [])
        let path = place.folder + "/.chancery/data.mdb"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let place2 = try #require(bytes.range(of: Data("some-longer-id".utf8)))
        bytes[place2.lowerBound] = UInt8(ascii: "S")
        try bytes.write(to: URL(fileURLWithPath: path))
        let damaged = place.run("verify")
        #expect(damaged.exit == 1)
        #expect(try damaged.json["ok"] == false)
        #expect(place.run("log").exit == 70)
        try Data("no database".utf8).write(to: URL(fileURLWithPath: path))
        #expect(place.run("verify").exit == 70)
    }
}
