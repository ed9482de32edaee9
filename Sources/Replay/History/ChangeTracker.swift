import CanonicalJSON
import DiplomaticEvents
import EDTF
import Projections

/// Folds what has states, and tells what each step changes in them.
struct ChangeTracker {
    private var relations = Relations()
    private var agreements = Agreements()
    private var memberships = Memberships()
    private var meetings = Meetings()
    private var expectations = Expectations()
    private var incidents = Incidents()
    private let chronicle: LogChronicle
    /// The items whose changes have been told, or that a told step might have changed.
    private(set) var touched: Set<TouchedItem> = []

    /// The types that any of them folds.
    static let folds = Relations.folds.union(Agreements.folds).union(Memberships.folds).union(Meetings.folds)
        .union(Expectations.folds).union(Incidents.folds)

    init(_ chronicle: LogChronicle) { self.chronicle = chronicle }

    /// Folds a step and tells nothing.
    mutating func fold(_ step: Step) throws(ChronicleFault) {
        if Relations.folds.contains(step.type) { try relations.fold(step, chronicle) }
        if Agreements.folds.contains(step.type) { try agreements.fold(step, chronicle) }
        if Memberships.folds.contains(step.type) { try memberships.fold(step, chronicle) }
        if Meetings.folds.contains(step.type) { try meetings.fold(step, chronicle) }
        if Expectations.folds.contains(step.type) { try expectations.fold(step, chronicle) }
        if Incidents.folds.contains(step.type) { try incidents.fold(step, chronicle) }
    }

    /// Folds a step and tells what it changes on the day on which it is certain: each value with what it was and what
    /// it is.
    mutating func changes(by step: Step) throws(ChronicleFault) -> [JSONValue] {
        var changes: [JSONValue] = []
        changes += try Self.track(&agreements, step, chronicle, &touched)
        changes += try Self.track(&expectations, step, chronicle, &touched)
        changes += try Self.track(&incidents, step, chronicle, &touched)
        changes += try Self.track(&meetings, step, chronicle, &touched)
        changes += try Self.track(&memberships, step, chronicle, &touched)
        changes += try Self.track(&relations, step, chronicle, &touched)
        return changes
    }

    /// Static, since as a method it would be handed a copy of the tracker, and the fold would then have to copy every
    /// dictionary that it changes.
    private static func track<P: LabelledProjection>(
        _ projection: inout P, _ step: Step, _ chronicle: LogChronicle, _ touched: inout Set<TouchedItem>
    ) throws(ChronicleFault) -> [JSONValue] {
        guard P.folds.contains(step.type) else { return [] }
        var facets: [P.Key: (before: [Facet], after: [Facet])] = [:]
        for (key, before) in try Self.facets(projection, step, [], chronicle) { facets[key] = (before, []) }
        try projection.fold(step, chronicle)
        // A successor's keys are touched only once it is known.
        for (key, after) in try Self.facets(projection, step, Array(facets.keys), chronicle) {
            facets[key, default: ([], [])].after = after
        }
        for key in facets.keys {
            touched.insert(TouchedItem(projection: P.name, key: projection.label(of: key, chronicle)))
        }
        var changes: [(label: String, change: JSONValue)] = []
        for (key, values) in facets where values.before != values.after {
            let old = Dictionary(values.before.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let label = projection.label(of: key, chronicle)
            // What is there no more, such as a measure that was lifted, has become none.
            let names = Set(values.after.map(\.name))
            let gone = values.before.filter { !names.contains($0.name) }.map { Facet($0.name, nil) }
            for facet in values.after + gone {
                let from = old[facet.name] ?? nil
                if from == facet.value { continue }
                changes.append(
                    (
                        CanonicalWriter.text(of: label) + facet.name,
                        [
                            "facet": .text(facet.name), "from": .text(orNull: from), "item": label,
                            "projection": .text(P.name), "to": .text(orNull: facet.value),
                        ]
                    ))
            }
        }
        return changes.sorted { $0.label.precedes($1.label) }.map(\.change)
    }

    /// The facets of the keys that a step touches, and of others, on the day on which it is certain.
    private static func facets<P: LabelledProjection>(
        _ projection: P, _ step: Step, _ others: [P.Key], _ chronicle: LogChronicle
    ) throws(ChronicleFault) -> [P.Key: [Facet]] {
        var facets: [P.Key: [Facet]] = [:]
        for key in try projection.keys(touchedBy: step, chronicle) + others where facets[key] == nil {
            facets[key] = try projection.facets(of: key, on: step.day, chronicle)
        }
        return facets
    }
}

/// An item of a projection.
struct TouchedItem: Hashable {
    let projection: String
    let key: JSONValue
}

/// A projection whose keys can be shown.
protocol LabelledProjection: Projection {
    /// The key as items show it.
    func label(of key: Key, _ chronicle: LogChronicle) -> JSONValue
}

extension LabelledProjection where Key == SubjectID {
    func label(of key: Key, _ chronicle: LogChronicle) -> JSONValue { .text(chronicle.name(of: key)) }
}

extension LabelledProjection where Key == ActorID {
    func label(of key: Key, _ chronicle: LogChronicle) -> JSONValue { .text(chronicle.code(of: key)) }
}

extension LabelledProjection where Key == ActorPair {
    func label(of key: Key, _ chronicle: LogChronicle) -> JSONValue {
        [.text(chronicle.code(of: key.first)), .text(chronicle.code(of: key.second))]
    }
}

extension Agreements: LabelledProjection {}
extension Expectations: LabelledProjection {}
extension Incidents: LabelledProjection {}
extension Memberships: LabelledProjection {}
extension Relations: LabelledProjection {}
extension Meetings: LabelledProjection {
    func label(of key: MeetingKey, _ chronicle: LogChronicle) -> JSONValue {
        switch key {
        case .subject(let subject): .text(chronicle.name(of: subject))
        case .event(let event): .text((try? chronicle.id(of: event)) ?? "?")
        }
    }
}
