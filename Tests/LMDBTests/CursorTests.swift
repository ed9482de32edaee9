import LMDB
import SeededRandom
import Testing

@Suite struct CursorTests {
    private let scratch: Scratch
    private let environment: Environment
    private let events: Table
    private let names: Table
    private let postings: Table

    init() throws {
        scratch = try Scratch()
        environment = try Environment.open(path: scratch.path)
        events = try environment.table("events", keys: .integer)
        names = try environment.table("names")
        postings = try environment.table("postings", keys: .integer, duplicates: .integers)
    }

    @Test func anEmptyTableHasNowhereToStand() throws {
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: events)
            #expect(cursor.key == 0)
            #expect(array(cursor.value) == [])
            #expect(try !cursor.first())
            #expect(try !cursor.last())
            #expect(try !cursor.next())
            #expect(try !cursor.previous())
            #expect(try !cursor.seek(0))
            #expect(try !cursor.seek(exactly: 0))
            #expect(try transaction.firstKey(of: events) == nil)
            #expect(try transaction.lastKey(of: events) == nil)
        }
    }

    @Test func aCursorWalksInNumericOrderBothWays() throws {
        let keys: [UInt64] = [0, 1, 255, 256, 65_536, 1 << 32, .max - 1, .max]
        try environment.write { transaction in
            for key in keys.shuffled() { try transaction.put(events, key, bytes("\(key)").span) }
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: events)
            var forwards: [UInt64] = []
            while try cursor.next() {
                forwards.append(cursor.key)
                #expect(array(cursor.value) == bytes("\(cursor.key)"))
            }
            #expect(forwards == keys)
            var backwards: [UInt64] = []
            var found = try cursor.last()
            while found {
                backwards.append(cursor.key)
                found = try cursor.previous()
            }
            #expect(backwards == keys.reversed())
            #expect(try transaction.firstKey(of: events) == 0)
            #expect(try transaction.lastKey(of: events) == .max)
        }
    }

    @Test func seekingStopsAtTheKeyOrTheNextOne() throws {
        try environment.write { transaction in
            for key in [10, 20, 30] as [UInt64] { try transaction.put(events, key, [UInt8(key)].span) }
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: events)
            #expect(try cursor.seek(20) && cursor.key == 20)
            #expect(try cursor.seek(21) && cursor.key == 30)
            #expect(try cursor.seek(0) && cursor.key == 10)
            #expect(try !cursor.seek(31))
            #expect(try cursor.seek(exactly: 10) && array(cursor.value) == [10])
            #expect(try !cursor.seek(exactly: 11))
            #expect(array(cursor.value) == [])
            #expect(throws: LMDBError.wrongShape) {
                try environment.read { transaction in
                    var cursor = try transaction.cursor(over: events)
                    _ = try cursor.seek([1].span)
                }
            }
        }
    }

    @Test func keysOfBytesAreInTheOrderOfBytes() throws {
        let keys = ["a", "ab", "b", "ba", "é", "中"]
        try environment.write { transaction in
            for key in keys.shuffled() { try transaction.put(names, bytes(key).span, Span()) }
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: names)
            var seen: [String] = []
            while try cursor.next() { seen.append(String(decoding: array(cursor.keyBytes), as: UTF8.self)) }
            #expect(seen == keys)
            #expect(try cursor.seek(bytes("aa").span))
            #expect(array(cursor.keyBytes) == bytes("ab"))
        }
    }

    @Test(arguments: [0...0, 0...99, 5...10, 99...200, 100...200, 98 ... .max] as [ClosedRange<UInt64>])
    func aRangeGivesItsKeysAndNoOthers(range: ClosedRange<UInt64>) throws {
        try environment.write { transaction in
            for key in 0..<100 as Range<UInt64> { try transaction.append(events, key, [UInt8(key)].span) }
        }
        let seen = try environment.read { transaction in
            var seen: [UInt64] = []
            var cursor = try transaction.cursor(over: events)
            try cursor.forEach(in: range) { key, value in
                #expect(value[0] == UInt8(key))
                seen.append(key)
                return true
            }
            return seen
        }
        #expect(seen == (0..<100).filter { range.contains($0) })
    }

    @Test func aRangeStopsWhereItIsTold() throws {
        try environment.write { transaction in
            for key in 0..<100 as Range<UInt64> { try transaction.append(events, key, Span()) }
        }
        var last: UInt64?
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: events)
            try cursor.forEach(in: 10...90) { key, _ in
                last = key
                return key < 40
            }
        }
        #expect(last == 40)
    }

    @Test func theLastPossibleKeyEndsARange() throws {
        try environment.write { try $0.put(events, .max, [1].span) }
        let count = try environment.read { transaction in
            var count = 0
            var cursor = try transaction.cursor(over: events)
            try cursor.forEach(in: 0 ... .max) { _, _ in
                count += 1
                return true
            }
            return count
        }
        #expect(count == 1)
    }

    @Test func aCursorOfAWriteSeesItsChanges() throws {
        try environment.write { transaction in
            for key in 0..<1000 as Range<UInt64> { try transaction.append(events, key, [1].span) }
            var cursor = try transaction.reading.cursor(over: events)
            var count = 0
            while try cursor.next() { count += 1 }
            #expect(count == 1000)
        }
    }

    @Test func aSpanStaysGoodWhenTheCursorMovesOn() throws {
        try environment.write { transaction in
            for key in 0..<1000 as Range<UInt64> { try transaction.append(events, key, bytes("\(key)").span) }
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: events)
            #expect(try cursor.first())
            let first = cursor.value
            while try cursor.next() {}
            #expect(array(first) == bytes("0"))
        }
    }

    // MARK: Duplicates

    private func duplicates(of key: UInt64, from lowest: UInt64 = 0) throws -> [UInt64] {
        try environment.read { transaction in
            var values: [UInt64] = []
            var cursor = try transaction.cursor(over: postings)
            try cursor.forEachPage(of: key, from: lowest) { page in
                #expect(page.count > 0)
                for index in page.indices { values.append(page[index]) }
                return true
            }
            return values
        }
    }

    @Test(arguments: [0, 1, 2, 3, 100, 126, 200, 254, 255, 1000, 20_000])
    func duplicatesComeBackSortedWhateverTheirNumber(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        var values: Set<UInt64> = []
        while values.count < count { values.insert(UInt64.random(in: 0 ... .max, using: &generator)) }
        try environment.write { transaction in
            try transaction.putDuplicate(postings, 1, 77)
            try transaction.putDuplicate(postings, 3, 78)
            for value in values {
                let isNew = try transaction.putDuplicate(postings, 2, value)
                #expect(isNew)
            }
            for value in values.prefix(10) {
                let isNew = try transaction.putDuplicate(postings, 2, value)
                #expect(!isNew)
            }
        }
        let sorted = values.sorted()
        #expect(try duplicates(of: 2) == sorted)
        #expect(try duplicates(of: 1) == [77])
        #expect(try duplicates(of: 4) == [])
        for _ in 0..<20 {
            let lowest = UInt64.random(in: 0 ... .max, using: &generator)
            #expect(try duplicates(of: 2, from: lowest) == sorted.filter { $0 >= lowest })
        }
        if let last = sorted.last {
            #expect(try duplicates(of: 2, from: last) == [last])
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: postings)
            guard try cursor.seek(exactly: 2) else { return }
            #expect(try cursor.duplicateCount() == count)
            var walked = [cursor.integerValue]
            while try cursor.nextDuplicate() { walked.append(cursor.integerValue) }
            #expect(walked == sorted)
        }
    }

    @Test func appendedDuplicatesMustAscend() throws {
        try environment.write { transaction in
            for value in 1...3000 as ClosedRange<UInt64> {
                try transaction.appendDuplicate(postings, value % 3, value)
            }
            for value in [1, 3, 3000] as [UInt64] {
                do throws(LMDBError) {
                    try transaction.appendDuplicate(postings, 0, value)
                    Issue.record("appended \(value) again")
                } catch {
                    #expect(error == .keyExists)
                }
            }
        }
        #expect(try duplicates(of: 0) == (1...1000).map { $0 * 3 })
        #expect(try duplicates(of: 1) == (0..<1000).map { $0 * 3 + 1 })
    }

    @Test func aCursorStepsFromKeyToKeyOverTheDuplicates() throws {
        try environment.write { transaction in
            for key in 1...5 as ClosedRange<UInt64> {
                for value in 0..<key * 100 { try transaction.appendDuplicate(postings, key, value) }
            }
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: postings)
            var counts: [UInt64: Int] = [:]
            while try cursor.nextKey() { counts[cursor.key] = try cursor.duplicateCount() }
            #expect(counts == [1: 100, 2: 200, 3: 300, 4: 400, 5: 500])
            #expect(try cursor.seek(exactly: 3, duplicateFrom: 250))
            #expect(cursor.key == 3 && cursor.integerValue == 250)
            #expect(try cursor.lastDuplicate())
            #expect(cursor.key == 3 && cursor.integerValue == 299)
            #expect(try cursor.firstDuplicate())
            #expect(cursor.key == 3 && cursor.integerValue == 0)
            #expect(try cursor.previousKey())
            #expect(cursor.key == 2 && cursor.integerValue == 199)
            #expect(try !cursor.seek(exactly: 3, duplicateFrom: 300))
            #expect(try cursor.seek(exactly: 3, duplicate: 299))
            #expect(try !cursor.seek(exactly: 3, duplicate: 300))
            #expect(try transaction.containsDuplicate(postings, 5, 499))
            #expect(try !transaction.containsDuplicate(postings, 5, 500))
        }
    }

    @Test func aSingleValueCanBeSoughtAsADuplicate() throws {
        try environment.write { _ = try $0.putDuplicate(postings, 1, 50) }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: postings)
            #expect(try cursor.seek(exactly: 1, duplicateFrom: 10) && cursor.integerValue == 50)
            #expect(try cursor.seek(exactly: 1, duplicate: 50) && cursor.integerValue == 50)
            #expect(try !cursor.seek(exactly: 1, duplicateFrom: 51))
            #expect(try cursor.seek(exactly: 1) && cursor.firstDuplicate())
            #expect(cursor.key == 1 && cursor.integerValue == 50)
            #expect(try cursor.lastDuplicate())
            #expect(cursor.key == 1 && cursor.integerValue == 50)
            #expect(try !cursor.nextDuplicate())
        }
    }

    @Test func deletingADuplicateLeavesTheOthers() throws {
        try environment.write { transaction in
            for value in 0..<1000 as Range<UInt64> { try transaction.appendDuplicate(postings, 1, value) }
            let answer1 = try transaction.deleteDuplicate(postings, 1, 500)
            #expect(answer1)
            let answer2 = try transaction.deleteDuplicate(postings, 1, 500)
            #expect(!answer2)
        }
        #expect(try duplicates(of: 1) == (0..<1000).filter { $0 != 500 })
        let deleted = try environment.write { try $0.delete(postings, 1) }
        #expect(deleted)
        #expect(try duplicates(of: 1) == [])
    }

    @Test func duplicatesOfBytesHaveTheSizeOfTheirTable() throws {
        let table = try environment.table("digests", keys: .bytes, duplicates: .fixed(size: 3))
        let key = bytes("key")
        try environment.write { transaction in
            let answer3 = try transaction.putDuplicate(table, key.span, [2, 0, 0].span)
            #expect(answer3)
            let answer4 = try transaction.putDuplicate(table, key.span, [1, 255, 255].span)
            #expect(answer4)
            let answer5 = try transaction.putDuplicate(table, key.span, [2, 0, 0].span)
            #expect(!answer5)
            for wrong in [[], [1, 2], [1, 2, 3, 4]] as [[UInt8]] {
                do throws(LMDBError) {
                    try transaction.putDuplicate(table, key.span, wrong.span)
                    Issue.record("took a value of \(wrong.count) bytes")
                } catch {
                    #expect(error == .badSize)
                }
            }
        }
        try environment.read { transaction in
            var cursor = try transaction.cursor(over: table)
            #expect(try cursor.seek(exactly: key.span) && array(cursor.value) == [1, 255, 255])
            #expect(try cursor.nextDuplicate() && array(cursor.value) == [2, 0, 0])
            #expect(try !cursor.nextDuplicate())
            #expect(throws: LMDBError.wrongShape) {
                try environment.read { transaction in
                    var cursor = try transaction.cursor(over: table)
                    try cursor.forEachPage(of: key.span) { _ in true }
                }
            }
        }
    }
}
