import Foundation
import LMDB
import SeededRandom
import Testing

/// What looks at the pages of a store without LMDB finds nothing in what LMDB writes, and every bit that is turned in
/// a page in use, beside those of the values themselves.
@Suite struct InspectionTests {
    /// Stores of all shapes of tables, grown and thinned out by writes of many sizes.
    @Test(arguments: 1...6)
    func whatLMDBWritesIsFoundWhole(seed: Int) throws {
        let scratch = try Scratch()
        var random = SeededGenerator(seed: UInt64(seed))
        let environment = try Environment.open(path: scratch.path)
        let single = try environment.table("single", keys: .integer)
        let named = try environment.table("named")
        let sets = try environment.table("sets", keys: .integer, duplicates: .integers)
        let pairs = try environment.table("pairs", keys: .integer, duplicates: .fixed(size: 12))
        for _ in 0..<60 {
            let changes = Int.random(in: 1...300, using: &random)
            try environment.write { transaction in
                for _ in 0..<changes {
                    let key = UInt64.random(in: 0..<2_000, using: &random)
                    let name = bytes("name \(key % 300) \(String(repeating: "x", count: Int(key % 200)))")
                    let size = Int.random(in: 0..<20, using: &random) == 0 ? 9_000 : 90
                    let value = [UInt8](repeating: 7, count: Int.random(in: 0...size, using: &random))
                    switch Int.random(in: 0..<10, using: &random) {
                    case 0...2: try transaction.put(single, key, value.span)
                    case 3: try transaction.put(named, name.span, value.span)
                    case 4, 5:
                        try transaction.putDuplicate(
                            sets, key % 5, UInt64.random(in: 0..<9_000, using: &random))
                    case 6: try transaction.putDuplicate(sets, key, key)
                    case 7:
                        let pair = (0..<12).map { _ in UInt8.random(in: 0...255, using: &random) }
                        if key % 30 == 0 { try transaction.delete(pairs, key % 40) }
                        _ = try transaction.putDuplicate(pairs, key % 40, pair.span)
                    case 8: try transaction.delete(single, key)
                    default: try transaction.delete(sets, key)
                    }
                }
                if seed == 6, changes % 20 == 0 { try transaction.clear(sets) }
            }
            #expect(try Environment.inspect(path: scratch.path) == [])
        }
        let copy = try Scratch()
        for compacting in [false, true] {
            let path = copy.path + "-\(compacting)"
            try environment.copy(to: path, compacting: compacting)
            #expect(try Environment.inspect(path: path) == [])
        }
    }

    @Test func aStoreJustMadeIsWholeAndNoneIsNone() throws {
        let scratch = try Scratch()
        #expect(try Environment.inspect(path: scratch.path) == nil)
        let environment = try Environment.open(path: scratch.path)
        #expect(try Environment.inspect(path: scratch.path) == [])
        _ = try environment.table("events")
        #expect(try Environment.inspect(path: scratch.path) == [])
    }
}
