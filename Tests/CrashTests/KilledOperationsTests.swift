import CanonicalJSON
import EventCoding
import EventLog
import Foundation
import Glibc
import LMDB
import Replay
import Testing

/// How often children are killed, and when.
enum Kills {
    /// `$CRASH_ROUNDS` where that is set, as `make crash` does.
    static func rounds(usually rounds: Int) -> Int {
        ProcessInfo.processInfo.environment["CRASH_ROUNDS"].flatMap(Int.init) ?? rounds
    }

    /// Waits without giving the thread away: while other tests wait for their own children, nobody might give it back
    /// for minutes.
    static func sleep(milliseconds: ClosedRange<UInt32>) {
        usleep(UInt32.random(in: milliseconds) * 1_000)
    }

    /// Kills a child some time between before it has opened the store and well into its work.
    ///
    /// - Returns: what it had said until then.
    static func kill(_ child: ChildProcess) throws -> [String] {
        sleep(milliseconds: 5...70)
        child.kill()
        let lines = try child.lines()
        #expect(child.signal == SIGKILL, "\(lines)")
        return lines
    }
}

/// What is left of everything but a single append, when it is killed.
@Suite(.serialized) struct KilledOperationsTests {
    /// A store of some events, in commits of their own, each with a text to look for.
    private func filled(_ path: String, _ count: Int) throws -> LogHead {
        let log = try EventLog.openOrCreate(path: path, seed: [1])
        for start in stride(from: 0, to: count, by: 6) {
            let lines = (start..<start + 6).map {
                #"{"id":"e\#($0)","type":"x.own","occurred":"2018","subject":"incident/s\#($0 % 4)","note":"SECRET\#($0)."}"#
            }
            _ = try append(lines.joined(separator: "\n"), to: log)
        }
        return try log.read { transaction in try log.head(transaction) }
    }

    private func isWhole(_ log: EventLog) throws -> Bool {
        try log.verify().findings == [] && EventLog.damage(path: log.path) == []
    }

    @Test func aKilledAppendInBatchesLeavesEveryAcknowledgedBatchAndNoneByHalves() throws {
        let folder = try Folder()
        var acknowledged: Set<String> = []
        for round in 0..<Kills.rounds(usually: 8) {
            let child = try ChildProcess("batches", folder.path, "r\(round)", "1000000")
            for line in try Kills.kill(child) { acknowledged.insert(String(line.prefix { $0 != " " })) }
            if round % 8 != 7 { continue }
            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            let held = try batches(log)
            #expect(held.values.allSatisfy { $0.held == $0.size })
            #expect(acknowledged.allSatisfy { held[$0] != nil })
            #expect(try isWhole(log))
            // Running on with the same store for hundreds of rounds would only take longer and longer.
            if held.count > 200 {
                for name in ["data.mdb", "lock.mdb"] {
                    try FileManager.default.removeItem(atPath: folder.path + "/" + name)
                }
                acknowledged = []
            }
        }
    }

    @Test func aKilledBackupLeavesAWholeCopyOrNone() throws {
        let folder = try Folder()
        let head = try filled(folder.path, 60)
        for _ in 0..<Kills.rounds(usually: 8) {
            let copies = try Folder()
            let child = try ChildProcess("backup", folder.path, copies.path, "1000000")
            let done = try Kills.kill(child)
            try look(at: copies, done, head)
            // What the dead left is in nobody's way, and goes.
            let scratch = try ScratchFolder(in: copies.path)
            _ = try EventLog.open(path: folder.path).copy(into: scratch)
            try scratch.become(copies.path + "/last", in: copies.path)
            let names = try FileManager.default.contentsOfDirectory(atPath: copies.path)
            #expect(names.allSatisfy { !$0.hasPrefix(".") })
        }
        #expect(try isWhole(EventLog.open(path: folder.path)))
    }

    @Test func aKilledRestoreLeavesAWholeStoreOrNone() throws {
        let (folder, dump) = (try Folder(), try Folder())
        let head = try filled(folder.path, 60)
        var bytes: [UInt8] = []
        try EventLog.open(path: folder.path).dump { (more) throws(LogError) in bytes += more }
        try Data(bytes).write(to: URL(fileURLWithPath: dump.path + "/dump"))
        for _ in 0..<Kills.rounds(usually: 8) {
            let stores = try Folder()
            let child = try ChildProcess("restore", dump.path + "/dump", stores.path, "1000000")
            let done = try Kills.kill(child)
            let begun = try look(at: stores, done, head)
            guard let begun else { continue }
            let scratch = try ScratchFolder(in: begun)
            var rest = bytes
            var source = DumpSource { () throws(LogError) in
                defer { rest = [] }
                return rest
            }
            _ = try EventLog.restore(&source, into: scratch)
            try EventLog.install(scratch, at: begun, patience: .zero)
            scratch.remove()
            #expect(try EventLog.open(path: begun).verify().head == head)
            let names = try FileManager.default.contentsOfDirectory(atPath: begun)
            #expect(names.allSatisfy { !$0.hasPrefix(".") }, "\(names)")
        }
    }

    /// Each folder has a whole store, or none; those that were acknowledged have one.
    ///
    /// - Returns: a folder without a store.
    @discardableResult private func look(at folder: Folder, _ done: [String], _ head: LogHead) throws
        -> String?
    {
        var whole: Set<String> = []
        var begun: String?
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let path = folder.path + "/" + name
            if name.hasPrefix(".") { continue }
            guard FileManager.default.fileExists(atPath: path + "/data.mdb") else {
                begun = path
                continue
            }
            let log = try EventLog.open(path: path)
            #expect(try log.verify().head == head && isWhole(log), "\(name)")
            whole.insert(name)
        }
        #expect(whole.isSuperset(of: done))
        return begun
    }

    /// A snapshot that is there says what a replay does, and every one that was told of is there.
    @Test func aKilledBuildingOfSnapshotsLeavesWholeOnesOnly() throws {
        let folder = try Folder()
        _ = try filled(folder.path, 6)
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        let lines = (0..<300).map {
            #"{"id":"m\#($0)","type":"meeting.held","occurred":"2018","subject":"meeting/m\#($0)","actors":{"participants":["RUS","SGP"]}}"#
        }
        let head = try append(lines.joined(separator: "\n"), to: log).lastRevision
        let replayer = Replayer(log)
        var told = 0
        for round in 0..<Kills.rounds(usually: 8) {
            let done = Set(try Kills.kill(ChildProcess("snapshots", folder.path, "1000000")))
            told += done.count
            let kept = try replayer.snapshots()
            #expect(kept.allSatisfy { $0.json["state"] == "current" }, "\(kept)")
            #expect(done.isSubset(of: kept.map(\.name)))
            let verified = try replayer.verifySnapshots()
            #expect(verified.held == kept.count && verified.findings == [])
            // Now and then all that is there goes, with what the dead have left.
            if round % 4 == 3 {
                #expect(try replayer.dropSnapshots(of: []).count == kept.count)
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/snapshots"))
            }
        }
        #expect(told > 0)
        #expect(try log.read { transaction in try log.head(transaction).revision } == head)
        #expect(try isWhole(log))
    }

    @Test func aKilledRedactionLeavesTheEventOrWithholdsItAndCanBeRunAgain() throws {
        let count = 24
        for _ in 0..<Kills.rounds(usually: 8) {
            let folder = try Folder()
            let head = try filled(folder.path, count)
            func file() throws -> Data {
                try Data(contentsOf: URL(fileURLWithPath: folder.path + "/data.mdb"))
            }
            let child = try ChildProcess("redact", folder.path, "\(count)")
            Kills.sleep(milliseconds: 5...120)
            child.kill()
            let done = try child.lines()
            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            #expect(try isWhole(log))
            let bytes = try file()
            for id in done {
                let text = Data("SECRET\(id.dropFirst()).".utf8)
                #expect(bytes.range(of: text) == nil, "\(id) was told to be gone")
            }
            let withheld = try log.read { transaction in
                #expect(try log.root(at: head.revision, transaction) == head.digest)
                return try (0..<count).count { try log.recorded(UInt64($0) + 1, transaction).isWithheld }
            }
            #expect(withheld >= done.count)
            #expect(
                try log.read { try log.head($0).revision } == head.revision + UInt64(withheld),
                "each that is withheld has a record that says so, and no other")
            for number in 0..<count {
                #expect(try log.redact(id: "e\(number)", reason: "a slip", clock: { 1 })?.isScrubbed == true)
            }
            #expect(try isWhole(log) && file().range(of: Data("SECRET".utf8)) == nil)
        }
    }
}
