import Synchronization

extension Environment {
    // MARK: Reading

    /// Runs `body` on one unchanging state of the store: the last commit before it began.
    ///
    /// Reads may be nested, and may run inside a write of the same thread (they see the state before it).
    ///
    /// - Throws: what `body` throws; ``LMDBError/readersFull`` when all reader slots are taken.
    public func read<R: ~Copyable, E: LMDBErrorConvertible>(
        _ body: (borrowing ReadTransaction) throws(E) -> R
    ) throws(E) -> R {
        try reading({ E($0) }, body)
    }

    /// As `read(_:)`, for a closure that throws any error.
    @_disfavoredOverload
    public func read<R: ~Copyable>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
        try reading({ $0 }, body)
    }

    /// A long read that lets go of its state now and then.
    ///
    /// Between two chunks of work `body` calls ``RenewableRead/renew()``: the old state is given up, so that
    /// its pages can be reused, and the newest takes its place. Positions must be kept as keys, for cursors
    /// and spans of the old state cannot be used any more (they would not compile).
    ///
    /// - Throws: what `body` throws; ``LMDBError/readersFull``.
    public func renewingRead<R: ~Copyable, E: LMDBErrorConvertible>(
        _ body: (inout RenewableRead) throws(E) -> R
    ) throws(E) -> R {
        try renewing({ E($0) }, body)
    }

    /// As `renewingRead(_:)`, for a closure that throws any error.
    @_disfavoredOverload
    public func renewingRead<R: ~Copyable>(_ body: (inout RenewableRead) throws -> R) throws -> R {
        try renewing({ $0 }, body)
    }

    // MARK: Writing

    /// Runs `body` as the only writer, then commits durably (`fsync`) all it did; if it throws, nothing of it
    /// remains.
    ///
    /// `body` runs on the calling thread. It may run more than once: when the memory map is full, all it did
    /// is undone, the map is doubled, and it runs again. So it must have no other effects than on the
    /// transaction, or such as can be repeated.
    ///
    /// ## LMDB limitations
    ///
    /// - A write belongs to the thread that began it; LMDB does not notice a commit from another thread, and
    ///   the next writer then waits for ever. This is why there is no begin and no commit, and why
    ///   `body` cannot suspend.
    /// - While `body` runs, every other writer in every process waits.
    ///
    /// - Throws: what `body` throws; ``LMDBError/nestedWrite`` inside another write of this store;
    ///   ``LMDBError/readOnlyEnvironment``; ``LMDBError/diskFull``; ``LMDBError/mapFull`` and
    ///   ``LMDBError/mapHeldByReaders`` when the map cannot grow. In each case the store is as before.
    public func write<R: ~Copyable, E: LMDBErrorConvertible>(
        _ body: (inout WriteTransaction) throws(E) -> R
    ) throws(E) -> R {
        try writing({ E($0) }, body)
    }

    /// As `write(_:)`, for a closure that throws any error.
    @_disfavoredOverload
    public func write<R: ~Copyable>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
        try writing({ $0 }, body)
    }

    // MARK: How it is done

    private func reading<R: ~Copyable, E: Error>(
        _ wrap: (LMDBError) -> E, _ body: (borrowing ReadTransaction) throws(E) -> R
    ) throws(E) -> R {
        let core = core
        let handle = try converting(wrap) { () throws(LMDBError) in try core.beginRead() }
        defer { core.endRead(handle) }
        let transaction = ReadTransaction(handle: handle, core: core)
        return try body(transaction)
    }

    private func renewing<R: ~Copyable, E: Error>(
        _ wrap: (LMDBError) -> E, _ body: (inout RenewableRead) throws(E) -> R
    ) throws(E) -> R {
        let core = core
        let handle = try converting(wrap) { () throws(LMDBError) in try core.beginRead() }
        var read = RenewableRead(handle: handle, core: core)
        defer {
            handle.abort()
            if read.isInGate { core.gate.leave() }
        }
        return try body(&read)
    }

    private func writing<R: ~Copyable, E: Error>(
        _ wrap: (LMDBError) -> E, _ body: (inout WriteTransaction) throws(E) -> R
    ) throws(E) -> R {
        let core = core
        if isReadOnly { throw wrap(.readOnlyEnvironment) }
        let outcome = try core.asWriter(wrap) { () throws(E) in
            while true {
                let handle = try converting(wrap) { () throws(LMDBError) in try core.beginWrite() }
                var transaction = WriteTransaction(handle: handle, core: core)
                let outcome: R
                do throws(E) {
                    outcome = try body(&transaction)
                } catch {
                    handle.abort()
                    guard transaction.isMapFull else { throw error }
                    try converting(wrap) { () throws(LMDBError) in try core.growMap() }
                    continue
                }
                if transaction.isMapFull {
                    handle.abort()
                } else {
                    do throws(LMDBError) {
                        try core.commit(handle)
                        return outcome
                    } catch {
                        guard error == .mapFull else { throw wrap(error) }
                    }
                }
                try converting(wrap) { () throws(LMDBError) in try core.growMap() }
            }
        }
        // What was written stands, whatever becomes of this.
        if core.mayHoldRemnants.load(ordering: .relaxed) { try? scrub() }
        return outcome
    }

    private func converting<T: ~Copyable, E: Error>(
        _ wrap: (LMDBError) -> E, _ body: () throws(LMDBError) -> T
    ) throws(E) -> T {
        do throws(LMDBError) {
            return try body()
        } catch {
            throw wrap(error)
        }
    }
}
