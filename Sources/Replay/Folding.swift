import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// Told now and then how far a replay has come, in events.
public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

/// The events of a lens in fold order.
struct FoldedEvents {
    /// What is certain on the day.
    var certain: [FoldPlace] = []
    /// What is only possible on it.
    var possible: [FoldPlace] = []
    /// The steps of events that had to be read; those of the others are made of their headers.
    var read: [UInt64: [Step]] = [:]
    /// How many events of the user's own types the lens lets in: nothing folds them.
    var passedOver = 0
}

extension LensCut {
    /// Goes through the headers once, and finds the places of the steps that are certain or possible on the lens's
    /// day.
    ///
    /// - Parameters:
    ///   - types: the types that are wanted.
    ///   - definesAlways: `actor.defined` counts on every day, before the others: it doesn't happen, it says who
    ///     somebody is.
    ///   - settling: whether what only ids tell apart is put in order too, which takes reading bodies.
    func gather(
        _ types: EventTypes, definesAlways: Bool, settling: Bool = true,
        _ transaction: borrowing ReadTransaction, progress: Progress? = nil
    ) throws(LogError) -> FoldedEvents {
        var gathering = Gathering(self, types, definesAlways: definesAlways)
        var passedOver: Int?
        if let reached {
            let known = reached.lazy.filter { [through = cut.through] in $0 <= through }
            try log.forEachHeader(of: known, transaction) { (revision, header) throws(LogError) in
                gathering.take(
                    revision, header, isChanged: overlay.changes[revision] != nil, countsOwn: false)
            }
            passedOver = try ownEvents(transaction)
        } else {
            let interest = HeaderInterest(self.types) { $0.map(types.contains) ?? true }
            try forEachHeader(interest, transaction, progress) { (revision, header, isChanged) in
                gathering.take(revision, header, isChanged: isChanged, countsOwn: true)
            }
        }
        try gathering.read()
        var events = gathering.events
        if let passedOver { events.passedOver = passedOver }
        guard settling else {
            FoldPlace.sortByNumbers(&events.certain)
            FoldPlace.sortByNumbers(&events.possible)
            return events
        }
        func id(_ revision: UInt64) throws(LogError) -> String {
            if case .corrected(let object, _)? = overlay.changes[revision] {
                return object["id"]?.text ?? "?"
            }
            return try log.id(of: revision, transaction)
        }
        try FoldPlace.sort(&events.certain, id: id)
        try FoldPlace.sort(&events.possible, id: id)
        return events
    }

    /// How many events of the user's own types the lens lets in, by their index.
    private func ownEvents(_ transaction: borrowing ReadTransaction) throws(LogError) -> Int {
        var count = 0
        for (number, type) in types.enumerated().dropFirst() where type == nil {
            let own = try log.revisions(ofType: UInt16(clamping: number), transaction)
            try log.forEachHeader(of: own, transaction) { (revision, header) throws(LogError) in
                if overlay.changes[revision] == nil, cut.admits(header, at: revision) { count += 1 }
            }
        }
        return count
    }

    /// The steps at places, in order.
    func forEachStep<Failure: Error>(
        _ places: [FoldPlace], _ events: FoldedEvents, _ transaction: borrowing ReadTransaction,
        _ body: (Step) throws(Failure) -> Void
    ) throws(ReplayError) where Failure: ReplayFailure {
        for place in places {
            let step: Step
            if let read = events.read[place.revision] {
                step = read[Int(place.index)]
            } else {
                do throws(LogError) {
                    let header = try log.header(place.revision, transaction)
                    guard Int(header.type) < types.count, let type = types[Int(header.type)] else { continue }
                    step = maker.step(place.revision, header, type)
                } catch {
                    throw ReplayError.log(error)
                }
            }
            do throws(Failure) { try body(step) } catch { throw error.asReplayError }
        }
    }
}

/// An error that a replay passes on as one of its own.
protocol ReplayFailure: Error {
    var asReplayError: ReplayError { get }
}

extension ReplayError: ReplayFailure {
    var asReplayError: ReplayError { self }
}

extension ChronicleFault: ReplayFailure {
    var asReplayError: ReplayError { .log(.corrupt(description)) }
}
