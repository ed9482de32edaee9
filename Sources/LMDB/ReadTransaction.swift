/// One unchanging state of the store, within `Environment.read(_:)` or as the reading side of a write.
///
/// Spans that it gives point into the store itself, without a copy; one that would outlive the transaction
/// does not compile. They may begin at any even address, so wider values must be loaded unaligned.
@safe
public struct ReadTransaction: ~Copyable, ~Escapable {
    // Safe: whoever makes the transaction keeps the handle open for as long as this value can be used.
    let handle: TransactionHandle
    let owner: UInt64
    let maxKeySize: Int
    private let extent: FileExtent

    @_lifetime(immortal)
    init(handle: TransactionHandle, core: borrowing EnvironmentCore) {
        self.handle = handle
        self.extent = core.extent(of: handle)
        self.owner = core.serial
        self.maxKeySize = core.maxKeySize
    }

    @_lifetime(immortal)
    init(handle: TransactionHandle, owner: UInt64, maxKeySize: Int) {
        self.handle = handle
        self.extent = .unknown
        self.owner = owner
        self.maxKeySize = maxKeySize
    }

    /// The number of the last write that this state contains; 0 for a store never written.
    public var id: UInt64 { handle.identifier }
}

// MARK: Values

extension ReadTransaction {
    /// The value of an integer key (the first one, where the table has duplicates), or nil.
    @_lifetime(copy self)
    public func get(_ table: Table, _ key: UInt64) throws(LMDBError) -> Span<UInt8>? {
        try table.check(owner: owner, keys: .integer)
        let (code, value) = unsafe withUnsafeBytes(of: key) { unsafe handle.get(table.number, $0) }
        guard try LMDBError.found(code) else { return nil }
        guard unsafe value.lies(in: extent) else { throw LMDBError.corrupted }
        return unsafe _overrideLifetime(value.span, copying: self)
    }

    /// The value of a key of bytes (the first one, where the table has duplicates), or nil.
    @_lifetime(copy self)
    public func get(_ table: Table, _ key: Span<UInt8>) throws(LMDBError) -> Span<UInt8>? {
        try table.check(owner: owner, key: key, maxKeySize: maxKeySize)
        let (code, value) = unsafe key.withUnsafeBytes { unsafe handle.get(table.number, $0) }
        guard try LMDBError.found(code) else { return nil }
        guard unsafe value.lies(in: extent) else { throw LMDBError.corrupted }
        return unsafe _overrideLifetime(value.span, copying: self)
    }

    public func contains(_ table: Table, _ key: UInt64) throws(LMDBError) -> Bool {
        try get(table, key) != nil
    }

    public func contains(_ table: Table, _ key: Span<UInt8>) throws(LMDBError) -> Bool {
        try get(table, key) != nil
    }

    /// Whether the key has this value among its duplicates.
    public func containsDuplicate(_ table: Table, _ key: UInt64, _ value: UInt64) throws(LMDBError) -> Bool {
        var cursor = try cursor(over: table)
        return try cursor.seek(exactly: key, duplicate: value)
    }

    /// As ``containsDuplicate(_:_:_:)-(_,UInt64,_)``, for a key of bytes.
    public func containsDuplicate(
        _ table: Table, _ key: Span<UInt8>, _ value: UInt64
    ) throws(LMDBError) -> Bool {
        var cursor = try cursor(over: table)
        return try cursor.seek(exactly: key, duplicate: value)
    }
}

// MARK: Tables as a whole

extension ReadTransaction {
    /// The least key of a table with integer keys, or nil when it is empty.
    public func firstKey(of table: Table) throws(LMDBError) -> UInt64? {
        try table.check(owner: owner, keys: .integer)
        var cursor = try cursor(over: table)
        return try cursor.first() ? cursor.key : nil
    }

    /// The greatest key of a table with integer keys, or nil when it is empty.
    public func lastKey(of table: Table) throws(LMDBError) -> UInt64? {
        try table.check(owner: owner, keys: .integer)
        var cursor = try cursor(over: table)
        return try cursor.last() ? cursor.key : nil
    }

    /// A cursor, which stands nowhere until it is told to move.
    @_lifetime(copy self)
    public func cursor(over table: Table) throws(LMDBError) -> Cursor {
        try table.check(owner: owner)
        let (code, opened) = handle.openCursor(table.number)
        guard let opened else { throw LMDBError(code: code) }
        let cursor = Cursor(
            handle: opened, keys: table.keys, duplicates: table.duplicates, extent: extent)
        return unsafe _overrideLifetime(cursor, copying: self)
    }

    /// The size of a table. Costs no walk.
    public func statistics(of table: Table) throws(LMDBError) -> TableStatistics {
        try table.check(owner: owner)
        let (code, statistics) = handle.statistics(ofTable: table.number)
        try LMDBError.check(code)
        return statistics
    }

    /// Pages that no state later than this one's needs: they are reused as soon as no older read holds
    /// them. Walks the list of free pages.
    public func freePages() throws(LMDBError) -> Int {
        let (code, opened) = handle.openCursor(0)
        guard let cursor = opened else { throw LMDBError(code: code) }
        defer { cursor.close() }
        var position = CursorPosition()
        var pages: UInt64 = 0
        // Each record of the list begins with the number of pages in it.
        while try LMDBError.found(cursor.move(.next, &position)) {
            pages &+= unsafe position.value.integer
        }
        return Int(clamping: pages)
    }
}

/// A read that can let go of its state and take the newest. See `Environment.renewingRead(_:)`.
@safe
public struct RenewableRead: ~Copyable, ~Escapable {
    // Safe: the environment keeps the handle open for as long as this value can be used.
    private let handle: TransactionHandle
    private let core: EnvironmentCore
    private(set) var isInGate = true

    @_lifetime(immortal)
    init(handle: TransactionHandle, core: EnvironmentCore) {
        self.handle = handle
        self.core = core
    }

    /// The present state. What is taken from it cannot be used beyond the next ``renew()``.
    public var transaction: ReadTransaction {
        @_lifetime(borrow self)
        get {
            let transaction = ReadTransaction(handle: handle, core: core)
            return unsafe _overrideLifetime(transaction, borrowing: self)
        }
    }

    /// Gives up the present state and takes the newest. The reader slot is kept.
    ///
    /// After a failure the transaction answers every call with ``LMDBError/badTransaction``.
    public mutating func renew() throws(LMDBError) {
        if isInGate {
            handle.reset()
            core.gate.leave()
            isInGate = false
        }
        try core.renew(handle)
        isInGate = true
    }
}
