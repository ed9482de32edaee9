import CanonicalJSON
import DiplomaticEvents
import EDTF

/// Something that happened, and when it did; for an act with an earlier legal effect that is later than the step.
struct Occurrence: Sendable {
    let step: Step
    let bounds: Bounds

    /// A step that is dated by when it happened.
    init(_ step: Step) {
        self.step = step
        bounds = step.bounds
    }

    init(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        self.step = step
        if step.isEffectiveDated, let text = try chronicle.field("occurred", of: step.event)?.text,
            let date = try? EDTFDate(text), !date.isUnknown
        {
            bounds = date.start
        } else {
            bounds = step.bounds
        }
    }
}

/// What has happened of late, for expectations that fold after what they expected.
///
/// A signature and the news of the same day that expects it: the signature folds first, by its rank. And an
/// expectation that is dated vaguely folds after all that may have followed it. What lies further back than
/// ``reach`` is forgotten.
struct Occurrences: Sendable {
    /// How far back an expectation looks, in days: one that is dated still more vaguely says too little to
    /// have come before anything.
    static let reach: Int64 = 366

    /// By the number of the type, once anything has happened.
    private var runs: [Run] = []
    /// Those that happened after the time by which they fold; few.
    private var backdated: [Occurrence] = []

    mutating func note(_ occurrence: Occurrence) {
        if occurrence.step.isEffectiveDated {
            backdated.append(occurrence)
            return
        }
        if runs.isEmpty { runs = Array(repeating: Run(), count: EventType.allCases.count) }
        runs[Int(occurrence.step.type.rawValue)].append(occurrence.step)
    }

    /// The steps of a type, ascending by the latest instant, as they fold; those before `start` are forgotten.
    private struct Run: Sendable {
        var list: [Step] = []
        var start = 0

        mutating func append(_ step: Step) {
            let cutoff = step.bounds.latest.adding(seconds: -Occurrences.reach * 86_400)
            while start < list.count, list[start].bounds.latest < cutoff { start += 1 }
            if start > 64, start * 2 > list.count {
                list.removeFirst(start)
                start = 0
            }
            list.append(step)
        }
    }

    /// What has happened of a type and not surely before an instant, in fold order.
    func ofType(_ type: EventType, notBefore floor: Instant) -> [Occurrence] {
        var found: [Occurrence] = []
        let run = runs.isEmpty ? Run() : runs[Int(type.rawValue)]
        var index = run.list.count
        while index > run.start, run.list[index - 1].bounds.latest >= floor {
            index -= 1
            found.append(Occurrence(run.list[index]))
        }
        found.reverse()
        return backdated.filter { $0.step.type == type && $0.bounds.latest >= floor } + found
    }

    /// The instant before which nothing can have been expected by a statement of these bounds.
    static func floor(of bounds: Bounds) -> Instant {
        // An open start says nothing of when it was made, so its last day stands for it.
        if bounds.earliest == .distantPast { return bounds.latest.day.firstInstant }
        return max(bounds.earliest, bounds.latest.adding(seconds: -reach * 86_400))
    }
}
