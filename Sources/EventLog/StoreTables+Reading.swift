import CanonicalJSON
import DiplomaticEvents
import EventCoding
import LMDB

/// How the tables are read, in a read or within a write.
extension StoreTables {
    func head(_ transaction: borrowing ReadTransaction) throws(LogError) -> LogHead {
        let key = LogHead.key
        do throws(LMDBError) {
            guard let bytes = try transaction.get(meta, key.span), let head = LogHead(bytes) else {
                throw LMDBError.corrupted
            }
            return head
        } catch {
            throw LogError(error)
        }
    }

    /// The version of the store's format; 0 where it says none.
    func format(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt64 {
        try Self.format(meta, transaction)
    }

    static func format(_ meta: Table, _ transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt64 {
        let key = EventLog.formatKey
        guard let version = try transaction.get(meta, key.span), version.count == 8 else { return 0 }
        return version.littleEndian64(at: 0)
    }

    func putFormat(_ version: UInt64, _ transaction: inout WriteTransaction) throws(LMDBError) {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: version)
        try put(EventLog.formatKey, bytes, &transaction)
    }

    func put(_ key: [UInt8], _ value: [UInt8], _ transaction: inout WriteTransaction) throws(LMDBError) {
        try transaction.put(meta, key.span, value.span)
    }

    /// The numbers of the actors that an event names, part by part; 0 for a code that has none.
    func actorNumbers(
        of draft: EventDraft, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [UInt32] {
        var numbers: [UInt32] = []
        for part in draft.parts { numbers.append(try actors.number(of: part.code, transaction) ?? 0) }
        return numbers
    }

    /// All that an index says of a key, ascending.
    func postings(
        _ kind: IndexKind, _ key: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        do throws(LMDBError) { return try index.values(kind, key, transaction) } catch {
            throw LogError(error)
        }
    }

    /// The revisions of the records about an event, ascending.
    func records(
        about revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var found: [UInt64] = []
        do throws(LMDBError) {
            var cursor = try transaction.cursor(over: about)
            var isThere = try cursor.seek(exactly: revision)
            while isThere {
                found.append(cursor.integerValue)
                isThere = try cursor.nextDuplicate()
            }
        } catch {
            throw LogError(error)
        }
        return found
    }

    /// Hands the stored record of a body, unchecked, to `body`.
    func withRecord<Result>(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction,
        _ body: (Span<UInt8>) throws(LogError) -> Result
    ) throws(LogError) -> Result {
        let record: Span<UInt8>?
        do throws(LMDBError) { record = try transaction.get(bodies, revision) } catch {
            throw LogError(error)
        }
        guard let record, record.count > StoredBody.prefix else {
            throw .corrupt("the body of revision \(revision) is missing")
        }
        return try body(record)
    }

    /// Whether the content of an event is withheld.
    func isWithheld(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        try withRecord(revision, transaction) { (record) throws(LogError) in
            StoredBody.contentStart(record) > StoredBody.prefix
        }
    }

    /// The id in an event's canonical bytes.
    static func id(ofContent content: [UInt8], _ revision: UInt64) throws(LogError) -> String {
        do throws(JSONFault) {
            let document = try JSONDocument(content.span)
            if let id = document.member(document.root, "id").flatMap(document.text) { return id }
        } catch {
            throw .corrupt("the body of revision \(revision) is not JSON: \(error)")
        }
        throw .corrupt("the body of revision \(revision) has no id")
    }

    /// The last event about a subject, or that names an actor; 0 where there is none.
    func lastRevision(
        naming name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64 {
        if name.utf8.isEmpty || name.utf8.count > SubjectName.longest { return 0 }
        do throws(LMDBError) {
            let isSubject = name.utf8.contains(UInt8(ascii: "/"))
            guard let number = try (isSubject ? subjects : actors).number(of: name, transaction) else {
                return 0
            }
            return try index.last(isSubject ? .subject : .actor, UInt64(number), transaction) ?? 0
        } catch {
            throw LogError(error)
        }
    }
}

extension Span<UInt8> {
    /// Whether both hold the same bytes.
    func isSame(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            if littleEndian64(at: index) != other.littleEndian64(at: index) { return false }
            index += 8
        }
        while index < count {
            if self[index] != other[index] { return false }
            index += 1
        }
        return true
    }
}
