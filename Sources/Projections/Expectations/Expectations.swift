import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// What was expected, and how it has turned out.
///
/// An expectation is fulfilled by the first asserted event that is of the type, about the subject and with the
/// party that it names, unless that event surely happened before the expectation was stated. It is moot once
/// what it was about has gone: an agreement that has ended or been given up, a meeting called off, a party that
/// no longer exists.
public struct Expectations: Projection {
    public typealias Key = SubjectID

    public static let name = "expectations"
    public static let summary =
        "what was expected by when, and how it turned out; --by-source: of each source"
    public static let version = 1
    public static let itemKeys = [["expectation"], ["source"]]
    /// All but signals and what is said of other events: any event may be expected.
    public static let folds = EventTypes(.actorDefined ... .expectationWithdrawn).union([.statementMade])

    private(set) var records: [SubjectID: Expectation] = [:]
    /// For each type that may be an outcome, of a subject or of any: the expectations that have not ended.
    private var awaited: [Awaited: [SubjectID]] = [:]
    /// For each event: the expectations that it fulfilled.
    private var fulfilled: [Revision: [SubjectID]] = [:]
    /// For each subject: the expectations about it.
    private var about: [SubjectID: [SubjectID]] = [:]
    private var occurrences = Occurrences()
    /// The event that defines an agreement.
    private(set) var definitions: [SubjectID: Revision] = [:]
    private(set) var circles = Circles()
    /// Of a part: the expectation that it is about.
    private var focus: SubjectID?

    private struct Awaited: Hashable {
        let type: EventType
        let subject: SubjectID?
    }

    public init() {}

    /// The types of events that may be the outcome where one of a type is expected: that type, and others that conclude
    /// the same matter.
    public static func outcomes(of expected: EventType) -> [EventType] {
        [expected] + OtherOutcomes.types(for: expected)
    }

    // MARK: What others ask

    /// The expectations that lie between two actors, in no order that means anything: both state it, or both
    /// have a part in what is expected now, as its party, as actors of its subject or of its outcome. One that
    /// names a party lies only between that party and others.
    public func expectations(of pair: ActorPair) -> [SubjectID] {
        circles.common(pair).filter { key in
            guard let parties = records[key]?.expected?.parties, !parties.isEmpty else { return true }
            return parties.contains(where: pair.contains)
        }
    }

    /// How the expectations about a subject stand on a day, sorted by name: due as written, likelihood.
    public func states(
        about subject: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [(expectation: SubjectID, due: String?, likelihood: String?, state: String)] {
        var states: [(expectation: SubjectID, due: String?, likelihood: String?, state: String)] = []
        var keys = about[subject] ?? []
        keys.sort { chronicle.name(of: $0).precedes(chronicle.name(of: $1)) }
        for key in keys {
            guard let record = records[key], record.expected?.subject == subject else { continue }
            states.append(
                (
                    key, try record.dueText(chronicle), try record.likelihoodText(chronicle),
                    record.state(on: day).rawValue
                ))
        }
        return states
    }

    /// The instant before which what has happened can't be what was expected by a statement of these bounds.
    public static func floor(ofStatement bounds: Bounds) -> Instant { Occurrences.floor(of: bounds) }

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard step.isAsserted else { return }
        if step.type.isExpectation {
            if step.phase != .effect { try foldExpectation(step, chronicle) }
            return
        }
        // An act happens when notice is given of it; what it ends it ends when it takes effect.
        if step.phase != .effect { try foldOccurrence(step, chronicle) }
        if step.phase != .notice { try foldEnd(step, chronicle) }
    }

    private mutating func foldExpectation(
        _ step: Step, _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        guard let key = step.subject, focus == nil || focus == key else { return }
        switch step.type {
        case .expectationStated, .expectationRevised:
            let event = try chronicle.event(step.event)
            let due = event["data"]?["due"]?.text.flatMap { try? EDTFDate($0) }
            let terms = Expectation.Terms(
                expected: event["data"]?["expects"].flatMap { Expected($0, chronicle) },
                due: due.map { ($0.end ?? $0.start).latest.day }, hasLikelihood: event["likelihood"] != nil)
            let old = records[key]?.expected
            // What has ended is not revised any more; what it was may still have to be said.
            if records[key]?.ending != nil, records[key]?.statement != nil { return }
            if records[key, default: Expectation()].state(terms, by: step) {
                if let old { forget(old, key) }
                try beginAwaiting(key, chronicle)
            }
            if focus == nil { circles.note(statement: step, of: key) }
        case .expectationFailed: end(key, .failed, by: step)
        case .expectationFulfilled: end(key, .fulfilled, by: step)
        default: end(key, .withdrawn, by: step)
        }
    }

    private mutating func end(_ key: SubjectID, _ kind: Expectation.Ending.Kind, by step: Step) {
        records[key, default: Expectation()].end(kind, by: step)
        stopAwaiting(key)
    }

    /// Waits for what is expected, and looks whether it has happened already.
    private mutating func beginAwaiting(
        _ key: SubjectID, _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        guard let record = records[key], let expected = record.expected else { return }
        if let subject = expected.subject, about[subject]?.contains(key) != true {
            about[subject, default: []].append(key)
        }
        if focus == nil {
            circles.note(parties: expected.parties, subject: expected.subject, of: key)
        }
        guard record.ending == nil else { return }
        let types = Self.awaitedTypes(expected)
        for type in types {
            awaited[Awaited(type: type, subject: expected.subject), default: []].append(key)
        }
        for type in types {
            for occurrence in occurrences.ofType(type, notBefore: record.floor) {
                try meet(key, occurrence, chronicle)
            }
        }
    }

    /// The expected type first: once it has happened no other counts.
    private static func awaitedTypes(_ expected: Expected) -> [EventType] {
        [expected.type] + (expected.isSpecific ? OtherOutcomes.types(for: expected.type) : [])
    }

    /// What has ended is waited for no longer: there may be many, and every step would pass them by.
    private mutating func stopAwaiting(_ key: SubjectID) {
        guard let expected = records[key]?.expected else { return }
        stopAwaiting(expected, key)
    }

    private mutating func stopAwaiting(_ expected: Expected, _ key: SubjectID) {
        for type in Self.awaitedTypes(expected) {
            awaited[Awaited(type: type, subject: expected.subject)]?.removeAll { $0 == key }
        }
    }

    private mutating func forget(_ expected: Expected, _ key: SubjectID) {
        stopAwaiting(expected, key)
        if let subject = expected.subject { about[subject]?.removeAll { $0 == key } }
        if focus == nil { circles.forgetMatter(of: key) }
    }

    private mutating func foldOccurrence(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        let occurrence = try Occurrence(step, chronicle)
        for key in awaiting(step) { try meet(key, occurrence, chronicle) }
        guard focus == nil else { return }
        occurrences.note(occurrence)
        if let subject = step.subject {
            if step.type == .agreementDefined { definitions[subject] = step.event }
            circles.note(step.parts, of: subject, expectations: about[subject] ?? [])
        }
    }

    /// The expectations whose outcome a step may be.
    private func awaiting(_ step: Step) -> [SubjectID] {
        var keys = awaited[Awaited(type: step.type, subject: nil)] ?? []
        if let subject = step.subject { keys += awaited[Awaited(type: step.type, subject: subject)] ?? [] }
        return keys
    }

    private mutating func meet(
        _ key: SubjectID, _ occurrence: Occurrence, _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        guard let record = records[key], record.ending == nil, let expected = record.expected,
            occurrence.bounds.latest >= record.floor
        else { return }
        let isExpected = occurrence.step.type == expected.type
        guard try expected.concerns(occurrence.step, isLenient: !isExpected, chronicle) else { return }
        if isExpected {
            records[key]?.meet(occurrence)
            fulfilled[occurrence.step.event, default: []].append(key)
            stopAwaiting(key)
            if focus == nil { circles.note(outcome: occurrence.step.parts, of: key) }
        } else {
            records[key]?.meetOther(occurrence)
        }
    }

    // MARK: What makes an expectation moot

    private mutating func foldEnd(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        switch step.type {
        case .agreementNegotiationFailed, .agreementAbandoned, .agreementTerminated, .agreementSuperseded,
            .meetingCancelled:
            for key in step.subject.flatMap({ about[$0] }) ?? [] { records[key]?.becomeMoot(by: step) }
        case .agreementNegotiationOpened, .agreementNegotiationResumed, .meetingScheduled:
            for key in step.subject.flatMap({ about[$0] }) ?? [] { records[key]?.revive() }
        case .actorSucceeded, .actorExtinguished:
            guard let succession = try Succession(step, chronicle) else { return }
            for ended in succession.ended {
                for key in expecting(ended) {
                    if let heir = succession.heirs.first {
                        records[key]?.replaceParty(ended, by: heir)
                        if focus == nil { circles.note(parties: [heir], subject: nil, of: key) }
                    } else {
                        records[key]?.becomeMoot(by: step)
                    }
                }
            }
        default: break
        }
    }

    private func expecting(_ party: ActorID) -> [SubjectID] {
        records.filter { $0.value.expected?.parties.contains(party) == true }.map(\.key)
    }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [SubjectID]
    {
        guard step.isAsserted else { return [] }
        if step.type.isExpectation {
            return step.subject.map { [$0] } ?? []
        }
        var keys = fulfilled[step.event] ?? []
        for key in awaiting(step) {
            if let expected = records[key]?.expected, expected.type == step.type,
                try expected.concerns(step, chronicle)
            {
                keys.append(key)
            }
        }
        switch step.type {
        case .agreementNegotiationFailed, .agreementAbandoned, .agreementTerminated, .agreementSuperseded,
            .meetingCancelled, .agreementNegotiationOpened, .agreementNegotiationResumed, .meetingScheduled:
            keys += step.subject.flatMap { about[$0] } ?? []
        case .actorSucceeded, .actorExtinguished:
            for ended in try Succession(step, chronicle)?.ended ?? [] { keys += expecting(ended) }
        default: break
        }
        return keys
    }

    public func part(of key: SubjectID) -> Expectations {
        var part = Expectations()
        part.focus = key
        part.occurrences = occurrences
        part.records[key] = records[key]
        if let expected = records[key]?.expected {
            let isEnded = records[key]?.ending != nil
            for type in isEnded ? [] : Self.awaitedTypes(expected) {
                part.awaited[Awaited(type: type, subject: expected.subject)] = [key]
            }
            if let subject = expected.subject { part.about[subject] = [key] }
        }
        return part
    }

    public func facets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        records[key].map { [Facet("state", $0.state(on: day).rawValue)] } ?? []
    }
}
