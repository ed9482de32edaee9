import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// The events that bear on what is between two actors, found by the indexes.
///
/// Beside those that name both: what bound those that they continue; their organisations, and what these have to do
/// with the other side; agreements, incidents and expectations in which both have a part, though no event may name
/// both; and who began and ended when. More events than these change nothing in the answer, fewer might.
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
        var subjects: Set<UInt32> = []
        var blocSubjects: Set<UInt32> = []
        /// The expectations that speak of it, and other events that do.
        var mentions: [UInt64] = []

        var all: Set<UInt32> { core.union(blocs) }
    }

    private let index: LogIndex
    private let lineage: Lineage
    /// The events that the index by pair doesn't tell of: of many actors, and of some that act for others.
    private let ofMany: [UInt64]
    private let forMembers: [UInt64]
    private var sides: [Side]
    private var found: Set<UInt64> = []
    /// The types of events that name both.
    private var types: Set<EventType> = []
    private var subjectsDone: Set<UInt32> = []

    /// The revisions of the events, ascending.
    static func revisions(
        _ pair: Question.Pair, _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        var reach = try PairReach(index, pair, transaction)
        try reach.gather(transaction)
        return reach.found.sorted()
    }

    private init(
        _ index: LogIndex, _ pair: Question.Pair, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.index = index
        let lineage = try Lineage(index, transaction)
        self.lineage = lineage
        ofMany = try index.log.revisionsOfManyActors(transaction)
        forMembers = try index.log.revisionsForMembers(transaction)
        sides = [pair.one, pair.other].map { Side(codes: lineage.ancestors(of: $0)) }
    }

    private mutating func gather(_ transaction: borrowing ReadTransaction) throws(LogError) {
        found.formUnion(lineage.events)
        for place in sides.indices { try describe(place, transaction) }
        try addDefinitions(transaction)
        try addEventsBetween(transaction)
        try addSubjects(transaction)
        try addExpectations(transaction)
    }

    // MARK: The sides

    private mutating func describe(
        _ place: Int, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        var side = sides[place]
        side.core = Set(side.codes.compactMap(index.number))
        var blocs: Set<String> = []
        for code in side.codes {
            for event in try index.events(mentioning: code, transaction) {
                side.mentions.append(event)
                let subject = try index.log.header(event, transaction).subject
                if subject > 0 { side.subjects.insert(subject) }
                for form in try index.forms(event, transaction) { blocs.formUnion(form.codes(.organisation)) }
            }
        }
        found.formUnion(side.mentions)
        for actor in side.core {
            for bloc in try index.log.organisations(ofMember: actor, transaction) {
                blocs.insert(index.code(bloc))
                try addMemberships(actor, bloc, transaction)
            }
            side.subjects.formUnion(try index.log.subjects(ofActor: actor, transaction))
        }
        for bloc in blocs {
            for heir in lineage.heirs(of: bloc) {
                found.formUnion(try index.events(mentioning: heir, transaction))
                guard let number = index.number(heir) else { continue }
                side.blocs.insert(number)
                side.blocSubjects.formUnion(try index.log.subjects(ofActor: number, transaction))
            }
        }
        sides[place] = side
    }

    private mutating func addMemberships(
        _ actor: UInt32, _ bloc: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        for event in try index.log.revisions(ofPair: actor, bloc, transaction)
        where try isMembership(event, transaction) { found.insert(event) }
        for event in ofMany where try index.log.names(actor, at: event, transaction) {
            if try isMembership(event, transaction) { found.insert(event) }
        }
    }

    private func isMembership(
        _ event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        try index.type(event, transaction)?.isMembership == true
    }

    /// Who exists when, as far as definitions tell; of what is said about one, the log tells which.
    private mutating func addDefinitions(_ transaction: borrowing ReadTransaction) throws(LogError) {
        for event in try index.events(of: .actorDefined, transaction) {
            if try index.log.header(event, transaction).flags.contains(.tellsExistence) {
                found.insert(event)
            } else if try !index.log.records(about: event, transaction).isEmpty {
                // It may tell, or have become a definition, by a correction.
                found.insert(event)
            }
        }
    }

    // MARK: Events that name both

    private mutating func addEventsBetween(_ transaction: borrowing ReadTransaction) throws(LogError) {
        for one in sides[0].core {
            for other in sides[1].core where one != other {
                for event in try index.log.revisions(ofPair: one, other, transaction) {
                    found.insert(event)
                    if let type = try index.type(event, transaction) { types.insert(type) }
                }
            }
        }
        for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
            for actor in side.core {
                for bloc in other.blocs where bloc != actor {
                    for event in try index.log.revisions(ofPair: actor, bloc, transaction)
                    where try index.type(event, transaction) != .signalCoded {
                        found.insert(event)
                    }
                }
            }
        }
        for event in ofMany + forMembers {
            guard try names(sides[0].all, event, transaction), try names(sides[1].all, event, transaction)
            else { continue }
            found.insert(event)
            if let type = try index.type(event, transaction) { types.insert(type) }
        }
        for event in sides.flatMap(\.mentions) {
            if let type = try index.type(event, transaction) { types.insert(type) }
        }
    }

    private func names(
        _ actors: Set<UInt32>, _ event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        for actor in actors where try index.log.names(actor, at: event, transaction) { return true }
        return false
    }

    // MARK: Matters in which both have a part

    private mutating func addSubjects(_ transaction: borrowing ReadTransaction) throws(LogError) {
        let (one, other) = (sides[0], sides[1])
        for subject in one.subjects.intersection(other.subjects) { try add(subject, transaction) }
        // With a bloc only what it has agreed counts.
        let withBlocs = one.subjects.intersection(other.blocSubjects)
            .union(one.blocSubjects.intersection(other.subjects))
        for subject in withBlocs where !subjectsDone.contains(subject) {
            if try isAgreement(subject, transaction) { try add(subject, transaction) }
        }
        // Blocs that act for their members on both sides, or one bloc for both.
        let (all, others) = (
            one.subjects.union(one.blocSubjects), other.subjects.union(other.blocSubjects)
        )
        for event in forMembers {
            let subject = try index.log.header(event, transaction).subject
            if subject > 0, all.contains(subject), others.contains(subject) { try add(subject, transaction) }
        }
    }

    private func isAgreement(
        _ subject: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        try index.log.subjectName(subject, transaction).hasPrefix("agreement/")
    }

    /// Adds what is done about a subject, what is expected of it, and what takes its place.
    private mutating func add(
        _ subject: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        guard subjectsDone.insert(subject).inserted else { return }
        found.formUnion(try index.log.revisions(ofSubject: subject, transaction))
        let name = try index.log.subjectName(subject, transaction)
        for event in try index.events(mentioning: name, transaction) {
            found.insert(event)
            let other = try index.log.header(event, transaction).subject
            guard other > 0, subjectsDone.insert(other).inserted else { continue }
            found.formUnion(try index.log.revisions(ofSubject: other, transaction))
        }
    }

    // MARK: Expectations

    /// Adds the expectations that speak of either side, or of nobody, and what may have been their outcome.
    private mutating func addExpectations(_ transaction: borrowing ReadTransaction) throws(LogError) {
        found.formUnion(try index.events(mentioning: Mentions.anything, transaction))
        var reach = ExpectationReach(index, types: types, actors: sides[0].core.union(sides[1].core))
        for event in found where try ExpectationReach.isExpectation(event, index, transaction) {
            let key = try index.log.header(event, transaction).subject
            if key > 0 { try reach.add(key, transaction) }
        }
        found.formUnion(reach.found)
    }
}
