import DiplomaticEvents
import EDTF
import Projections

/// What may be so: the values that a key's facets take if possible steps have happened.
struct DoubtExplorer<P: Projection> {
    private(set) var doubts = Doubts<P.Key>()
    private let day: CivilDay
    private let chronicle: LogChronicle

    /// Up to how many possible steps of one key every combination of them is looked at: 1,024 folds at most. Of more,
    /// each by itself and each run from the first or to the last.
    static var exhaustive: Int { 10 }

    init(day: CivilDay, _ chronicle: LogChronicle) {
        self.day = day
        self.chronicle = chronicle
    }

    /// Explores the certain state: every key that a possible step touches.
    mutating func explore(_ projection: P, _ possible: [Step]) throws(ChronicleFault) {
        if possible.isEmpty { return }
        var touching: [P.Key: [Step]] = [:]
        var after = projection
        for step in possible {
            let keys =
                try projection.keys(touchedBy: step, chronicle) + after.keys(touchedBy: step, chronicle)
            for key in Set(keys) { touching[key, default: []].append(step) }
            try after.fold(step, chronicle)
        }
        for (key, steps) in touching {
            let base = try projection.facets(of: key, on: day, chronicle)
            for world in try worlds(projection.part(of: key), steps) {
                compare(key, base, try world.facets(of: key, on: day, chronicle), listsOthers: true)
            }
        }
    }

    /// The states after each combination of the steps, in their order.
    private func worlds(_ start: P, _ steps: [Step]) throws(ChronicleFault) -> [P] {
        if steps.count > Self.exhaustive { return try sampledWorlds(start, steps) }
        let noticed = Set(steps.filter { $0.phase == .notice }.map(\.event))
        var worlds: [(state: P, events: Set<Revision>)] = [(start, [])]
        for step in steps {
            for world in worlds {
                // No effect without its notice.
                if step.phase == .effect, noticed.contains(step.event), !world.events.contains(step.event) {
                    continue
                }
                var next = world
                try next.state.fold(step, chronicle)
                next.events.insert(step.event)
                worlds.append(next)
            }
        }
        return worlds.dropFirst().map(\.state)
    }

    private func sampledWorlds(_ start: P, _ steps: [Step]) throws(ChronicleFault) -> [P] {
        var result: [P] = []
        var all = start
        for (index, step) in steps.enumerated() {
            try all.fold(step, chronicle)
            result.append(all)
            var alone = start
            try alone.fold(step, chronicle)
            result.append(alone)
            // Runs to the last, as many as there are combinations of ten.
            if index > 0, index < 1 << Self.exhaustive / steps.count {
                var rest = start
                for later in steps[index...] { try rest.fold(later, chronicle) }
                result.append(rest)
            }
        }
        return result
    }

    /// Marks, in the possible reading, what only possible steps have brought about.
    mutating func mark(_ projection: P, differingFrom certain: P, _ possible: [Step]) throws(ChronicleFault) {
        var keys: Set<P.Key> = []
        for step in possible { keys.formUnion(try projection.keys(touchedBy: step, chronicle)) }
        for key in keys {
            compare(
                key, try projection.facets(of: key, on: day, chronicle),
                try certain.facets(of: key, on: day, chronicle), listsOthers: false)
        }
    }

    private mutating func compare(_ key: P.Key, _ base: [Facet], _ other: [Facet], listsOthers: Bool) {
        if base == other { return }
        let now = Dictionary(base.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        let then = Dictionary(other.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        for name in Set(now.keys).union(then.keys) {
            let value = then[name] ?? nil
            guard now[name] ?? nil != value else { continue }
            var list = doubts.others[key]?[name] ?? []
            if listsOthers, let value, !list.contains(value) {
                list.append(value)
                list.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            }
            doubts.others[key, default: [:]][name] = list
        }
    }
}
