import EventCoding
public import LMDB

extension NameTable {
    /// The names that begin with a text, in the order of their bytes.
    func names(
        startingWith prefix: String, limit: Int, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [String] {
        var found: [String] = []
        var cursor = try transaction.cursor(over: numbers)
        var isThere = try prefix.isEmpty ? cursor.first() : cursor.seek(prefix.utf8.span)
        while isThere, found.count < limit {
            let name = String(decoding: cursor.keyBytes.copied(), as: UTF8.self)
            guard name.utf8.starts(with: prefix.utf8) else { break }
            found.append(name)
            isThere = try cursor.nextKey()
        }
        return found
    }
}

extension EventLog {
    /// The subjects whose names begin with a text, sorted by their bytes.
    ///
    /// - Parameters:
    ///   - prefix: 0 to 511 bytes.
    ///   - limit: how many at most.
    public func subjectNames(
        startingWith prefix: String, limit: Int, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [String] {
        do throws(LMDBError) {
            return try tables.subjects.names(startingWith: prefix, limit: limit, transaction)
        } catch {
            throw LogError(error)
        }
    }
}
