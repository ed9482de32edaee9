public import CanonicalJSON
import DiplomaticEvents
public import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

extension Replayer {
    /// History up to the lens's day, in valid order: each step with the changes that it caused, what the clock alone
    /// changed of the same items, then where things stand on that day.
    ///
    /// Of a pair also the events about what lies between the two are told, although they don't name both: agreements
    /// that have no other party, expectations, incidents and meetings.
    ///
    /// - Parameters:
    ///   - from: what surely lies before this day is folded and not told.
    ///   - body: is handed each step as
    ///     `{"event","type","occurred","effective","assertion","actors","subject","phase","changed":[…]}`, where `phase`
    ///     is `whole`, or `notice` and `effect` of what takes effect later; what the clock brought about with `phase`
    ///     `clock`, the day as `occurred`, and `null` for what only events have; and last
    ///     `{"standing":{projection:[items]}}`.
    public func history(
        _ question: Question, from: LensDate?, _ lens: Lens, progress: Progress? = nil,
        _ body: (JSONValue) throws(ReplayError) -> Void
    ) throws(ReplayError) {
        try read { (transaction) throws(ReplayError) in
            try check(question, transaction)
            let standing = try standing(question, lens, transaction)
            let between = question.pair == nil ? [] : Self.between(standing)
            let cut = try historyCut(question, between: between, lens, transaction)
            let history = History(cut, question, between: between)
            let first = from?.first
            _ = try history.walk(transaction, progress, tellsClock: true) { (account) throws(ReplayError) in
                switch account {
                case .step(let step, let changed):
                    if let first, step.bounds.latest < first { return }
                    try body(.object(try history.account(step, Self.told(changed, question))))
                case .turn(let day, let changed):
                    let told = Self.told(changed, question)
                    if let first, day.lastInstant < first { return }
                    if !told.isEmpty { try body(.object(Self.turn(day, told))) }
                }
            }
            try body(["standing": .object(standing)])
        }
    }

    /// What the clock has brought about on a day, in the form of an event's account.
    private static func turn(_ day: CivilDay, _ changed: [JSONValue]) -> JSONObject {
        let names = ["actors", "assertion", "effective", "event", "subject", "type"]
        return JSONObject(
            names.map { JSONObject.Member(name: $0, value: .null) } + [
                JSONObject.Member(name: "changed", value: .list(changed)),
                JSONObject.Member(name: "occurred", value: .text(day.description)),
                JSONObject.Member(name: "phase", value: "clock"),
            ])
    }

    /// Of an agreement's many parties, and of the pairs that an event touches, those that are asked for.
    private static func told(_ changed: [JSONValue], _ question: Question) -> [JSONValue] {
        let asked = question.pair.map { [$0.one, $0.other] } ?? question.actor.map { [$0] }
        guard let asked else { return changed }
        let prefix = Agreements.partyFacet("")
        return changed.filter { change in
            if change["projection"]?.text == Relations.name {
                return asked.allSatisfy { change["item"]?.list?.contains(.text($0)) == true }
            }
            guard change["projection"]?.text == Agreements.name, let facet = change["facet"]?.text,
                facet.hasPrefix(prefix)
            else { return true }
            return asked.contains { facet.isSame(as: Agreements.partyFacet($0)) }
        }
    }

    /// What lies between two: by where things stand, agreements that have no other party, and whatever else stands.
    private static func between(_ standing: JSONObject) -> Set<String> {
        var names: [String] = []
        for item in standing["agreements"]?.list ?? [] where item["parties"]?.list?.count == 2 {
            names += [item["agreement"]?.text].compactMap { $0 }
        }
        for item in standing["relations"]?.list ?? [] {
            for list in ["expectations", "incidents"] { names += item[list]?.list?.compactMap(\.text) ?? [] }
        }
        names += standing["meetings"]?.list?.compactMap { $0["meeting"]?.text } ?? []
        return Set(names)
    }

    /// The events of a history, and what they take.
    private func historyCut(
        _ question: Question, between: Set<String>, _ lens: Lens, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> LensCut {
        do throws(LogError) {
            let sight = try Sight(lens, log, transaction)
            let reached = try HistoryReach.revisions(
                question, between: between, lens, sight, log, transaction)
            return try LensCut(
                log, lens, sight, codes: question.codes, reached: reached, transaction)
        } catch {
            throw .log(error)
        }
    }

    /// The items that bear on what was asked for.
    private func standing(
        _ question: Question, _ lens: Lens, _ transaction: borrowing ReadTransaction
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
        var whole: LensCut?
        for name in names {
            guard let view = registry.view(name) else { continue }
            let own: LensCut
            // What takes all events is made ready once.
            if let whole, !view.reach.isBounded(by: question) {
                own = whole
            } else {
                own = try cut(lens, question, reach: view.reach, transaction)
                if own.reached == nil { whole = own }
            }
            standing[name] = .list(try view.answer(own, question, transaction, nil).items)
        }
        return standing
    }
}
