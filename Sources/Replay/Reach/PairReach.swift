import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The events that bear on what is between two actors, found by the indexes.
///
/// They are those that name both, what bound those that they continue, and who ended when. What surrounds them bears on
/// their relations too: their organisations, and what these have to do with the other side; agreements, incidents and
/// expectations in which both have a part, though no event may name both. More events than these change nothing in the
/// answer, fewer might.
struct PairReach {
    /// One of the two.
    private struct Side {
        /// Its code, and those of all that it may have taken over from.
        var codes: Set<String>
        /// The same, by number.
        var core: Set<UInt32> = []
        /// The organisations that these may belong to.
        var blocs: Set<UInt32> = []
        /// The subjects of events that name the core; and those that name a bloc.
        var subjects = NumberSet()
        var blocSubjects = NumberSet()
        /// The expectations that speak of it.
        var expectations: [UInt64] = []
    }

    private let index: LogIndex
    private let sight: Sight
    private let lineage: Lineage
    private var events: PairEvents
    private var sides: [Side]
    private var found = NumberSet()
    /// The events that name both, or may come to by a correction.
    private var both = NumberSet()
    private var subjectsDone = NumberSet()
    /// Those whose own events alone have been added.
    private var subjectsLinked = NumberSet()
    /// The expectations in which both have a part for sure.
    private var shared: Set<String> = []

    /// The revisions of the events, ascending.
    ///
    /// - Parameter withSurroundings: also what bears on what surrounds the two.
    static func revisions(
        _ pair: Question.Pair, withSurroundings: Bool, _ sight: Sight, _ log: EventLog,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        var reach = try PairReach(index, sight, pair, transaction)
        for place in reach.sides.indices { try reach.describe(place, transaction) }
        try reach.addEventsBetween(transaction)
        if withSurroundings { try reach.addSurroundings(transaction) }
        return reach.found.sorted
    }

    private init(
        _ index: LogIndex, _ sight: Sight, _ pair: Question.Pair, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.index = index
        self.sight = sight
        let lineage = try Lineage(index, transaction)
        self.lineage = lineage
        events = try PairEvents(index, lineage, transaction)
        sides = [pair.one, pair.other].map { Side(codes: lineage.ancestors(of: $0)) }
        found.formUnion(lineage.events)
    }

    // MARK: The sides

    private mutating func describe(
        _ place: Int, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        for code in sides[place].codes {
            if let number = index.number(code) { sides[place].core.insert(number) }
            sides[place].expectations += try index.mentions(of: code, transaction).direct
            let known = try events.actor(code, transaction)
            sides[place].blocs.formUnion(known.blocs.compactMap(index.number))
            for event in known.corrected {
                sides[place].subjects.formUnion(try subjects(of: event, transaction))
            }
        }
    }

    // MARK: Events that name both

    private mutating func addEventsBetween(_ transaction: borrowing ReadTransaction) throws(LogError) {
        for one in sides[0].codes {
            for other in sides[1].codes {
                both.formUnion(try events.between(one, other, transaction))
                found.formUnion(try events.tying(one, other, transaction))
            }
        }
    }

    // MARK: What surrounds them

    private mutating func addSurroundings(_ transaction: borrowing ReadTransaction) throws(LogError) {
        found.formUnion(try index.definitionsOfExistence(transaction))
        try addBlocs(transaction)
        try addSubjects(transaction)
        try addExpectations(transaction)
    }

    /// The types of events by which an organisation deals with somebody; see ``Relations``.
    private static let dealings = EventTypes(.recognitionGranted ... .relationsPeaceRestored)
        .union([.headCredentialsPresented, .meetingHeld, .visitMade, .callHeld])
        .union(EventTypes(.agreementDefined ... .agreementAbandoned))

    /// Who belonged to which organisation, and what it has had to do with the other side.
    private mutating func addBlocs(_ transaction: borrowing ReadTransaction) throws(LogError) {
        let memberships = try events.membershipEvents(transaction)
        for (place, other) in [(0, 1), (1, 0)] {
            for bloc in sides[place].blocs {
                for event in try index.corrected(toSpeakOf: index.code(bloc), transaction) {
                    found.insert(event)
                    sides[place].blocSubjects.formUnion(try subjects(of: event, transaction))
                }
                let subjects = try index.log.subjects(ofActor: bloc, transaction)
                sides[place].blocSubjects.formUnion(subjects.lazy.map(UInt64.init))
                for actor in sides[place].core {
                    let events = try index.log.revisions(ofPair: actor, bloc, transaction)
                    found.formUnion(events.lazy.filter(memberships.contains))
                }
                for actor in sides[other].core where actor != bloc {
                    let events = try index.log.revisions(ofPair: actor, bloc, transaction)
                    try index.log.forEachHeader(of: events, transaction) { (event, header) throws(LogError) in
                        if let type = index.type(of: header), Self.dealings.contains(type) {
                            found.insert(event)
                        }
                    }
                    found.formUnion(try index.log.eventsWithRecords(among: events, transaction))
                }
            }
            for code in sides[place].codes {
                let special = try events.actor(code, transaction).special
                found.formUnion(special.lazy.filter(memberships.contains))
            }
        }
    }

    // MARK: Matters in which both have a part

    private mutating func addSubjects(_ transaction: borrowing ReadTransaction) throws(LogError) {
        for place in sides.indices {
            for actor in sides[place].core {
                let subjects = try index.log.subjects(ofActor: actor, transaction)
                sides[place].subjects.formUnion(subjects.lazy.map(UInt64.init))
            }
        }
        let (one, other) = (sides[0], sides[1])
        for subject in one.subjects.intersection(other.subjects).sorted {
            try add(UInt32(truncatingIfNeeded: subject), transaction)
        }
        // With a bloc only what it has agreed counts.
        var withBlocs = one.subjects.intersection(other.blocSubjects)
        withBlocs.formUnion(one.blocSubjects.intersection(other.subjects))
        for subject in withBlocs.sorted where !subjectsDone.contains(subject) {
            let subject = UInt32(truncatingIfNeeded: subject)
            if try index.log.subjectName(subject, transaction).hasPrefix("agreement/") {
                try add(subject, transaction)
            }
        }
        // Blocs that act for their members on both sides, or one bloc for both.
        var (all, others) = (one.subjects, other.subjects)
        all.formUnion(one.blocSubjects)
        others.formUnion(other.blocSubjects)
        for event in try index.log.revisionsForMembers(transaction) {
            for subject in try subjects(of: event, transaction)
            where all.contains(subject) && others.contains(subject) {
                try add(UInt32(truncatingIfNeeded: subject), transaction)
            }
        }
    }

    /// The subjects of an event, in any of its forms.
    private func subjects(
        of event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let recorded = try index.log.header(event, transaction).subject
        var subjects = recorded > 0 ? [UInt64(recorded)] : []
        if try index.log.records(about: event, transaction).isEmpty { return subjects }
        for name in try index.forms(event, transaction).compactMap(\.subject) {
            if let number = try index.log.subjectNumber(name, transaction) { subjects.append(UInt64(number)) }
        }
        return subjects
    }

    /// Adds what is done about a subject, what is expected of it, and what takes its place.
    private mutating func add(
        _ subject: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        guard subject > 0, subjectsDone.insert(UInt64(subject)) else { return }
        let name = try index.log.subjectName(subject, transaction)
        let mentions = try index.events(mentioning: name, transaction)
        // A meeting that nothing is expected of ties those only that its events name together.
        if mentions.isEmpty, name.hasPrefix("meeting/") { return }
        if name.hasPrefix("expectation/") { shared.insert(name) }
        found.formUnion(try index.log.revisions(ofSubject: subject, transaction))
        for event in mentions {
            found.insert(event)
            let other = try index.log.header(event, transaction).subject
            guard other > 0, !subjectsDone.contains(UInt64(other)), subjectsLinked.insert(UInt64(other))
            else { continue }
            found.formUnion(try index.log.revisions(ofSubject: other, transaction))
        }
    }

    // MARK: Expectations

    /// Adds the expectations in which both may have a part, and what may have been their outcome.
    private mutating func addExpectations(_ transaction: borrowing ReadTransaction) throws(LogError) {
        var reach = ExpectationReach(index, sight, lineage, events)
        let candidates =
            found.sorted + sides.flatMap(\.expectations)
            + (try index.events(mentioning: Mentions.anything, transaction))
        var names = try reach.expectations(amid: candidates, transaction)
        names.formUnion(shared)
        for name in names {
            let account = try reach.account(of: name, transaction)
            let parties = account.parties.reduce(into: Set()) { $0.formUnion(lineage.kin(of: $1)) }
            if account.isOfSubject || shared.contains(name) || account.touches(both)
                || sides.allSatisfy({ !$0.codes.isDisjoint(with: parties) })
            {
                found.formUnion(account.all)
            }
        }
    }
}
