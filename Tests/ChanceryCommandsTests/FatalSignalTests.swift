import CanonicalJSON
import Foundation
import Glibc
import Testing

/// What users see where the system ends the process: a line that says what to do, and never a stack trace.
@Suite struct FatalSignalTests {
    @Test(arguments: [SIGSEGV, SIGBUS, SIGABRT, SIGILL])
    func aProcessThatTheSystemStopsSaysSoInALine(signal: Int32) throws {
        let place = try Workplace()
        #expect(place.run("append", "-", input: Line.meeting("a")).exit == 0)
        let process = try Program(place, "log", "--follow")
        try process.waitForLine()
        kill(process.number, signal)
        let end = try process.end()
        #expect(end.exit == 70 && end.errors.hasPrefix("chancery: "), "\(end)")
        #expect(end.errors.split(separator: "\n").count == 1, "\(end)")
        let isOfTheStore = [SIGSEGV, SIGBUS].contains(signal)
        #expect(end.errors.contains("chancery verify") == isOfTheStore, "\(end)")
    }

    @Test func aFileThatIsCutShortWhileItIsReadIsSaidToBeDamaged() throws {
        let place = try Workplace()
        #expect(place.run("append", "-", input: Line.meeting("a")).exit == 0)
        let process = try Program(place, "log", "--follow", "--errors", "json")
        try process.waitForLine()
        _ = unsafe truncate(place.folder + "/.chancery/data.mdb", 0)
        let end = try process.end()
        #expect(end.exit == 70, "\(end)")
        let error = try parse(end.errors)
        #expect(error["code"] == "corrupt" && error["exit"] == 70, "\(end)")
    }

    /// Of a large store not every page is looked at when it is opened. A command that meets one whose marks are another's
    /// says that the store is corrupt, or gives an answer, as all would; no signal ends it, and `verify` finds it.
    @Test func noPageOfALargeStoreWithTheMarksOfAnotherEndsACommandBySignal() throws {
        let place = try Workplace()
        // More than 4,096 pages.
        let note = String(repeating: "n", count: 900_000)
        let long = (0..<20).map { #"{"id":"l\#($0)","type":"x.own","occurred":"","note":"\#(note)"}"# + "\n" }
        let short = (0..<400).map { Line.meeting("m\($0)", "2018", ["ASEAN", "RUS"]) }
        let appended = place.run("append", "-", input: (long + short).joined())
        #expect(appended.exit == 0, "\(appended.errors)")
        let file = FileHandle(forUpdatingAtPath: place.folder + "/.chancery/data.mdb")
        let handle = try #require(file)
        let end = Int(try handle.seekToEnd()) / 4096
        try #require(end > 4096)
        var leaves: [Int] = []
        for page in 2..<end {
            try handle.seek(toOffset: UInt64(page * 4096))
            guard let head = try handle.read(upToCount: 16), head.count == 16, head[10] == 2, head[11] == 0
            else { continue }
            if Int(head[0]) | Int(head[1]) << 8 == page { leaves.append(page) }
        }
        try #require(leaves.count > 20)
        var exits: [Int32: Int] = [:]
        for (index, page) in leaves.enumerated() where index % (leaves.count / 4) == 0 {
            // Another kind of page; bounds that can't be; a first node that lies elsewhere.
            for (offset, bytes) in [(10, [1, 0]), (12, [0xFE, 0xFF]), (16, [0xF0, 0xFF])] {
                try handle.seek(toOffset: UInt64(page * 4096 + offset))
                let old = try #require(try handle.read(upToCount: 2))
                try handle.seek(toOffset: UInt64(page * 4096 + offset))
                try handle.write(contentsOf: Data(bytes.map { UInt8($0) }))
                for arguments in [["log", "--pair", "ASEAN", "RUS"], ["export", "relations"]] {
                    let outcome = try Program(place, arguments).end()
                    #expect([0, 70].contains(outcome.exit), "\(page) at \(offset): \(outcome.errors)")
                    #expect(outcome.errors.split(separator: "\n").count == (outcome.exit == 0 ? 0 : 1))
                    exits[outcome.exit, default: 0] += 1
                }
                try handle.seek(toOffset: UInt64(page * 4096 + offset))
                try handle.write(contentsOf: old)
            }
        }
        #expect(exits[70, default: 0] > 0 && exits[0, default: 0] > 0, "\(exits)")
        #expect(place.run("verify").exit == 0)
    }
}
