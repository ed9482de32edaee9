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
    ///   - revisions: the only events to look at, ascending; where there are none given, those that bear on the
    ///     question.
    ///   - types: the types that are wanted.
    ///   - definesAlways: `actor.defined` counts on every day, before the others: it doesn't happen, it says who
    ///     somebody is.
    ///   - settling: whether what only ids tell apart is put in order too, which takes reading bodies.
    func gather(
        _ types: EventTypes, among revisions: [UInt64]? = nil, definesAlways: Bool, settling: Bool = true,
        _ transaction: borrowing ReadTransaction, progress: Progress? = nil
    ) throws(LogError) -> FoldedEvents {
        var gathering = Gathering(self, types, definesAlways: definesAlways)
        var passedOver: Int?
        if let reached = revisions ?? self.reached {
            for revision in reached where revision <= cut.through {
                gathering.take(
                    revision, try log.header(revision, transaction),
                    isChanged: overlay.changes[revision] != nil, countsOwn: false)
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
        let id = { (revision: UInt64) throws(ChronicleFault) in try chronicle.id(of: Revision(revision)) }
        do throws(ChronicleFault) {
            try FoldPlace.sort(&events.certain, id: id)
            try FoldPlace.sort(&events.possible, id: id)
        } catch {
            throw .corrupt(error.description)
        }
        return events
    }

    /// How many events of the user's own types the lens lets in, by their index.
    private func ownEvents(_ transaction: borrowing ReadTransaction) throws(LogError) -> Int {
        var count = 0
        for (number, type) in types.enumerated().dropFirst() where type == nil {
            for revision in try log.revisions(ofType: UInt16(clamping: number), transaction) {
                if overlay.changes[revision] != nil { continue }
                if cut.admits(try log.header(revision, transaction), at: revision) { count += 1 }
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
