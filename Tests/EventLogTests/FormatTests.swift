import EventLog
import Foundation
import LMDB
import Testing

@Suite struct FormatTests {
    /// A later format may have other tables, and none that this one knows but the one that says so.
    @Test(arguments: [true, false])
    func aStoreOfALaterFormatIsRefusedAndLeftAlone(_ hasOurTables: Bool) throws {
        let scratch = try TestStore()
        let path = hasOurTables ? scratch.path : scratch.path + "/later"
        var options = Environment.Options()
        options.maxTables = 32
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let environment = try Environment.open(path: path, options: options)
        let meta = try environment.table("meta")
        let key = Array("format".utf8)
        let format: [UInt8] = [99, 0, 0, 0, 0, 0, 0, 0]
        try environment.write { (transaction) throws(LMDBError) in
            try transaction.put(meta, key.span, format.span)
        }
        let before = environment.info.lastTransaction
        func refusal(_ open: () throws(LogError) -> EventLog) -> String {
            do throws(LogError) {
                _ = try open()
                return "opened"
            } catch {
                return error.description
            }
        }
        for message in [
            refusal { () throws(LogError) in try EventLog.open(path: path) },
            refusal { () throws(LogError) in try EventLog.openOrCreate(path: path, seed: [1]) },
        ] {
            #expect(message.contains("its format is later than version"), "\(message)")
            #expect(message.contains("a newer chancery reads it"))
        }
        #expect(environment.info.lastTransaction == before)
    }
}
