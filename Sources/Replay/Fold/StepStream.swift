import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Projections

/// Steps in fold order with the bodies that folding them asks for, made ready on other threads while this one folds
/// those before: bodies are read, checked and hashed there, and ids told apart where all else is equal.
struct StepStream: Sendable {
    let cut: LensCut
    /// In the order of ``FoldPlace/sortByNumbers(_:)``.
    let places: [FoldPlace]
    /// The steps of events that were read already.
    let read: [UInt64: [Step]]
    /// The types of events whose bodies are asked for.
    let reading: EventTypes

    /// How many steps are made ready in one go, at least.
    private static let run = 512

    /// A step, and the body of its event where that was read.
    private struct Ready: Sendable {
        let step: Step
        let content: [UInt8]?
    }

    /// A place, and the body of its event where that was read.
    private struct Candidate {
        let place: FoldPlace
        var content: [UInt8]?
        var id = ""
    }

    /// Hands each step to `body`, in order.
    func forEach(_ body: (Step) throws(ChronicleFault) -> Void) throws(ReplayError) {
        let runs = runs()
        var upcoming = Upcoming(count: runs.count) { [self] place in
            Result { () throws(ReplayError) in try ready(runs[place]) }
        }
        while let outcome = upcoming.next() {
            for next in try outcome.get() {
                if let content = next.content { cut.chronicle.keep(content, of: next.step.event) }
                do throws(ChronicleFault) { try body(next.step) } catch { throw error.asReplayError }
            }
        }
    }

    /// The places in runs that tear nothing apart of which only the ids tell the order.
    private func runs() -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        while start < places.count {
            var end = min(start + Self.run, places.count)
            while end < places.count, places[end].isTied(with: places[end - 1]) { end += 1 }
            runs.append(start..<end)
            start = end
        }
        return runs
    }

    private func ready(_ run: Range<Int>) throws(ReplayError) -> [Ready] {
        try Replayer(cut.log).read { (transaction) throws(ReplayError) in
            do throws(LogError) {
                var steps: [Ready] = []
                steps.reserveCapacity(run.count)
                for var candidate in try inOrder(run, transaction) {
                    guard let step = try step(at: candidate.place, transaction) else { continue }
                    if candidate.content == nil, reading.contains(step.type) {
                        candidate.content = try content(candidate.place.revision, transaction)
                    }
                    steps.append(Ready(step: step, content: candidate.content))
                }
                return steps
            } catch {
                throw .log(error)
            }
        }
    }

    private func step(
        at place: FoldPlace, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Step? {
        if let steps = read[place.revision] { return steps[Int(place.index)] }
        let header = try cut.log.header(place.revision, transaction)
        guard Int(header.type) < cut.types.count, let type = cut.types[Int(header.type)] else { return nil }
        return cut.maker.step(place.revision, header, type)
    }

    /// The body of an event; `nil` for one that reads otherwise than it was recorded.
    private func content(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt8]? {
        if cut.overlay.changes[revision] != nil { return nil }
        return try cut.log.recorded(revision, transaction).content
    }

    /// The places of a run in fold order.
    private func inOrder(
        _ run: Range<Int>, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Candidate] {
        var candidates = places[run].map { Candidate(place: $0) }
        var start = 0
        while start < candidates.count {
            var end = start + 1
            while end < candidates.count, candidates[end].place.isTied(with: candidates[start].place) {
                end += 1
            }
            if candidates[start].place.revision != candidates[end - 1].place.revision {
                for index in start..<end {
                    let revision = candidates[index].place.revision
                    candidates[index].content = try content(revision, transaction)
                    candidates[index].id = try id(of: revision, candidates[index].content)
                }
                candidates[start..<end].sort {
                    $0.id.isSame(as: $1.id) ? $0.place.index < $1.place.index : $0.id.precedes($1.id)
                }
            }
            start = end
        }
        return candidates
    }

    private func id(of revision: UInt64, _ content: [UInt8]?) throws(LogError) -> String {
        if let content, let range = CanonicalText.member("id", of: content.indices, in: content.span),
            let id = CanonicalText.string(range, in: content.span)
        {
            return id
        }
        do throws(ChronicleFault) { return try cut.chronicle.id(of: Revision(revision)) } catch {
            throw .corrupt(error.description)
        }
    }
}
