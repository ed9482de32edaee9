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
    private(set) var revisions: Set<UInt64> = []
    private let cut: LensCut
    private var subjects: Set<SubjectID> = []
    private var waiting: [SubjectID] = []
    /// For each actor: those that ends of actors name together with it, itself among them.
    private let kin: [ActorID: Set<ActorID>]
    /// What corrected events say of names that the indexes, which are of events as recorded, don't tell.
    private var correctedLinks: [SubjectID: Set<SubjectID>] = [:]
    private var corrected: [SubjectID: [UInt64]] = [:]

    /// - Returns: `nil` where everything has to be folded.
    init?(_ history: History, _ transaction: borrowing ReadTransaction) throws {
        cut = history.cut
        guard let candidates = try HistoryReach.candidates(history, transaction) else { return nil }
        let ends = try cut.revisions(of: HistoryReach.actorTypes, transaction)
        kin = try HistoryReach.kin(cut, ends, transaction)
        revisions = Set(ends).union(cut.overlay.changes.keys)
        var told: [Step] = []
        for revision in candidates.union(revisions) {
            let steps = try cut.steps(revision, transaction).filter(history.isAskedFor)
            if steps.isEmpty { continue }
            revisions.insert(revision)
            told += steps.filter { $0.type != .signalCoded }
        }
        // Whoever ends takes along all that it ever had a part in.
        let isEnd = told.contains { $0.type == .actorSucceeded || $0.type == .actorExtinguished }
        if isEnd { return nil }
        try noteCorrections()
        try takePairs(told, transaction)
        if told.contains(where: { HistoryReach.membershipTypes.contains($0.type) }) {
            revisions.formUnion(try cut.revisions(of: HistoryReach.membershipTypes, transaction))
        }
        for step in told { if let subject = step.subject { note(subject) } }
        try takeDefined(told, transaction)
        try takeSubjects(transaction)
        try takeExpectations(told, transaction)
    }

    private static let actorTypes = EventTypes([.actorDefined, .actorSucceeded, .actorExtinguished])
    private static let membershipTypes = EventTypes(.membershipApplied ... .membershipChairAssumed)
    private static let expectationTypes = EventTypes(.expectationStated ... .expectationWithdrawn)

    /// The events that may be asked for, by the index that names fewest; `nil` for all.
    private static func candidates(
        _ history: History, _ transaction: borrowing ReadTransaction
    ) throws -> Set<UInt64>? {
        let cut = history.cut
        let log = cut.log
        if let event = history.event { return [event.number] }
        func number(_ actor: ActorID) throws -> UInt32? {
            try log.actorNumber(cut.chronicle.code(of: actor), transaction)
        }
        if let subject = history.subject { return Set(try cut.revisions(about: subject, transaction)) }
        if let pair = history.pair {
            guard let one = try number(pair.first), let other = try number(pair.second) else { return [] }
            var revisions = Set(try log.revisions(ofPair: one, other, transaction))
                .union(try log.revisionsOfManyActors(transaction))
                .union(try log.revisionsForMembers(transaction))
            for subject in history.between {
                revisions.formUnion(try cut.revisions(about: subject, transaction))
            }
            return revisions
        }
        guard let actor = history.actor else { return nil }
        guard let one = try number(actor) else { return [] }
        return Set(try log.revisions(ofActor: one, transaction))
            .union(try log.revisionsForMembers(transaction))
    }

    private static func kin(
        _ cut: LensCut, _ ends: [UInt64], _ transaction: borrowing ReadTransaction
    ) throws -> [ActorID: Set<ActorID>] {
        var kin: [ActorID: Set<ActorID>] = [:]
        for revision in ends {
            for step in try cut.steps(revision, transaction) where step.type == .actorSucceeded {
                let actors = Set(step.parts.map(\.actor))
                let all = actors.reduce(into: actors) { $0.formUnion(kin[$1] ?? []) }
                for actor in all { kin[actor] = all }
            }
        }
        return kin
    }

    private func kin(of actor: ActorID) -> Set<ActorID> { kin[actor] ?? [actor] }

    // MARK: Subjects

    private mutating func note(_ subject: SubjectID) {
        if subjects.insert(subject).inserted { waiting.append(subject) }
    }

    private mutating func noteCorrections() throws {
        for case (let revision, .corrected(let event, _)) in cut.overlay.changes {
            if let subject = event["subject"]?.text.flatMap(cut.chronicle.subject) {
                corrected[subject, default: []].append(revision)
            }
            guard let old = event["data"]?["supersedes"]?.text.flatMap(cut.chronicle.subject),
                let new = event["subject"]?.text.flatMap(cut.chronicle.subject)
            else { continue }
            correctedLinks[old, default: []].insert(new)
            correctedLinks[new, default: []].insert(old)
        }
    }

    /// All events about the subjects noted, and about the agreements that take their place or whose place they take.
    private mutating func takeSubjects(_ transaction: borrowing ReadTransaction) throws {
        while let subject = waiting.popLast() {
            for linked in correctedLinks[subject] ?? [] { note(linked) }
            let name = cut.chronicle.name(of: subject)
            for revision in try cut.revisions(about: subject, transaction) {
                revisions.insert(revision)
                guard try cut.type(of: revision, transaction) == .agreementDefined,
                    let old = try cut.chronicle.text(Revision(revision), "supersedes"),
                    let other = cut.chronicle.subject(old)
                else { continue }
                note(other)
            }
            for revision in try cut.log.revisions(mentioning: name, transaction)
            where try cut.type(of: revision, transaction) == .agreementDefined {
                let event = try cut.chronicle.event(Revision(revision))
                if let other = event["subject"]?.text.flatMap(cut.chronicle.subject) { note(other) }
            }
        }
    }

    /// All that an actor has a part in, where its definition is told: until when it exists bears on that.
    private mutating func takeDefined(_ told: [Step], _ transaction: borrowing ReadTransaction) throws {
        var actors: Set<ActorID> = []
        for step in told where step.type == .actorDefined {
            for part in step.parts { actors.formUnion(kin(of: part.actor)) }
        }
        if actors.isEmpty { return }
        revisions.formUnion(try cut.log.revisionsOfManyActors(transaction))
        revisions.formUnion(try cut.log.revisionsForMembers(transaction))
        for actor in actors {
            guard let number = try cut.number(of: actor, transaction) else { continue }
            for revision in try cut.log.revisions(ofActor: number, transaction) {
                guard let type = try cut.type(of: revision, transaction), type != .signalCoded else {
                    continue
                }
                revisions.insert(revision)
                guard type >= .agreementDefined, type <= .agreementAbandoned,
                    let name = try cut.chronicle.field("subject", of: Revision(revision))?.text,
                    let subject = cut.chronicle.subject(name)
                else { continue }
                note(subject)
            }
        }
    }

    // MARK: Pairs

    /// The events of the pairs that steps touch, and of the pairs that these may have anything from.
    private mutating func takePairs(_ told: [Step], _ transaction: borrowing ReadTransaction) throws {
        var pairs: Set<ActorPair> = []
        let nothing = Relations()
        for step in told {
            let touched =
                try nothing.keys(touchedBy: step, cut.chronicle) + nothing.narratedKeys(touchedBy: step)
            for pair in touched where !pairs.contains(pair) {
                for one in kin(of: pair.first) {
                    for other in kin(of: pair.second) {
                        if let pair = ActorPair(one, other) { pairs.insert(pair) }
                    }
                }
            }
        }
        if pairs.isEmpty { return }
        revisions.formUnion(try cut.log.revisionsOfManyActors(transaction))
        revisions.formUnion(try cut.log.revisionsForMembers(transaction))
        for pair in pairs {
            guard let one = try cut.number(of: pair.first, transaction),
                let other = try cut.number(of: pair.second, transaction)
            else { continue }
            for revision in try cut.log.revisions(ofPair: one, other, transaction) {
                // Signals change nothing, and there may be any number of them.
                if try cut.type(of: revision, transaction) != .signalCoded { revisions.insert(revision) }
            }
        }
    }

    // MARK: Expectations

    /// The expectations that steps may meet or end, and the events that may have met or ended them before.
    private mutating func takeExpectations(_ told: [Step], _ transaction: borrowing ReadTransaction) throws {
        var types: Set<EventType> = []
        var names: Set<String> = [Mentions.anything]
        for step in told {
            types.insert(step.type)
            for part in step.parts {
                for actor in kin(of: part.actor) { names.insert(cut.chronicle.code(of: actor)) }
            }
            // A bloc that acts for its members is no part of the step.
            let roles = try cut.chronicle.event(step.event)["actors"]?.object?.members ?? []
            for role in roles {
                let codes = role.value.list?.compactMap(\.text) ?? [role.value.text].compactMap { $0 }
                for actor in codes.compactMap(cut.chronicle.actor) {
                    for one in kin(of: actor) { names.insert(cut.chronicle.code(of: one)) }
                }
            }
        }
        if types.isEmpty { return }
        var expectations: Set<SubjectID> = []
        func take(_ revision: UInt64, ofTypes: Set<EventType>?) throws {
            guard let type = try cut.type(of: revision, transaction), Self.expectationTypes.contains(type)
            else { return }
            let event = try cut.chronicle.event(Revision(revision))
            if let ofTypes {
                let expected = event["data"]?["expects"]?["type"]?.text.flatMap(Catalogue.type(named:))
                guard let expected, ofTypes.contains(expected) else { return }
            }
            if let key = event["subject"]?.text.flatMap(cut.chronicle.subject) { expectations.insert(key) }
        }
        for subject in subjects {
            let name = cut.chronicle.name(of: subject)
            if name.hasPrefix("expectation/") { expectations.insert(subject) }
            for revision in try cut.log.revisions(mentioning: name, transaction) {
                try take(revision, ofTypes: nil)
            }
        }
        for name in names {
            for revision in try cut.log.revisions(mentioning: name, transaction) {
                try take(revision, ofTypes: types)
            }
        }
        for case .corrected(let event, _) in cut.overlay.changes.values {
            guard let key = event["subject"]?.text, key.hasPrefix("expectation/") else { continue }
            if let key = cut.chronicle.subject(key) { expectations.insert(key) }
        }
        var outcomes = Outcomes()
        for key in expectations { try takeExpectation(key, &outcomes, transaction) }
        try takeOutcomes(outcomes, transaction)
    }

    /// What expectations wait for: of each subject all, of each actor some types, and some types of anybody. Many
    /// expectations wait for the same, so it is gathered before it is looked up.
    private struct Outcomes {
        var subjects: Set<SubjectID> = []
        var actors: [ActorID: EventTypes] = [:]
        var types: EventTypes = []
    }

    /// The events about an expectation, and what it waits for.
    private mutating func takeExpectation(
        _ key: SubjectID, _ outcomes: inout Outcomes, _ transaction: borrowing ReadTransaction
    ) throws {
        for revision in try cut.revisions(about: key, transaction) + (corrected[key] ?? []) {
            revisions.insert(revision)
            guard let expects = try cut.chronicle.data(Revision(revision), "expects") else { continue }
            if let subject = expects["subject"]?.text {
                if let known = cut.chronicle.subject(subject) { outcomes.subjects.insert(known) }
                continue
            }
            guard let type = expects["type"]?.text.flatMap(Catalogue.type(named:)) else { continue }
            let codes =
                expects["party"]?.list?.compactMap(\.text) ?? [expects["party"]?.text].compactMap { $0 }
            if codes.isEmpty {
                outcomes.types.insert(type)
            } else if let party = codes.compactMap(cut.chronicle.actor).first {
                for actor in kin(of: party) { outcomes.actors[actor, default: []].insert(type) }
            }
        }
    }

    private mutating func takeOutcomes(_ outcomes: Outcomes, _ transaction: borrowing ReadTransaction) throws
    {
        for subject in outcomes.subjects {
            revisions.formUnion(try cut.revisions(about: subject, transaction))
        }
        revisions.formUnion(try cut.revisions(of: outcomes.types, transaction))
        if outcomes.actors.isEmpty { return }
        revisions.formUnion(try cut.log.revisionsForMembers(transaction))
        for (actor, types) in outcomes.actors {
            guard let number = try cut.number(of: actor, transaction) else { continue }
            for revision in try cut.log.revisions(ofActor: number, transaction) {
                if let type = try cut.type(of: revision, transaction), types.contains(type) {
                    revisions.insert(revision)
                }
            }
        }
    }
}
