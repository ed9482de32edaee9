import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventLog
import LMDB
import Projections

extension Replayer {
    /// What differs between what a projection says through two lenses, item by item and field by field, each change
    /// with the events that caused it.
    ///
    /// Where the lenses are of different days, what the clock alone brought about is told apart: it is what differs
    /// already if the events of the earlier day are looked at on the later.
    ///
    /// - Throws: ``ReplayError/unknown(_:)`` for a projection, actor or subject that there is not.
    public func difference(
        _ projection: String, _ question: Question, from: Lens, to: Lens, progress: Progress? = nil
    ) throws(ReplayError) -> Difference {
        guard let view = registry.view(projection) else {
            throw registry.unknown(projection)
        }
        return try read { (transaction) throws(ReplayError) in
            try check(question, transaction)
            let cuts = (try cut(from, question, transaction), try cut(to, question, transaction))
            let answers = (
                try view.answer(cuts.0, question, transaction, progress),
                try view.answer(cuts.1, question, transaction, progress)
            )
            let keys = view.itemKeys
            let items = ItemDifference.between(
                ItemKeys(answers.0.items, keys), ItemKeys(answers.1.items, keys))
            var told: [Difference.Item] = []
            var events: [JSONValue] = []
            if !items.isEmpty {
                let isForward = from.asOf.last <= to.asOf.last
                var clocked = isForward ? answers.0 : answers.1
                if from.asOf.last != to.asOf.last {
                    var early = isForward ? cuts.0 : cuts.1
                    early.renderedOn = isForward ? to.asOf : from.asOf
                    clocked = try view.answer(early, question, transaction, progress)
                }
                let between = ItemKeys(clocked.items, keys)
                do throws(LogError) {
                    let differing = try EventDifferences(
                        cuts.0, cuts.1, view.folds, definesAlways: view.definesAlways, transaction)
                    var causes = Causes(differing)
                    for item in items {
                        let fields = try causes.fields(
                            item, clocked: between.items[item.key] ?? .null, isForward: isForward, transaction
                        )
                        told.append(
                            Difference.Item(
                                key: item.key, change: item.change, position: item.position, fields: fields))
                    }
                    events = try causes.events(transaction)
                } catch {
                    throw ReplayError.log(error)
                }
            }
            return Difference(
                projection: projection, lens: ["from": answers.0.lens, "to": answers.1.lens],
                log: ["from": answers.0.log, "to": answers.1.log], items: told, events: events)
        }
    }
}
