import CanonicalJSON
import EventCoding
import EventLog
import Foundation
import LMDB
import Testing

@Suite(.serialized) struct CopyTests {
    /// Each copy that is taken while another process appends is a whole store, and holds whole appends only.
    @Test func backupsTakenWhileOthersAppendAreWhole() throws {
        let folder = try Folder()
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        let child = try ChildProcess("append", folder.path, "one", "60")
        var revisions: [UInt64] = []
        for round in 0..<12 {
            let place = try Folder()
            let scratch = try ScratchFolder(in: place.path)
            let head = try log.copy(into: scratch)
            try scratch.become(place.path + "/copy", in: place.path)
            let copy = try EventLog.open(path: place.path + "/copy")
            #expect(try copy.verify().findings == [])
            #expect(try copy.read { transaction in try copy.head(transaction) } == head)
            #expect(copy.id == log.id)
            #expect(try batches(copy).values.allSatisfy { $0.held == $0.size })
            revisions.append(head.revision)
            // Between two copies the other one gets a turn, and this one appends too.
            _ = try append(#"{"id":"own.\#(round)","type":"x.own","occurred":""}"#, to: log)
        }
        #expect(revisions == revisions.sorted())
        #expect(try child.lines().count == 60 && child.succeeded)
        #expect(try log.verify().findings == [])
    }

    /// Several processes open, append and close again and again, while another compacts: nothing that was acknowledged
    /// is lost, whoever was in whoever's way.
    @Test func nothingIsLostWhileOthersAppendAndOneCompacts() throws {
        let folder = try Folder()
        _ = try EventLog.openOrCreate(path: folder.path, seed: [1])
        let appending = try ["one", "two", "three"].map { name in
            try ChildProcess("reopen", folder.path, name, "60")
        }
        let compacting = try ChildProcess("compact", folder.path, "1000000")
        var acknowledged: [String: Int] = [:]
        for child in appending {
            let lines = try child.lines()
            #expect(child.succeeded && lines.count == 60)
            for line in lines {
                let fields = line.split(separator: " ")
                acknowledged[String(fields[0])] = Int(fields[1])
            }
        }
        compacting.kill()
        let compactions = Set(try compacting.lines().filter { $0.hasPrefix("compacted") })
        #expect(compactions.count > 1, "at one state of the log and another: \(compactions)")
        let log = try EventLog.open(path: folder.path)
        let held = try batches(log)
        #expect(held.mapValues(\.held) == acknowledged)
        #expect(try log.verify().findings == [])
        let sum = acknowledged.values.reduce(0, +)
        #expect(try log.read { transaction in try log.head(transaction).revision } == UInt64(sum))
    }

    /// Whoever is killed while compacting leaves the old file or the new one, and nothing in the next one's way.
    @Test func aKilledCompactionLeavesAWholeStore() throws {
        let folder = try Folder()
        var revision: UInt64 = 0
        var head: LogHead?
        let rounds = Kills.rounds(usually: 20)
        for round in 0..<rounds {
            do {
                let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
                let before = try log.read { transaction in try log.head(transaction) }
                if let head { #expect(before == head) }
                let line =
                    #"{"id":"r.\#(round)","type":"x.own","occurred":"","note":"\#(String(repeating: "n", count: 9000))"}"#
                revision = try append(line, to: log).lastRevision
                head = try log.read { transaction in try log.head(transaction) }
            }
            let child = try ChildProcess("compact", folder.path, "1000000")
            _ = try Kills.kill(child)
        }
        #expect(revision == UInt64(rounds))
        do {
            let log = try EventLog.open(path: folder.path)
            #expect(try log.verify().findings == [])
        }
        // What the dead left is gone once one has come to its end.
        let last = try ChildProcess("compact", folder.path, "1")
        #expect(try last.lines().first?.hasPrefix("compacted") ?? false)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["data.mdb", "lock.mdb"])
    }

    /// A process that has the store open keeps it from being exchanged, and is named.
    @Test func aStoreThatAnotherProcessHasOpenIsNotCompacted() throws {
        let folder = try Folder()
        let holder = try ChildProcess("hold", folder.path)
        defer { holder.kill() }
        try holder.waitForLine()
        let scratch = try ScratchFolder(in: folder.path)
        defer { scratch.remove() }
        #expect {
            try EventLog.compact(path: folder.path, scratch: scratch, patience: .zero)
        } throws: { error in
            guard case .busy(let message)? = error as? LogError else { return false }
            return message.hasPrefix("process \(holder.number) has the store open")
        }
    }
}
