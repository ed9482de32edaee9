import Foundation
import LMDB
import Synchronization
import Testing

/// LMDB begins a read in two steps, and others may write in between.
@Suite struct OvertakenReadTests {
    private final class Tally: Sendable {
        let isOver = Atomic<Bool>(false)
        let reads = Atomic<Int>(0)
        let ofOthers = Atomic<Int>(0)
    }

    /// Many threads take turns on few processors, so that each rests in all places of a read, while commits in memory
    /// take microseconds: without the check some reads are overtaken twice in every run.
    @Test func aReadIsOfTheStateWhoseNumberItBearsHoweverQuicklyOthersWrite() throws {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        let scratch = try isThere ? Scratch(beneath: URL(filePath: memory)) : Scratch()
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("numbers", keys: .integer)
        @Sendable func write() throws {
            try environment.write { transaction in
                try transaction.put(table, 1, bytes("\(transaction.id)").span)
            }
        }
        try write()
        let tally = Tally()
        let group = DispatchGroup()
        for _ in 0..<12 {
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                do {
                    while !tally.isOver.load(ordering: .relaxed) {
                        let isOfItsNumber = try environment.read { transaction in
                            array(try transaction.get(table, 1)) == bytes("\(transaction.id)")
                        }
                        tally.reads.add(1, ordering: .relaxed)
                        if !isOfItsNumber { tally.ofOthers.add(1, ordering: .relaxed) }
                    }
                } catch {
                    Issue.record(error)
                }
            }
        }
        do {
            for _ in 0..<20_000 { try write() }
        } catch {
            Issue.record(error)
        }
        tally.isOver.store(true, ordering: .relaxed)
        group.wait()
        #expect(tally.reads.load(ordering: .relaxed) > 1_000)
        #expect(tally.ofOthers.load(ordering: .relaxed) == 0)
    }
}
