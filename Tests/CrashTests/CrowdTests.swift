import CanonicalJSON
import EventLog
import Foundation
import Glibc
import LMDB
import Testing

@Suite(.serialized) struct CrowdTests {
    /// Eight processes append, with conditions and the same events among them, and eight read; one follows, one takes
    /// backups, one keeps snapshots, and one is killed while it reads. Every revision is there once, what was bound to a
    /// revision stands right behind it, whoever reads, follows or copies sees whole batches, and nobody leaves anything
    /// behind.
    @Test func aCrowdOfProcessesSharesOneStore() throws {
        let folder = try Folder()
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        let (writers, count) = (8, 12)
        let own = writers * (0..<count).reduce(0) { $0 + 1 + $1 % 5 }
        let readers = try (0..<8).map { _ in try ChildProcess("read", folder.path, "\(own + count)") }
        let follower = try ChildProcess(
            program: "chancery",
            ["log", "--follow", "--limit", "\(own + count)", "--store", folder.path])
        let keeper = try ChildProcess("keep", folder.path, "\(own + count)")
        let copies = try Folder()
        let copier = try ChildProcess("backup", folder.path, copies.path, "5")
        let lost = try ChildProcess("reading", folder.path)
        try lost.waitForLine()
        let appenders = try (0..<writers).map { try ChildProcess("crowd", folder.path, "w\($0)", "\(count)") }
        for appender in appenders {
            let lines = try appender.lines()
            #expect(appender.succeeded && lines.count == count, "\(lines)")
            // It holds on to the first state until then.
            lost.kill()
        }
        for reader in readers {
            let lines = try reader.lines()
            #expect(reader.succeeded && lines == ["\(own + count)"], "\(lines)")
        }
        #expect(try log.read { transaction in try log.head(transaction).revision } == UInt64(own + count))
        let events = try log.read { transaction in
            try (0..<(try log.head(transaction).revision)).map { revision in
                try log.event(revision + 1, transaction)
            }
        }
        #expect(Set(events.compactMap { $0["id"]?.text }).count == own + count)
        let bound = events.indices.filter { events[$0]["place"] != nil }
        #expect(bound.count == writers * count / 2)
        #expect(bound.allSatisfy { events[$0]["place"]?.text == "\($0)" })
        _ = try lost.lines()
        let followed = try follower.lines()
        #expect(follower.succeeded && followed.count == own + count)
        for (line, event) in zip(followed, events) {
            let told = try JSONDocument(Array(line.utf8).span)
            #expect(told.value(told.root)["id"] == event["id"])
        }
        #expect(try keeper.lines() == ["true"] && keeper.succeeded)
        #expect(try copier.lines().count == 5 && copier.succeeded)
        for name in try FileManager.default.contentsOfDirectory(atPath: copies.path) {
            let copy = try EventLog.open(path: copies.path + "/" + name)
            #expect(try copy.verify().findings == [])
            #expect(try batches(copy).values.allSatisfy { $0.held == $0.size }, "\(name)")
        }
        // Whoever writes next gives back what the dead reader held.
        _ = try append(#"{"id":"last","type":"x.own","occurred":""}"#, to: log)
        #expect(try Environment.open(path: folder.path).readerCheck() == 0)
        #expect(try log.verify().findings == [] && EventLog.damage(path: folder.path) == [])
    }
}

@Suite(.serialized) struct FullDiskTests {
    static func run(_ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static let canMount: Bool = {
        guard getuid() == 0, let folder = try? Folder() else { return false }
        guard run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path) else { return false }
        return run("umount", folder.path)
    }()

    /// Nothing is lost when the disk is full, and work goes on once there is room.
    @Test(.enabled(if: canMount, "needs leave to mount"))
    func aFullDiskIsSaidToBeFullAndLosesNothing() throws {
        let folder = try Folder()
        try #require(Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.path))
        defer { _ = Self.run("umount", "-l", folder.path) }
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        func batch(_ number: Int) -> String {
            (0..<50).map { place in
                #"{"id":"b\#(number).\#(place)","type":"x.own","occurred":"","note":"\#(String(repeating: "n", count: 300))"}"#
            }.joined(separator: "\n")
        }
        var number = 0
        var refusal: LogError?
        while refusal == nil, number < 1_000 {
            do throws(LogError) {
                var source = EventSource(bytes: Array(batch(number).utf8))
                _ = try log.append(&source, clock: { 1 })
                number += 1
            } catch {
                refusal = error
            }
        }
        guard case .storage(.diskFull) = refusal else {
            Issue.record("\(String(describing: refusal)) after \(number) batches")
            return
        }
        #expect(number > 3)
        #expect(try log.verify().findings == [] && EventLog.damage(path: folder.path) == [])
        #expect(try log.read { transaction in try log.head(transaction).revision } == UInt64(number * 50))
        try #require(Self.run("mount", "-o", "remount,size=16m", folder.path))
        #expect(try append(batch(number), to: log).lastRevision == UInt64(number * 50 + 50))
        #expect(try log.verify().findings == [])
    }

    /// A disk that has no room for the lock file is full as well, and not the end of the process.
    @Test(.enabled(if: canMount, "needs leave to mount"))
    func aDiskTooFullToMakeAStoreOnIsSaidToBe() throws {
        let folder = try Folder()
        try #require(Self.run("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", folder.path))
        defer { _ = Self.run("umount", "-l", folder.path) }
        let child = try ChildProcess("append", folder.path, "n", "1")
        let lines = try child.lines()
        #expect(child.signal == nil && lines.count == 1 && lines[0].contains("disk is full"), "\(lines)")
    }

    /// LMDB maps the lock file, which is made anew where it was lost, whether or not there is room for its pages.
    @Test(.enabled(if: canMount, "needs leave to mount"))
    func aDiskWithoutRoomForTheLockFileIsSaidToBeFull() throws {
        let folder = try Folder()
        try #require(Self.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path))
        defer { _ = Self.run("umount", "-l", folder.path) }
        #expect(try ChildProcess("append", folder.path, "n", "1").lines().count == 1)
        try FileManager.default.removeItem(atPath: folder.path + "/lock.mdb")
        let room = try #require(
            try FileManager.default.attributesOfFileSystem(forPath: folder.path)[.systemFreeSize] as? NSNumber
        )
        try Data(count: room.intValue).write(to: URL(fileURLWithPath: folder.path + "/filler"))
        for operation in [["append", folder.path, "m", "1"], ["read", folder.path, "1"]] {
            let child = try ChildProcess(operation)
            let lines = try child.lines()
            #expect(child.signal == nil && lines.count == 1 && lines[0].contains("disk is full"), "\(lines)")
        }
        try FileManager.default.removeItem(atPath: folder.path + "/filler")
        #expect(try EventLog.open(path: folder.path).verify().findings == [])
    }

    /// A snapshot for which there is no room isn't made, leaves nothing behind, and changes no answer.
    @Test(.enabled(if: canMount, "needs leave to mount"))
    func aDiskTooFullForASnapshotIsSaidToBeAndNothingIsLeft() throws {
        let folder = try Folder()
        try #require(Self.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.path))
        defer { _ = Self.run("umount", "-l", folder.path) }
        let lines = (0..<300).map {
            #"{"id":"e\#($0)","type":"meeting.held","occurred":"2018","subject":"meeting/m\#($0)","actors":{"participants":["RUS","SGP"]}}"#
        }
        do {
            let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
            _ = try append(lines.joined(separator: "\n"), to: log)
        }
        func run(_ arguments: String...) throws -> (lines: [String], exit: Int32?) {
            let child = try ChildProcess(program: "chancery", arguments + ["--store", folder.path])
            return (try child.lines(), child.exit)
        }
        let answer = try run("export", "meetings", "--as-of", "2019-01-01").lines
        // What is left holds the folder, and no more than the beginning of a snapshot.
        let room = try #require(
            try FileManager.default.attributesOfFileSystem(forPath: folder.path)[.systemFreeSize] as? NSNumber
        )
        try Data(count: room.intValue - 3 * 4096).write(to: URL(fileURLWithPath: folder.path + "/filler"))
        let build = try run("snapshots", "build", "meetings", "--as-of", "2019-01-01")
        #expect(build.exit == 74 && build.lines == [], "\(build)")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/snapshots")
        #expect(left == [])
        #expect(try run("export", "meetings", "--as-of", "2019-01-01").lines == answer)
        #expect(try run("verify").exit == 0)
        try FileManager.default.removeItem(atPath: folder.path + "/filler")
        #expect(try run("snapshots", "build", "meetings", "--as-of", "2019-01-01").exit == 0)
        #expect(try run("export", "meetings", "--as-of", "2019-01-01").lines == answer)
        #expect(try run("verify").exit == 0)
    }
}
