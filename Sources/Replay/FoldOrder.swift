import CanonicalJSON
import DiplomaticEvents
import EDTF
import Projections

/// A step's place in the order of folding, in 32 bytes: (latest, earliest, rank, id), after the definitions that hold
/// on every day. The steps themselves are made when they are folded.
struct FoldPlace {
    let latest: Int64
    let earliest: Int64
    let revision: UInt64
    let rank: UInt8
    /// Which of the event's steps; they keep their order among themselves.
    let index: UInt16
    let isOnlyPossible: Bool
    /// Whether it holds on every day, and so folds before all that happens.
    let isAlways: Bool

    init(_ step: Step, index: Int, isAlways: Bool) {
        latest = step.bounds.latest.seconds
        earliest = step.bounds.earliest.seconds
        revision = step.event.number
        rank = step.type.rank
        self.index = UInt16(clamping: index)
        isOnlyPossible = step.isOnlyPossible
        self.isAlways = isAlways
    }

    /// For an event whose header tells everything.
    init(_ bounds: Bounds, revision: UInt64, rank: UInt8, isAlways: Bool) {
        latest = bounds.latest.seconds
        earliest = bounds.earliest.seconds
        self.revision = revision
        self.rank = rank
        index = 0
        isOnlyPossible = false
        self.isAlways = isAlways
    }

    /// Whether only the ids tell which of two comes first.
    func isTied(with other: FoldPlace) -> Bool {
        isAlways == other.isAlways && latest == other.latest && earliest == other.earliest
            && rank == other.rank
    }

    /// Sorts places by all that takes no reading: those that are tied keep the order of the log.
    static func sortByNumbers(_ places: inout [FoldPlace]) {
        places.sort {
            if $0.isAlways != $1.isAlways { return $0.isAlways }
            if $0.latest != $1.latest { return $0.latest < $1.latest }
            if $0.earliest != $1.earliest { return $0.earliest < $1.earliest }
            if $0.rank != $1.rank { return $0.rank < $1.rank }
            return $0.revision != $1.revision ? $0.revision < $1.revision : $0.index < $1.index
        }
    }

    /// Sorts places. Ids are asked for only where all else is equal.
    static func sort<Failure: Error>(
        _ places: inout [FoldPlace], id: (UInt64) throws(Failure) -> String
    ) throws(Failure) {
        sortByNumbers(&places)
        var start = 0
        while start < places.count {
            var end = start + 1
            while end < places.count, places[end].isTied(with: places[start]) { end += 1 }
            if places[start].revision != places[end - 1].revision {
                var tied: [(id: String, place: FoldPlace)] = []
                for place in places[start..<end] { tied.append((try id(place.revision), place)) }
                tied.sort {
                    $0.id.isSame(as: $1.id) ? $0.place.index < $1.place.index : $0.id.precedes($1.id)
                }
                for (offset, entry) in tied.enumerated() { places[start + offset] = entry.place }
            }
            start = end
        }
    }
}
