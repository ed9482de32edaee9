import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventLog
import LMDB
import Projections

/// A walk through what happened, in valid order, with the changes that each step brought about.
struct History {
    /// Every type but what is said about events.
    static let types = EventTypes(EventType.allCases.filter { !$0.isRecord && $0 != .own })

    let cut: LensCut
    let pair: ActorPair?
    let actor: ActorID?
    let subject: SubjectID?
    /// What lies between the two of a pair: events about it are told although they don't name both.
    let between: Set<SubjectID>
    /// Only this event, where one is asked for.
    var event: Revision?

    /// - Parameter between: the names of what lies between the two of a pair.
    init(_ cut: LensCut, _ question: Question, between: Set<String> = []) {
        self.cut = cut
        let view = View(question, cut.lens.asOf, cut.chronicle)
        pair = view.pair
        actor = view.actor
        subject = view.subject
        self.between = Set(between.compactMap(cut.chronicle.subject))
    }

    /// Whether only some of all steps are to be told.
    var isNarrow: Bool { pair != nil || actor != nil || subject != nil || event != nil }

    /// Whether a step is to be told.
    func isAskedFor(_ step: Step) -> Bool {
        if let event, step.event != event { return false }
        if let subject, step.subject != subject { return false }
        if let actor, !step.parts.contains(where: { $0.actor == actor }) { return false }
        if let pair, step.subject.map(between.contains) != true {
            guard step.parts.contains(where: { $0.actor == pair.first }),
                step.parts.contains(where: { $0.actor == pair.second })
            else { return false }
        }
        return true
    }

    /// What a walk comes upon: a step with its changes, or a day with those that the clock alone has brought about.
    enum Account {
        case step(Step, [JSONValue])
        case turn(CivilDay, [JSONValue])
    }

    /// Folds all that the lens lets in, and hands each step that is asked for to `body` with its changes.
    ///
    /// - Parameter tellsClock: whether `body` is handed what the clock has changed too.
    /// - Returns: how many events of own types were passed over, and the items that the told steps touched.
    func walk(
        _ transaction: borrowing ReadTransaction, _ progress: Progress?,
        tellsClock: Bool = false, _ body: (Account) throws(ReplayError) -> Void
    ) throws(ReplayError) -> (passedOver: Int, touched: Set<TouchedItem>) {
        let events: FoldedEvents
        do throws(LogError) {
            events = try cut.gather(
                Self.types, definesAlways: false, transaction, progress: progress)
        } catch {
            throw .log(error)
        }
        let places: [FoldPlace]
        do throws(ChronicleFault) {
            places = cut.lens.dates == .certain ? events.certain : try FoldPlace.merged(events, cut.chronicle)
        } catch {
            throw error.asReplayError
        }
        var tracker = ChangeTracker(cut.chronicle, tellsClock: tellsClock)
        let today = cut.lens.asOf.last.day
        func tellTurns(through day: CivilDay) throws(ReplayError) {
            while true {
                let turn: (day: CivilDay, changes: [JSONValue])?
                do throws(ChronicleFault) { turn = try tracker.turn(through: min(day, today)) } catch {
                    throw error.asReplayError
                }
                guard let turn else { return }
                try body(.turn(turn.day, turn.changes))
            }
        }
        try cut.forEachStep(places, events, transaction) { (step) throws(ReplayError) in
            try tellTurns(through: step.day)
            do throws(ChronicleFault) {
                guard isAskedFor(step) else { return try tracker.fold(step) }
                let changed = try tracker.changes(by: step)
                try reported(step, changed, body)
            } catch {
                throw error.asReplayError
            }
        }
        try tellTurns(through: today)
        return (events.passedOver, tracker.touched)
    }

    private func reported(
        _ step: Step, _ changed: [JSONValue], _ body: (Account) throws(ReplayError) -> Void
    ) throws(ChronicleFault) {
        do throws(ReplayError) { try body(.step(step, changed)) } catch {
            throw ChronicleFault(error.description)
        }
    }

    /// The step's event with whom and what it is about, and which phase of it this is.
    func account(_ step: Step, _ changed: [JSONValue]) throws(ReplayError) -> JSONObject {
        var item = try item(step, changed)
        do throws(ChronicleFault) {
            item["actors"] = try cut.chronicle.field("actors", of: step.event) ?? .null
            item["effective"] = try cut.chronicle.field("effective", of: step.event) ?? .null
        } catch {
            throw error.asReplayError
        }
        item["phase"] = step.phase == .notice ? "notice" : step.phase == .effect ? "effect" : "whole"
        return item
    }

    /// The step's event as an item.
    func item(_ step: Step, _ changed: [JSONValue]) throws(ReplayError) -> JSONObject {
        do throws(ChronicleFault) {
            let event = try cut.chronicle.event(step.event)
            return JSONObject([
                JSONObject.Member(name: "assertion", value: .text(step.assertion.name)),
                JSONObject.Member(name: "changed", value: .list(changed)),
                JSONObject.Member(name: "event", value: event["id"] ?? .null),
                JSONObject.Member(name: "occurred", value: event["occurred"] ?? ""),
                JSONObject.Member(name: "subject", value: event["subject"] ?? .null),
                JSONObject.Member(name: "type", value: event["type"] ?? .null),
            ])
        } catch {
            throw error.asReplayError
        }
    }
}
