import Foundation
import LMDB
import SeededRandom
import Testing

private struct Refusal: LMDBErrorConvertible, Equatable {
    var cause: LMDBError?
    init(_ error: LMDBError) { cause = error }
    init() { cause = nil }
}

@Suite struct TransactionTests {
    private let scratch: Scratch
    private let environment: Environment
    private let events: Table
    private let names: Table

    init() throws {
        scratch = try Scratch()
        environment = try Environment.open(path: scratch.path)
        events = try environment.table("events", keys: .integer)
        names = try environment.table("names")
    }

    private func value(_ key: UInt64) throws -> [UInt8]? {
        try environment.read { transaction in array(try transaction.get(events, key)) }
    }

    @Test(arguments: [0, 1, 480, 2000, 4096, 65_536, 1 << 20])
    func valuesOfAnySizeComeBackAsTheyWere(size: Int) throws {
        var generator = SeededGenerator(seed: UInt64(size))
        let content = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try environment.write { transaction in
            try transaction.put(events, 1, content.span)
            #expect(try array(transaction.get(events, 1)) == content)
        }
        #expect(try value(1) == content)
    }

    @Test func keysOfBytesMayHaveOneToFiveHundredAndElevenBytes() throws {
        let longest = [UInt8](repeating: 7, count: 511)
        try environment.write { transaction in
            try transaction.put(names, longest.span, [1].span)
            try transaction.put(names, [0].span, [2].span)
        }
        #expect(try environment.read { array(try $0.get(names, longest.span)) } == [1])
        #expect(try environment.read { try $0.contains(names, [0].span) })
        for key in [[], [UInt8](repeating: 7, count: 512)] as [[UInt8]] {
            #expect(throws: LMDBError.keySize) {
                try environment.write { try $0.put(names, key.span, [1].span) }
            }
            #expect(throws: LMDBError.keySize) { try environment.read { try $0.contains(names, key.span) } }
            #expect(throws: LMDBError.keySize) { try environment.write { try $0.delete(names, key.span) } }
            #expect(throws: LMDBError.keySize) {
                try environment.read { transaction in
                    var cursor = try transaction.cursor(over: names)
                    _ = try cursor.seek(key.span)
                }
            }
        }
    }

    @Test func insertDoesNotReplace() throws {
        let first = try environment.write { try $0.insert(events, 1, bytes("one").span) }
        let second = try environment.write { try $0.insert(events, 1, bytes("uno").span) }
        #expect(first)
        #expect(!second)
        #expect(try value(1) == bytes("one"))
    }

    @Test func appendTakesAscendingKeysOnly() throws {
        try environment.write { transaction in
            try transaction.append(events, 5, bytes("five").span)
            do throws(LMDBError) {
                try transaction.append(events, 5, bytes("again").span)
                Issue.record("appended a key twice")
            } catch {
                #expect(error == .keyExists)
            }
            do throws(LMDBError) {
                try transaction.append(events, 4, bytes("four").span)
                Issue.record("appended a lesser key")
            } catch {
                #expect(error == .keyExists)
            }
            try transaction.append(events, 6, bytes("six").span)
        }
        #expect(try value(5) == bytes("five"))
        #expect(try value(4) == nil)
        #expect(try value(6) == bytes("six"))
    }

    @Test func deletingSaysWhetherTheKeyWasThere() throws {
        try environment.write { try $0.put(events, 1, [1].span) }
        let first = try environment.write { try $0.delete(events, 1) }
        let second = try environment.write { try $0.delete(events, 1) }
        #expect(first)
        #expect(!second)
    }

    @Test func aWriteThatThrowsLeavesNothing() throws {
        try environment.write { try $0.put(events, 1, bytes("before").span) }
        let before = environment.info.lastTransaction
        #expect(throws: Refusal()) {
            try environment.write { transaction in
                for key in 0..<1000 as Range<UInt64> { try transaction.put(events, key, bytes("after").span) }
                try transaction.delete(events, 1)
                throw Refusal()
            }
        }
        #expect(try value(1) == bytes("before"))
        #expect(try environment.read { try $0.statistics(of: events).entries } == 1)
        #expect(environment.info.lastTransaction == before)
        try environment.write { try $0.put(events, 2, bytes("next").span) }
        #expect(try value(2) == bytes("next"))
    }

    @Test func closuresMayThrowAnErrorTypeOfTheirOwn() throws {
        func refuse() throws(Refusal) -> Int {
            try environment.write { (_) throws(Refusal) -> Int in throw Refusal() }
        }
        func nest() throws(Refusal) {
            try environment.write { (_) throws(Refusal) in
                try environment.write { (_) throws(Refusal) in }
            }
        }
        #expect(throws: Refusal()) { try refuse() }
        #expect(throws: Refusal(.nestedWrite)) { try nest() }
    }

    @Test func aWriteInsideAWriteIsRefusedAndTheOuterOneGoesOn() throws {
        try environment.write { transaction in
            #expect(throws: LMDBError.nestedWrite) { try environment.write { _ in } }
            #expect(throws: LMDBError.nestedWrite) { try environment.table("another") }
            try transaction.put(events, 1, bytes("outer").span)
        }
        #expect(try value(1) == bytes("outer"))
    }

    @Test func writesOfTwoStoresMayBeNested() throws {
        let other = try Scratch()
        let second = try Environment.open(path: other.path)
        let table = try second.table("events", keys: .integer)
        try environment.write { transaction in
            try transaction.put(events, 1, [1].span)
            try second.write { try $0.put(table, 1, [2].span) }
        }
        #expect(try second.read { try $0.contains(table, 1) })
        #expect(throws: LMDBError.foreignTable) { try environment.read { try $0.contains(table, 1) } }
        #expect(throws: LMDBError.foreignTable) { try environment.write { try $0.put(table, 1, [2].span) } }
    }

    @Test func aReadInsideAWriteSeesTheStateBefore() throws {
        try environment.write { try $0.put(events, 1, bytes("old").span) }
        try environment.write { transaction in
            try transaction.put(events, 1, bytes("new").span)
            #expect(try value(1) == bytes("old"))
            #expect(try array(transaction.get(events, 1)) == bytes("new"))
        }
        #expect(try value(1) == bytes("new"))
    }

    @Test func readsMayBeNestedAndAReadMayContainAWrite() throws {
        try environment.read { outer in
            try environment.write { try $0.put(events, 1, [1].span) }
            #expect(try value(1) == [1])
            #expect(try !outer.contains(events, 1))
        }
    }

    @Test func theWrongShapeIsRefused() throws {
        #expect(throws: LMDBError.wrongShape) { try environment.read { try $0.contains(names, 1) } }
        #expect(throws: LMDBError.wrongShape) { try environment.read { try $0.contains(events, [1].span) } }
        #expect(throws: LMDBError.wrongShape) { try environment.read { try $0.lastKey(of: names) } }
        #expect(throws: LMDBError.wrongShape) { try environment.write { try $0.putDuplicate(events, 1, 1) } }
        #expect(throws: LMDBError.wrongShape) {
            try environment.write { try $0.putDuplicate(events, 1, [1].span) }
        }
    }

    @Test func aTableOpenedAfterTheTransactionBeganIsNotKnownToIt() throws {
        try environment.read { transaction in
            let late = try environment.table("late", keys: .integer)
            do throws(LMDBError) {
                _ = try transaction.contains(late, 1)
                Issue.record("read a table that this state does not know")
            } catch {
                #expect(error == .badTable || error == .invalidArgument)
            }
        }
    }

    @Test func aFullReaderTableIsAnErrorAndNotTheEnd() throws {
        let small = try Scratch()
        let environment = try Environment.open(path: small.path, options: .init(maxReaders: 2))
        let table = try environment.table("events", keys: .integer)
        try environment.read { _ in
            try environment.read { _ in
                #expect(throws: LMDBError.readersFull) { try environment.read { _ in } }
                try environment.write { try $0.put(table, 1, [1].span) }
            }
        }
        #expect(try environment.read { try $0.contains(table, 1) })
        #expect(environment.info.maxReaders == 2)
    }

    @Test func aReadKeepsItsStateWhileAnotherThreadWrites() throws {
        let environment = environment
        let events = events
        try environment.write { try $0.put(events, 0, bytes("0").span) }
        try environment.read { transaction in
            for round in 1...20 {
                let done = DispatchSemaphore(value: 0)
                Thread.detachNewThread {
                    do {
                        try environment.write { try $0.put(events, 0, bytes("\(round)").span) }
                    } catch {
                        Issue.record(error)
                    }
                    done.signal()
                }
                done.wait()
                let kept = array(try transaction.get(events, 0))
                #expect(kept == bytes("0"))
                let newest = try value(0)
                #expect(newest == bytes("\(round)"))
            }
        }
    }

    @Test func readersSeeWholeBatchesOnly() throws {
        let environment = environment
        let events = events
        try environment.write { transaction in
            for key in 0..<10 as Range<UInt64> { try transaction.put(events, key, [0].span) }
        }
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            do {
                for round in 1...100 as ClosedRange<UInt8> {
                    if thread == 0 {
                        try environment.write { transaction in
                            for key in 0..<10 as Range<UInt64> {
                                try transaction.put(events, key, [round].span)
                            }
                        }
                    } else {
                        let seen = try environment.read { transaction in
                            var seen: Set<UInt8> = []
                            for key in 0..<10 as Range<UInt64> {
                                if let value = try transaction.get(events, key) { seen.insert(value[0]) }
                            }
                            return seen
                        }
                        #expect(seen.count == 1)
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
    }

    @Test func eightThreadsWriteInTurn() throws {
        let environment = environment
        let events = events
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            do {
                for _ in 0..<25 {
                    try environment.write { transaction in
                        let key = try transaction.lastKey(of: events).map { $0 + 1 } ?? 0
                        try transaction.append(events, key, bytes("\(key)").span)
                    }
                }
            } catch {
                Issue.record(error)
            }
        }
        #expect(try environment.read { try $0.lastKey(of: events) } == 199)
        #expect(try environment.read { try $0.statistics(of: events).entries } == 200)
    }

    @Test func aRenewedReadSeesTheNewestStateAndLetsGoOfTheOld() throws {
        try environment.write { try $0.put(events, 1, [1].span) }
        try environment.renewingRead { read in
            let before = read.transaction.id
            try environment.write { try $0.put(events, 1, [2].span) }
            #expect(try array(read.transaction.get(events, 1)) == [1])
            try read.renew()
            #expect(try array(read.transaction.get(events, 1)) == [2])
            #expect(read.transaction.id == before + 1)
        }
    }
}
