import CanonicalJSON
import EventLog
import Foundation
import Glibc
import LMDB
import Testing

@Suite(.serialized) struct CrowdTests {
    /// Eight processes append, with conditions and the same events among them, and eight read: every revision is
    /// there once, what was bound to a revision stands right behind it, every reader sees whole batches, and none leaves
    /// anything behind.
    @Test func aCrowdOfProcessesSharesOneStore() throws {
        let folder = try Folder()
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        let (writers, count) = (8, 12)
        let own = writers * (0..<count).reduce(0) { $0 + 1 + $1 % 5 }
        let readers = try (0..<8).map { _ in try ChildProcess("read", folder.path, "\(own + count)") }
        let appenders = try (0..<writers).map { try ChildProcess("crowd", folder.path, "w\($0)", "\(count)") }
        for appender in appenders {
            let lines = try appender.lines()
            #expect(appender.succeeded && lines.count == count, "\(lines)")
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
        #expect(try log.verify().findings == [] && EventLog.damage(path: folder.path) == [])
    }
}

@Suite(.serialized) struct FullDiskTests {
    private static func run(_ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private static let canMount: Bool = {
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
}
