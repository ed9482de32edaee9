import Synchronization

/// The open store of one file, shared by every ``Environment`` of the process that names this file.
final class EnvironmentCore: Sendable {
    /// A table remembers which core it is of, so that it cannot be used with another.
    private static let counter = Atomic<UInt64>(0)

    let handle: EnvironmentHandle
    let path: String
    let isReadOnly: Bool
    let isWithoutLock: Bool
    let identity: FileIdentity
    let serial: UInt64
    let maxKeySize: Int
    let gate = ReaderGate()

    /// Held for a whole write. LMDB would make a second writer of the process wait by itself, but its map
    /// must not be resized while another thread writes, and a thread that writes inside its own write
    /// would wait for ever.
    private let writer = Mutex(())
    private let writingThread = Atomic<UInt>(0)
    private let isMapLost = Atomic<Bool>(false)
    /// Whether memory that the library keeps for the next pages may hold what has been scrubbed from the file.
    let mayHoldRemnants = Atomic<Bool>(false)
    private let mapStart: Atomic<UInt>
    let descriptor: Int32
    let tables = Mutex<[String: Table]>([:])

    private struct ExtentKey: Equatable {
        let state: UInt64
        let map: UInt
    }

    private let knownExtent = Mutex<(key: ExtentKey, extent: FileExtent)?>(nil)

    init(
        handle: EnvironmentHandle, path: String, isReadOnly: Bool, isWithoutLock: Bool, identity: FileIdentity
    ) {
        self.handle = handle
        self.path = path
        self.isReadOnly = isReadOnly
        self.isWithoutLock = isWithoutLock
        self.identity = identity
        self.maxKeySize = handle.maxKeySize
        self.mapStart = Atomic(FileExtent.mapStart(of: identity))
        self.descriptor = handle.fileDescriptor().descriptor
        self.serial = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
    }

    /// Runs `body` as the only writer of this process.
    func asWriter<R: ~Copyable, E: Error>(
        _ wrap: (LMDBError) -> E, _ body: () throws(E) -> R
    ) throws(E) -> R {
        let thread = FileCalls.currentThread
        if writingThread.load(ordering: .relaxed) == thread { throw wrap(.nestedWrite) }
        writer._unsafeLock()
        writingThread.store(thread, ordering: .relaxed)
        defer {
            writingThread.store(0, ordering: .relaxed)
            writer._unsafeUnlock()
        }
        return try body()
    }

    // MARK: Beginning

    /// Begins a read and enters the gate; the caller ends both by ``endRead(_:)``.
    func beginRead() throws(LMDBError) -> TransactionHandle {
        var checkedReaders = false
        var times = 0
        while true {
            gate.enter()
            if isMapLost.load(ordering: .relaxed) {
                gate.leave()
                throw LMDBError.mapLost
            }
            let (code, transaction) = handle.begin(readOnly: true)
            if let transaction {
                if isOfItsNumber(transaction) { return transaction }
                transaction.abort()
                gate.leave()
                try overtaken(&times)
                continue
            }
            gate.leave()
            switch code {
            case LMDBCode.mapResized:
                try adoptMap()
            case LMDBCode.readersFull where !checkedReaders:
                // Slots of processes that died are given back only when someone looks.
                _ = handle.checkReaders()
                checkedReaders = true
            default:
                throw LMDBError(code: code)
            }
        }
    }

    /// Whether a read that has just begun is of the state whose number it bears.
    ///
    /// LMDB limitation: a read takes down the number of the last write, and then copies what that write's header says.
    /// Two writes further on this header is overwritten; a thread that has to rest in between gets what the later write
    /// says: possibly before that is on stable storage, so that the next read would be of an older state than this one.
    func isOfItsNumber(_ transaction: TransactionHandle) -> Bool {
        atomicMemoryFence(ordering: .acquiring)
        return handle.numbers().lastTransaction <= transaction.identifier &+ 1
    }

    /// Counts how often writes were quicker than the beginning of a read. Where that has no end it isn't they, but the
    /// number in a header.
    private func overtaken(_ times: inout Int) throws(LMDBError) {
        times += 1
        if times > 1_000 { throw LMDBError.corrupted }
    }

    func endRead(_ transaction: TransactionHandle) {
        transaction.abort()
        gate.leave()
    }

    /// Begins a write. The caller is ``asWriter(_:_:)``.
    ///
    /// What died in a read would hold on to the pages of its state for as long as nobody looks, and the file would
    /// grow with every write.
    func beginWrite() throws(LMDBError) -> TransactionHandle {
        _ = handle.checkReaders()
        while true {
            if isMapLost.load(ordering: .relaxed) { throw LMDBError.mapLost }
            let (code, transaction) = handle.begin(readOnly: false)
            if let transaction {
                CommitStage.reached(.begun)
                return transaction
            }
            guard code == LMDBCode.mapResized else { throw LMDBError(code: code) }
            try resizeMap(to: 0)
        }
    }

    /// Begins the read of ``RenewableRead`` anew; the caller has left the gate.
    func renew(_ transaction: TransactionHandle) throws(LMDBError) {
        var times = 0
        while true {
            gate.enter()
            let code = isMapLost.load(ordering: .relaxed) ? LMDBError.mapLost.code : transaction.renew()
            if code == 0 {
                if isOfItsNumber(transaction) { return }
                transaction.reset()
                gate.leave()
                try overtaken(&times)
                continue
            }
            gate.leave()
            guard code == LMDBCode.mapResized else { throw LMDBError(code: code) }
            try adoptMap()
        }
    }

    /// Commits, and tells a full disk from other failures of writing.
    ///
    /// LMDB reports a write that the disk took only in part as an input/output error. The
    /// transaction is lost either way, and the store stays as it was before.
    func commit(_ transaction: TransactionHandle) throws(LMDBError) {
        CommitStage.reached(.writing)
        let code = transaction.commit()
        if code == 0 { CommitStage.reached(.committed) }
        if code == SystemCode.inputOutput, let free = FileCalls.freeBytes(atPath: path), free < 1 << 20 {
            throw LMDBError.diskFull
        }
        try LMDBError.check(code)
    }

    // MARK: The map

    /// The addresses of the file's bytes, for a read of a state: asked of the system once for each state, since small
    /// reads come by the thousand. The caller is in the read, so that the map does not move.
    func extent(of transaction: TransactionHandle) -> FileExtent {
        let key = ExtentKey(state: transaction.identifier, map: mapStart.load(ordering: .relaxed))
        return knownExtent.withLock { known in
            if let known, known.key == key { return known.extent }
            let extent = FileExtent(map: key.map, descriptor: descriptor)
            known = (key, extent)
            return extent
        }
    }

    /// Takes the map size that another process has set.
    func adoptMap() throws(LMDBError) {
        try asWriter({ $0 }) { () throws(LMDBError) in try resizeMap(to: 0) }
    }

    /// Doubles the map. The caller is ``asWriter(_:_:)`` and has no transaction open.
    func growMap() throws(LMDBError) {
        let size = handle.numbers().mapSize
        let (doubled, overflow) = size.multipliedReportingOverflow(by: 2)
        guard !overflow, FileCalls.canMap(bytes: doubled) else { throw LMDBError.mapFull }
        try resizeMap(to: doubled)
    }

    private func resizeMap(to bytes: Int) throws(LMDBError) {
        try gate.whileEmpty { () throws(LMDBError) in
            let code = handle.setMapSize(bytes)
            guard code != 0 else {
                mapStart.store(FileExtent.mapStart(of: identity), ordering: .relaxed)
                return
            }
            isMapLost.store(true, ordering: .relaxed)
            throw LMDBError(code: code)
        }
    }
}
