import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// The events that bear on how expectations turned out: what was said of each, and what may have been its outcome or
/// have ended it.
struct ExpectationReach {
    /// What an expectation rests on.
    struct Account {
        /// The events that state it, revise it, or say how it ended.
        var own: [UInt64] = []
        /// What is done about the subjects that it is of.
        var matters: [UInt64] = []
        /// What may have been its outcome, where it is of no subject.
        var outcomes: [UInt64] = []
        var parties: Set<String> = []
        var isOfSubject = false

        var all: [UInt64] { own + matters + outcomes }

        /// Whether any of the events is among some.
        func touches(_ events: NumberSet) -> Bool {
            own.contains(where: events.contains) || matters.contains(where: events.contains)
                || outcomes.contains(where: events.contains)
        }
    }

    /// What one of its events says.
    private struct Terms {
        let expected: ExpectedForm
        /// From when on what happens may be it: by each of its dates.
        let floors: [Instant]
    }

    private let index: LogIndex
    private let sight: Sight
    private let lineage: Lineage
    private var lists: [Awaited: OutcomeList] = [:]
    private var ofType: [EventType: NumberSet] = [:]
    private var naming: [String: NumberSet] = [:]
    private var pairs: PairEvents
    private var matters: [String: [UInt64]] = [:]

    init(_ index: LogIndex, _ sight: Sight, _ lineage: Lineage, _ pairs: PairEvents) {
        self.pairs = pairs
        self.index = index
        self.sight = sight
        self.lineage = lineage
    }

    /// The revisions of the events that bear on an expectation's item, ascending.
    static func revisions(
        of name: String, _ sight: Sight, _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        let index = try LogIndex(log, transaction)
        let lineage = try Lineage(index, transaction)
        var reach = ExpectationReach(index, sight, lineage, try PairEvents(index, lineage, transaction))
        var found = NumberSet(try reach.account(of: name, transaction).all)
        found.formUnion(lineage.events)
        return found.sorted
    }

    /// The expectations that some events are about, by name.
    ///
    /// - Parameter events: in any order.
    func expectations(
        amid events: [UInt64], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<String> {
        let events = NumberSet(events).sorted
        var keys = NumberSet()
        try index.log.forEachHeader(of: events, transaction) { (_, header) throws(LogError) in
            if index.type(of: header)?.isExpectation == true, header.subject > 0 {
                keys.insert(UInt64(header.subject))
            }
        }
        var names: Set<String> = []
        for key in keys.sorted {
            names.insert(try index.log.subjectName(UInt32(truncatingIfNeeded: key), transaction))
        }
        // A correction may have made an event that of an expectation.
        for event in try index.log.eventsWithRecords(among: events, transaction) {
            for form in try index.forms(event, transaction) {
                if let name = form.subject, name.hasPrefix("expectation/") { names.insert(name) }
            }
        }
        return names
    }

    /// What an expectation rests on.
    mutating func account(
        of name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Account {
        var account = Account(own: try index.events(about: name, transaction))
        for event in account.own {
            for terms in try terms(event, transaction) { try add(terms, to: &account, transaction) }
        }
        return account
    }

    private mutating func add(
        _ terms: Terms, to account: inout Account, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        account.parties.formUnion(terms.expected.parties)
        if let subject = terms.expected.subject {
            account.isOfSubject = true
            if matters[subject] == nil { matters[subject] = try index.events(about: subject, transaction) }
            account.matters += matters[subject] ?? []
        } else if let type = terms.expected.type {
            let list = try list(Awaited(type: type, parties: terms.expected.parties), transaction)
            account.outcomes += list.unplaced
            for floor in terms.floors { account.outcomes += list.run(from: floor) }
        }
    }

    // MARK: Outcomes

    private mutating func list(
        _ awaited: Awaited, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> OutcomeList {
        if let known = lists[awaited] { return known }
        var candidates = try events(of: awaited.type, transaction)
        var parties: [NumberSet] = []
        if let first = awaited.parties.first {
            var naming = NumberSet()
            for code in lineage.kin(of: first) {
                naming.formUnion(try events(naming: code, transaction))
                // What an organisation does for its members it may do for this one.
                naming.formUnion(try pairs.actor(code, transaction).special)
            }
            candidates = candidates.intersection(naming)
            for code in awaited.parties { parties.append(try events(naming: code, transaction)) }
        }
        let list: OutcomeList
        if awaited.parties.contains(where: { lineage.kin(of: $0).count > 1 }) {
            // Whom an expectation means changes when its party ends.
            list = OutcomeList(unplaced: candidates.sorted)
        } else {
            list = try OutcomeList(
                awaited, among: candidates.sorted, naming: parties, index, sight, transaction)
        }
        lists[awaited] = list
        return list
    }

    private mutating func events(
        of type: EventType, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> NumberSet {
        if let known = ofType[type] { return known }
        let events = NumberSet(try index.events(of: type, transaction))
        ofType[type] = events
        return events
    }

    private mutating func events(
        naming code: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> NumberSet {
        if let known = naming[code] { return known }
        let events = try index.events(naming: code, transaction)
        naming[code] = events
        return events
    }

    // MARK: What an event says

    /// What an event that states or revises an expectation says, as the lens has it.
    private func terms(
        _ event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Terms] {
        let header = try index.log.header(event, transaction)
        if try !index.log.records(about: event, transaction).isEmpty {
            let version = try index.log.version(of: event, sight.cut, transaction)
            if !version.retractions.isEmpty { return [] }
            let (draft, faults) = try Overlay.read(version.event)
            if faults.isEmpty {
                let corrected = StoredHeader(
                    draft, recorded: header.recorded, type: 0, subject: 0, actors: [])
                return Self.terms(
                    version.event["data"]?["expects"], corrected.cappedBounds, effective: draft.effective)
            }
        }
        guard Self.states.contains(index.type(of: header) ?? .own), sight.cut.admits(header, at: event) else {
            return []
        }
        return try index.log.withContent(of: event, transaction) { (content) throws(LogError) in
            Self.terms(content, header)
        }
    }

    private static let states = EventTypes([.expectationStated, .expectationRevised])

    private static func terms(_ content: Span<UInt8>, _ header: StoredHeader) -> [Terms] {
        guard let data = CanonicalText.member("data", of: content.indices, in: content),
            let expects = CanonicalText.member("expects", of: data, in: content)
        else { return [] }
        var effective: Bounds?
        if header.flags.contains(.hasEffective),
            let place = CanonicalText.member("effective", of: content.indices, in: content),
            let text = CanonicalText.string(place, in: content)
        {
            effective = (try? EDTFDate(text))?.start
        }
        return terms(
            CanonicalText.value(expects, in: content), header.cappedBounds, effective: effective)
    }

    private static func terms(_ expects: JSONValue?, _ bounds: Bounds, effective: Bounds?) -> [Terms] {
        guard let expects else { return [] }
        return [
            Terms(
                expected: ExpectedForm(expects),
                floors: [bounds, effective].compactMap { $0 }.map(Expectations.floor(ofStatement:)))
        ]
    }
}
