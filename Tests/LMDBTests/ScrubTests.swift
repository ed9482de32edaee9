import Foundation
import LMDB
import Testing

@Suite struct ScrubTests {
    private let secret = Array("the-secret-that-must-go".utf8)

    private func isInFile(_ scratch: Scratch) throws -> Bool {
        let data = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/data.mdb"))
        return data.range(of: Data(secret)) != nil
    }

    private func value(_ size: Int, secret isSecret: Bool) -> [UInt8] {
        var value = [UInt8](repeating: 7, count: size)
        if isSecret { value.replaceSubrange(size / 2..<size / 2 + secret.count, with: secret) }
        return value
    }

    /// Values of all sizes, each written in a commit of its own, so that old pages and recycled memory abound.
    @Test(arguments: [60, 300, 1900, 2100, 5000, 20_000])
    func whatWasDeletedIsGoneFromTheFile(_ size: Int) throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("t", keys: .integer)
        let other = try environment.table("other", keys: .integer, duplicates: .integers)
        for key in 0..<200 as Range<UInt64> {
            try environment.write { (transaction) throws(LMDBError) in
                let bytes = value(size, secret: key % 7 == 3)
                try transaction.put(table, key, bytes.span)
                try transaction.putDuplicate(other, key % 5, key)
            }
        }
        try environment.write { (transaction) throws(LMDBError) in
            for key in 0..<200 as Range<UInt64> where key % 7 == 3 {
                let zeros = [UInt8](repeating: 0, count: size)
                try transaction.put(table, key, zeros.span)
                let short: [UInt8] = [1, 2, 3]
                try transaction.put(table, key, short.span)
            }
        }
        #expect(try isInFile(scratch))
        for key in 0..<2 as Range<UInt64> {
            try environment.write { (transaction) throws(LMDBError) in
                let bytes = value(size, secret: false)
                try transaction.put(table, key, bytes.span)
            }
        }
        try environment.scrub()
        #expect(try !isInFile(scratch))
        func check() throws {
            try environment.read { (transaction) throws(LMDBError) in
                for key in 0..<200 as Range<UInt64> {
                    let expected = key % 7 == 3 ? [1, 2, 3] : value(size, secret: false)
                    var found: [UInt8] = []
                    if let stored = try transaction.get(table, key) {
                        for index in stored.indices { found.append(stored[index]) }
                    }
                    #expect(found == expected, "\(key)")
                    #expect(try transaction.containsDuplicate(other, key % 5, key))
                }
            }
        }
        try check()
        // The free pages are as good as before.
        for key in 0..<200 as Range<UInt64> where key % 7 != 3 {
            try environment.write { (transaction) throws(LMDBError) in
                let bytes = value(size, secret: false)
                try transaction.put(table, key, bytes.span)
            }
        }
        try check()
    }

    @Test func aReadOfAnOlderStateIsNotDisturbed() throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("t", keys: .integer)
        func put(_ bytes: [UInt8]) throws(LMDBError) {
            try environment.write { (transaction) throws(LMDBError) in
                try transaction.put(table, 1, bytes.span)
            }
        }
        try put(value(100, secret: true))
        try environment.read { (transaction) throws(LMDBError) in
            for byte in 0..<3 as Range<UInt8> { try put([byte]) }
            #expect(throws: LMDBError.busy) { try environment.scrub() }
            #expect(try transaction.get(table, 1)?.count == 100)
        }
        try environment.scrub()
        #expect(try !isInFile(scratch))
    }
}
