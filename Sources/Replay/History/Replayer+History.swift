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
            guard let view = registry.view(name) else { continue }
            standing[name] = .list(try view.answer(cut, question, transaction, nil).items)
        }
        return standing
    }
}
