import CanonicalJSON
import DiplomaticEvents
import EventLog
import LMDB
import Projections

/// What a projection says, taken apart as a snapshot keeps it.
struct SnapshotParts: Sendable {
    /// The items in their order, those of the same two actors together; of projections whose items are not about two
    /// actors each all are in one.
    var items: [(actors: TwoCodes?, count: Int, text: [UInt8])] = []
    var warnings: [Snapshot.Remark] = []
    var passedOver = 0
}

extension ProjectionView {
    /// How many items a thread makes in one go.
    private static var run: Int { 128 }

    /// What the projection says of everything, or of two actors only, through the cut's lens.
    func parts(
        _ cut: LensCut, only actors: TwoCodes? = nil, _ transaction: borrowing ReadTransaction,
        _ progress: Progress?
    ) throws(ReplayError) -> SnapshotParts {
        let (projection, doubts, passedOver) = try fold(cut, transaction, progress)
        let chronicle = cut.chronicle
        do throws(ChronicleFault) {
            let view = View(Question(), cut.renderedOn, chronicle)
            var keys = try projection.listed(view, doubts, chronicle)
            if let actors {
                keys = keys.filter { key in
                    let own = P.actors(of: key).map { Self.codes($0, chronicle) }
                    return own == actors || own == actors.turned
                }
            }
            let listed = keys
            let runs = try InParallel.map(keys.count, by: Self.run) { (run) throws(ChronicleFault) in
                var parts = SnapshotParts()
                for key in listed[run] {
                    var writer = CanonicalWriter()
                    try projection.write(key, view, doubts, chronicle, into: &writer)
                    parts.add(
                        writer.bytes, P.actors(of: key).map { Self.codes($0, chronicle) })
                    for warning in try projection.warnings(of: key, chronicle) {
                        parts.warnings.append(
                            Snapshot.Remark(
                                actors: P.actors(of: key).map { Self.codes($0, chronicle) },
                                warning: try warning.json(chronicle)))
                    }
                }
                return parts
            }
            var parts = SnapshotParts()
            for run in runs {
                for items in run.items { parts.add(items.text, items.actors, count: items.count) }
                parts.warnings += run.warnings
            }
            if !P.isByActors {
                for warning in try projection.warnings(view, chronicle) {
                    parts.warnings.append(
                        Snapshot.Remark(actors: nil, warning: try warning.json(chronicle)))
                }
            }
            for warning in cut.recordWarnings(P.folds, passedOver: 0) {
                parts.warnings.append(
                    Snapshot.Remark(actors: nil, isOfRecords: true, warning: try warning.json(chronicle)))
            }
            parts.passedOver = passedOver
            try chronicle.check()
            return parts
        } catch {
            throw error.asReplayError
        }
    }

    func change(by step: Step) -> PairChange { P.change(by: step) }

    func recordWarnings(_ cut: LensCut) throws(LogError) -> [JSONValue] {
        do throws(ChronicleFault) {
            var values: [JSONValue] = []
            for warning in cut.recordWarnings(P.folds, passedOver: 0) {
                values.append(try warning.json(cut.chronicle))
            }
            return values
        } catch {
            throw .corrupt(error.description)
        }
    }

    private static func codes(_ actors: (ActorID, ActorID), _ chronicle: LogChronicle) -> TwoCodes {
        TwoCodes(first: chronicle.code(of: actors.0), second: chronicle.code(of: actors.1))
    }
}

extension SnapshotParts {
    /// Adds items behind the others, to those of the same actors where these come last.
    mutating func add(_ text: [UInt8], _ actors: TwoCodes?, count: Int = 1) {
        if let last = items.last, last.actors == actors {
            items[items.count - 1].text += [UInt8(ascii: ","), UInt8(ascii: "\n")]
            items[items.count - 1].text += text
            items[items.count - 1].count += count
        } else {
            items.append((actors, count, text))
        }
    }

    /// The text of all items and where each stands.
    var joined: (text: [UInt8], index: [Snapshot.Place], count: Int) {
        var text: [UInt8] = []
        var index: [Snapshot.Place] = []
        var total = 0
        text.reserveCapacity(items.reduce(0) { $0 + $1.text.count + 2 })
        for (actors, count, own) in items {
            if !text.isEmpty { text += [UInt8(ascii: ","), UInt8(ascii: "\n")] }
            let start = text.count
            text += own
            total += count
            if let actors { index.append(Snapshot.Place(actors: actors, range: start..<text.count)) }
        }
        return (text, index, total)
    }
}
