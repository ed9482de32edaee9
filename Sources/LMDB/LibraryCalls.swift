import CLMDB

/// Bytes that belong to LMDB's map or to a dirty page: valid while the transaction that gave them lasts, and
/// in a write until its next change. Only the transaction types may make spans of them.
@unsafe
struct BorrowedBytes {
    var start: UnsafeRawPointer?
    var count: Int

    static var none: BorrowedBytes { unsafe BorrowedBytes(start: nil, count: 0) }

    /// The bytes as a span with no lifetime of its own; the caller ties it to its transaction.
    var span: Span<UInt8> {
        @_lifetime(immortal)
        get {
            guard let start = unsafe start else { return Span() }
            let bytes = unsafe UnsafeBufferPointer(
                start: start.assumingMemoryBound(to: UInt8.self), count: count)
            let span = unsafe Span(_unsafeElements: bytes)
            return unsafe _overrideLifetime(span, borrowing: ())
        }
    }

    /// Whether all of it lies within the file.
    @inline(__always)
    func lies(in extent: FileExtent) -> Bool {
        let first = UInt(bitPattern: unsafe start)
        return unsafe first >= extent.start && first <= extent.end
            && UInt(bitPattern: count) <= extent.end - first
    }

    /// The first eight bytes as a native integer; zero where there are fewer.
    var integer: UInt64 {
        guard let start = unsafe start else { return 0 }
        if unsafe count >= 8 { return unsafe start.loadUnaligned(as: UInt64.self) }
        return 0
    }
}

/// An open environment of the C library.
///
/// Sendable because LMDB's environment calls may be made from any thread; ``EnvironmentCore`` sees to the
/// few that may not overlap (resizing the map, opening tables).
@safe
struct EnvironmentHandle: @unchecked Sendable {
    fileprivate let pointer: OpaquePointer
}

/// An open transaction of the C library. It stays on the thread that began it.
@safe
struct TransactionHandle {
    fileprivate let pointer: OpaquePointer
}

/// An open cursor of the C library. It must not outlive its transaction.
@safe
struct CursorHandle {
    fileprivate let pointer: OpaquePointer
}

/// Where a cursor stands, as the C library reported it.
@safe
struct CursorPosition {
    var key: BorrowedBytes = unsafe .none
    var value: BorrowedBytes = unsafe .none
}

/// Where a cursor is told to go.
struct CursorMove {
    fileprivate let operation: MDB_cursor_op

    static var first: Self { Self(operation: MDB_FIRST) }
    static var last: Self { Self(operation: MDB_LAST) }
    static var next: Self { Self(operation: MDB_NEXT) }
    static var previous: Self { Self(operation: MDB_PREV) }
    static var nextKey: Self { Self(operation: MDB_NEXT_NODUP) }
    static var previousKey: Self { Self(operation: MDB_PREV_NODUP) }
    static var nextDuplicate: Self { Self(operation: MDB_NEXT_DUP) }
    static var firstDuplicate: Self { Self(operation: MDB_FIRST_DUP) }
    static var lastDuplicate: Self { Self(operation: MDB_LAST_DUP) }
    static var atKey: Self { Self(operation: MDB_SET_KEY) }
    static var atOrAfterKey: Self { Self(operation: MDB_SET_RANGE) }
    static var atDuplicate: Self { Self(operation: MDB_GET_BOTH) }
    static var atOrAfterDuplicate: Self { Self(operation: MDB_GET_BOTH_RANGE) }
    static var duplicatePage: Self { Self(operation: MDB_GET_MULTIPLE) }
    static var nextDuplicatePage: Self { Self(operation: MDB_NEXT_MULTIPLE) }
}

/// How a value is stored.
struct PutFlags {
    fileprivate let rawValue: UInt32

    static var overwrite: Self { Self(rawValue: 0) }
    static var insert: Self { Self(rawValue: UInt32(MDB_NOOVERWRITE)) }
    static var append: Self { Self(rawValue: UInt32(MDB_APPEND)) }
    static var newDuplicate: Self { Self(rawValue: UInt32(MDB_NODUPDATA)) }
    static var appendDuplicate: Self { Self(rawValue: UInt32(MDB_APPENDDUP)) }
}

/// Numbers about an environment, as the C library gives them.
struct EnvironmentNumbers {
    var mapSize = 0
    var lastPage = 0
    var lastTransaction = 0
    var readers: UInt32 = 0
    var maxReaders: UInt32 = 0
}

/// Every call into LMDB is in this file; each returns LMDB's code, and ``LMDBError/check(_:)`` reads it.
enum LibraryCalls {
    static func message(for code: Int32) -> String {
        guard let text = unsafe mdb_strerror(code) else { return "Unknown error" }
        return unsafe String(cString: text)
    }

    static func createEnvironment() -> (code: Int32, handle: EnvironmentHandle?) {
        var pointer: OpaquePointer?
        let code = unsafe mdb_env_create(&pointer)
        guard code == 0, let pointer = unsafe pointer else { return (code, nil) }
        return unsafe (code, EnvironmentHandle(pointer: pointer))
    }

    /// The table of all tables, which is always open; the one before it is the list of free pages.
    static let mainTable: UInt32 = 1

    static let createFlag = UInt32(MDB_CREATE)

    /// LMDB's table flags for a shape.
    static func flags(keys: Table.Keys, duplicates: Table.Duplicates) -> UInt32 {
        var flags: UInt32 = 0
        if keys == .integer { flags |= UInt32(MDB_INTEGERKEY) }
        switch duplicates {
        case .none: break
        case .fixed: flags |= UInt32(MDB_DUPSORT | MDB_DUPFIXED)
        case .integers: flags |= UInt32(MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP)
        }
        return flags
    }

    @inline(__always)
    fileprivate static func value(_ bytes: UnsafeRawBufferPointer) -> MDB_val {
        unsafe MDB_val(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }

    @inline(__always)
    fileprivate static func value(_ bytes: BorrowedBytes) -> MDB_val {
        unsafe MDB_val(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.start))
    }

    @inline(__always)
    fileprivate static func bytes(_ value: MDB_val) -> BorrowedBytes {
        unsafe BorrowedBytes(start: UnsafeRawPointer(value.mv_data), count: value.mv_size)
    }
}

extension EnvironmentHandle {
    func configure(mapSize: Int, maxReaders: UInt32, maxTables: UInt32) -> Int32 {
        let code = unsafe mdb_env_set_mapsize(pointer, mapSize)
        guard code == 0 else { return code }
        let readers = unsafe mdb_env_set_maxreaders(pointer, maxReaders)
        guard readers == 0 else { return readers }
        return unsafe mdb_env_set_maxdbs(pointer, maxTables)
    }

    /// `MDB_NOTLS` ties reads to transactions and not to threads, so a thread may hold several.
    /// `MDB_WRITEMAP` and `MDB_NOSYNC` are never set: with them a stray pointer or a crash breaks the store.
    func open(path: String, readOnly: Bool, withoutLock: Bool, mode: UInt32) -> Int32 {
        var flags = UInt32(MDB_NOTLS)
        if readOnly { flags |= UInt32(MDB_RDONLY) }
        if withoutLock { flags |= UInt32(MDB_NOLOCK) }
        return unsafe mdb_env_open(pointer, path, flags, mode)
    }

    /// Nothing of the environment may be used afterwards. Also releases a handle whose opening failed.
    func close() { unsafe mdb_env_close(pointer) }

    /// No transaction of this process may be active. Zero adopts the size other processes set.
    func setMapSize(_ bytes: Int) -> Int32 { unsafe mdb_env_set_mapsize(pointer, bytes) }

    var maxKeySize: Int { Int(unsafe mdb_env_get_maxkeysize(pointer)) }

    func fileDescriptor() -> (code: Int32, descriptor: Int32) {
        var descriptor: Int32 = -1
        let code = unsafe mdb_env_get_fd(pointer, &descriptor)
        return (code, descriptor)
    }

    func numbers() -> EnvironmentNumbers {
        var info = unsafe MDB_envinfo()
        guard unsafe mdb_env_info(pointer, &info) == 0 else { return EnvironmentNumbers() }
        return EnvironmentNumbers(
            mapSize: unsafe info.me_mapsize,
            lastPage: unsafe info.me_last_pgno,
            lastTransaction: unsafe info.me_last_txnid, readers: unsafe info.me_numreaders,
            maxReaders: unsafe info.me_maxreaders)
    }

    func pageSize() -> Int {
        var statistics = MDB_stat()
        guard unsafe mdb_env_stat(pointer, &statistics) == 0 else { return 0 }
        return Int(statistics.ms_psize)
    }

    func checkReaders() -> (code: Int32, dead: Int32) {
        var dead: Int32 = 0
        let code = unsafe mdb_reader_check(pointer, &dead)
        return (code, dead)
    }

    /// The states that reads of all processes hold on to, by the number of their last write.
    func readerStates() -> (code: Int32, states: [UInt64]) {
        // LMDB tells it as text: a line of titles, then process, thread and number, or `-` for a slot at rest.
        var text = ""
        let code = unsafe withUnsafeMutablePointer(to: &text) {
            unsafe mdb_reader_list(
                pointer,
                { message, context in
                    guard let message = unsafe message, let context = unsafe context else { return 0 }
                    let text = unsafe context.assumingMemoryBound(to: String.self)
                    unsafe text.pointee += String(cString: message)
                    return 0
                }, $0)
        }
        let states = text.split(separator: "\n").compactMap {
            $0.split(separator: " ").last.flatMap { UInt64($0) }
        }
        return (min(code, 0), states)
    }

    func sync() -> Int32 { unsafe mdb_env_sync(pointer, 1) }

    func copy(to path: String, compacting: Bool) -> Int32 {
        unsafe mdb_env_copy2(pointer, path, compacting ? UInt32(MDB_CP_COMPACT) : 0)
    }

    func begin(readOnly: Bool) -> (code: Int32, transaction: TransactionHandle?) {
        var transaction: OpaquePointer?
        let code = unsafe mdb_txn_begin(pointer, nil, readOnly ? UInt32(MDB_RDONLY) : 0, &transaction)
        guard code == 0, let transaction = unsafe transaction else { return (code, nil) }
        return unsafe (code, TransactionHandle(pointer: transaction))
    }
}

extension TransactionHandle {
    /// The handle is freed whether or not this succeeds.
    func commit() -> Int32 { unsafe mdb_txn_commit(pointer) }
    func abort() { unsafe mdb_txn_abort(pointer) }
    func reset() { unsafe mdb_txn_reset(pointer) }
    func renew() -> Int32 { unsafe mdb_txn_renew(pointer) }
    var identifier: UInt64 { UInt64(unsafe mdb_txn_id(pointer)) }

    func openTable(_ name: String, flags: UInt32) -> (code: Int32, table: UInt32) {
        var table: MDB_dbi = 0
        let code = unsafe mdb_dbi_open(pointer, name, flags, &table)
        return (code, table)
    }

    func flags(ofTable table: UInt32) -> (code: Int32, flags: UInt32) {
        var flags: UInt32 = 0
        let code = unsafe mdb_dbi_flags(pointer, table, &flags)
        return (code, flags)
    }

    func statistics(ofTable table: UInt32) -> (code: Int32, statistics: TableStatistics) {
        var numbers = MDB_stat()
        let code = unsafe mdb_stat(pointer, table, &numbers)
        let statistics = TableStatistics(
            entries: numbers.ms_entries, depth: Int(numbers.ms_depth), branchPages: numbers.ms_branch_pages,
            leafPages: numbers.ms_leaf_pages, overflowPages: numbers.ms_overflow_pages)
        return (code, statistics)
    }

    @inline(__always)
    func get(_ table: UInt32, _ key: UnsafeRawBufferPointer) -> (code: Int32, value: BorrowedBytes) {
        var key = unsafe LibraryCalls.value(key)
        var value = unsafe MDB_val()
        let code = unsafe mdb_get(pointer, table, &key, &value)
        return unsafe (code, LibraryCalls.bytes(value))
    }

    @inline(__always)
    func put(
        _ table: UInt32, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, _ flags: PutFlags
    ) -> Int32 {
        var key = unsafe LibraryCalls.value(key)
        var value = unsafe LibraryCalls.value(value)
        return unsafe mdb_put(pointer, table, &key, &value, flags.rawValue)
    }

    /// Has LMDB keep room for a value beyond the last key, and copies both parts of it there.
    @inline(__always)
    func append(
        _ table: UInt32, _ key: UnsafeRawBufferPointer, _ start: UnsafeRawBufferPointer,
        _ rest: UnsafeRawBufferPointer
    ) -> Int32 {
        var key = unsafe LibraryCalls.value(key)
        var room = unsafe MDB_val(mv_size: start.count + rest.count, mv_data: nil)
        let code = unsafe mdb_put(pointer, table, &key, &room, UInt32(MDB_APPEND | MDB_RESERVE))
        guard code == 0, let place = unsafe room.mv_data else { return code }
        let space = unsafe UnsafeMutableRawBufferPointer(start: place, count: start.count + rest.count)
        unsafe space.copyMemory(from: start)
        unsafe UnsafeMutableRawBufferPointer(rebasing: space[start.count...]).copyMemory(from: rest)
        return 0
    }

    func delete(_ table: UInt32, _ key: UnsafeRawBufferPointer) -> Int32 {
        var key = unsafe LibraryCalls.value(key)
        return unsafe mdb_del(pointer, table, &key, nil)
    }

    func delete(_ table: UInt32, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Int32 {
        var key = unsafe LibraryCalls.value(key)
        var value = unsafe LibraryCalls.value(value)
        return unsafe mdb_del(pointer, table, &key, &value)
    }

    func clear(_ table: UInt32) -> Int32 { unsafe mdb_drop(pointer, table, 0) }

    func openCursor(_ table: UInt32) -> (code: Int32, cursor: CursorHandle?) {
        var cursor: OpaquePointer?
        let code = unsafe mdb_cursor_open(pointer, table, &cursor)
        guard code == 0, let cursor = unsafe cursor else { return (code, nil) }
        return unsafe (code, CursorHandle(pointer: cursor))
    }
}

extension TransactionHandle {
    /// Announces 400 MB of values for the first key of a table of integers, the first of them one that it has: LMDB makes
    /// room for all, then stops at the one that is there.
    ///
    /// - Returns: the code of "not found" where the table is empty.
    func spill(_ table: UInt32) -> Int32 {
        let (code, opened) = openCursor(table)
        guard let cursor = opened else { return code }
        defer { cursor.close() }
        var position = CursorPosition()
        let found = cursor.move(.first, &position)
        guard found == 0 else { return found }
        guard unsafe position.key.count == 8, unsafe position.value.count == 8 else { return 0 }
        // Copies: the page that they stand on may be moved.
        return unsafe cursor.announce(position.key.integer, position.value.integer, count: 50_000_000)
    }
}

extension CursorHandle {
    fileprivate func announce(_ key: UInt64, _ value: UInt64, count: Int) -> Int32 {
        let code = unsafe withUnsafeBytes(of: key) { key in
            unsafe withUnsafeBytes(of: value) { value in
                var name = unsafe LibraryCalls.value(key)
                var values = unsafe [LibraryCalls.value(value), MDB_val(mv_size: count, mv_data: nil)]
                return unsafe mdb_cursor_put(
                    pointer, &name, &values, UInt32(MDB_MULTIPLE | MDB_NODUPDATA))
            }
        }
        return code == MDB_KEYEXIST ? 0 : code
    }

    func close() { unsafe mdb_cursor_close(pointer) }

    /// `position` is read (its key, for the moves that take one) and written.
    @inline(__always)
    func move(_ move: CursorMove, _ position: inout CursorPosition) -> Int32 {
        var key = unsafe LibraryCalls.value(position.key)
        var value = unsafe LibraryCalls.value(position.value)
        let code = unsafe mdb_cursor_get(pointer, &key, &value, move.operation)
        unsafe position.key = LibraryCalls.bytes(key)
        unsafe position.value = LibraryCalls.bytes(value)
        return code
    }

    func countDuplicates() -> (code: Int32, count: Int) {
        var count = 0
        let code = unsafe mdb_cursor_count(pointer, &count)
        return (code, count)
    }
}
