import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
public import EventLog
import LMDB
import Projections

/// Answers questions of a log: any projection, through any lens.
///
/// The output depends on the log and the question alone: not on the clock, the machine, the order in which
/// events were appended, or on what has been asked before.
public struct Replayer: Sendable {
    let log: EventLog
    /// The projections that it can be asked for.
    public let registry: ProjectionRegistry
    private let usesSnapshots: Bool

    /// - Parameters:
    ///   - registry: the projections that it can be asked for.
    ///   - usesSnapshots: whether answers that are kept beside the log may be given: they are the same.
    public init(_ log: EventLog, _ registry: ProjectionRegistry = .builtIn, usesSnapshots: Bool = true) {
        self.log = log
        self.registry = registry
        self.usesSnapshots = usesSnapshots
    }

    /// What a projection says through a lens.
    ///
    /// - Throws: ``ReplayError/unknown(_:)`` for a projection, actor or subject that there is not.
    public func answer(
        _ projection: String, _ question: Question, _ lens: Lens, progress: Progress? = nil
    ) throws(ReplayError) -> Answer {
        guard let view = registry.view(projection) else {
            throw registry.unknown(projection)
        }
        return try read { (transaction) throws(ReplayError) in
            try check(question, transaction)
            if usesSnapshots, let kept = try kept(view, question, lens, transaction) { return kept }
            let cut = try cut(lens, question, reach: view.reach, transaction)
            var answer = try view.answer(cut, question, transaction, progress)
            if question.withEvents { answer.events = try events(of: answer.items, cut, transaction) }
            return answer
        }
    }

    /// The events that items name, by id.
    private func events(
        of items: [JSONValue], _ cut: LensCut, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> [String: JSONValue] {
        var events: [String: JSONValue] = [:]
        for item in items {
            let ids = (item["because"]?.list ?? []) + (item["event"].map { [$0] } ?? [])
            for id in ids.compactMap(\.text) where events[id] == nil {
                do throws(LogError) {
                    guard let revision = try log.revision(ofID: id, transaction) else { continue }
                    let recorded = try log.header(revision, transaction).recorded
                    var event: JSONObject
                    do throws(ChronicleFault) {
                        event = try cut.chronicle.event(Revision(revision))
                    } catch {
                        throw LogError.corrupt(error.description)
                    }
                    event["recorded"] = .text(Timestamp.text(recorded))
                    events[id] = .object(event)
                } catch {
                    throw .log(error)
                }
            }
        }
        return events
    }

    /// - Parameters:
    ///   - except: an event that is left out.
    ///   - reach: which events bear on the answer.
    func cut(
        _ lens: Lens, _ question: Question, except: UInt64? = nil, reach: Reach = .everything,
        _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> LensCut {
        do throws(LogError) {
            let sight = try Sight(lens, except: except, log, transaction)
            let reached = try reach.revisions(question, lens, sight, log, transaction)
            return try LensCut(log, lens, sight, codes: question.codes, reached: reached, transaction)
        } catch {
            throw ReplayError.log(error)
        }
    }

    func read<Result>(
        _ body: (borrowing ReadTransaction) throws(ReplayError) -> Result
    ) throws(ReplayError) -> Result {
        do {
            return try log.read { transaction in try body(transaction) }
        } catch let error as ReplayError {
            throw error
        } catch let error as LogError {
            throw ReplayError.log(error)
        } catch let error as LMDBError {
            throw ReplayError(error)
        } catch {
            throw ReplayError.log(.corrupt("\(error)"))
        }
    }

    /// Refuses what nobody knows: a slip in a code or name must not look like an empty answer.
    func check(_ question: Question, _ transaction: borrowing ReadTransaction) throws(ReplayError) {
        let codes = (question.pair.map { [$0.one, $0.other] } ?? []) + (question.actor.map { [$0] } ?? [])
        if let pair = question.pair, pair.one == pair.other {
            throw .usage("--pair needs two different actors, not '\(pair.one)' twice")
        }
        do throws(LogError) {
            if codes.contains(where: { KnownActors.find($0) == nil }) {
                let stored = try log.actorCodes(transaction)
                for code in codes where KnownActors.find(code) == nil && !stored.contains(code) {
                    let nearest = NearestName.question(
                        code, in: KnownActors.all.map(\.code) + stored.dropFirst())
                    throw LogError.input("no actor '\(code)'\(nearest)")
                }
            }
            if let subject = question.subject, try log.subjectNumber(subject, transaction) == nil {
                throw LogError.input("no subject '\(subject)' in this log")
            }
        } catch {
            if case .input(let message) = error { throw .unknown(message) }
            throw .log(error)
        }
    }
}
