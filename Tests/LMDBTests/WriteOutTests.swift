import Foundation
import LMDB
import Testing

@Suite struct WriteOutTests {
    private struct GivenUp: Error {}

    private func length(_ scratch: Scratch) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: scratch.file("data.mdb")))?[.size] as? Int) ?? 0
    }

    /// Changes some MiB and has them written out half-way; gives the file's length before and after that.
    private func change(
        _ environment: Environment, _ events: Table, _ postings: Table, _ scratch: Scratch, givesUp: Bool
    ) throws -> (before: Int, after: Int) {
        try environment.write { transaction in
            for key in UInt64(1)...2_000 {
                try transaction.append(events, key, [UInt8](repeating: UInt8(key & 0xFF), count: 1_500).span)
            }
            try transaction.putDuplicate(postings, 1, 7)
            let before = length(scratch)
            try transaction.writeOut(postings)
            let after = length(scratch)
            for key in UInt64(1)...2_000 where key % 3 == 0 {
                try transaction.put(events, key, [1, 2, 3].span)
            }
            #expect(try array(transaction.get(events, 2)) == [UInt8](repeating: 2, count: 1_500))
            #expect(try array(transaction.get(events, 3)) == [1, 2, 3])
            if givesUp { throw GivenUp() }
            return (before, after)
        }
    }

    @Test func whatIsWrittenOutIsThereAfterTheCommitAndGoneWithoutOne() throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path)
        let events = try environment.table("events", keys: .integer)
        let postings = try environment.table("postings", keys: .integer, duplicates: .integers)
        #expect(throws: GivenUp.self) {
            _ = try change(environment, events, postings, scratch, givesUp: true)
        }
        #expect(try environment.read { try $0.statistics(of: events).entries } == 0)
        #expect(try environment.read { try $0.statistics(of: postings).entries } == 0)

        let other = try Scratch()
        let second = try Environment.open(path: other.path)
        let table = try second.table("events", keys: .integer)
        let set = try second.table("postings", keys: .integer, duplicates: .integers)
        let (before, after) = try change(second, table, set, other, givesUp: false)
        #expect(after > before + (1 << 20))
        try second.read { (transaction) throws in
            #expect(try transaction.statistics(of: table).entries == 2_000)
            #expect(try transaction.statistics(of: set).entries == 1)
            for key in UInt64(1)...2_000 {
                let expected: [UInt8] =
                    key % 3 == 0 ? [1, 2, 3] : [UInt8](repeating: UInt8(key & 0xFF), count: 1_500)
                #expect(try array(transaction.get(table, key)) == expected)
            }
        }
    }
}
