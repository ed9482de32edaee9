import EventLog
import Foundation
import Testing

@Suite struct FormerFormatTests {
    /// Another process brings a store to the present format that this one has open for reading: what was its index is
    /// empty then, and must not be taken for an answer.
    @Test func aStoreThatWasBroughtToALaterFormatIsNotReadByItsFormerIndexes() throws {
        let folder = try Folder()
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "ChanceryCommandsTests/Fixtures/format-2/data.mdb")
        let data = folder.path + "/data.mdb"
        try FileManager.default.copyItem(atPath: fixture.path, toPath: data)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: data)

        let former = try EventLog.open(path: folder.path)
        #expect(former.formatVersion == 2)
        func visits(_ log: EventLog) throws -> [UInt64] {
            try log.read { transaction in
                let number = try #require(try log.actorNumber("CUB", transaction))
                return try log.revisions(ofActor: number, transaction)
            }
        }
        let before = try visits(former)
        #expect(!before.isEmpty)
        let child = try ChildProcess("append", folder.path, "later", "1")
        #expect(try child.lines().count == 1 && child.succeeded)
        #expect(throws: LogError.self) { try visits(former) }
        try withExtendedLifetime(try Copy(of: folder)) { copy in
            let present = try EventLog.open(path: copy.path)
            #expect(present.formatVersion == 3)
            #expect(try visits(present) == before)
            #expect(try present.verify().findings == [])
        }
    }

    /// The store in a folder of its own, which this process doesn't have open yet.
    private final class Copy {
        let folder = try? Folder()
        var path: String { folder?.path ?? "" }

        init(of other: Folder) throws {
            try FileManager.default.copyItem(
                atPath: other.path + "/data.mdb", toPath: path + "/data.mdb")
        }
    }
}
