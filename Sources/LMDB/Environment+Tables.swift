import Synchronization

extension Environment {
    /// Opens a table, or creates it where the environment may be written.
    ///
    /// Open tables before the transactions that use them: LMDB makes a table known only to transactions
    /// that begin later. Opening the same name again is cheap and gives the same table.
    ///
    /// - Parameter name: 1 to 511 bytes of UTF-8.
    /// - Throws: ``LMDBError/notFound`` where there is no such table and none may be created,
    ///   ``LMDBError/incompatible`` where it exists with another shape, ``LMDBError/tablesFull``,
    ///   ``LMDBError/nestedWrite`` inside a write of this store, ``LMDBError/badSize`` for a size of
    ///   duplicates that is not within 1 to 511.
    public func table(
        _ name: String, keys: Table.Keys = .bytes, duplicates: Table.Duplicates = .none
    ) throws(LMDBError) -> Table {
        guard (1...core.maxKeySize).contains(name.utf8.count) else { throw LMDBError.keySize }
        if let size = duplicates.valueSize, !(1...core.maxKeySize).contains(size) { throw LMDBError.badSize }
        if let known = core.tables.withLock({ $0[name] }) {
            guard known.keys == keys, known.duplicates == duplicates else { throw LMDBError.incompatible }
            return known
        }
        // One transaction of a process at a time may open tables.
        return try core.asWriter({ $0 }) { () throws(LMDBError) in
            let table = try openTable(name, keys: keys, duplicates: duplicates)
            core.tables.withLock { $0[name] = table }
            return table
        }
    }

    private func openTable(
        _ name: String, keys: Table.Keys, duplicates: Table.Duplicates
    ) throws(LMDBError) -> Table {
        let flags = LibraryCalls.flags(keys: keys, duplicates: duplicates)
        // Looked for in a read first: opening a table that exists must not wait for another process's writer.
        var number = try findTable(name, flags: flags, valueSize: duplicates.valueSize)
        if number == nil, !isReadOnly { number = try createTable(name, flags: flags) }
        guard let number else { throw LMDBError.notFound }
        return Table(name: name, keys: keys, duplicates: duplicates, number: number, owner: core.serial)
    }

    private func findTable(_ name: String, flags: UInt32, valueSize: Int?) throws(LMDBError) -> UInt32? {
        let reader = try core.beginRead()
        defer { core.gate.leave() }
        let (code, number) = reader.openTable(name, flags: flags)
        do throws(LMDBError) {
            guard try LMDBError.found(code) else {
                reader.abort()
                return nil
            }
            try checkShape(of: number, flags: flags, valueSize: valueSize, in: reader)
        } catch {
            reader.abort()
            throw error
        }
        // A read is committed so that the table it opened stays open.
        try LMDBError.check(reader.commit())
        return number
    }

    private func createTable(_ name: String, flags: UInt32) throws(LMDBError) -> UInt32 {
        while true {
            let writer = try core.beginWrite()
            let (code, number) = writer.openTable(name, flags: flags | LibraryCalls.createFlag)
            if code == 0 {
                do throws(LMDBError) {
                    try core.commit(writer)
                    return number
                } catch {
                    guard error == .mapFull else { throw error }
                }
            } else {
                writer.abort()
                guard code.isMapFull else { throw LMDBError(code: code) }
            }
            try core.growMap()
        }
    }

    private func checkShape(
        of number: UInt32, flags: UInt32, valueSize: Int?, in reader: TransactionHandle
    ) throws(LMDBError) {
        let (code, stored) = reader.flags(ofTable: number)
        try LMDBError.check(code)
        guard stored == flags else { throw LMDBError.incompatible }
        guard let valueSize else { return }
        let (cursorCode, opened) = reader.openCursor(number)
        guard let cursor = opened else { throw LMDBError(code: cursorCode) }
        defer { cursor.close() }
        var position = CursorPosition()
        guard try LMDBError.found(cursor.move(.first, &position)) else { return }
        guard unsafe position.value.count == valueSize else { throw LMDBError.incompatible }
    }
}
