import DiplomaticEvents
import EventCoding
import LMDB

/// Index entries in the making. They are put in the order of their keys: a page of the index is then touched
/// once for a batch, not once for each event.
struct Postings {
    private typealias Entry = (key: UInt64, value: UInt64)

    private var actors: [Entry] = []
    private var subjects: [Entry] = []
    private var types: [Entry] = []
    private var pairs: [Entry] = []
    private var mentions: [Entry] = []
    /// What an actor meets again and again: its subjects, and who is a member of whom.
    private var subjectsByActor: Set<UInt64> = []
    private var memberships: [UInt64: Set<UInt64>] = [:]

    /// How many events have been added.
    private(set) var count = 0

    /// Adds the entries of an event.
    ///
    /// - Parameters:
    ///   - header: tells the type and the subject.
    ///   - actors: the numbers of the actors that it names.
    ///   - mentions: what else it speaks of.
    mutating func add(
        revision: UInt64, _ draft: EventDraft, _ header: StoredHeader, actors: [UInt32],
        mentions: Set<String>
    ) {
        count += 1
        // Signals, which are only counted, are in no index by type.
        if draft.type != .signalCoded { types.append((UInt64(header.type), revision)) }
        if header.subject > 0 { subjects.append((UInt64(header.subject), revision)) }
        for actor in Self.distinct(actors) {
            self.actors.append((UInt64(actor), revision))
            if header.subject > 0 {
                subjectsByActor.insert(UInt64(actor) << 32 | UInt64(header.subject))
            }
        }
        for entry in MembershipKey.entries(draft, actors) {
            memberships[entry.key, default: []].insert(entry.value)
        }
        for key in ActorPairKey.all(actors, actsForMembers: !draft.eachMember.isEmpty) {
            pairs.append((key, revision))
        }
        // Two names of one hash would be one entry twice.
        for hash in Set(mentions.map(EventIDHash.of)) { self.mentions.append((hash, revision)) }
    }

    /// Each once; nearly all events name one or two.
    private static func distinct(_ actors: [UInt32]) -> [UInt32] {
        switch actors.count {
        case 0, 1: actors
        case 2: actors[0] == actors[1] ? [actors[0]] : actors
        default: Array(Set(actors))
        }
    }

    mutating func flush(_ tables: StoreTables, _ transaction: inout WriteTransaction) throws(LMDBError) {
        count = 0
        try Self.append(&actors, to: tables.byActor, &transaction)
        try Self.append(&subjects, to: tables.bySubject, &transaction)
        try Self.append(&types, to: tables.byType, &transaction)
        try Self.append(&pairs, to: tables.byPair, &transaction)
        try Self.append(&mentions, to: tables.byMention, &transaction)
        for entry in subjectsByActor.sorted() {
            try transaction.putDuplicate(
                tables.subjectsByActor, entry >> 32, UInt64(UInt32(truncatingIfNeeded: entry)))
        }
        subjectsByActor.removeAll(keepingCapacity: true)
        for (key, others) in memberships.sorted(by: { $0.key < $1.key }) {
            for other in others.sorted() { try transaction.putDuplicate(tables.memberships, key, other) }
        }
        memberships.removeAll(keepingCapacity: true)
    }

    /// New revisions lie beyond all that a key has, so they are appended.
    private static func append(
        _ postings: inout [Entry], to table: Table, _ transaction: inout WriteTransaction
    ) throws(LMDBError) {
        // They were added in the order of their revisions.
        if postings.count < 256 {
            postings.sort(by: precedes)
        } else {
            Distribution.sort(&postings) { $0.key }
        }
        for posting in postings { try transaction.appendDuplicate(table, posting.key, posting.value) }
        postings.removeAll(keepingCapacity: true)
    }

    private static func precedes(_ one: Entry, _ other: Entry) -> Bool {
        (one.key, one.value) < (other.key, other.value)
    }
}
