// MARK: Moving among the values of one key

extension Cursor {
    /// To the next value of the same key.
    public mutating func nextDuplicate() throws(LMDBError) -> Bool { try move(.nextDuplicate) }

    /// To the first value of the key the cursor stands on.
    public mutating func firstDuplicate() throws(LMDBError) -> Bool { try moveWithinKey(.firstDuplicate) }

    /// To the last value of the key the cursor stands on.
    public mutating func lastDuplicate() throws(LMDBError) -> Bool { try moveWithinKey(.lastDuplicate) }

    /// How many values the key has that the cursor stands on. Costs no walk.
    public func duplicateCount() throws(LMDBError) -> Int {
        guard duplicates != .none else { throw LMDBError.wrongShape }
        let (code, count) = handle.countDuplicates()
        try LMDBError.check(code)
        return count
    }

    /// To the first value of this key that is not less than `duplicate`.
    public mutating func seek(exactly key: UInt64, duplicateFrom duplicate: UInt64) throws(LMDBError) -> Bool
    {
        try seek(key, duplicate, .atOrAfterDuplicate)
    }

    /// As ``seek(exactly:duplicateFrom:)-(UInt64,_)``, for a key of bytes.
    public mutating func seek(
        exactly key: Span<UInt8>, duplicateFrom duplicate: UInt64
    ) throws(LMDBError) -> Bool {
        try seek(key, duplicate, .atOrAfterDuplicate)
    }

    /// To this very value of this key.
    public mutating func seek(exactly key: UInt64, duplicate: UInt64) throws(LMDBError) -> Bool {
        try seek(key, duplicate, .atDuplicate)
    }

    /// As ``seek(exactly:duplicate:)-(UInt64,_)``, for a key of bytes.
    public mutating func seek(exactly key: Span<UInt8>, duplicate: UInt64) throws(LMDBError) -> Bool {
        try seek(key, duplicate, .atDuplicate)
    }

    /// LMDB gives no key and no value for these moves where the key has one value only.
    private mutating func moveWithinKey(_ move: CursorMove) throws(LMDBError) -> Bool {
        guard duplicates != .none else { throw LMDBError.wrongShape }
        let key = unsafe position.key
        guard unsafe key.start != nil else { return false }
        guard try self.move(move) else { return false }
        unsafe position.key = key
        return true
    }

    private mutating func seek(
        _ key: UInt64, _ duplicate: UInt64, _ move: CursorMove
    ) throws(LMDBError) -> Bool {
        guard keys == .integer, duplicates == .integers else { throw LMDBError.wrongShape }
        guard try seek(exactly: key) else { return false }
        return try refine(duplicate, move)
    }

    private mutating func seek(
        _ key: Span<UInt8>, _ duplicate: UInt64, _ move: CursorMove
    ) throws(LMDBError) -> Bool {
        guard keys == .bytes, duplicates == .integers else { throw LMDBError.wrongShape }
        guard try seek(exactly: key) else { return false }
        return try refine(duplicate, move)
    }

    /// Seeks among the values of the key that the position names. The key was sought first because
    /// these moves of LMDB leave the caller's own key in place of the stored one.
    private mutating func refine(_ duplicate: UInt64, _ move: CursorMove) throws(LMDBError) -> Bool {
        let code = unsafe withUnsafeBytes(of: duplicate) { duplicate in
            unsafe position.value = BorrowedBytes(start: duplicate.baseAddress, count: duplicate.count)
            return handle.move(move, &position)
        }
        return try arrived(code)
    }
}

// MARK: Values by the page

extension Cursor {
    /// Hands the values of an integer key, from `lowest` on, to `body` in ascending order, a page of
    /// up to some 500 at a time, until it returns false.
    ///
    /// - Throws: what `body` throws; ``LMDBError/wrongShape`` unless the table has
    ///   ``Table/Duplicates/integers``.
    public mutating func forEachPage<E: LMDBErrorConvertible>(
        of key: UInt64, from lowest: UInt64 = 0, _ body: (Span<UInt64>) throws(E) -> Bool
    ) throws(E) {
        do throws(LMDBError) {
            guard try seek(exactly: key, duplicateFrom: lowest) else { return }
        } catch {
            throw E(error)
        }
        try forEachPage(from: lowest, { E($0) }, body)
    }

    /// As `forEachPage(of:from:_:)`, for a key of bytes.
    public mutating func forEachPage<E: LMDBErrorConvertible>(
        of key: Span<UInt8>, from lowest: UInt64 = 0, _ body: (Span<UInt64>) throws(E) -> Bool
    ) throws(E) {
        do throws(LMDBError) {
            guard try seek(exactly: key, duplicateFrom: lowest) else { return }
        } catch {
            throw E(error)
        }
        try forEachPage(from: lowest, { E($0) }, body)
    }

    /// As `forEachPage(of:from:_:)`, for a closure that throws any error.
    @_disfavoredOverload
    public mutating func forEachPage(
        of key: UInt64, from lowest: UInt64 = 0, _ body: (Span<UInt64>) throws -> Bool
    ) throws {
        guard try seek(exactly: key, duplicateFrom: lowest) else { return }
        try forEachPage(from: lowest, { $0 }, body)
    }

    /// As `forEachPage(of:from:_:)`, for a closure that throws any error.
    @_disfavoredOverload
    public mutating func forEachPage(
        of key: Span<UInt8>, from lowest: UInt64 = 0, _ body: (Span<UInt64>) throws -> Bool
    ) throws {
        guard try seek(exactly: key, duplicateFrom: lowest) else { return }
        try forEachPage(from: lowest, { $0 }, body)
    }

    private mutating func forEachPage<E: Error>(
        from lowest: UInt64, _ wrap: (LMDBError) -> E, _ body: (Span<UInt64>) throws(E) -> Bool
    ) throws(E) {
        var isFirst = true
        while true {
            do throws(LMDBError) {
                // LMDB gives the whole page it stands on, and leaves a value that is the only one as it was.
                guard try move(isFirst ? .duplicatePage : .nextDuplicatePage) else { return }
            } catch {
                throw wrap(error)
            }
            let wanted = isFirst ? lowest : 0
            isFirst = false
            guard try withIntegers(from: wanted, body) else { return }
        }
    }

    /// The values of the present page as integers. Small sets lie within another page at an address that may
    /// not be a multiple of eight; those are copied.
    private func withIntegers<E: Error>(
        from lowest: UInt64, _ body: (Span<UInt64>) throws(E) -> Bool
    ) throws(E) -> Bool {
        let count = unsafe position.value.count / 8
        guard let start = unsafe position.value.start, count > 0 else { return true }
        if UInt(bitPattern: start) % UInt(MemoryLayout<UInt64>.alignment) == 0 {
            let values = unsafe UnsafeBufferPointer(
                start: start.assumingMemoryBound(to: UInt64.self), count: count)
            return try body(Self.suffix(of: unsafe Span(_unsafeElements: values), from: lowest))
        }
        var copy: [UInt64] = []
        copy.reserveCapacity(count)
        for index in 0..<count {
            unsafe copy.append(start.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        return try body(Self.suffix(of: copy.span, from: lowest))
    }

    /// The ascending values from `lowest` on.
    @_lifetime(copy values)
    private static func suffix(of values: Span<UInt64>, from lowest: UInt64) -> Span<UInt64> {
        var low = 0
        var high = values.count
        while low < high {
            let middle = low + (high - low) / 2
            if values[middle] < lowest { low = middle + 1 } else { high = middle }
        }
        return values.extracting(low..<values.count)
    }
}
