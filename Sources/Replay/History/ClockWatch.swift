import CanonicalJSON
import DiplomaticEvents
import EDTF
import Projections

/// When the clock may change something of the items that were told of.
struct ClockWatch {
    /// The items of one projection, and those that each day may change.
    struct Items<Key: Hashable & Sendable> {
        fileprivate var keys: Set<Key> = []
        fileprivate var days: [CivilDay: Set<Key>] = [:]
    }

    var agreements = Items<SubjectID>()
    var expectations = Items<SubjectID>()
    var meetings = Items<MeetingKey>()
    var relations = Items<ActorPair>()
    private var queue = DayQueue()

    /// Takes note of what a step means for the clock, once it has been folded.
    ///
    /// - Parameter isTold: whether what it touches is to be watched from now on.
    mutating func note<P: LabelledProjection>(
        _ step: Step, isTold: Bool, _ items: WritableKeyPath<ClockWatch, Items<P.Key>>, _ projection: P,
        _ chronicle: LogChronicle
    ) throws(ChronicleFault) {
        guard P.folds.contains(step.type) else { return }
        if !isTold, self[keyPath: items].keys.isEmpty { return }
        let touched =
            try projection.keys(touchedBy: step, chronicle) + projection.narratedKeys(touchedBy: step)
        for key in touched {
            if isTold {
                self[keyPath: items].keys.insert(key)
            } else if !self[keyPath: items].keys.contains(key) {
                continue
            }
            for day in projection.clockDays(of: key, after: step.day) {
                self[keyPath: items].days[day, default: []].insert(key)
                queue.insert(day)
            }
        }
    }

    /// The first day until one, that one included, on which something may change; it is taken off the watch.
    mutating func removeFirst(through last: CivilDay) -> CivilDay? { queue.removeFirst(through: last) }

    /// What is otherwise on a day than on the day before it.
    mutating func changes<P: LabelledProjection>(
        on day: CivilDay, _ items: WritableKeyPath<ClockWatch, Items<P.Key>>, _ projection: P,
        _ chronicle: LogChronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var facets: [P.Key: (before: [Facet], after: [Facet])] = [:]
        for key in self[keyPath: items].days.removeValue(forKey: day) ?? [] {
            facets[key] = (
                try ChangeTracker.told(projection, key, day.adding(days: -1), chronicle),
                try ChangeTracker.told(projection, key, day, chronicle)
            )
        }
        return ChangeTracker.changes(facets, projection, chronicle)
    }
}

/// Days to come, of which the next is found fast: they are kept by spans of 512.
private struct DayQueue {
    private var spans: [Int64: Set<CivilDay>] = [:]
    private var first: CivilDay?

    mutating func insert(_ day: CivilDay) {
        spans[day.number >> 9, default: []].insert(day)
        first = first.map { min($0, day) } ?? day
    }

    mutating func removeFirst(through last: CivilDay) -> CivilDay? {
        guard let day = first, day <= last else { return nil }
        let span = day.number >> 9
        spans[span]?.remove(day)
        if spans[span]?.isEmpty == true { spans[span] = nil }
        first = spans.keys.min().flatMap { spans[$0]?.min() }
        return day
    }
}
