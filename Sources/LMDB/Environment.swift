/// An open store: a directory with the files `data.mdb` and `lock.mdb`.
///
/// Everything happens in closures: `read(_:)` sees one unchanging state, `write(_:)` commits all
/// of its changes or none. Readers never wait for the writer nor the writer for readers. Any number of
/// processes may have the store open; writers take turns.
///
/// The store is closed when the last reference is gone.
///
/// ## LMDB limitations
///
/// - The file is mapped into memory. If something else overwrites or shortens it while it is open, reads
///   give garbage or end the process (`SIGBUS`). Only LMDB may write it.
/// - Do not use an environment in a child process after `fork()`.
/// - A read holds on to the pages of its state: while it lasts the store cannot reuse them and grows with
///   every write. Keep reads short, or use `renewingRead(_:)`.
/// - A process that dies in a read leaves its slot behind. Opening a store, and a full reader table,
///   clears such slots; ``readerCheck()`` does it at will.
/// - Not for network file systems; see ``Options/allowNetworkFileSystem``.
public final class Environment: Sendable {
    let core: EnvironmentCore
    /// Whether this environment was opened for reading only.
    public let isReadOnly: Bool

    init(core: EnvironmentCore, isReadOnly: Bool) {
        self.core = core
        self.isReadOnly = isReadOnly
    }

    deinit {
        Registry.shared.release(core)
    }

    /// How to open a store.
    public struct Options: Sendable, Hashable {
        /// The memory map in bytes: the size the store may reach before the map must grow. It reserves
        /// addresses and neither memory nor disk. Rounded up to whole pages; where the system refuses
        /// that much, less is taken. When it is full, `Environment.write(_:)` doubles it.
        public var mapSize: Int
        /// Reads at once, in all processes together. The process that opens the store first decides.
        public var maxReaders: Int
        /// Named tables.
        public var maxTables: Int
        /// Opens for reading only, which also works without permission to write. Where not even the lock
        /// file can be used, the store is read without it: then nobody may write meanwhile.
        public var readOnly: Bool
        /// Opens a store on a network or user-space file system all the same. Safe only if one machine
        /// uses it, and if its maps and locks work.
        public var allowNetworkFileSystem: Bool

        public init(
            mapSize: Int = Self.defaultMapSize, maxReaders: Int = 1024, maxTables: Int = 16,
            readOnly: Bool = false, allowNetworkFileSystem: Bool = false
        ) {
            self.mapSize = mapSize
            self.maxReaders = maxReaders
            self.maxTables = maxTables
            self.readOnly = readOnly
            self.allowNetworkFileSystem = allowNetworkFileSystem
        }

        /// 1 TiB where addresses have 64 bits, 1 GiB elsewhere.
        public static var defaultMapSize: Int { Int.bitWidth >= 64 ? 1 << 40 : 1 << 30 }
    }

    /// Opens the store in a directory, or creates it in an existing directory that has none.
    ///
    /// Opening a store that this process has open already gives the same environment, with the options of
    /// the first opening. Files are created with mode 0644 less the umask.
    ///
    /// - Throws: ``LMDBError/noSuchFile`` where there is no directory (or, for reading only, no store),
    ///   ``LMDBError/invalid`` where `data.mdb` is something else, ``LMDBError/truncated`` where its end is
    ///   missing, ``LMDBError/corrupted``, ``LMDBError/versionMismatch``,
    ///   ``LMDBError/permissionDenied``, ``LMDBError/networkFileSystem``, ``LMDBError/openForReading``.
    public static func open(
        path: String, options: Options = Options()
    ) throws(LMDBError) -> Environment {
        try open(path: path, options: options, isChecked: true)
    }

    static func open(path: String, options: Options, isChecked: Bool) throws(LMDBError) -> Environment {
        try FileCalls.requireDirectory(path)
        // Not within the registry's own lock: who holds the folder alone may be another thread of this process.
        let lock = try FolderLock.shared(path)
        defer { extendLifetime(lock) }
        return try openUnlocked(path: path, options: options, isChecked: isChecked)
    }

    /// Opens the store in a folder that the caller holds alone.
    static func open(
        path: String, options: Options, within sole: SoleUse
    ) throws(LMDBError) -> Environment {
        defer { extendLifetime(sole) }
        return try openUnlocked(path: path, options: options, isChecked: true)
    }

    private static func openUnlocked(
        path: String, options: Options, isChecked: Bool
    ) throws(LMDBError) -> Environment {
        let dataPath = path + "/data.mdb"
        return try Registry.shared.open(dataPath: dataPath, readOnly: options.readOnly) {
            () throws(LMDBError) in
            if !options.allowNetworkFileSystem { try NetworkFileSystem.refuse(path: path) }
            return try EnvironmentOpening(
                path: path, dataPath: dataPath, options: options, isChecked: isChecked
            ).run()
        }
    }

    /// The directory, as it was named when the store was first opened.
    public var path: String { core.path }

    /// Whether the store is read without its lock file, for want of permission: a writer elsewhere is then
    /// not held back from reusing pages that are being read.
    public var readsWithoutLock: Bool { core.isWithoutLock }
}
