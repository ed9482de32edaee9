import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventLog
import LMDB
import Projections

/// The events of an actor, a pair or a subject in fold order, as the lens sees them, each with what it changed.
struct TimelineView: AnsweringView {
    let description = ViewDescription(
        name: "timeline",
        summary: "the events of an actor, pair or subject in valid order, with what each changed",
        filters: [.subject, .actor, .pair])
    let itemKeys = [["event"]]
    let definesAlways = false
    let reach = Reach.history

    func answer(
        _ cut: LensCut, _ question: Question, _ transaction: borrowing ReadTransaction, _ progress: Progress?
    ) throws(ReplayError) -> Answer {
        var items: [JSONObject] = []
        var places: [Revision: Int] = [:]
        let history = History(cut, question)
        let walked = try history.walk(transaction, progress) { (account) throws(ReplayError) in
            guard case .step(let step, let changed) = account else { return }
            // An event's notice and its effect are one item, at the place of the first.
            if let place = places[step.event] {
                let all = (items[place]["changed"]?.list ?? []) + changed
                items[place]["changed"] = .list(all)
            } else {
                places[step.event] = items.count
                items.append(try history.item(step, changed))
            }
        }
        let chronicle = cut.chronicle
        do throws(ChronicleFault) {
            try chronicle.check()
            return Answer(
                projection: description.name, lens: cut.lens.json(revision: cut.cut.through),
                log: cut.logJSON,
                items: AnswerItems(items.map(JSONValue.object)),
                warnings: try ProjectionView<Relations>.render(
                    cut.recordWarnings(History.types, passedOver: walked.passedOver) { event in
                        !history.isNarrow || places[Revision(event)] != nil
                    }, chronicle))
        } catch {
            throw error.asReplayError
        }
    }
}
