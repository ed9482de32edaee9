/// Opening one data file, with the second tries that LMDB leaves to its callers.
struct EnvironmentOpening {
    let path: String
    let dataPath: String
    let options: Environment.Options
    /// Whether the pages are looked at before LMDB is let near them.
    let isChecked: Bool

    /// The least map worth having, in bytes, when the system refuses a larger one.
    private static let smallestMap = 1 << 20
    /// Opening can fail while another process is just opening or closing the store.
    private static let tries = 10

    func run() throws(LMDBError) -> EnvironmentCore {
        var mapSize = max(options.mapSize, 1 << 15)
        var withoutLock = false
        var triesLeft = Self.tries
        let isNew = options.readOnly ? false : try FileCalls.identity(ofPath: dataPath) == nil
        while true {
            try StoreMetas.check(path: dataPath)
            do throws(LMDBError) {
                return try open(mapSize: mapSize, withoutLock: withoutLock, isNew: isNew)
            } catch {
                switch error {
                case .outOfMemory where mapSize > Self.smallestMap:
                    mapSize /= 2
                case .permissionDenied where options.readOnly && !withoutLock,
                    .readOnlyFileSystem where options.readOnly && !withoutLock,
                    LMDBError(code: SystemCode.notPermitted) where options.readOnly && !withoutLock:
                    withoutLock = true
                case .invalid where triesLeft > 0, .busy where triesLeft > 0,
                    LMDBError(code: SystemCode.tryAgain) where triesLeft > 0:
                    triesLeft -= 1
                    FileCalls.pause(milliseconds: 10)
                default:
                    throw error
                }
            }
        }
    }

    /// LMDB maps its lock file without having room for it on the disk; a disk that is full would then end the process
    /// (`SIGBUS`) where a reader puts itself down. Layout of LMDB 0.9: 192 bytes with the first reader, 64 for each
    /// further one.
    private func reserveLockFile() throws(LMDBError) {
        let size = 192 + 64 * (max(options.maxReaders, 1) - 1)
        try FileCalls.reserve(size, ofPath: path + "/lock.mdb", creating: !options.readOnly)
    }

    /// Puts the names of a new store's file and folder on stable storage: what is in the file is only there after a
    /// loss of power if they are. The folder above may be one that the user can't open.
    private func makeEntriesDurable() throws(LMDBError) {
        try FileCalls.makeDurable(path)
        try? FileCalls.makeDurable(path + "/..")
    }

    private func open(
        mapSize: Int, withoutLock: Bool, isNew: Bool
    ) throws(LMDBError) -> EnvironmentCore {
        let (code, created) = LibraryCalls.createEnvironment()
        guard let handle = created else { throw LMDBError(code: code) }
        do throws(LMDBError) {
            let page = 1 << 16
            let rounded = mapSize > Int.max - page ? mapSize : (mapSize + page - 1) & ~(page - 1)
            try LMDBError.check(
                handle.configure(
                    mapSize: rounded,
                    maxReaders: UInt32(clamping: max(options.maxReaders, 1)),
                    maxTables: UInt32(clamping: max(options.maxTables, 0))))
            if !withoutLock { try reserveLockFile() }
            try LMDBError.check(
                handle.open(path: path, readOnly: options.readOnly, withoutLock: withoutLock, mode: 0o644))
            let (descriptorCode, descriptor) = handle.fileDescriptor()
            try LMDBError.check(descriptorCode)
            let identity = try FileCalls.identity(ofDescriptor: descriptor)
            // Another file has been put in its place meanwhile. A folder that can't be locked lets that happen.
            guard try FileCalls.identity(ofPath: dataPath) == identity else { throw LMDBError.busy }
            if !withoutLock { _ = handle.checkReaders() }
            let core = EnvironmentCore(
                handle: handle, path: path, isReadOnly: options.readOnly, isWithoutLock: withoutLock,
                identity: identity)
            if isChecked { try core.checkAtOpening() }
            if isNew { try makeEntriesDurable() }
            return core
        } catch {
            handle.close()
            throw error
        }
    }
}
