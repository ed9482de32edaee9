import CanonicalJSON
import ChanceryCommands
import Foundation
import Glibc
import Testing

/// `log --follow` as a process of its own, as scripts run it.
@Suite struct FollowTests {
    private func store() throws -> Workplace {
        let place = try Workplace()
        place.run("append", "-", input: Line.meeting("a") + Line.meeting("b", "2018-04", ["SGP", "USA"]))
        return place
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func whatOthersAppendIsListedUntilASignalEndsIt(_ signal: Int32) throws {
        let place = try store()
        let follower = try Follower(place)
        #expect(try follower.next()?["id"] == "a")
        #expect(try follower.next()?["id"] == "b")
        for round in 0..<5 {
            // Two of one append come together, in their order.
            place.run("append", "-", input: Line.meeting("c\(round)") + Line.meeting("d\(round)"))
            #expect(try follower.next()?["id"] == .text("c\(round)"))
            #expect(try follower.next()?["revision"]?.integer == Int64(4 + 2 * round))
        }
        follower.send(signal)
        #expect(try follower.next() == nil)
        #expect(follower.exit() == 0)
        #expect(follower.errors() == "")
    }

    @Test func filtersAndLensHoldForWhatComes() throws {
        let place = try store()
        let follower = try Follower(
            place, "--actor", "RUS", "--type", "meeting.*", "--reported-by", "2018-08-03", "--format",
            "cloudevents")
        func event(_ id: String, _ actor: String, _ reported: String) -> String {
            #"{"id":"\#(id)","type":"meeting.held","occurred":"2018","reported":"\#(reported)","#
                + #""actors":{"participants":["\#(actor)","SGP"]}}"# + "\n"
        }
        place.run(
            "append", "-",
            input: event("late", "RUS", "2018-08-04") + event("one", "RUS", "2018-08-03")
                + event("other", "USA", "2018-08-01"))
        place.run("append", "-", input: event("two", "RUS", "2018-08-01"))
        #expect(try follower.next()?["id"] == "one")
        #expect(try follower.next()?["data"]?["id"] == "two")
        follower.send(SIGTERM)
        #expect(follower.exit() == 0)
    }

    @Test func itEndsWhenNobodyReadsItAnyMore() throws {
        let place = try store()
        let follower = try Follower(place)
        #expect(try follower.next()?["id"] == "a")
        follower.close()
        // Nothing is appended: the end is noticed all the same.
        #expect(follower.exit() == 0)
        #expect(follower.errors() == "")
    }

    @Test func itEndsWithTheLimitAndAtTheRevisionOfTheLens() throws {
        let place = try store()
        let limited = try Follower(place, "--limit", "3")
        let cut = try Follower(place, "--at-revision", "3")
        place.run("append", "-", input: Line.meeting("c") + Line.meeting("d"))
        for follower in [limited, cut] {
            let ids = try (0..<4).map { _ in try follower.next()?["id"]?.text }
            #expect(ids == ["a", "b", "c", nil])
            #expect(follower.exit() == 0)
        }
    }

    @Test func anEndlessListGoesWithNothingThatNeedsAnEnd() throws {
        let place = try store()
        for option in [["--reverse"], ["--by", "occurred"], ["--format", "cloudevents-batch"]] {
            #expect(place.run(["log", "--follow"] + option).exit == 64)
        }
    }
}

/// A process that follows the log.
private final class Follower {
    private let process = Process()
    private let output = Pipe()
    private let errorOutput = Pipe()
    private var held: [UInt8] = []

    init(_ place: Workplace, _ options: String...) throws {
        // Built beside the tests.
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(fileURLWithPath: own).deletingLastPathComponent()
            .appendingPathComponent("chancery")
        process.arguments = ["log", "--follow"] + options
        process.currentDirectoryURL = URL(filePath: place.folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errorOutput
        try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    /// The next line; `nil` once the output has ended.
    func next() throws -> JSONValue? {
        while true {
            if let end = held.firstIndex(of: 0x0A) {
                defer { held.removeFirst(end + 1) }
                return try parse(String(decoding: held[..<end], as: UTF8.self))
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            held += more
        }
    }

    func send(_ signal: Int32) { _ = kill(process.processIdentifier, signal) }

    func close() { try? output.fileHandleForReading.close() }

    func exit() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }

    func errors() -> String {
        String(decoding: errorOutput.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
}
