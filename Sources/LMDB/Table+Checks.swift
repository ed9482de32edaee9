/// What C would not notice, or would end the process for, is checked before it sees it.
extension Table {
    @inline(__always)
    func check(owner: UInt64) throws(LMDBError) {
        if owner != self.owner { throw LMDBError.foreignTable }
    }

    @inline(__always)
    func check(owner: UInt64, keys: Keys) throws(LMDBError) {
        try check(owner: owner)
        if keys != self.keys { throw LMDBError.wrongShape }
    }

    @inline(__always)
    func check(owner: UInt64, key: Span<UInt8>, maxKeySize: Int) throws(LMDBError) {
        try check(owner: owner, keys: .bytes)
        if key.isEmpty || key.count > maxKeySize { throw LMDBError.keySize }
    }

    /// A value for a table without duplicates.
    @inline(__always)
    func check(singleValueSize count: Int) throws(LMDBError) {
        guard duplicates == .none else { throw LMDBError.wrongShape }
        // LMDB keeps sizes in 32 bits.
        if UInt64(count) > UInt64(UInt32.max) { throw LMDBError.badSize }
    }

    /// One of the values of a key. LMDB does not compare sizes itself, and would mix them up.
    @inline(__always)
    func check(duplicateSize count: Int) throws(LMDBError) {
        guard let size = duplicates.valueSize else { throw LMDBError.wrongShape }
        if count != size { throw LMDBError.badSize }
    }
}
