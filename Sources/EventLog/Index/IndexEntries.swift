import DiplomaticEvents
import EventCoding

/// Which entries an event calls for: the rule, in one place.
enum IndexEntries {
    /// Hands the entries of an event to `body`, in no order; those of ``IndexKind/subjectOfActor`` and
    /// ``IndexKind/membership`` may be called for by several events.
    ///
    /// - Parameters:
    ///   - type: the number of its type.
    ///   - subject: the number of its subject, 0 where it has none.
    ///   - actors: the numbers of those that it names in a role.
    ///   - mentions: what else it speaks of.
    @inline(__always)
    static func forEach<Failure: Error>(
        of draft: EventDraft, at revision: UInt64, type: UInt64, subject: UInt32, actors: [UInt32],
        mentions: Set<String>, _ body: (IndexKind, UInt64, UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        // Signals, which are only counted, are in no index by type.
        if draft.type != .signalCoded { try body(.type, type, revision) }
        if subject > 0 { try body(.subject, UInt64(subject), revision) }
        for actor in distinct(actors) {
            try body(.actor, UInt64(actor), revision)
            if subject > 0 { try body(.subjectOfActor, UInt64(actor), UInt64(subject)) }
        }
        for key in ActorPairKey.all(actors, actsForMembers: !draft.eachMember.isEmpty) {
            try body(.pair, key, revision)
        }
        for entry in MembershipKey.entries(draft, actors) { try body(.membership, entry.key, entry.value) }
        if mentions.isEmpty { return }
        // Two names of one hash would be one entry twice.
        for hash in Set(mentions.map(EventIDHash.of)) { try body(.mention, hash, revision) }
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
