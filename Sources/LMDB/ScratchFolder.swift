/// A folder for a store in the making, beside the place where it is to stand: what others see appears in one step.
///
/// What a process that died left behind is told from what is still being made by the folder's lock, which its maker
/// shares for as long as it lives.
public final class ScratchFolder: Sendable {
    private static let prefix = ".chancery-scratch-"

    /// Where it is.
    public let path: String
    private let lock: FolderLock?

    /// Makes an empty one in a folder, and removes those of processes that died.
    ///
    /// - Throws: ``LMDBError/noSuchFile``, ``LMDBError/permissionDenied`` …
    public init(in folder: String) throws(LMDBError) {
        Self.sweep(folder)
        path = "\(folder)/\(Self.prefix)\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        try FileCalls.createNewDirectory(path)
        lock = try FolderLock.shared(path)
    }

    deinit { extendLifetime(lock) }

    /// The data file that is in the making.
    public var dataFile: String { path + "/data.mdb" }

    /// How long the data file is by now.
    public var dataBytes: Int { (try? FileCalls.length(ofPath: dataFile)) ?? 0 }

    /// Removes it with what is in it.
    public func remove() { Self.remove(path) }

    /// Gives the folder, with the store in it, its name for good. The name must be free.
    ///
    /// - Throws: ``LMDBError/fileExists``.
    public func become(_ other: String, in folder: String) throws(LMDBError) {
        guard try FileCalls.identity(ofPath: other) == nil else { throw .fileExists }
        FileCalls.remove(path + "/lock.mdb")
        try FileCalls.makeDurable(path)
        do throws(LMDBError) {
            try FileCalls.rename(path, to: other)
        } catch {
            throw error == .notADirectory || error.code == SystemCode.notEmpty ? .fileExists : error
        }
        try FileCalls.makeDurable(folder)
    }

    private static func sweep(_ folder: String) {
        for name in FileCalls.names(in: folder) where name.hasPrefix(prefix) {
            let left = folder + "/" + name
            if FolderLock.isFree(left) { remove(left) }
        }
    }

    private static func remove(_ path: String) {
        for name in ["data.mdb", "lock.mdb"] { FileCalls.remove(path + "/" + name) }
        FileCalls.removeDirectory(path)
    }
}
