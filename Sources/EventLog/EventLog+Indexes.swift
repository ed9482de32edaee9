import EventCoding
public import LMDB

/// The indexes that tell which events concern whom, so that a question reads what it asks for and not the log.
extension EventLog {
    /// The revisions of the events that name two actors, by their numbers; but not those of many actors
    /// (``revisionsOfManyActors(_:)``).
    public func revisions(
        ofPair one: UInt32, _ other: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try tables.postings(.pair, ActorPairKey.of(one, other), transaction)
    }

    /// The revisions of the events that name more actors than the index by pair goes through.
    public func revisionsOfManyActors(_ transaction: borrowing ReadTransaction) throws(LogError) -> [UInt64] {
        try tables.postings(.pair, ActorPairKey.wide, transaction)
    }

    /// The revisions of the events in which an actor acts for each of its members.
    public func revisionsForMembers(_ transaction: borrowing ReadTransaction) throws(LogError) -> [UInt64] {
        try tables.postings(.pair, ActorPairKey.forMembers, transaction)
    }

    /// Whether an event names an actor.
    public func names(
        _ actor: UInt32, at revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        do throws(LMDBError) {
            return try tables.index.contains(.actor, UInt64(actor), revision, transaction)
        } catch {
            throw LogError(error)
        }
    }

    /// The numbers of the subjects of the events that name an actor, ascending.
    public func subjects(
        ofActor number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt32] {
        try tables.postings(.subjectOfActor, UInt64(number), transaction)
            .map(UInt32.init(truncatingIfNeeded:))
    }

    /// The numbers of the organisations of which an actor may be a member, by the events of membership; among them
    /// those of which anybody may be (``organisationsOfAnybody(_:)``).
    public func organisations(
        ofMember number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt32] {
        let own = try tables.postings(.membership, MembershipKey.organisations(of: number), transaction)
        return own.map(UInt32.init(truncatingIfNeeded:)) + (try organisationsOfAnybody(transaction))
    }

    /// The numbers of the actors that events of membership name as an organisation's, ascending.
    public func members(
        ofOrganisation number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt32] {
        try tables.postings(.membership, MembershipKey.members(of: number), transaction)
            .map(UInt32.init(truncatingIfNeeded:))
    }

    /// The numbers of the organisations of events that name too many for their members to be listed.
    public func organisationsOfAnybody(
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt32] {
        try tables.postings(.membership, MembershipKey.open, transaction)
            .map(UInt32.init(truncatingIfNeeded:))
    }

    /// The revisions of the events that speak of a name without having it as an actor or subject; now and then also
    /// of one that speaks of another name.
    public func revisions(
        mentioning name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try tables.postings(.mention, EventIDHash.of(name), transaction)
    }
}
