import Foundation
import Testing

@testable import LMDB

@Suite struct NetworkFileSystemTests {
    @Test func networkAndUserSpaceFileSystemsAreKnown() {
        for number in [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546] as [UInt32] {
            #expect(NetworkFileSystem.names[number] != nil)
        }
    }

    @Test func localFileSystemsAreNotTakenForThem() {
        let ext4: UInt32 = 0xEF53
        let xfs: UInt32 = 0x5846_5342
        let btrfs: UInt32 = 0x9123_683E
        let tmpfs: UInt32 = 0x0102_1994
        let overlay: UInt32 = 0x794C_7630
        for number in [ext4, xfs, btrfs, tmpfs, overlay] {
            #expect(NetworkFileSystem.names[number] == nil)
        }
    }

    private static let canMount: Bool = {
        guard let scratch = try? Scratch() else { return false }
        return UserSpaceFileSystem(at: scratch.path) != nil
    }()

    @Test(.enabled(if: canMount, "needs leave to mount"))
    func aStoreOnAUserSpaceFileSystemIsRefusedUnlessOneInsists() throws {
        let scratch = try Scratch()
        let fileSystem = UserSpaceFileSystem(at: scratch.path)
        try #require(fileSystem != nil)
        for readOnly in [false, true] {
            #expect(throws: LMDBError.networkFileSystem) {
                try Environment.open(path: scratch.path, options: .init(readOnly: readOnly))
            }
            // This one has no files, so nothing comes of it; but not because of where it is.
            var options = Environment.Options(readOnly: readOnly)
            options.allowNetworkFileSystem = true
            #expect {
                try Environment.open(path: scratch.path, options: options)
            } throws: { error in
                (error as? LMDBError).map { $0 != .networkFileSystem } ?? false
            }
        }
        extendLifetime(fileSystem)
    }
}
