import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// Which events may name two actors: in any form that they have had, and through the organisations that act for them.
struct PairEvents {
    private let index: LogIndex
    private let lineage: Lineage
    /// The events that the index by pair doesn't tell of: of many actors, of some that act for others, and those that a
    /// correction may have made such events.
    private let special: NumberSet
    /// The events in which an actor acts for each of its members, or may by a correction.
    let forMembers: NumberSet
    private var ofActor: [String: Known] = [:]
    private var specialOf: [UInt32: [UInt64]] = [:]
    /// The events of membership, once they were asked for.
    private var memberships: NumberSet?
    /// Of events of ``sidedTypes`` that name few actors: whom. Of others: nobody.
    private var sided: [UInt64: [UInt32]] = [:]

    /// What is known of an actor.
    struct Known {
        /// The events that corrections make speak of it.
        var corrected: [UInt64] = []
        /// The organisations that it may belong to, and what has taken their place.
        var blocs: Set<String> = []
        /// The numbers of it and of these.
        var numbers: Set<UInt32> = []
        /// Of the special events, those that name one of them, ascending.
        var special: [UInt64] = []
    }

    /// The types of events that tie those of one role to those of another, and nobody to who acts with them.
    private static let sidedTypes = EventTypes(.recognitionGranted ... .staffWithdrawn)
        .union([.measureImposed, .measureEased, .measureLifted])

    init(
        _ index: LogIndex, _ lineage: Lineage, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.index = index
        self.lineage = lineage
        var special = NumberSet(try index.log.revisionsForMembers(transaction))
        special.formUnion(try index.log.eventsWithRecords(transaction))
        forMembers = special
        special.formUnion(try index.log.revisionsOfManyActors(transaction))
        self.special = special
    }

    /// What is known of an actor.
    mutating func actor(
        _ code: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Known {
        if let known = ofActor[code] { return known }
        var known = Known()
        var blocs: Set<String> = []
        known.corrected = try index.corrected(toSpeakOf: code, transaction)
        // A correction may have named another organisation than the one that was joined.
        let changed = try known.corrected + correctedMemberships(of: code, transaction)
        for event in changed {
            for form in try index.forms(event, transaction) { blocs.formUnion(form.codes(.organisation)) }
        }
        if let number = index.number(code) {
            for bloc in try index.log.organisations(ofMember: number, transaction) {
                blocs.insert(index.code(bloc))
            }
        }
        for bloc in blocs { known.blocs.formUnion(lineage.heirs(of: bloc)) }
        known.numbers = Set(known.blocs.union([code]).compactMap(index.number))
        var events = NumberSet()
        for number in known.numbers { events.formUnion(try special(naming: number, transaction)) }
        known.special = events.sorted
        ofActor[code] = known
        return known
    }

    /// The events of membership, looked up once.
    mutating func membershipEvents(_ transaction: borrowing ReadTransaction) throws(LogError) -> NumberSet {
        if let memberships { return memberships }
        let found = try index.membershipEvents(transaction)
        memberships = found
        return found
    }

    /// The events of membership that name an actor as recorded and have been spoken of since.
    private mutating func correctedMemberships(
        of code: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        guard let number = index.number(code) else { return [] }
        let memberships = try membershipEvents(transaction)
        let own = try index.log.revisions(ofActor: number, transaction).filter(memberships.contains)
        return try index.log.eventsWithRecords(among: own, transaction)
    }

    private mutating func special(
        naming actor: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        if let known = specialOf[actor] { return known }
        let own = try index.log.revisions(ofActor: actor, transaction).filter(special.contains)
        specialOf[actor] = own
        return own
    }

    /// The events that name two actors, or may come to by a correction or through an organisation; in no order.
    mutating func between(
        _ one: String, _ other: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let (first, second) = (try actor(one, transaction), try actor(other, transaction))
        return try Self.common(first.special, second.special)
            + own(one, first, other, second, transaction)
    }

    /// Those of them that may tie the two to each other: what an organisation does for both ties neither to the other.
    mutating func tying(
        _ one: String, _ other: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let (first, second) = (try actor(one, transaction), try actor(other, transaction))
        var found = try own(one, first, other, second, transaction)
        for event in Self.common(first.special, second.special) {
            let actors = try sides(of: event, transaction)
            let ties = actors.indices.contains { place in
                first.numbers.contains(actors[place])
                    && actors.indices.contains { $0 != place && second.numbers.contains(actors[$0]) }
            }
            if ties || actors.isEmpty { found.append(event) }
        }
        return found
    }

    private func own(
        _ one: String, _ first: Known, _ other: String, _ second: Known,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let corrected = first.corrected + second.corrected
        guard let one = index.number(one), let other = index.number(other), one != other else {
            return corrected
        }
        return try corrected + index.log.revisions(ofPair: one, other, transaction)
    }

    private mutating func sides(
        of event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt32] {
        if let known = sided[event] { return known }
        let header = try index.log.header(event, transaction)
        var actors: [UInt32] = []
        if header.partCount <= StoredHeader.inlineParts,
            Self.sidedTypes.contains(index.type(of: header) ?? .own),
            try index.log.records(about: event, transaction).isEmpty
        {
            let (first, second, third) = header.actors
            actors = Array([first, second, third].prefix(Int(header.partCount)))
        }
        sided[event] = actors
        return actors
    }

    /// What two ascending lists have in common.
    private static func common(_ one: [UInt64], _ other: [UInt64]) -> [UInt64] {
        var found: [UInt64] = []
        var (first, second) = (0, 0)
        while first < one.count, second < other.count {
            if one[first] == other[second] { found.append(one[first]) }
            let isBehind = one[first] <= other[second]
            if one[first] >= other[second] { second += 1 }
            if isBehind { first += 1 }
        }
        return found
    }
}
