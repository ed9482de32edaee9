import Foundation
import LMDB
import SeededRandom
import Testing

@Suite struct EnvironmentTests {
    @Test func whatWasWrittenIsThereAfterReopening() throws {
        let scratch = try Scratch()
        do {
            let environment = try Environment.open(path: scratch.path)
            let table = try environment.table("events", keys: .integer)
            try environment.write { transaction in try transaction.put(table, 7, bytes("seven").span) }
        }
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("events", keys: .integer)
        let value = try environment.read { transaction in array(try transaction.get(table, 7)) }
        #expect(value == bytes("seven"))
    }

    @Test func openingTheSameStoreTwiceGivesTheSameEnvironment() throws {
        let scratch = try Scratch()
        let first = try Environment.open(path: scratch.path)
        let second = try Environment.open(path: scratch.path + "/../store/")
        #expect(first === second)
        let link = scratch.path + "-link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: scratch.path)
        #expect(try Environment.open(path: link) === first)
    }

    @Test func aStoreThatReplacesADeletedOneIsAnotherStore() throws {
        let scratch = try Scratch()
        let first = try Environment.open(path: scratch.path)
        try FileManager.default.removeItem(atPath: scratch.path)
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        let second = try Environment.open(path: scratch.path)
        #expect(first !== second)
        _ = try second.table("events")
        #expect(first.info.lastTransaction == 0)
    }

    @Test func eightThreadsMayOpenAndCloseTheSameStoreAtOnce() throws {
        let scratch = try Scratch()
        let path = scratch.path
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<50 {
                do {
                    let environment = try Environment.open(path: path)
                    let table = try environment.table("events", keys: .integer)
                    let key = UInt64(thread * 50 + round)
                    try environment.write { transaction in try transaction.put(table, key, [1].span) }
                } catch {
                    Issue.record(error)
                }
            }
        }
        let environment = try Environment.open(path: path)
        let table = try environment.table("events", keys: .integer)
        #expect(try environment.read { try $0.statistics(of: table).entries } == 400)
    }

    @Test func aPathMayHaveSpacesAndLettersOfAnyScript() throws {
        let scratch = try Scratch("Österreichische Botschaft – 大使館 (1)")
        let environment = try Environment.open(path: scratch.path)
        _ = try environment.table("événements")
        #expect(FileManager.default.fileExists(atPath: scratch.file("data.mdb")))
        #expect(environment.path == scratch.path)
    }

    @Test func aMissingDirectoryIsSaidToBeMissing() throws {
        let scratch = try Scratch()
        #expect(throws: LMDBError.noSuchFile) { try Environment.open(path: scratch.file("nowhere")) }
        #expect(!FileManager.default.fileExists(atPath: scratch.file("nowhere")))
    }

    @Test func aFileInPlaceOfTheDirectoryIsRefused() throws {
        let scratch = try Scratch()
        try Data("text".utf8).write(to: URL(fileURLWithPath: scratch.file("file")))
        #expect(throws: LMDBError.notADirectory) { try Environment.open(path: scratch.file("file")) }
    }

    @Test(arguments: [1, 15, 47, 48, 4096, 100_000])
    func aFileThatIsNoStoreIsRefusedAndLeftAlone(length: Int) throws {
        let scratch = try Scratch()
        var generator = SeededGenerator(seed: UInt64(length))
        let garbage = Data((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
        try garbage.write(to: URL(fileURLWithPath: scratch.file("data.mdb")))
        #expect(throws: LMDBError.invalid) { try Environment.open(path: scratch.path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.file("data.mdb"))) == garbage)
    }

    @Test func aHeaderWithAnImpossiblePageSizeIsRefused() throws {
        let scratch = try Scratch()
        try { _ = try Environment.open(path: scratch.path) }()
        let url = URL(fileURLWithPath: scratch.file("data.mdb"))
        var data = try Data(contentsOf: url)
        data.replaceSubrange(40..<44, with: [0, 0, 0, 0])
        try data.write(to: url)
        #expect(throws: LMDBError.corrupted) { try Environment.open(path: scratch.path) }
    }

    @Test func aStoreOfAnotherFormatVersionIsRefused() throws {
        let scratch = try Scratch()
        try { _ = try Environment.open(path: scratch.path) }()
        let url = URL(fileURLWithPath: scratch.file("data.mdb"))
        var data = try Data(contentsOf: url)
        // In one of the two headers it would be damage.
        data[20] = 2
        data[4096 + 20] = 2
        try data.write(to: url)
        #expect(throws: LMDBError.versionMismatch) { try Environment.open(path: scratch.path) }
    }

    @Test(arguments: [1, 4095, 4096, 40_000, 200_000], [false, true])
    func aFileCutShortIsRefusedBeforeItIsMapped(missing: Int, readOnly: Bool) throws {
        let scratch = try Scratch()
        do {
            let environment = try Environment.open(path: scratch.path)
            let table = try environment.table("events", keys: .integer)
            try environment.write { transaction in
                for key in 0..<500 as Range<UInt64> {
                    try transaction.append(table, key, [UInt8](repeating: 1, count: 480).span)
                }
            }
        }
        let url = URL(fileURLWithPath: scratch.file("data.mdb"))
        let data = try Data(contentsOf: url)
        try data.dropLast(missing).write(to: url)
        #expect(throws: LMDBError.truncated) {
            try Environment.open(path: scratch.path, options: .init(readOnly: readOnly))
        }
    }

    @Test(arguments: [200, 1000])
    func aFileThatEndsInFreePagesNeverWrittenIsWhole(pages: Int) throws {
        let scratch = try Scratch()
        let lastPage: Int
        let pageSize: Int
        do {
            let environment = try Environment.open(path: scratch.path)
            let table = try environment.table("events", keys: .integer)
            // Free pages from earlier writes, which the last one then takes first.
            try environment.write { transaction in
                for key in 10..<500 as Range<UInt64> {
                    try transaction.append(table, key, [UInt8](repeating: 1, count: 480).span)
                }
            }
            try environment.write { transaction in
                for key in 10..<500 as Range<UInt64> { try transaction.delete(table, key) }
            }
            for _ in 0..<3 {
                try environment.write { transaction in try transaction.put(table, 1, [1].span) }
            }
            try environment.write { transaction in
                try transaction.put(table, 1, [2].span)
                let large = [UInt8](repeating: 1, count: pages * environment.info.pageSize)
                try transaction.put(table, 2, large.span)
                try transaction.delete(table, 2)
            }
            lastPage = environment.info.lastPage
            pageSize = environment.info.pageSize
        }
        let size = try Data(contentsOf: URL(fileURLWithPath: scratch.file("data.mdb"))).count
        #expect(size < (lastPage + 1) * pageSize)
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("events", keys: .integer)
        #expect(try environment.read { try $0.contains(table, 1) })
    }

    @Test func readingOnlyNeedsAStore() throws {
        let scratch = try Scratch()
        #expect(throws: LMDBError.noSuchFile) {
            try Environment.open(path: scratch.path, options: .init(readOnly: true))
        }
    }

    @Test func aStoreOpenedForReadingCanBeReadAndNotWritten() throws {
        let scratch = try Scratch()
        do {
            let environment = try Environment.open(path: scratch.path)
            let table = try environment.table("events", keys: .integer)
            try environment.write { transaction in try transaction.put(table, 1, bytes("one").span) }
        }
        let environment = try Environment.open(path: scratch.path, options: .init(readOnly: true))
        let table = try environment.table("events", keys: .integer)
        #expect(try environment.read { try $0.get(table, 1)?.count } == 3)
        #expect(throws: LMDBError.readOnlyEnvironment) { try environment.write { _ in } }
        #expect(throws: LMDBError.notFound) { try environment.table("others") }
        #expect(throws: LMDBError.openForReading) { try Environment.open(path: scratch.path) }
    }

    @Test func aReaderOfAStoreThatIsOpenForWritingSeesItsWritesAndCannotWrite() throws {
        let scratch = try Scratch()
        let writer = try Environment.open(path: scratch.path)
        let table = try writer.table("events", keys: .integer)
        let reader = try Environment.open(path: scratch.path, options: .init(readOnly: true))
        try writer.write { transaction in try transaction.put(table, 1, bytes("one").span) }
        #expect(try reader.read { try $0.contains(table, 1) })
        #expect(throws: LMDBError.readOnlyEnvironment) { try reader.write { _ in } }
    }

    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func aDirectoryWithoutPermissionToWriteCanBeRead() throws {
        let scratch = try Scratch()
        do {
            let environment = try Environment.open(path: scratch.path)
            let table = try environment.table("events", keys: .integer)
            try environment.write { transaction in try transaction.put(table, 1, [1].span) }
        }
        try FileManager.default.removeItem(atPath: scratch.file("lock.mdb"))
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.path)
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path)
        }
        #expect(throws: LMDBError.permissionDenied) { try Environment.open(path: scratch.path) }
        let environment = try Environment.open(path: scratch.path, options: .init(readOnly: true))
        #expect(environment.readsWithoutLock)
        let table = try environment.table("events", keys: .integer)
        #expect(try environment.read { try $0.contains(table, 1) })
    }

    @Test func tablesKeepTheirShape() throws {
        let scratch = try Scratch()
        do {
            let environment = try Environment.open(path: scratch.path)
            let table = try environment.table("postings", keys: .integer, duplicates: .fixed(size: 4))
            #expect(try environment.table("postings", keys: .integer, duplicates: .fixed(size: 4)) == table)
            #expect(throws: LMDBError.incompatible) { try environment.table("postings", keys: .integer) }
            try environment.write { transaction in
                _ = try transaction.putDuplicate(table, 1, [1, 2, 3, 4].span)
            }
        }
        let environment = try Environment.open(path: scratch.path)
        #expect(throws: LMDBError.incompatible) { try environment.table("postings", duplicates: .integers) }
        #expect(throws: LMDBError.incompatible) {
            try environment.table("postings", keys: .integer, duplicates: .fixed(size: 8))
        }
        _ = try environment.table("postings", keys: .integer, duplicates: .fixed(size: 4))
    }

    @Test func tooManyTablesAreRefused() throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path, options: .init(maxTables: 2))
        _ = try environment.table("a")
        _ = try environment.table("b")
        #expect(throws: LMDBError.tablesFull) { try environment.table("c") }
        #expect(throws: LMDBError.keySize) { try environment.table("") }
    }

    @Test(arguments: [false, true])
    func aCopyHoldsOneStateAndOpensAsAStore(compacting: Bool) throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("events", keys: .integer)
        try environment.write { transaction in
            for key in 0..<5000 as Range<UInt64> {
                try transaction.append(table, key, bytes("event \(key)").span)
            }
        }
        try environment.write { transaction in
            for key in 0..<4000 as Range<UInt64> { try transaction.delete(table, key) }
        }
        let target = scratch.path + "-copy"
        let lastPage = environment.info.lastPage
        try environment.copy(to: target, compacting: compacting)
        #expect(throws: LMDBError.fileExists) { try environment.copy(to: target, compacting: compacting) }
        try environment.write { transaction in try transaction.clear(table) }
        let copy = try Environment.open(path: target)
        let copied = try copy.table("events", keys: .integer)
        #expect(try copy.read { try $0.statistics(of: copied).entries } == 1000)
        #expect(try copy.read { try $0.firstKey(of: copied) } == 4000)
        #expect(compacting ? copy.info.lastPage < lastPage : copy.info.lastPage == lastPage)
    }

    @Test func numbersAboutTheStoreAreGiven() throws {
        let scratch = try Scratch()
        let environment = try Environment.open(
            path: scratch.path, options: .init(mapSize: 1 << 24, maxReaders: 17))
        let table = try environment.table("events", keys: .integer)
        try environment.write { transaction in
            for key in 0..<1000 as Range<UInt64> {
                try transaction.append(table, key, [UInt8](repeating: 1, count: 480).span)
            }
        }
        try environment.write { transaction in
            for key in 0..<900 as Range<UInt64> { try transaction.delete(table, key) }
        }
        let info = environment.info
        #expect(info.mapSize == 1 << 24)
        #expect(info.maxReaders == 17)
        #expect(info.lastTransaction == 3)
        #expect(info.pageSize >= 4096)
        #expect(info.lastPage > 100)
        let (statistics, free) = try environment.read { transaction in
            (try transaction.statistics(of: table), try transaction.freePages())
        }
        #expect(statistics.entries == 100)
        #expect(statistics.depth == 2)
        #expect(free > 100)
        #expect(try environment.readerCheck() == 0)
        try environment.sync()
    }

    @Test func everyErrorSaysASentence() {
        for code in Array(1...130) + Array(-30_800 ... -30_770) + Array(-31_010 ... -31_000) {
            let text = LMDBError(code: Int32(code)).description
            #expect(text.count > 10)
            #expect(text.hasSuffix("."))
        }
        #expect(LMDBError(code: -12).description.contains("-12"))
    }
}
