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
    /// What the clock may bring about, of the items that were told of; `nil` where it isn't told.
    private var clock: ClockWatch?
    /// The items whose changes have been told, or that a told step might have changed.
    private(set) var touched: Set<TouchedItem> = []

    /// The types that any of them folds.
    static let folds = Relations.folds.union(Agreements.folds).union(Memberships.folds).union(Meetings.folds)
        .union(Expectations.folds).union(Incidents.folds)

    /// - Parameter tellsClock: whether ``turn(through:)`` tells what the clock alone brings about.
    init(_ chronicle: LogChronicle, tellsClock: Bool = false) {
        self.chronicle = chronicle
        clock = tellsClock ? ClockWatch() : nil
    }

    /// Folds a step and tells nothing.
    mutating func fold(_ step: Step) throws(ChronicleFault) {
        try foldAll(step)
        try watch(step, isTold: false)
    }

    private mutating func foldAll(_ step: Step) throws(ChronicleFault) {
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
        try watch(step, isTold: true)
        return changes
    }

    // MARK: The clock

    private mutating func watch(_ step: Step, isTold: Bool) throws(ChronicleFault) {
        guard var watch = clock else { return }
        // So that the watch is changed in place.
        clock = nil
        try watch.note(step, isTold: isTold, \.agreements, agreements, chronicle)
        try watch.note(step, isTold: isTold, \.expectations, expectations, chronicle)
        try watch.note(step, isTold: isTold, \.meetings, meetings, chronicle)
        try watch.note(step, isTold: isTold, \.relations, relations, chronicle)
        clock = watch
    }

    /// The next day until one, that one included, on which the clock alone has changed something of the items that were
    /// told of, with what it has changed; `nil` where there is none.
    mutating func turn(through last: CivilDay) throws(ChronicleFault) -> (
        day: CivilDay, changes: [JSONValue]
    )? {
        while let day = clock?.removeFirst(through: last) {
            guard var watch = clock else { return nil }
            clock = nil
            var changes = try watch.changes(on: day, \.agreements, agreements, chronicle)
            changes += try watch.changes(on: day, \.expectations, expectations, chronicle)
            changes += try watch.changes(on: day, \.meetings, meetings, chronicle)
            changes += try watch.changes(on: day, \.relations, relations, chronicle)
            clock = watch
            if !changes.isEmpty { return (day, changes) }
        }
        return nil
    }

    // MARK: What differs

    /// What differs between the values of keys before and after, sorted by label and facet.
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
        return changes(facets, projection, chronicle)
    }

    static func changes<P: LabelledProjection>(
        _ facets: [P.Key: (before: [Facet], after: [Facet])], _ projection: P, _ chronicle: LogChronicle
    ) -> [JSONValue] {
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
        let keys = try projection.keys(touchedBy: step, chronicle) + projection.narratedKeys(touchedBy: step)
        for key in keys + others where facets[key] == nil {
            facets[key] = try told(projection, key, step.day, chronicle)
        }
        return facets
    }

    /// All values of a key that are told, on a day.
    static func told<P: LabelledProjection>(
        _ projection: P, _ key: P.Key, _ day: CivilDay, _ chronicle: LogChronicle
    ) throws(ChronicleFault) -> [Facet] {
        try projection.toldFacets(of: key, on: day, chronicle)
    }
}

/// An item of a projection.
struct TouchedItem: Hashable {
    let projection: String
    let key: JSONValue
}

/// A projection whose keys can be shown.
protocol LabelledProjection: NarratedProjection {
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
