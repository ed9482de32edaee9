import LMDB

/// The indexes of a store of format 2: a table for each kind, of sorted values under each key. They are read as they
/// are, and made a run of the index when such a store is first written to.
struct FormerIndexes: Sendable {
    static let version: UInt64 = 2

    private let meta: Table
    /// By the number of their kind.
    private let tables: [Table]

    init(_ environment: Environment, meta: Table) throws(LMDBError) {
        self.meta = meta
        var tables: [Table] = []
        for kind in IndexKind.allCases {
            tables.append(
                try environment.table(Self.name(kind), keys: .integer, duplicates: .integers))
        }
        self.tables = tables
    }

    private static func name(_ kind: IndexKind) -> String {
        switch kind {
        case .actor: "by-actor"
        case .subject: "by-subject"
        case .type: "by-type"
        case .pair: "by-pair"
        case .mention: "by-mention"
        case .subjectOfActor: "subjects-by-actor"
        case .membership: "memberships"
        }
    }

    /// - Throws: ``LMDBError/versionMismatch`` where another process has written to the store meanwhile, and so brought
    ///   it to the present format.
    private func table(
        _ kind: IndexKind, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Table {
        guard try StoreTables.format(meta, transaction) == Self.version else {
            throw LMDBError.versionMismatch
        }
        return tables[Int(kind.rawValue) - 1]
    }

    func values(
        _ kind: IndexKind, _ key: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [UInt64] {
        var found: [UInt64] = []
        var cursor = try transaction.cursor(over: table(kind, transaction))
        var isThere = try cursor.seek(exactly: key)
        while isThere {
            found.append(cursor.integerValue)
            isThere = try cursor.nextDuplicate()
        }
        return found
    }

    func contains(
        _ kind: IndexKind, _ key: UInt64, _ value: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        try transaction.containsDuplicate(table(kind, transaction), key, value)
    }

    /// Hands all entries to `body`, in the order of a run.
    func forEach(
        _ transaction: borrowing ReadTransaction, _ body: (IndexReader.Entry) throws(LMDBError) -> Void
    ) throws(LMDBError) {
        for kind in IndexKind.allCases {
            var cursor = try transaction.cursor(over: table(kind, transaction))
            var isThere = try cursor.first()
            while isThere {
                try body((kind.rawValue, cursor.key, cursor.integerValue))
                isThere = try cursor.next()
            }
        }
    }

    /// Makes a run of the index of all entries, and leaves none here: the store is of format 3 then. Nothing is done
    /// where another process has done it.
    func upgrade(_ tables: StoreTables, _ transaction: inout WriteTransaction) throws(LMDBError) {
        guard try tables.format(transaction.reading) == Self.version else { return }
        try move(to: tables.index, &transaction)
        try tables.putFormat(3, &transaction)
    }

    private func move(to index: EventIndex, _ transaction: inout WriteTransaction) throws(LMDBError) {
        try index.addRun(&transaction) { (writer, transaction) throws(LMDBError) in
            for kind in IndexKind.allCases {
                let table = try table(kind, transaction.reading)
                var place: (key: UInt64, value: UInt64)? = nil
                while let entry = try Self.next(table, after: place, transaction.reading) {
                    try writer.add(kind.rawValue, entry.key, entry.value, &transaction)
                    place = entry
                }
            }
        }
        for table in tables { try transaction.clear(table) }
    }

    private static func next(
        _ table: Table, after place: (key: UInt64, value: UInt64)?, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> (key: UInt64, value: UInt64)? {
        var cursor = try transaction.cursor(over: table)
        if let place {
            guard try cursor.seek(exactly: place.key, duplicate: place.value), try cursor.next() else {
                return nil
            }
        } else if try !cursor.first() {
            return nil
        }
        return (cursor.key, cursor.integerValue)
    }
}
