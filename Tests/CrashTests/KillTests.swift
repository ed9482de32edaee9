import EventLog
import Foundation
import Testing

@Suite(.serialized) struct KillTests {
    /// Whoever is killed while appending leaves a whole store: all that was acknowledged, and no batch by halves.
    @Test func aKilledAppendLeavesWholeBatchesOnly() async throws {
        let folder = try Folder()
        var acknowledged: [String: Int] = [:]
        var revision: UInt64 = 0
        for round in 0..<45 {
            let child = try ChildProcess("append", folder.path, "r\(round)", "1000000")
            // From before it has opened the store to well into its work.
            try await Task.sleep(for: .milliseconds(Int.random(in: 5...70)))
            child.kill()
            for line in try child.lines() {
                let fields = line.split(separator: " ")
                try #require(fields.count == 3, "\(line)")
                acknowledged[String(fields[0])] = Int(fields[1])
                revision = try #require(UInt64(fields[2]))
            }
            #expect(child.signal == 9)

            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            let head = try log.read { transaction in try log.head(transaction).revision }
            #expect(head >= revision)
            if round % 22 == 0 && round > 0 {
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
