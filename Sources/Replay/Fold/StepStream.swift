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

    /// Steps, and of each the body of its event where that was read.
    private struct Ready: Sendable {
        var steps: [Step] = []
        var contents: [[UInt8]?] = []
    }

    /// A place, and the body of its event where that was read.
    private struct Candidate {
        let place: FoldPlace
        var content: [UInt8]?
        var id = ""
    }

    /// Hands each step to `body`, in order.
    func forEach(_ body: (Step) throws(ChronicleFault) -> Void) throws(ReplayError) {
        try forEachRun { (steps) throws(ChronicleFault) in for step in steps { try body(step) } }
    }

    /// Hands the steps to `body` in runs, in order. The bodies of a run's events are kept while it is looked at.
    func forEachRun(_ body: ([Step]) throws(ChronicleFault) -> Void) throws(ReplayError) {
        let runs = runs()
        var upcoming = Upcoming(count: runs.count) { [self] place in
            Result { () throws(ReplayError) in try ready(runs[place]) }
        }
        while let outcome = upcoming.next() {
            let ready = try outcome.get()
            for (step, content) in zip(ready.steps, ready.contents) {
                if let content { cut.chronicle.keep(content, of: step.event) }
            }
            do throws(ChronicleFault) { try body(ready.steps) } catch { throw error.asReplayError }
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

    private func ready(_ run: Range<Int>) throws(ReplayError) -> Ready {
        try Replayer(cut.log).read { (transaction) throws(ReplayError) in
            do throws(LogError) {
                let candidates = try inOrder(run, transaction)
                var ready = Ready()
                ready.steps.reserveCapacity(run.count)
                ready.contents.reserveCapacity(run.count)
                for (candidate, step) in zip(candidates, try steps(at: candidates, transaction)) {
                    guard let step else { continue }
                    var content = candidate.content
                    if content == nil, reading.contains(step.type) {
                        content = try self.content(candidate.place.revision, transaction)
                    }
                    ready.steps.append(step)
                    ready.contents.append(content)
                }
                return ready
            } catch {
                throw .log(error)
            }
        }
    }

    /// The steps at places: of headers, which are read in the order of the log, unless they were read already.
    private func steps(
        at candidates: [Candidate], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Step?] {
        var steps = [Step?](repeating: nil, count: candidates.count)
        var unread: [(revision: UInt64, place: Int)] = []
        unread.reserveCapacity(candidates.count)
        for (place, candidate) in candidates.enumerated() {
            if let known = read[candidate.place.revision] {
                steps[place] = known[Int(candidate.place.index)]
            } else {
                unread.append((candidate.place.revision, place))
            }
        }
        unread.sort { $0.revision < $1.revision }
        var next = 0
        try cut.log.forEachHeader(of: unread.lazy.map(\.revision), transaction) { (revision, header) in
            if let type = cut.type(of: header) {
                steps[unread[next].place] = cut.maker.step(revision, header, type)
            }
            next += 1
        }
        return steps
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
