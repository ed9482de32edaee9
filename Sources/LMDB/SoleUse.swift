import Glibc

/// A store's folder, held so that nobody has the store open and nobody can open it: the only time at which its data
/// file may be exchanged for another.
///
/// Why nothing can be lost: no process is in the middle of opening (`FolderLock`), none has the store open (LMDB
/// keeps its lock file locked for as long as it does), so none has a map of the file that goes, or a number of its
/// last write in shared memory. Who reads without a lock file keeps the state that it sees: the file that goes is not
/// written to any more. Whoever opens the store afterwards is the first, and LMDB then sets the lock file up anew from
/// the file that it finds.
public final class SoleUse: Sendable {
    /// The folder.
    public let path: String
    private let lock: FolderLock

    private init(path: String, lock: FolderLock) {
        self.path = path
        self.lock = lock
    }

    private var dataPath: String { path + "/data.mdb" }
    private var lockPath: String { path + "/lock.mdb" }

    /// Waits until nobody has the store in a folder open, and keeps others from opening it until `body` returns: they
    /// wait. The folder may be without a store.
    ///
    /// - Parameter patience: how long to wait for those who have it open.
    /// - Throws: what `body` throws; ``LMDBError/inUse``; ``LMDBError/networkFileSystem``;
    ///   ``LMDBError/permissionDenied``.
    @discardableResult
    public static func run<R: ~Copyable, E: LMDBErrorConvertible>(
        _ path: String, patience: Duration, allowNetworkFileSystem: Bool = false,
        _ body: (SoleUse) throws(E) -> R
    ) throws(E) -> R {
        let sole: SoleUse
        do throws(LMDBError) {
            sole = try take(path, patience, allowNetworkFileSystem)
        } catch {
            throw E(error)
        }
        defer { extendLifetime(sole) }
        return try body(sole)
    }

    private static func take(
        _ path: String, _ patience: Duration, _ allowNetworkFileSystem: Bool
    ) throws(LMDBError) -> SoleUse {
        try FileCalls.requireDirectory(path)
        if !allowNetworkFileSystem { try NetworkFileSystem.refuse(path: path) }
        let start = ContinuousClock.now
        guard let lock = try FolderLock.exclusive(path, patience: patience) else { throw .inUse }
        let sole = SoleUse(path: path, lock: lock)
        // From here on nobody new comes in; who is in may still go.
        while try sole.isOpenSomewhere() {
            if ContinuousClock.now - start > patience { throw .inUse }
            FileCalls.pause(milliseconds: 5)
        }
        return sole
    }

    /// The process that has the store in a folder open, where there is one besides this.
    public static func holder(of path: String) -> Int32? {
        (try? FileCalls.processLocking(path + "/lock.mdb")).flatMap { $0 }
    }

    private func isOpenSomewhere() throws(LMDBError) -> Bool {
        // This process first: asking the lock file would make it lose its own locks on it.
        if try isOpenHere(dataPath) { return true }
        return try FileCalls.processLocking(lockPath) != nil
    }

    private func isOpenHere(_ dataPath: String) throws(LMDBError) -> Bool {
        guard let identity = try FileCalls.identity(ofPath: dataPath) else { return false }
        return Registry.shared.isOpen(identity)
    }

    /// Whether the folder has a store.
    public func hasStore() throws(LMDBError) -> Bool { try FileCalls.identity(ofPath: dataPath) != nil }

    /// Opens the store that is held. It must be closed before ``put(dataFile:)`` and before the end.
    public func open(_ options: Environment.Options) throws(LMDBError) -> Environment {
        try Environment.open(path: path, options: options, within: self)
    }

    /// Puts another data file in place of the store's, in one step that is durable when this returns. After a crash
    /// the one or the other is there, whole.
    ///
    /// The file gets the owner and the mode of the one that goes.
    ///
    /// - Parameter file: a data file that nobody has open, on the same file system; its name is gone afterwards.
    /// - Throws: ``LMDBError/inUse`` where this process still has one of the two open;
    ///   ``LMDBError/notPermitted`` where the owner can't be kept.
    public func put(dataFile file: String) throws(LMDBError) {
        let isOpen = try [dataPath, file].map { (path) throws(LMDBError) in try isOpenHere(path) }
        if isOpen.contains(true) { throw .inUse }
        try FileCalls.copyOwnerAndMode(from: dataPath, to: file)
        try FileCalls.makeDurable(file)
        try FileCalls.rename(file, to: dataPath)
        try FileCalls.makeDurable(path)
    }
}
