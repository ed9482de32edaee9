import DiplomaticEvents
public import EventCoding
import LMDB

/// The tables of a store and what their keys and values are: the layout on one page. DESIGN.md has it byte by
/// byte.
struct StoreTables: Sendable {
    /// The version of all that follows. A store of a later version is refused; one of an earlier version is read.
    static let version: UInt64 = 3

    /// `format`, `id`, `head` → see ``LogHead``.
    let meta: Table
    /// Revision → the leaf of the tree, the time of recording, the canonical JSON (``StoredBody``).
    let bodies: Table
    /// Number of a frame → up to 63 headers of 64 bytes (``StoredHeader``).
    let headers: Table
    /// Number of a block, from 1 → the roots of the complete subtrees that end with it (``TreeBlock``).
    let tree: Table
    /// First revision of a run → hashes of ids, sorted, and the events that may have them (``IDRun``).
    let ids: Table
    let actors: NameTable
    let subjects: NameTable
    let types: NameTable
    /// Revision of an event → the revisions of the `record.*` about it.
    let about: Table
    /// Which events concern whom (``IndexKind``).
    let index: EventIndex

    /// - Parameter version: of the format that the store has.
    init(_ environment: Environment, version: UInt64 = StoreTables.version) throws(LMDBError) {
        meta = try environment.table("meta")
        bodies = try environment.table("bodies", keys: .integer)
        headers = try environment.table("headers", keys: .integer)
        tree = try environment.table("tree", keys: .integer)
        ids = try environment.table("ids", keys: .integer)
        actors = try NameTable(environment, "actors")
        subjects = try NameTable(environment, "subjects")
        types = try NameTable(environment, "types")
        about = try environment.table("about", keys: .integer, duplicates: .integers)
        index = try EventIndex(environment, version: version, meta: meta)
    }
}

/// Names and the small numbers that headers and postings hold in their stead, from 1 in the order in which they
/// came.
struct NameTable: Sendable {
    let names: Table
    let numbers: Table

    init(_ environment: Environment, _ name: String) throws(LMDBError) {
        names = try environment.table(name, keys: .integer)
        numbers = try environment.table(name + "-numbers")
    }

    func number(of name: String, _ transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt32? {
        guard let value = try transaction.get(numbers, name.utf8.span), value.count == 8 else { return nil }
        return UInt32(truncatingIfNeeded: value.littleEndian64(at: 0))
    }

    func name(of number: UInt32, _ transaction: borrowing ReadTransaction) throws(LMDBError) -> String? {
        guard let value = try transaction.get(names, UInt64(number)) else { return nil }
        return String(decoding: value.copied(), as: UTF8.self)
    }

    /// All names; the name of number n stands at n, and an empty one at 0.
    func all(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> [String] {
        var all = [""]
        var cursor = try transaction.cursor(over: names)
        var isThere = try cursor.first()
        while isThere {
            all.append(String(decoding: cursor.value.copied(), as: UTF8.self))
            isThere = try cursor.next()
        }
        return all
    }

    /// Takes a name out of the store. Its number stays given, to nobody.
    ///
    /// The table of numbers is written anew: the keys in a tree's branches outlive the entries that they came from.
    func forget(_ number: UInt32, _ transaction: inout WriteTransaction) throws(LMDBError) {
        guard let name = try name(of: number, transaction.reading) else { return }
        let blank = [UInt8](repeating: 0, count: name.utf8.count)
        // In place first, so that the old bytes don't stay beside the new ones.
        try transaction.put(names, UInt64(number), blank.span)
        try transaction.put(names, UInt64(number), Span())
        let rest = try all(transaction.reading)
        try transaction.clear(numbers)
        for (number, name) in rest.enumerated() where !name.isEmpty {
            var bytes: [UInt8] = []
            bytes.append(littleEndian: UInt64(number))
            try transaction.put(numbers, name.utf8.span, bytes.span)
        }
    }

    func add(_ name: String, _ transaction: inout WriteTransaction) throws(LMDBError) -> UInt32 {
        let number = UInt32(truncatingIfNeeded: (try transaction.lastKey(of: names) ?? 0) + 1)
        try transaction.append(names, UInt64(number), name.utf8.span)
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt64(number))
        try transaction.put(numbers, name.utf8.span, bytes.span)
        return number
    }
}

/// The key of the index by pair.
///
/// An event of many actors is in a list of its own rather than under each two of them, of which there are too many.
enum ActorPairKey {
    /// Of events with more actors than ``most``.
    static let wide: UInt64 = 0
    /// Of events in which an actor acts for each of its members: they concern pairs that they do not name.
    static let forMembers: UInt64 = 1
    /// The most actors of which each two are a pair.
    static let most = 8

    /// The key of two actors, by their numbers in the store, in any order.
    static func of(_ one: UInt32, _ other: UInt32) -> UInt64 {
        UInt64(min(one, other)) << 32 | UInt64(max(one, other))
    }

    /// The keys under which an event stands.
    static func all(_ actors: [UInt32], actsForMembers: Bool) -> [UInt64] {
        var keys: [UInt64] = actsForMembers ? [forMembers] : []
        if actors.count == 2 {
            if actors[0] != actors[1] { keys.append(of(actors[0], actors[1])) }
            return keys
        }
        if actors.count < 2 { return keys }
        let distinct = Set(actors).sorted()
        if distinct.count > most { return keys + [wide] }
        for (index, one) in distinct.enumerated() {
            for other in distinct[(index + 1)...] { keys.append(of(one, other)) }
        }
        return keys
    }
}

/// The key of the index of who is named as a member of whom.
enum MembershipKey {
    static func organisations(of member: UInt32) -> UInt64 { UInt64(member) << 1 }
    static func members(of organisation: UInt32) -> UInt64 { UInt64(organisation) << 1 | 1 }

    /// Of the organisations of events that name too many for each member to stand under each: anybody may be theirs.
    static let open: UInt64 = 1
    private static let most = 1 << 16

    /// The entries of an event that names organisations and members; none of one of another type.
    static func entries(_ draft: EventDraft, _ actors: [UInt32]) -> [(key: UInt64, value: UInt64)] {
        guard draft.type.isMembership else { return [] }
        var entries: [(key: UInt64, value: UInt64)] = []
        let organisations = draft.parts.count { $0.role == .organisation }
        if organisations > 1, organisations * draft.parts.count > most {
            for (part, organisation) in zip(draft.parts, actors) where part.role == .organisation {
                entries.append((open, UInt64(organisation)))
            }
            return entries
        }
        for (part, organisation) in zip(draft.parts, actors) where part.role == .organisation {
            for (other, member) in zip(draft.parts, actors) where other.role == .member {
                entries.append((self.organisations(of: member), UInt64(organisation)))
                entries.append((members(of: organisation), UInt64(member)))
            }
        }
        return entries
    }
}

/// Where a log stands: its last event.
public struct LogHead: Sendable, Hashable {
    /// The last event's revision; 0 for an empty log.
    public var revision: UInt64
    /// When it was recorded, in microseconds since 1970.
    public var recorded: Int64
    /// The root of the tree over all events up to there.
    public var digest: LogDigest

    static let empty = LogHead(revision: 0, recorded: .min, digest: MerkleTree.emptyRoot)

    static let key: [UInt8] = Array("head".utf8)

    /// Eight bytes of the revision, eight of the time, 32 of the digest.
    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: revision)
        bytes.append(littleEndian: UInt64(bitPattern: recorded))
        digest.encode(into: &bytes)
        return bytes
    }

    init(revision: UInt64, recorded: Int64, digest: LogDigest) {
        self.revision = revision
        self.recorded = recorded
        self.digest = digest
    }

    init?(_ bytes: Span<UInt8>) {
        guard bytes.count == 16 + LogDigest.size, let digest = LogDigest(bytes, at: 16) else { return nil }
        self.init(
            revision: bytes.littleEndian64(at: 0), recorded: Int64(bitPattern: bytes.littleEndian64(at: 8)),
            digest: digest)
    }
}
