import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventLog
import LMDB
import Projections

/// Something that answers questions through a lens under a name.
protocol AnsweringView: Sendable {
    var description: ViewDescription { get }
    /// The types of events that it depends on, signals among them where it counts them.
    var folds: EventTypes { get }
    /// The members that tell its items apart; of an item that doesn't have all of them, those of the next alternative.
    var itemKeys: [[String]] { get }
    /// Whether `actor.defined` counts on every day: it doesn't happen, it says who somebody is.
    var definesAlways: Bool { get }
    /// Which events bear on its answers.
    var reach: Reach { get }

    /// What it is and the version of its own code; `nil` for one that is no projection, and of which no snapshots are kept.
    var version: String? { get }

    func answer(
        _ cut: LensCut, _ question: Question, _ transaction: borrowing ReadTransaction, _ progress: Progress?
    ) throws(ReplayError) -> Answer

    /// What it says of everything, or of two actors, taken apart for a snapshot.
    func parts(
        _ cut: LensCut, only actors: TwoCodes?, _ transaction: borrowing ReadTransaction,
        _ progress: Progress?
    ) throws(ReplayError) -> SnapshotParts
    /// Which of its items a step may change.
    func change(by step: Step) -> PairChange
    /// The warnings that tell of what was said about events.
    func recordWarnings(_ cut: LensCut) throws(LogError) -> [JSONValue]
}

extension AnsweringView {
    var folds: EventTypes { History.types }
    var itemKeys: [[String]] { [] }
    var definesAlways: Bool { true }
    var reach: Reach { .everything }
    var version: String? { nil }

    func parts(
        _ cut: LensCut, only actors: TwoCodes?, _ transaction: borrowing ReadTransaction,
        _ progress: Progress?
    ) throws(ReplayError) -> SnapshotParts { SnapshotParts() }
    func change(by step: Step) -> PairChange { .anything }
    func recordWarnings(_ cut: LensCut) throws(LogError) -> [JSONValue] { [] }
}

/// A view's name, what it shows, and how it can be narrowed.
public struct ViewDescription: Sendable {
    /// What items can be narrowed by.
    public enum Filter: String, Sendable, CaseIterable {
        case pair, actor, subject, agreement, status, stale, bySource, findings
    }

    /// In kebab-case.
    public let name: String
    /// What it shows, in a line.
    public let summary: String
    /// What its items can be narrowed by.
    public let filters: [Filter]
}

/// A projection as a view.
struct ProjectionView<P: Projection>: AnsweringView {
    let filters: [ViewDescription.Filter]
    let reach: Reach

    init(_ type: P.Type, reach: Reach = .everything, _ filters: ViewDescription.Filter...) {
        self.init(type, reach: reach, filters: filters)
    }

    init(_ type: P.Type, reach: Reach = .everything, filters: [ViewDescription.Filter]) {
        self.filters = filters
        self.reach = reach
    }

    var description: ViewDescription { ViewDescription(name: P.name, summary: P.summary, filters: filters) }
    var folds: EventTypes { P.countsSignals ? P.folds.union([.signalCoded]) : P.folds }
    var itemKeys: [[String]] { P.itemKeys }
    var version: String? { "\(String(reflecting: P.self)) \(P.version)" }

    func answer(
        _ cut: LensCut, _ question: Question, _ transaction: borrowing ReadTransaction, _ progress: Progress?
    ) throws(ReplayError) -> Answer {
        let (projection, doubts, passedOver) = try fold(cut, transaction, progress)
        do throws(ChronicleFault) {
            let view = View(question, cut.renderedOn, cut.chronicle)
            let items = try items(of: projection, view, doubts, cut.chronicle, asText: question.asText)
            let warnings = try projection.warnings(view, cut.chronicle)
            let rendered = try Self.render(
                warnings + cut.recordWarnings(P.folds, passedOver: passedOver), cut.chronicle)
            try cut.chronicle.check()
            return Answer(
                projection: P.name, lens: cut.lens.json(revision: cut.cut.through), log: cut.logJSON,
                items: items,
                warnings: rendered)
        } catch {
            throw error.asReplayError
        }
    }

    /// How many items a thread makes in one go.
    private static var run: Int { 128 }

    private func items(
        of projection: P, _ view: View, _ doubts: Doubts<P.Key>, _ chronicle: LogChronicle, asText: Bool
    ) throws(ChronicleFault) -> AnswerItems {
        let keys = try projection.listed(view, doubts, chronicle)
        @Sendable func make(_ run: Range<Int>) throws(ChronicleFault) -> [JSONValue] {
            var items: [JSONValue] = []
            items.reserveCapacity(run.count)
            for key in keys[run] { items.append(try projection.item(key, view, doubts, chronicle)) }
            return items
        }
        if asText {
            return AnswerItems(
                text: try InParallel.map(keys.count, by: Self.run) { (run) throws(ChronicleFault) in
                    var writer = CanonicalWriter()
                    for place in run {
                        if place > run.lowerBound { writer.raw(",\n") }
                        try projection.write(keys[place], view, doubts, chronicle, into: &writer)
                    }
                    return writer.bytes[...]
                })
        }
        let runs = try InParallel.map(keys.count, by: Self.run) { (run) throws(ChronicleFault) in
            try make(run)
        }
        return AnswerItems(Array(runs.joined()))
    }

    /// The state on the lens's day, and what is in doubt of it.
    func fold(
        _ cut: LensCut, _ transaction: borrowing ReadTransaction, _ progress: Progress?
    ) throws(ReplayError) -> (P, Doubts<P.Key>, passedOver: Int) {
        // Signals are counted on another thread: their fold needs no order and touches no state.
        let ahead = Ahead<Result<P, ReplayError>>()
        let counting = P.countsSignals ? ahead.begin { Self.counted(cut) } : nil
        var projection = P()
        let events: FoldedEvents
        do throws(LogError) {
            events = try cut.gather(
                P.folds, definesAlways: true, settling: false, transaction, progress: progress)
        } catch {
            throw ReplayError.log(error)
        }
        if let counting, let counted = ahead.result(of: counting) { projection = try counted.get() }
        let counted = projection
        projection = try StepStream(cut: cut, places: events.certain, read: events.read, reading: P.reads)
            .folded(into: projection)
        var possible: [Step] = []
        try StepStream(cut: cut, places: events.possible, read: events.read, reading: [])
            .forEach { (step) in possible.append(step) }
        var explorer = DoubtExplorer<P>(day: cut.renderedOn.last.day, cut.chronicle)
        do {
            guard cut.lens.dates == .possible else {
                try explorer.explore(projection, possible)
                return (projection, explorer.doubts, events.passedOver)
            }
            let certain = projection
            // Possible steps end later than the certain ones, so they fold after them; those that are only possible may
            // end before.
            var all = events.certain + events.possible
            FoldPlace.sortByNumbers(&all)
            projection = try StepStream(cut: cut, places: all, read: events.read, reading: P.reads)
                .folded(into: counted)
            try explorer.mark(projection, differingFrom: certain, possible)
            return (projection, explorer.doubts, events.passedOver)
        } catch let error as ChronicleFault {
            throw error.asReplayError
        } catch let error as ReplayError {
            throw error
        } catch {
            throw .log(.corrupt("\(error)"))
        }
    }

    /// The state of a projection that has counted all signals, and folded nothing.
    private static func counted(_ cut: LensCut) -> Result<P, ReplayError> {
        Result { () throws(ReplayError) in
            var projection = P()
            do throws(LogError) {
                try cut.log.reading { (transaction) throws(LogError) in
                    try cut.countSignals(transaction) { projection.count($0) }
                }
            } catch {
                throw ReplayError.log(error)
            }
            return projection
        }
    }

    static func render(
        _ warnings: [Warning], _ chronicle: LogChronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var values: [JSONValue] = []
        for warning in warnings { values.append(try warning.json(chronicle)) }
        return Warning.sorted(values)
    }
}

extension FoldPlace {
    /// All places, certain and possible, in one order.
    static func merged(_ events: FoldedEvents, _ chronicle: LogChronicle) throws(ChronicleFault)
        -> [FoldPlace]
    {
        var all = events.certain + events.possible
        try sort(&all) { (revision) throws(ChronicleFault) in try chronicle.id(of: Revision(revision)) }
        return all
    }
}

extension View {
    init(_ question: Question, _ date: LensDate, _ chronicle: LogChronicle) {
        self.init(day: date.last.day, instant: date.last)
        pair = question.pair.flatMap { pair in
            guard let one = chronicle.actor(pair.one), let other = chronicle.actor(pair.other) else {
                return nil
            }
            return ActorPair(one, other)
        }
        actor = question.actor.flatMap(chronicle.actor)
        subject = question.subject.flatMap(chronicle.subject)
        status = question.status
        staleAfterYears = question.staleAfterYears
        includeStale = question.includeStale
        bySource = question.bySource
        finding = question.finding
        limit = question.limit
        countsOnly = question.countsOnly
    }
}

extension LensCut {
    /// What was said about events that a projection has folded, where it bears on how far to trust them.
    ///
    /// - Parameter isCounted: whether an event that was folded is one that the answer is made of.
    func recordWarnings(
        _ types: EventTypes, passedOver: Int, isCounted: (UInt64) -> Bool = { _ in true }
    ) -> [Warning] {
        var warnings: [Warning] = []
        if passedOver > 0 { warnings.append(.passedOver(passedOver)) }
        if !overlay.withheld.isEmpty {
            // Nobody can tell any more whether they would bear on the question.
            warnings.append(
                Warning(
                    code: "withheld",
                    message: "events whose content was taken out of the log are not counted",
                    events: overlay.withheld.map(Revision.init)))
        }
        func isFolded(_ event: UInt64) -> Bool {
            overlay.types[event].map(types.contains) == true && reaches(event) && isCounted(event)
        }
        for (event, records) in overlay.disputed where isFolded(event) {
            warnings.append(
                Warning(
                    code: "disputed", message: "an event that is counted here is disputed",
                    events: [Revision(event)] + records.map(Revision.init)))
        }
        for (event, records) in overlay.unfit where isFolded(event) {
            warnings.append(
                Warning(
                    code: "correction-not-applied",
                    message:
                        "a correction builds on another that this lens does not see; the event stands as it was",
                    events: [Revision(event)] + records.map(Revision.init)))
        }
        return warnings
    }
}

extension Warning {
    func json(_ chronicle: LogChronicle) throws(ChronicleFault) -> JSONValue {
        ["code": .text(code), "events": try chronicle.ids(events), "message": .text(message)]
    }

    /// Of one that names no events.
    var jsonWithoutEvents: JSONValue {
        ["code": .text(code), "events": [], "message": .text(message)]
    }

    static func sorted(_ warnings: [JSONValue]) -> [JSONValue] {
        warnings.map { (CanonicalWriter.text(of: $0), $0) }.sorted { $0.0.precedes($1.0) }.map(\.1)
    }

    /// That events of the user's own types have no part in an answer.
    static func passedOver(_ count: Int) -> Warning {
        Warning(
            code: "own-types-passed-over",
            message: "\(count) \(count == 1 ? "event" : "events") of own types (x.) not folded", events: [])
    }
}
