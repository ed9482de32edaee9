import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Projections

/// Whose items a step may change beyond those of the pairs that it names: those of whoever continues its actors, of the
/// members of an organisation that it names, and of those between whom an expectation lies that it may meet.
struct PairTouch {
    private let snapshot: Snapshot
    private let cut: LensCut
    private let index: LogIndex
    private let lineage: Lineage
    /// The forms of events that speak of what is expected, and the events that speak of an actor: they are asked for
    /// step after step.
    private var forms: [UInt64: [EventForm]] = [:]
    private var mentioning: [String: [UInt64]] = [:]
    /// What steps of these actors and this type were found to touch.
    private var known: [Question: Set<TwoCodes>?] = [:]

    private struct Question: Hashable {
        let type: EventType
        let subject: SubjectID?
        let circle: Set<String>
    }

    init(
        _ snapshot: Snapshot, _ cut: LensCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.snapshot = snapshot
        self.cut = cut
        index = try LogIndex(cut.log, transaction)
        lineage = try Lineage(index, transaction)
    }

    /// The pairs; `nil` where there may be any.
    mutating func pairs(
        _ change: PairChange, _ step: Step, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<TwoCodes>? {
        switch change {
        case .anything: return nil
        case .exactly(let pairs): return Set(pairs.map(codes))
        case .among(let actors):
            var circle = Set(actors.map(cut.chronicle.code(of:)))
            circle.formUnion(try named(by: step, transaction))
            let question = Question(type: step.type, subject: step.subject, circle: circle)
            if let known = known[question] { return known }
            let found = try pairs(among: circle, step, transaction)
            known[question] = .some(found)
            return found
        }
    }

    private mutating func pairs(
        among actors: Set<String>, _ step: Step, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<TwoCodes>? {
        guard var pairs = try meeting(step, actors, transaction) else { return nil }
        var circle: Set<String> = []
        for code in actors { circle.formUnion(lineage.heirs(of: code)) }
        let others = try circle.union(members(of: circle, transaction))
        for one in circle {
            for other in others where !one.isSame(as: other) { pairs.insert(sorted(one, other)) }
        }
        return pairs
    }

    /// Those that the event names, where others act for them.
    private func named(
        by step: Step, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [String] {
        let header = try cut.log.header(step.event.number, transaction)
        guard header.flags.contains(.actsForMembers) || cut.overlay.changes[step.event.number] != nil else {
            return []
        }
        do throws(ChronicleFault) {
            return EventForm(try cut.chronicle.event(step.event)).codes
        } catch {
            throw .corrupt(error.description)
        }
    }

    private func codes(_ pair: ActorPair) -> TwoCodes {
        TwoCodes(first: cut.chronicle.code(of: pair.first), second: cut.chronicle.code(of: pair.second))
    }

    private func sorted(_ one: String, _ other: String) -> TwoCodes {
        one.precedes(other) ? TwoCodes(first: one, second: other) : TwoCodes(first: other, second: one)
    }

    /// All that may ever have been members of those of the actors that are organisations.
    private func members(
        of codes: Set<String>, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<String> {
        var members: Set<String> = []
        for number in codes.compactMap(index.number) {
            for member in try cut.log.members(ofOrganisation: number, transaction) {
                members.formUnion(lineage.heirs(of: index.code(member)))
            }
        }
        return members
    }

    // MARK: Expectations

    /// The pairs between whom an expectation lies that the step may meet, or that met it until now.
    private mutating func meeting(
        _ step: Step, _ circle: Set<String>, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<TwoCodes>? {
        if let subject = step.subject {
            let name = cut.chronicle.name(of: subject)
            if try !events(mentioning: name, transaction).isEmpty { return nil }
        }
        for event in try events(mentioning: Mentions.anything, transaction) {
            if try !expectations(event, metBy: step, transaction).isEmpty { return nil }
        }
        var pairs: Set<TwoCodes> = []
        var seen: Set<UInt64> = []
        for code in circle.reduce(into: Set<String>(), { $0.formUnion(lineage.ancestors(of: $1)) }) {
            for event in try events(mentioning: code, transaction) where seen.insert(event).inserted {
                let met = try expectations(event, metBy: step, transaction)
                if met.isEmpty { continue }
                var parties: Set<String> = []
                for party in met.joined() { parties.formUnion(lineage.heirs(of: party)) }
                let subject = try cut.log.header(event, transaction).subject
                guard subject > 0 else { return nil }
                let name = try cut.log.subjectName(subject, transaction)
                guard let kept = kept(naming: name, between: parties) else { return nil }
                pairs.formUnion(kept)
                let all = parties.union(circle)
                for one in parties {
                    for other in all where !one.isSame(as: other) { pairs.insert(sorted(one, other)) }
                }
            }
        }
        return pairs
    }

    /// The parties of each form of an expectation that a step of this type may meet.
    private mutating func expectations(
        _ event: UInt64, metBy step: Step, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [[String]] {
        // A correction may change the type alone, or the parties.
        let forms = try forms(event, transaction).compactMap(\.expected)
        let isMet = forms.contains {
            $0.type.map { Expectations.outcomes(of: $0).contains(step.type) } ?? false
        }
        return isMet && forms.contains { $0.subject == nil } ? forms.map(\.parties) : []
    }

    private mutating func events(
        mentioning name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        if let known = mentioning[name] { return known }
        let events = try index.events(mentioning: name, transaction)
        mentioning[name] = events
        return events
    }

    private mutating func forms(
        _ event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [EventForm] {
        if let known = forms[event] { return known }
        let found = try index.forms(event, transaction)
        forms[event] = found
        return found
    }

    /// The pairs with one of these actors whose kept items name something.
    private func kept(naming name: String, between actors: Set<String>) -> Set<TwoCodes>? {
        guard let places = SnapshotFile.index(snapshot) else { return nil }
        let sought = CanonicalWriter.bytes(of: .text(name))
        var pairs: Set<TwoCodes> = []
        for place in places where actors.contains(place.actors.first) || actors.contains(place.actors.second)
        {
            let start = snapshot.items.startIndex
            let text = snapshot.items[start + place.range.lowerBound..<start + place.range.upperBound]
            if text.span.contains(sought.span) {
                pairs.insert(sorted(place.actors.first, place.actors.second))
            }
        }
        return pairs
    }
}

extension Span<UInt8> {
    /// Whether some bytes stand anywhere among these.
    fileprivate func contains(_ other: Span<UInt8>) -> Bool {
        guard other.count > 0, count >= other.count else { return other.count == 0 }
        var start = 0
        while start <= count - other.count {
            var length = 0
            while length < other.count, self[start + length] == other[length] { length += 1 }
            if length == other.count { return true }
            start += 1
        }
        return false
    }
}
