import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Projections

/// Which events it takes to tell some steps with what they changed: those steps' own, and whatever the items that they
/// touch are folded from. All others are left unread.
///
/// It may be too many events, and never too few: what a step changes must be the same as if all had been folded.
struct HistoryReach {
    private let index: LogIndex
    private let lineage: Lineage
    private let chronicle: LogChronicle
    private var events: PairEvents
    /// The events that have steps to tell.
    private var told = NumberSet()
    private var found = NumberSet()
    private var expectations: ExpectationReach

    /// The revisions of the events, ascending; `nil` where everything has to be folded.
    ///
    /// - Parameters:
    ///   - sight: that of the lens.
    ///   - between: what lies between the two of a pair, events about which are told too.
    ///   - event: the only event to tell, where one is asked for.
    static func revisions(
        _ question: Question, between: Set<String> = [], event: UInt64? = nil, _ lens: Lens, _ sight: Sight,
        _ log: EventLog,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64]? {
        let index = try LogIndex(log, transaction)
        let lineage = try Lineage(index, transaction)
        var pairs = try PairEvents(index, lineage, transaction)
        let candidates: [UInt64]
        if let event {
            candidates = [event]
        } else {
            guard var set = try self.candidates(question, &pairs, index, transaction) else { return nil }
            for subject in between { set.formUnion(try index.events(about: subject, transaction)) }
            candidates = set.sorted
        }
        let cut = try LensCut(
            log, lens, sight, codes: question.codes, reached: candidates, transaction)
        var history = History(cut, question, between: between)
        history.event = event.map(Revision.init)
        var told: [Step] = []
        var events = NumberSet()
        for revision in candidates {
            let steps = try cut.steps(revision, transaction).filter(history.isAskedFor)
            if steps.isEmpty { continue }
            events.insert(revision)
            told += steps.filter { $0.type != .signalCoded }
        }
        // Whoever ends takes along all that it ever had a part in.
        if told.contains(where: { $0.type == .actorSucceeded || $0.type == .actorExtinguished }) {
            return nil
        }
        var reach = HistoryReach(
            index: index, lineage: lineage, chronicle: cut.chronicle, events: pairs, sight)
        reach.found = events
        reach.found.formUnion(reach.lineage.events)
        reach.found.formUnion(try index.definitionsOfExistence(transaction))
        for step in told { reach.told.insert(step.event.number) }
        try reach.takePairs(told, transaction)
        try reach.takeMemberships(told, transaction)
        try reach.takeMatters(told, transaction)
        return reach.found.sorted
    }

    private init(
        index: LogIndex, lineage: Lineage, chronicle: LogChronicle, events: PairEvents, _ sight: Sight
    ) {
        self.index = index
        self.lineage = lineage
        self.chronicle = chronicle
        self.events = events
        expectations = ExpectationReach(index, sight, lineage, events)
    }

    /// The events that may be asked for, by the index that names fewest; `nil` for all.
    private static func candidates(
        _ question: Question, _ pairs: inout PairEvents, _ index: LogIndex,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> NumberSet? {
        if let subject = question.subject { return NumberSet(try index.events(about: subject, transaction)) }
        if let pair = question.pair { return NumberSet(try pairs.between(pair.one, pair.other, transaction)) }
        guard let actor = question.actor else { return nil }
        var found = try index.events(naming: actor, transaction)
        found.formUnion(try pairs.actor(actor, transaction).special)
        return found
    }

    // MARK: Pairs

    /// The types of events that change what ``Relations`` knows of a pair.
    private static let changes = EventTypes(.recognitionGranted ... .headChargeAssumed)
        .union([.measureImposed, .measureEased, .measureLifted, .visitMade, .callHeld])

    /// The events of the pairs that steps touch, and of the pairs that these may have anything from.
    private mutating func takePairs(
        _ told: [Step], _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        var pairs: Set<ActorPair> = []
        let nothing = Relations()
        for step in told {
            do throws(ChronicleFault) {
                pairs.formUnion(try nothing.keys(touchedBy: step, chronicle))
                pairs.formUnion(nothing.narratedKeys(touchedBy: step))
            } catch {
                throw .corrupt(error.description)
            }
        }
        if pairs.isEmpty { return }
        var changing = NumberSet()
        for type in EventType.allCases where HistoryReach.changes.contains(type) {
            changing.formUnion(try index.events(of: type, transaction))
        }
        var done: Set<Set<String>> = []
        for pair in pairs {
            for one in lineage.kin(of: chronicle.code(of: pair.first)) {
                for other in lineage.kin(of: chronicle.code(of: pair.second))
                where one != other && done.insert([one, other]).inserted {
                    let events = try events.tying(one, other, transaction)
                    found.formUnion(events.lazy.filter(changing.contains))
                }
            }
        }
    }

    // MARK: Memberships

    /// The events of membership in the organisations that steps touch.
    private mutating func takeMemberships(
        _ told: [Step], _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        var organisations: Set<String> = []
        for step in told where step.type.isMembership {
            for organisation in step.actors(.organisation) {
                organisations.formUnion(lineage.kin(of: chronicle.code(of: organisation)))
            }
        }
        if organisations.isEmpty { return }
        found.formUnion(try MembershipReach.changes(of: organisations, index, transaction))
    }

    // MARK: Subjects and expectations

    /// All about the subjects of steps, and about the expectations that steps may meet or end.
    private mutating func takeMatters(
        _ told: [Step], _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if told.isEmpty { return }
        var matters = MatterReach(index)
        for subject in Set(told.compactMap(\.subject)) {
            try matters.add(chronicle.name(of: subject), transaction)
        }
        for subject in try takeDefined(told, transaction) { try matters.add(subject, transaction) }
        found.formUnion(matters.found)
        var speaking = matters.mentions
        for name in try names(told).union([Mentions.anything]) {
            speaking += try index.events(mentioning: name, transaction)
        }
        var names = try expectations.expectations(amid: speaking, transaction)
        names.formUnion(matters.subjects.filter { $0.hasPrefix("expectation/") })
        for name in names {
            let account = try expectations.account(of: name, transaction)
            // Of those that wait for anything of a kind, only those that may have waited for a step.
            if account.isOfSubject || account.touches(self.told) { found.formUnion(account.all) }
        }
    }

    /// All that an actor has a part in, where its definition is told: until when it exists bears on that.
    ///
    /// - Returns: the agreements among it.
    private mutating func takeDefined(
        _ told: [Step], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [String] {
        var codes: Set<String> = []
        for step in told where step.type == .actorDefined {
            for part in step.parts { codes.formUnion(lineage.kin(of: chronicle.code(of: part.actor))) }
        }
        var subjects = NumberSet()
        for code in codes {
            var parts = try index.events(naming: code, transaction)
            parts.formUnion(try events.actor(code, transaction).special)
            try index.log.forEachHeader(of: parts.sorted, transaction) { (event, header) throws(LogError) in
                guard let type = index.type(of: header), type != .signalCoded else { return }
                found.insert(event)
                if type >= .agreementDefined, type <= .agreementAbandoned, header.subject > 0 {
                    subjects.insert(UInt64(header.subject))
                }
            }
            found.formUnion(try index.log.eventsWithRecords(among: parts.sorted, transaction))
        }
        var names: [String] = []
        for subject in subjects.sorted {
            names.append(try index.log.subjectName(UInt32(truncatingIfNeeded: subject), transaction))
        }
        return names
    }

    /// The codes of all actors of steps, and of those whose place they may have taken.
    private func names(_ told: [Step]) throws(LogError) -> Set<String> {
        var codes: Set<String> = []
        for step in told {
            for part in step.parts { codes.insert(chronicle.code(of: part.actor)) }
            // A bloc that acts for its members is no part of the step.
            guard events.forMembers.contains(step.event.number) else { continue }
            do throws(ChronicleFault) {
                codes.formUnion(EventForm(try chronicle.event(step.event)).codes)
            } catch {
                throw .corrupt(error.description)
            }
        }
        return codes.reduce(into: []) { $0.formUnion(lineage.kin(of: $1)) }
    }
}
