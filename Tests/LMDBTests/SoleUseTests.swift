import Foundation
import LMDB
import Synchronization
import Testing

@Suite struct SoleUseTests {
    /// A data file with one value, closed again; its path.
    private func dataFile(in scratch: Scratch, _ text: String) throws -> String {
        let environment = try Environment.open(path: scratch.path)
        let table = try environment.table("t")
        try environment.write { (transaction) throws(LMDBError) in
            try transaction.put(table, bytes("k").span, bytes(text).span)
        }
        return scratch.file("data.mdb")
    }

    private func value(in path: String) throws -> String? {
        let environment = try Environment.open(path: path, options: Environment.Options(readOnly: true))
        let table = try environment.table("t")
        return try environment.read { (transaction) throws(LMDBError) in
            array(try transaction.get(table, bytes("k").span)).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test func anotherFileTakesTheStoresPlaceWithItsMode() throws {
        let (old, new) = (try Scratch(), try Scratch())
        let kept = try dataFile(in: old, "old")
        let put = try dataFile(in: new, "new")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: kept)
        try SoleUse.run(old.path, patience: .zero) { (sole) throws(LMDBError) in
            #expect(try sole.hasStore())
            try sole.put(dataFile: put)
        }
        #expect(try value(in: old.path) == "new")
        #expect(!FileManager.default.fileExists(atPath: put))
        let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test func aStoreThatIsOpenIsNotHeldAlone() throws {
        let scratch = try Scratch()
        let environment = try Environment.open(path: scratch.path)
        #expect(throws: LMDBError.inUse) {
            try SoleUse.run(scratch.path, patience: .zero) { (_) throws(LMDBError) in }
        }
        extendLifetime(environment)
    }

    @Test func aFileThatThisProcessStillHasOpenIsNotExchanged() throws {
        let (old, new) = (try Scratch(), try Scratch())
        _ = try dataFile(in: old, "old")
        let put = try dataFile(in: new, "new")
        try SoleUse.run(old.path, patience: .zero) { (sole) throws(LMDBError) in
            let own = try sole.open(Environment.Options(readOnly: true))
            #expect(throws: LMDBError.inUse) { try sole.put(dataFile: put) }
            extendLifetime(own)
        }
        let other = try Environment.open(path: new.path)
        try SoleUse.run(old.path, patience: .zero) { (sole) throws(LMDBError) in
            #expect(throws: LMDBError.inUse) { try sole.put(dataFile: put) }
        }
        extendLifetime(other)
        #expect(try value(in: old.path) == "old")
    }

    @Test func whoeverOpensWaitsUntilTheFileHasBeenExchanged() throws {
        let (old, new) = (try Scratch(), try Scratch())
        _ = try dataFile(in: old, "old")
        let put = try dataFile(in: new, "new")
        let seen = Mutex<String?>(nil)
        let path = old.path
        let isDone = DispatchSemaphore(value: 0)
        try SoleUse.run(path, patience: .zero) { (sole) throws(LMDBError) in
            let thread = Thread {
                let found = try? value(in: path)
                seen.withLock { $0 = found }
                isDone.signal()
            }
            thread.start()
            // Long enough for a reader that doesn't wait to be through.
            Thread.sleep(forTimeInterval: 0.1)
            #expect(seen.withLock { $0 } == nil)
            try sole.put(dataFile: put)
        }
        isDone.wait()
        #expect(seen.withLock { $0 } == "new")
    }

    @Test func aFolderWithoutAStoreGetsOne() throws {
        let (empty, new) = (try Scratch(), try Scratch())
        let put = try dataFile(in: new, "new")
        try SoleUse.run(empty.path, patience: .zero) { (sole) throws(LMDBError) in
            #expect(try !sole.hasStore())
            try sole.put(dataFile: put)
        }
        #expect(try value(in: empty.path) == "new")
        #expect(throws: LMDBError.noSuchFile) {
            try SoleUse.run(empty.file("none"), patience: .zero) { (_) throws(LMDBError) in }
        }
    }
}

@Suite struct ScratchFolderTests {
    @Test func whatTheDeadLeftIsRemovedAndWhatIsBeingMadeStays() throws {
        let place = try Scratch()
        func names() throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: place.path))
        }
        let left = place.file(".chancery-scratch-left")
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: false)
        try Data([1]).write(to: URL(filePath: left + "/data.mdb"))
        try Data([1]).write(to: URL(filePath: place.file("own")))
        let one = try ScratchFolder(in: place.path)
        #expect(try names().count == 2)
        let other = try ScratchFolder(in: place.path)
        #expect(try names().count == 3)
        #expect(FileManager.default.fileExists(atPath: one.path))
        one.remove()
        other.remove()
        #expect(try names() == ["own"])
    }

    @Test func itGetsNoNameThatIsTaken() throws {
        let place = try Scratch()
        let scratch = try ScratchFolder(in: place.path)
        try Data([1]).write(to: URL(filePath: place.file("file")))
        #expect(throws: LMDBError.fileExists) { try scratch.become(place.file("file"), in: place.path) }
        try scratch.become(place.file("free"), in: place.path)
        #expect(FileManager.default.fileExists(atPath: place.file("free")))
        #expect(!FileManager.default.fileExists(atPath: scratch.path))
    }
}
