import Foundation
import LMDB
import Testing

@Suite struct MapGrowthTests {
    private func open(_ scratch: Scratch) throws -> (Environment, Table) {
        let environment = try Environment.open(path: scratch.path, options: .init(mapSize: 64 << 10))
        #expect(environment.info.mapSize == 64 << 10)
        return (environment, try environment.table("events", keys: .integer))
    }

    @Test func aWriteThatOutgrowsTheMapRunsAgainInALargerOne() throws {
        let scratch = try Scratch()
        let (environment, table) = try open(scratch)
        let value = [UInt8](repeating: 9, count: 480)
        var runs = 0
        try environment.write { transaction in
            runs += 1
            for key in 0..<2000 as Range<UInt64> { try transaction.append(table, key, value.span) }
        }
        #expect(runs > 1)
        #expect(environment.info.mapSize >= 1 << 20)
        #expect(try environment.read { try $0.statistics(of: table).entries } == 2000)
    }

    @Test func theMapGrowsWhateverTheClosureMakesOfTheError() throws {
        struct Disguise: Error {}
        let scratch = try Scratch()
        let (environment, table) = try open(scratch)
        let value = [UInt8](repeating: 9, count: 200_000)
        try environment.write { transaction in
            do {
                try transaction.put(table, 1, value.span)
            } catch {
                throw Disguise()
            }
        }
        try environment.write { transaction in
            do {
                try transaction.put(table, 2, [UInt8](repeating: 8, count: 1_000_000).span)
            } catch {
                // Swallowed: the write must not commit half of itself all the same.
            }
        }
        #expect(try environment.read { try $0.get(table, 1)?.count } == 200_000)
        #expect(try environment.read { try $0.get(table, 2)?.count } == 1_000_000)
    }

    @Test func aWriteInsideAReadCannotMoveTheMapUnderIt() throws {
        let scratch = try Scratch()
        let (environment, table) = try open(scratch)
        let value = [UInt8](repeating: 9, count: 200_000)
        try environment.write { try $0.put(table, 0, [0].span) }
        try environment.read { transaction in
            #expect(throws: LMDBError.mapHeldByReaders) {
                try environment.write { try $0.put(table, 1, value.span) }
            }
            let kept = array(try transaction.get(table, 0))
            #expect(kept == [0])
        }
        #expect(try environment.read { try $0.statistics(of: table).entries } == 1)
        try environment.write { try $0.put(table, 1, value.span) }
        #expect(try environment.read { try $0.statistics(of: table).entries } == 2)
    }

    @Test func readsOfOtherThreadsGoOnWhileTheMapGrows() throws {
        let scratch = try Scratch()
        let (environment, table) = try open(scratch)
        try environment.write { try $0.put(table, 0, [UInt8](repeating: 0, count: 480).span) }
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            do {
                for round in 1...200 as ClosedRange<UInt64> {
                    if thread == 0 {
                        try environment.write { transaction in
                            for step in 0..<20 as Range<UInt64> {
                                let value = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: 480)
                                try transaction.append(table, round * 20 + step, value.span)
                            }
                        }
                    } else {
                        let isUniform = try environment.read { transaction in
                            guard let key = try transaction.lastKey(of: table) else { return false }
                            let value = array(try transaction.get(table, key)) ?? []
                            let expected = UInt8(truncatingIfNeeded: key / 20)
                            return value == [UInt8](repeating: expected, count: 480)
                        }
                        #expect(isUniform)
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(environment.info.mapSize >= 2 << 20)
        #expect(try environment.read { try $0.statistics(of: table).entries } == 4001)
    }

    @Test func aRenewedReadLetsTheMapGrow() throws {
        let scratch = try Scratch()
        let (environment, table) = try open(scratch)
        try environment.renewingRead { read in
            let started = DispatchSemaphore(value: 0)
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                started.signal()
                do {
                    try environment.write { try $0.put(table, 1, [UInt8](repeating: 1, count: 1 << 20).span) }
                } catch {
                    Issue.record(error)
                }
                done.signal()
            }
            started.wait()
            while done.wait(timeout: .now() + .milliseconds(1)) == .timedOut { try read.renew() }
            try read.renew()
            #expect(try read.transaction.get(table, 1)?.count == 1 << 20)
        }
    }
}
