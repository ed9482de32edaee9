import EventLog
import Foundation
import LMDB
import Testing

@Suite struct ForeignFileTests {
    /// A file that another program keeps with LMDB is refused, and stays byte for byte what it was.
    @Test func aFileOfAnotherProgramIsNotAddedTo() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "foreign-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("data.mdb")
        for name in ["theirs", "meta"] {
            try? FileManager.default.removeItem(at: file)
            do {
                let environment = try Environment.open(path: folder.path)
                let table = try environment.table(name)
                try environment.write { transaction in
                    try transaction.put(table, Array("key".utf8).span, Array("value".utf8).span)
                }
            }
            let before = try Data(contentsOf: file)
            do throws(LogError) {
                _ = try EventLog.openOrCreate(path: folder.path, seed: [1])
                Issue.record("opened a file with the table '\(name)' of another program")
            } catch {
                #expect(error.description.contains("without a log"))
            }
            #expect(try Data(contentsOf: file) == before)
        }
    }

    /// A creation that was cut off after some of its tables is gone on with.
    @Test func aCreationThatWasCutOffIsGoneOnWith() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "begun-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let environment = try Environment.open(path: folder.path)
            _ = try environment.table("meta")
            _ = try environment.table("bodies", keys: .integer)
        }
        let log = try EventLog.openOrCreate(path: folder.path, seed: [1])
        #expect(try log.verify().findings == [])
    }
}
