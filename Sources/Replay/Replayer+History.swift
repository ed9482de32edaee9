public import CanonicalJSON
import DiplomaticEvents
public import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

extension Replayer {
    /// History up to the lens's day, in valid order: each step with the changes that it caused, then where things
    /// stand on that day.
    ///
    /// - Parameters:
    ///   - from: steps that surely lie before this day are folded and not told.
    ///   - body: is handed each step as `{"event","type","occurred","assertion","phase","changed":[…]}`, and last
    ///     `{"standing":{projection:[items]}}`.
    public func history(
        _ question: Question, from: LensDate?, _ lens: Lens, progress: Progress? = nil,
        _ body: (JSONValue) throws(ReplayError) -> Void
    ) throws(ReplayError) {
        try read { (transaction) throws(ReplayError) in
            try check(question, transaction)
            let cut = try cut(lens, question, transaction)
            let history = History(cut, question)
            let first = from?.first
            _ = try history.walk(transaction, progress) { (step, changed) throws(ReplayError) in
                if let first, step.bounds.latest < first { return }
                var item = try history.item(step, changed)
                item["phase"] = step.phase == .notice ? "notice" : step.phase == .effect ? "effect" : "whole"
                try body(.object(item))
            }
            try body(["standing": .object(try standing(cut, question, transaction))])
        }
    }

    /// The items that bear on what was asked for.
    private func standing(
        _ cut: LensCut, _ question: Question, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> JSONObject {
        let names: [String]
        switch question.subject?.prefix(while: { $0 != "/" }) {
        case "agreement"?: names = ["agreements"]
        case "meeting"?: names = ["meetings"]
        case "incident"?: names = ["incidents"]
        case "expectation"?: names = ["expectations"]
        case _?: names = []
        case nil: names = ["relations", "agreements", "expectations", "incidents", "meetings"]
        }
        var standing = JSONObject()
        for name in names {
            guard let view = ProjectionRegistry.view(name) else { continue }
            standing[name] = .list(try view.answer(cut, question, transaction, nil).items)
        }
        return standing
    }

    /// One event: as recorded, as it stands now, what was said about it, and what it changed.
    ///
    /// - Throws: ``ReplayError/unknown(_:)`` where the log has no such event.
    public func show(_ id: String) throws(ReplayError) -> JSONValue {
        try read { (transaction) throws(ReplayError) in
            do {
                guard let revision = try log.revision(ofID: id, transaction) else {
                    throw ReplayError.unknown("no event '\(id)' in this log")
                }
                let recorded = try log.recorded(revision, transaction)
                let cut = KnowledgeCut(through: .max)
                let version = try log.version(of: revision, cut, transaction)
                let event = try log.event(revision, transaction)
                var records: [JSONValue] = []
                for record in try log.records(about: revision, transaction) {
                    let said = try log.version(of: record, cut, transaction)
                    records.append([
                        "id": said.event["id"] ?? .null, "inForce": .bool(said.retractions.isEmpty),
                        "reason": said.event["data"]?["reason"] ?? .null,
                        "revision": .integer(Int64(clamping: record)), "type": said.event["type"] ?? .null,
                    ])
                }
                let isCorrected = !version.corrections.isEmpty
                return [
                    "asCorrected": isCorrected ? .object(version.event) : .null,
                    "changed": .list(try changes(of: revision, version, transaction)),
                    "event": .object(event),
                    "hash": .text(recorded.leaf.description), "id": .text(id),
                    "recorded": .text(Timestamp.text(recorded.recorded)), "records": .list(records),
                    "retracted": .bool(!version.retractions.isEmpty),
                    "revision": .integer(Int64(clamping: revision)),
                    "withheld": .bool(recorded.isWithheld),
                ]
            } catch let error as LogError {
                throw .log(error)
            } catch let error as ReplayError {
                throw error
            } catch {
                throw .log(.corrupt("\(error)"))
            }
        }
    }

    /// What an event changed on the day on which it became certain, with all that is known now.
    private func changes(
        of revision: UInt64, _ version: EventVersion, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> [JSONValue] {
        var question = Question()
        question.subject = nil
        let everything: LensDate
        do throws(EDTFError) { everything = try LensDate("Y1E12") } catch { return [] }
        let cut = try cut(Lens(asOf: everything), question, transaction)
        var history = History(cut, question)
        history.event = Revision(revision)
        var changes: [JSONValue] = []
        _ = try history.walk(transaction, nil) { (_, changed) throws(ReplayError) in changes += changed }
        return changes
    }
}
