public import CanonicalJSON
import DiplomaticEvents
import EDTF
public import Projections

/// A projection folded from a ``NaiveLog`` through a lens.
public struct NaiveReplay<P: Projection> {
    public let projection: P
    public let doubts: Doubts<P.Key>
    public let chronicle: NaiveChronicle
    /// The steps that the lens holds for certain, in fold order, and those that are only possible.
    public let certain: [Step]
    public let possible: [Step]
    public let view: View

    /// - Parameter codes: actors that a question names, which no event may have named.
    public init(_ log: NaiveLog, _ lens: NaiveLens, codes: [String] = [], as type: P.Type = P.self) throws {
        let events = try log.effective(lens)
        let chronicle = NaiveChronicle(events, codes: codes)
        let steps = try NaiveSteps(log: log, events: events, chronicle: chronicle).inOrder()
            .filter { P.folds.contains($0.type) || P.countsSignals && $0.type == .signalCoded }
            .sorted { $0.type == .actorDefined && $1.type != .actorDefined }
        let instant = lens.asOf.last
        // A definition doesn't happen: it says, on every day, who somebody is.
        var certain = steps.filter {
            ($0.bounds.latest <= instant || $0.type == .actorDefined) && !$0.isOnlyPossible
        }
        var possible = steps.filter {
            $0.type != .actorDefined && $0.bounds.earliest <= instant
                && ($0.bounds.latest > instant || $0.isOnlyPossible)
        }
        var projection = P()
        for step in certain + (lens.isPossible ? possible : []) where step.type == .signalCoded {
            for signal in try Signal.signals(step, chronicle) { projection.count(signal) }
        }
        let uncounted = projection
        certain.removeAll { $0.type == .signalCoded }
        possible.removeAll { $0.type == .signalCoded }
        for step in certain { try projection.fold(step, chronicle) }
        var doubts = Doubts<P.Key>()
        if lens.isPossible {
            let sure = projection
            projection = uncounted
            let all = (certain + possible).sorted { NaiveSteps.precedes($0, $1, chronicle) }
            for step in all { try projection.fold(step, chronicle) }
            try doubts.mark(projection, differingFrom: sure, touchedBy: possible, instant.day, chronicle)
        } else {
            try doubts.explore(projection, possible, instant.day, chronicle)
        }
        self.projection = projection
        self.doubts = doubts
        self.chronicle = chronicle
        self.certain = certain
        self.possible = possible
        view = View(day: instant.day, instant: instant)
    }

    /// The items, with the filters that `configure` sets.
    public func items(_ configure: (inout View, NaiveChronicle) throws -> Void = { _, _ in }) throws
        -> [JSONValue]
    {
        var view = view
        try configure(&view, chronicle)
        return try projection.items(view, doubts, chronicle)
    }

    public func warnings() throws -> [Warning] {
        try projection.warnings(view, chronicle)
    }
}

extension Doubts {
    /// Folds every subset of the possible steps, in order, into copies of each key's part.
    mutating func explore<P: Projection>(
        _ projection: P, _ possible: [Step], _ day: CivilDay, _ chronicle: NaiveChronicle
    ) throws where P.Key == Key {
        var touching: [Key: [Step]] = [:]
        var after = projection
        for step in possible {
            for key in Set(
                try projection.keys(touchedBy: step, chronicle) + after.keys(touchedBy: step, chronicle))
            {
                touching[key, default: []].append(step)
            }
            try after.fold(step, chronicle)
        }
        for (key, steps) in touching {
            let base = try projection.facets(of: key, on: day, chronicle)
            var worlds = [(state: projection.part(of: key), last: Set<Revision>())]
            for step in steps.prefix(10) {
                for world in worlds {
                    if step.phase == .effect,
                        steps.contains(where: { $0.event == step.event && $0.phase == .notice }),
                        !world.last.contains(step.event)
                    {
                        continue
                    }
                    var next = world
                    try next.state.fold(step, chronicle)
                    next.last.insert(step.event)
                    worlds.append(next)
                }
            }
            for world in worlds.dropFirst() {
                let facets = try world.state.facets(of: key, on: day, chronicle)
                compare(key, base, facets, listing: true)
            }
        }
    }

    /// In the possible reading a value that only possible steps have brought about is not certain.
    mutating func mark<P: Projection>(
        _ projection: P, differingFrom sure: P, touchedBy possible: [Step], _ day: CivilDay,
        _ chronicle: NaiveChronicle
    ) throws where P.Key == Key {
        for step in possible {
            for key in try projection.keys(touchedBy: step, chronicle) {
                compare(
                    key, try projection.facets(of: key, on: day, chronicle),
                    try sure.facets(of: key, on: day, chronicle), listing: false)
            }
        }
    }

    private mutating func compare(_ key: Key, _ base: [Facet], _ other: [Facet], listing: Bool) {
        let names = Set(base.map(\.name)).union(other.map(\.name))
        for name in names {
            let now = base.first { $0.name == name }?.value
            let then = other.first { $0.name == name }?.value
            guard now != then else { continue }
            var list = others[key, default: [:]][name] ?? []
            if listing, let then, !list.contains(then) { list.append(then) }
            list.sort { $0.precedes($1) }
            others[key, default: [:]][name] = list
        }
    }
}
