import CanonicalJSON
import DiplomaticEvents
import EventCoding

/// Which entries an event calls for: the rule, in one place.
enum IndexEntries {
    /// Hands the entries of an event to `body`, in no order; those of ``IndexKind/subjectOfActor`` may be called for by
    /// several events. Those of ``IndexKind/membership`` are apart, see ``MembershipKey/entries(_:_:)``.
    ///
    /// - Parameters:
    ///   - header: tells the number of its type, its subject, and whether an actor acts for its members.
    ///   - actors: the numbers of those that it names in a role.
    ///   - mentions: the hashes of what else it speaks of, each once.
    @inline(__always)
    static func forEach<Failure: Error>(
        of type: EventType, _ header: StoredHeader, at revision: UInt64, actors: [UInt32],
        mentions: some Sequence<UInt64>, _ body: (IndexKind, UInt64, UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        let subject = header.subject
        // Signals, which are only counted, are in no index by type.
        if type != .signalCoded { try body(.type, UInt64(header.type), revision) }
        if subject > 0 { try body(.subject, UInt64(subject), revision) }
        for actor in distinct(actors) {
            try body(.actor, UInt64(actor), revision)
            if subject > 0 { try body(.subjectOfActor, UInt64(actor), UInt64(subject)) }
        }
        for key in ActorPairKey.all(actors, actsForMembers: header.flags.contains(.actsForMembers)) {
            try body(.pair, key, revision)
        }
        for hash in mentions { try body(.mention, hash, revision) }
    }

    /// As the other, with all that the event's text calls for, memberships too.
    static func forEach<Failure: Error>(
        of draft: EventDraft, _ header: StoredHeader, _ document: JSONDocument, at revision: UInt64,
        actors: [UInt32], _ body: (IndexKind, UInt64, UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        try forEach(
            of: draft.type, header, at: revision, actors: actors,
            mentions: Set(Mentions.of(draft, document).map(EventIDHash.of)), body)
        for entry in MembershipKey.entries(draft, actors) { try body(.membership, entry.key, entry.value) }
    }

    /// Each once; nearly all events name one or two.
    private static func distinct(_ actors: [UInt32]) -> [UInt32] {
        switch actors.count {
        case 0, 1: actors
        case 2: actors[0] == actors[1] ? [actors[0]] : actors
        default: Array(Set(actors))
        }
    }
}
