/// A write in progress, within `Environment.write(_:)`.
///
/// It reads its own changes by ``reading``. Spans and cursors taken from there cannot be used beyond the
/// next change: it would not compile. The compiler lets a span live to the end of its block, so bind it in an
/// `if let` or a `do` of its own when a change follows.
///
/// LMDB limitation: a single transaction should not change much more than some 500 MB of pages; LMDB then
/// begins to write pages out early, and is slow.
@safe
public struct WriteTransaction: ~Copyable, ~Escapable {
    // Safe: the environment keeps the handle open for as long as this value can be used.
    let handle: TransactionHandle
    let owner: UInt64
    let maxKeySize: Int
    /// Whether a change failed for want of room in the map, so that the environment grows it and begins
    /// again, whatever error the closure made of it.
    private(set) var isMapFull = false

    @_lifetime(immortal)
    init(handle: TransactionHandle, core: borrowing EnvironmentCore) {
        self.handle = handle
        self.owner = core.serial
        self.maxKeySize = core.maxKeySize
    }

    /// The state with the changes made so far.
    public var reading: ReadTransaction {
        @_lifetime(borrow self)
        get {
            let transaction = ReadTransaction(handle: handle, owner: owner, maxKeySize: maxKeySize)
            return unsafe _overrideLifetime(transaction, borrowing: self)
        }
    }

    /// The number this write will have once committed.
    public var id: UInt64 { handle.identifier }

    /// Every change passes here.
    @inline(__always)
    private mutating func accept(_ code: Int32) throws(LMDBError) {
        if code == 0 { return }
        if code.isMapFull { isMapFull = true }
        throw LMDBError(code: code)
    }

    @inline(__always)
    private mutating func put(
        _ table: Table, _ key: UInt64, _ value: Span<UInt8>, _ flags: PutFlags
    ) throws(LMDBError) {
        try table.check(owner: owner, keys: .integer)
        let code = unsafe withUnsafeBytes(of: key) { key in
            unsafe value.withUnsafeBytes { unsafe handle.put(table.number, key, $0, flags) }
        }
        try accept(code)
    }

    @inline(__always)
    private mutating func put(
        _ table: Table, _ key: Span<UInt8>, _ value: Span<UInt8>, _ flags: PutFlags
    ) throws(LMDBError) {
        try table.check(owner: owner, key: key, maxKeySize: maxKeySize)
        let code = unsafe key.withUnsafeBytes { key in
            unsafe value.withUnsafeBytes { unsafe handle.put(table.number, key, $0, flags) }
        }
        try accept(code)
    }

    @inline(__always)
    private mutating func put(
        _ table: Table, _ key: UInt64, _ value: UInt64, _ flags: PutFlags
    ) throws(LMDBError) {
        try table.check(owner: owner, keys: .integer)
        guard table.duplicates == .integers else { throw LMDBError.wrongShape }
        let code = unsafe withUnsafeBytes(of: key) { key in
            unsafe withUnsafeBytes(of: value) { unsafe handle.put(table.number, key, $0, flags) }
        }
        try accept(code)
    }

    @inline(__always)
    private mutating func put(
        _ table: Table, _ key: Span<UInt8>, _ value: UInt64, _ flags: PutFlags
    ) throws(LMDBError) {
        try table.check(owner: owner, key: key, maxKeySize: maxKeySize)
        guard table.duplicates == .integers else { throw LMDBError.wrongShape }
        let code = unsafe key.withUnsafeBytes { key in
            unsafe withUnsafeBytes(of: value) { unsafe handle.put(table.number, key, $0, flags) }
        }
        try accept(code)
    }

    private mutating func deleted(_ code: Int32) throws(LMDBError) -> Bool {
        if code == LMDBCode.notFound { return false }
        try accept(code)
        return true
    }
}

// MARK: Memory

extension WriteTransaction {
    /// Has LMDB write most of the changed pages into the file now, instead of keeping up to 512 MiB of them in memory
    /// until the commit. They are no part of any state before the commit, and free again if there is none.
    ///
    /// LMDB does so by itself only when a change may need more pages than it can still keep. So it is told of one that
    /// may: very many values for a key, of which the first is there already, so that nothing is changed.
    ///
    /// - Parameter table: any with ``Table/Duplicates/integers``. An empty one has an entry for that long.
    public mutating func writeOut(_ table: Table) throws(LMDBError) {
        try table.check(owner: owner, keys: .integer)
        guard table.duplicates == .integers else { throw LMDBError.wrongShape }
        let code = handle.spill(table.number)
        guard code == LMDBCode.notFound else { return try accept(code) }
        try putDuplicate(table, 0, 0)
        try accept(handle.spill(table.number))
        try deleteDuplicate(table, 0, 0)
    }
}

// MARK: Reading its own changes

extension WriteTransaction {
    /// As ``ReadTransaction/get(_:_:)-(_,UInt64)``.
    @_lifetime(borrow self)
    public func get(_ table: Table, _ key: UInt64) throws(LMDBError) -> Span<UInt8>? {
        try reading.get(table, key)
    }

    /// As ``ReadTransaction/get(_:_:)-(_,Span<UInt8>)``.
    @_lifetime(borrow self)
    public func get(_ table: Table, _ key: Span<UInt8>) throws(LMDBError) -> Span<UInt8>? {
        try reading.get(table, key)
    }

    public func contains(_ table: Table, _ key: UInt64) throws(LMDBError) -> Bool {
        try reading.contains(table, key)
    }

    public func contains(_ table: Table, _ key: Span<UInt8>) throws(LMDBError) -> Bool {
        try reading.contains(table, key)
    }

    /// As ``ReadTransaction/lastKey(of:)``.
    public func lastKey(of table: Table) throws(LMDBError) -> UInt64? {
        try reading.lastKey(of: table)
    }
}

// MARK: Single values

extension WriteTransaction {
    /// Sets the value of a key, in place of the one it may have.
    ///
    /// - Throws: ``LMDBError/wrongShape`` for a table of other keys or with duplicates,
    ///   ``LMDBError/badSize`` for a value of 4 GiB or more, ``LMDBError/mapFull``.
    public mutating func put(_ table: Table, _ key: UInt64, _ value: Span<UInt8>) throws(LMDBError) {
        try table.check(singleValueSize: value.count)
        try put(table, key, value, .overwrite)
    }

    /// As ``put(_:_:_:)-(_,UInt64,_)``; also throws ``LMDBError/keySize``.
    public mutating func put(_ table: Table, _ key: Span<UInt8>, _ value: Span<UInt8>) throws(LMDBError) {
        try table.check(singleValueSize: value.count)
        try put(table, key, value, .overwrite)
    }

    /// Sets the value of a key that has none.
    ///
    /// - Returns: false, with nothing changed, when it has one.
    public mutating func insert(_ table: Table, _ key: UInt64, _ value: Span<UInt8>) throws(LMDBError) -> Bool
    {
        try table.check(singleValueSize: value.count)
        return try unlessThere { (self) throws(LMDBError) in try self.put(table, key, value, .insert) }
    }

    /// As ``insert(_:_:_:)-(_,UInt64,_)``, for a key of bytes.
    public mutating func insert(
        _ table: Table, _ key: Span<UInt8>, _ value: Span<UInt8>
    ) throws(LMDBError) -> Bool {
        try table.check(singleValueSize: value.count)
        return try unlessThere { (self) throws(LMDBError) in try self.put(table, key, value, .insert) }
    }

    /// Adds a key beyond the last one. Faster than ``put(_:_:_:)-(_,UInt64,_)``, and fills pages wholly.
    ///
    /// - Throws: ``LMDBError/keyExists``, with nothing changed, when the key is not beyond the last.
    public mutating func append(_ table: Table, _ key: UInt64, _ value: Span<UInt8>) throws(LMDBError) {
        try table.check(singleValueSize: value.count)
        try put(table, key, value, .append)
    }

    /// As ``append(_:_:_:)-(_,UInt64,_)``, for a value of two parts, which are written one after the other where it is to
    /// stand.
    public mutating func append(
        _ table: Table, _ key: UInt64, _ start: Span<UInt8>, _ rest: Span<UInt8>
    ) throws(LMDBError) {
        try table.check(singleValueSize: start.count + rest.count)
        try table.check(owner: owner, keys: .integer)
        let code = unsafe withUnsafeBytes(of: key) { key in
            unsafe start.withUnsafeBytes { start in
                unsafe rest.withUnsafeBytes { unsafe handle.append(table.number, key, start, $0) }
            }
        }
        try accept(code)
    }

    /// As ``append(_:_:_:)-(_,UInt64,_)``, for a key of bytes.
    public mutating func append(_ table: Table, _ key: Span<UInt8>, _ value: Span<UInt8>) throws(LMDBError) {
        try table.check(singleValueSize: value.count)
        try put(table, key, value, .append)
    }

    /// Removes a key with all its values.
    ///
    /// - Returns: whether it was there.
    @discardableResult
    public mutating func delete(_ table: Table, _ key: UInt64) throws(LMDBError) -> Bool {
        try table.check(owner: owner, keys: .integer)
        return try deleted(unsafe withUnsafeBytes(of: key) { unsafe handle.delete(table.number, $0) })
    }

    /// As ``delete(_:_:)-(_,UInt64)``, for a key of bytes.
    @discardableResult
    public mutating func delete(_ table: Table, _ key: Span<UInt8>) throws(LMDBError) -> Bool {
        try table.check(owner: owner, key: key, maxKeySize: maxKeySize)
        return try deleted(unsafe key.withUnsafeBytes { unsafe handle.delete(table.number, $0) })
    }

    /// Removes everything from a table and leaves it empty.
    public mutating func clear(_ table: Table) throws(LMDBError) {
        try table.check(owner: owner)
        try accept(handle.clear(table.number))
    }
}

// MARK: Duplicates

extension WriteTransaction {
    /// Adds a value to the sorted values of a key.
    ///
    /// - Returns: false, with nothing changed, when it is among them already.
    /// - Throws: ``LMDBError/wrongShape`` unless the table has ``Table/Duplicates/integers``.
    @discardableResult
    public mutating func putDuplicate(_ table: Table, _ key: UInt64, _ value: UInt64) throws(LMDBError)
        -> Bool
    {
        try unlessThere { (self) throws(LMDBError) in try self.put(table, key, value, .newDuplicate) }
    }

    /// As ``putDuplicate(_:_:_:)-(_,UInt64,UInt64)``, for a key of bytes.
    @discardableResult
    public mutating func putDuplicate(
        _ table: Table, _ key: Span<UInt8>, _ value: UInt64
    ) throws(LMDBError) -> Bool {
        try unlessThere { (self) throws(LMDBError) in try self.put(table, key, value, .newDuplicate) }
    }

    /// As ``putDuplicate(_:_:_:)-(_,UInt64,UInt64)``, for values of bytes of the table's size.
    ///
    /// - Throws: ``LMDBError/badSize`` for a value of another size.
    @discardableResult
    public mutating func putDuplicate(
        _ table: Table, _ key: UInt64, _ value: Span<UInt8>
    ) throws(LMDBError) -> Bool {
        try table.check(duplicateSize: value.count)
        return try unlessThere { (self) throws(LMDBError) in try self.put(table, key, value, .newDuplicate) }
    }

    /// As ``putDuplicate(_:_:_:)-(_,UInt64,Span<UInt8>)``, for a key of bytes.
    @discardableResult
    public mutating func putDuplicate(
        _ table: Table, _ key: Span<UInt8>, _ value: Span<UInt8>
    ) throws(LMDBError) -> Bool {
        try table.check(duplicateSize: value.count)
        return try unlessThere { (self) throws(LMDBError) in try self.put(table, key, value, .newDuplicate) }
    }

    /// Adds a value beyond the last value of a key. Faster than ``putDuplicate(_:_:_:)-(_,UInt64,UInt64)``.
    ///
    /// - Throws: ``LMDBError/keyExists``, with nothing changed, when it is not beyond the last.
    public mutating func appendDuplicate(_ table: Table, _ key: UInt64, _ value: UInt64) throws(LMDBError) {
        try put(table, key, value, .appendDuplicate)
    }

    /// As ``appendDuplicate(_:_:_:)-(_,UInt64,_)``, for a key of bytes.
    public mutating func appendDuplicate(
        _ table: Table, _ key: Span<UInt8>, _ value: UInt64
    ) throws(LMDBError) {
        try put(table, key, value, .appendDuplicate)
    }

    /// Removes one value of a key, and the key with its last value.
    ///
    /// - Returns: whether it was there.
    @discardableResult
    public mutating func deleteDuplicate(
        _ table: Table, _ key: UInt64, _ value: UInt64
    ) throws(LMDBError) -> Bool {
        try table.check(owner: owner, keys: .integer)
        guard table.duplicates == .integers else { throw LMDBError.wrongShape }
        let code = unsafe withUnsafeBytes(of: key) { key in
            unsafe withUnsafeBytes(of: value) { unsafe handle.delete(table.number, key, $0) }
        }
        return try deleted(code)
    }

    /// As ``deleteDuplicate(_:_:_:)-(_,UInt64,_)``, for a key of bytes.
    @discardableResult
    public mutating func deleteDuplicate(
        _ table: Table, _ key: Span<UInt8>, _ value: UInt64
    ) throws(LMDBError) -> Bool {
        try table.check(owner: owner, key: key, maxKeySize: maxKeySize)
        guard table.duplicates == .integers else { throw LMDBError.wrongShape }
        let code = unsafe key.withUnsafeBytes { key in
            unsafe withUnsafeBytes(of: value) { unsafe handle.delete(table.number, key, $0) }
        }
        return try deleted(code)
    }

    /// Runs a put, and says false where the key or pair is there already.
    @inline(__always)
    private mutating func unlessThere(
        _ put: (inout WriteTransaction) throws(LMDBError) -> Void
    ) throws(LMDBError) -> Bool {
        do throws(LMDBError) {
            try put(&self)
            return true
        } catch {
            guard error == .keyExists else { throw error }
            return false
        }
    }
}
