/// A position in a table, within one transaction.
///
/// Moves say whether there is an entry to stand on; after a false, and before the first move, ``key``
/// is 0 and the spans are empty. Spans stay good for as long as the transaction's state does, also when
/// the cursor has moved on. A move allocates nothing.
@safe
public struct Cursor: ~Copyable, ~Escapable {
    // Safe: the cursor cannot outlive its transaction, and closes its handle once, when it ends.
    let handle: CursorHandle
    let keys: Table.Keys
    let duplicates: Table.Duplicates
    let extent: FileExtent
    var position = CursorPosition()

    @_lifetime(immortal)
    init(
        handle: CursorHandle, keys: Table.Keys, duplicates: Table.Duplicates, extent: FileExtent
    ) {
        self.extent = extent
        self.handle = handle
        self.keys = keys
        self.duplicates = duplicates
    }

    deinit {
        handle.close()
    }

    @inline(__always)
    mutating func move(_ move: CursorMove) throws(LMDBError) -> Bool {
        let code = handle.move(move, &position)
        return try arrived(code)
    }
}

// MARK: Where it stands

extension Cursor {
    /// The key, in a table with integer keys.
    public var key: UInt64 { unsafe position.key.integer }

    /// The bytes of the key.
    public var keyBytes: Span<UInt8> {
        @_lifetime(copy self)
        get { unsafe _overrideLifetime(position.key.span, copying: self) }
    }

    /// The bytes of the value.
    public var value: Span<UInt8> {
        @_lifetime(copy self)
        get { unsafe _overrideLifetime(position.value.span, copying: self) }
    }

    /// The value, in a table with ``Table/Duplicates/integers``.
    public var integerValue: UInt64 { unsafe position.value.integer }
}

// MARK: Moving

extension Cursor {
    /// To the first value of the first key.
    public mutating func first() throws(LMDBError) -> Bool { try move(.first) }

    /// To the last value of the last key.
    public mutating func last() throws(LMDBError) -> Bool { try move(.last) }

    /// To the next value, or the next key. From nowhere: to the first.
    public mutating func next() throws(LMDBError) -> Bool { try move(.next) }

    /// To the previous value, or the last value of the previous key. From nowhere: to the last.
    public mutating func previous() throws(LMDBError) -> Bool { try move(.previous) }

    /// To the first value of the next key.
    public mutating func nextKey() throws(LMDBError) -> Bool { try move(.nextKey) }

    /// To the last value of the previous key.
    public mutating func previousKey() throws(LMDBError) -> Bool { try move(.previousKey) }

    /// To the first value of the first key that is not less than this one.
    public mutating func seek(_ key: UInt64) throws(LMDBError) -> Bool {
        try seek(key, .atOrAfterKey)
    }

    /// As ``seek(_:)-(UInt64)``, for a key of bytes.
    public mutating func seek(_ key: Span<UInt8>) throws(LMDBError) -> Bool {
        try seek(key, .atOrAfterKey)
    }

    /// To the first value of this key.
    public mutating func seek(exactly key: UInt64) throws(LMDBError) -> Bool {
        try seek(key, .atKey)
    }

    /// As ``seek(exactly:)-(UInt64)``, for a key of bytes.
    public mutating func seek(exactly key: Span<UInt8>) throws(LMDBError) -> Bool {
        try seek(key, .atKey)
    }

    private mutating func seek(_ key: UInt64, _ move: CursorMove) throws(LMDBError) -> Bool {
        guard keys == .integer else { throw LMDBError.wrongShape }
        let code = unsafe withUnsafeBytes(of: key) { key in
            unsafe position.key = BorrowedBytes(start: key.baseAddress, count: key.count)
            return handle.move(move, &position)
        }
        return try arrived(code)
    }

    private mutating func seek(_ key: Span<UInt8>, _ move: CursorMove) throws(LMDBError) -> Bool {
        guard keys == .bytes else { throw LMDBError.wrongShape }
        guard (1...LibraryLimits.maxKeySize).contains(key.count) else { throw LMDBError.keySize }
        let code = unsafe key.withUnsafeBytes { key in
            unsafe position.key = BorrowedBytes(start: key.baseAddress, count: key.count)
            return handle.move(move, &position)
        }
        return try arrived(code)
    }

    /// After a failed seek the position would still point at the caller's key.
    @inline(__always)
    mutating func arrived(_ code: Int32) throws(LMDBError) -> Bool {
        if code == 0, unsafe position.value.lies(in: extent) { return true }
        position = CursorPosition()
        if code == 0 { throw LMDBError.corrupted }
        return try LMDBError.found(code)
    }
}

// MARK: Ranges

extension Cursor {
    /// Hands the keys of a closed range and their values to `body`, in order, until it returns false.
    ///
    /// A key with several values comes once for each.
    @inlinable
    public mutating func forEach<E: LMDBErrorConvertible>(
        in range: ClosedRange<UInt64>, _ body: (UInt64, Span<UInt8>) throws(E) -> Bool
    ) throws(E) {
        do throws(LMDBError) {
            guard try seek(range.lowerBound) else { return }
        } catch {
            throw E(error)
        }
        while key <= range.upperBound {
            guard try body(key, value) else { return }
            do throws(LMDBError) {
                guard try next() else { return }
            } catch {
                throw E(error)
            }
        }
    }

    /// As `forEach(in:_:)`, for a closure that throws any error.
    @inlinable
    @_disfavoredOverload
    public mutating func forEach(
        in range: ClosedRange<UInt64>, _ body: (UInt64, Span<UInt8>) throws -> Bool
    ) throws {
        guard try seek(range.lowerBound) else { return }
        while key <= range.upperBound {
            guard try body(key, value), try next() else { return }
        }
    }
}
