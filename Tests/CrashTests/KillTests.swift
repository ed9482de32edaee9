import EventLog
import Foundation
import Glibc
import Testing

@Suite(.serialized) struct KillTests {
    /// Whoever is killed while appending leaves a whole store: all that was acknowledged, and no batch by halves.
    @Test func aKilledAppendLeavesWholeBatchesOnly() throws {
        let folder = try Folder()
        var acknowledged: [String: Int] = [:]
        var revision: UInt64 = 0
        let rounds = Kills.rounds(usually: 45)
        for round in 0..<rounds {
            let child = try ChildProcess("append", folder.path, "r\(round)", "1000000")
            for line in try Kills.kill(child) {
                let fields = line.split(separator: " ")
                try #require(fields.count == 3, "\(line)")
                acknowledged[String(fields[0])] = Int(fields[1])
                revision = try #require(UInt64(fields[2]))
            }
            #expect(child.signal == 9)

            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            let head = try log.read { transaction in try log.head(transaction).revision }
            #expect(head >= revision)
            if round % 22 == 0 && round > 0 || round == rounds - 1 {
                #expect(try log.verify().findings == [])
                let held = try batches(log)
                #expect(held.values.allSatisfy { $0.held == $0.size })
                for (batch, size) in acknowledged { #expect(held[batch]?.held == size, "\(batch)") }
            }
            let line = #"{"id":"after.\#(round)","type":"x.after","occurred":""}"#
            #expect(try append(line, to: log).lastRevision == head + 1)
        }
        #expect(acknowledged.count > 10)
    }

    /// Killed before, between and after the steps of a commit: what was acknowledged is there, and a batch that was not
    /// is there whole or not at all; whole only where the commit was over.
    @Test(arguments: ["begun", "writing", "committed"])
    func anAppendKilledAtAStageOfItsCommitLeavesWholeBatches(stage: String) throws {
        let folder = try Folder()
        // Making a store takes commits of its own.
        try { _ = try EventLog.openOrCreate(path: folder.path, seed: [1]) }()
        for times in 1...8 {
            let child = try ChildProcess("until", folder.path, "k\(times)", stage, "\(times + 1)")
            let acknowledged = try child.lines().map { String($0.prefix { $0 != " " }) }
            #expect(child.signal == SIGKILL)
            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            let held = try batches(log)
            #expect(held.values.allSatisfy { $0.held == $0.size })
            #expect(acknowledged.allSatisfy { held[$0] != nil })
            // One more than was acknowledged, where the kill came between the commit and the receipt.
            let own = held.keys.count { $0.hasPrefix("k\(times).") }
            #expect(own == acknowledged.count + (stage == "committed" ? 1 : 0))
            #expect(try log.verify().findings == [] && EventLog.damage(path: folder.path) == [])
        }
    }

    /// Killed at one call of the system after another, in the midst of what LMDB does for a commit.
    @Test(.enabled(if: Tracing.isPossible, "needs strace, and leave to trace"))
    func anAppendKilledAtAnyWriteOrSyncLeavesWholeBatches() throws {
        let folder = try Folder()
        try { _ = try EventLog.openOrCreate(path: folder.path, seed: [1]) }()
        for call in ["pwrite64", "writev", "fdatasync"] {
            for number in 1...14 {
                let child = try ChildProcess(
                    beneath: [
                        Tracing.tool, "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                        "inject=\(call):signal=KILL:when=\(number)",
                    ], ["append", folder.path, "\(call)\(number)", "4"])
                let acknowledged = try child.lines().map { String($0.prefix { $0 != " " }) }
                let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
                let held = try batches(log)
                #expect(held.values.allSatisfy { $0.held == $0.size })
                #expect(acknowledged.allSatisfy { held[$0] != nil })
                #expect(try log.verify().findings == [] && EventLog.damage(path: folder.path) == [])
            }
        }
    }

    /// A reader that died holds on to the pages of its state until somebody looks; whoever writes does.
    @Test func aKilledReaderDoesNotMakeTheFileGrow() throws {
        func pages(after preparation: (EventLog, String) throws -> Void) throws -> Int {
            let folder = try Folder()
            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            _ = try append(#"{"id":"a","type":"x.a","occurred":""}"#, to: log)
            try preparation(log, folder.path)
            for number in 0..<80 {
                _ = try append(#"{"id":"n\#(number)","type":"x.a","occurred":""}"#, to: log)
            }
            return try log.read { transaction in try log.statistics(transaction).bytes } / 4096
        }
        let alone = try pages { _, _ in }
        let haunted = try pages { _, path in
            let child = try ChildProcess("reading", path)
            try child.waitForLine()
            child.kill()
            _ = try child.lines()
        }
        #expect(haunted <= alone + 60, "\(haunted) pages, and \(alone) without the dead reader")
    }

    @Test func twoProcessesAppendToOneStore() throws {
        let folder = try Folder()
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        let children = [
            try ChildProcess("append", folder.path, "one", "8"),
            try ChildProcess("append", folder.path, "two", "8"),
        ]
        for round in 0..<20 {
            _ = try append(#"{"id":"own.\#(round)","type":"x.own","occurred":""}"#, to: log)
        }
        var sum = 20
        for child in children {
            let lines = try child.lines()
            #expect(child.succeeded && lines.count == 8)
            sum += lines.reduce(0) { $0 + (Int($1.split(separator: " ")[1]) ?? 0) }
        }
        #expect(try log.read { transaction in try log.head(transaction).revision } == UInt64(sum))
        #expect(try log.verify().findings == [])
        #expect(try batches(log).values.allSatisfy { $0.held == $0.size })
    }
}
