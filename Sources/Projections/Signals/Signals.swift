public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// How many machine-coded signals went between two actors in a month, and the sum of their Goldstein scores.
///
/// The pair has no direction, its codes are sorted; `directions` tells each way's own count and sum. A signal
/// counts for the month of the last day on which it may have been given. One from an actor to itself ties no
/// pair and isn't counted.
public struct Signals: ItemwiseProjection {
    public typealias Key = SignalMonth
    public typealias ItemKey = SignalMonth

    public static let name = "signals"
    public static let summary =
        "counts and summed Goldstein scores of machine-coded signals, a pair and a month"
    public static let version = 1
    public static let itemKeys = [["pair", "month"]]
    public static let folds: EventTypes = []
    public static let countsSignals = true

    private var months: [SignalMonth: SignalTally] = [:]

    public init() {}

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {}

    public mutating func count(_ signal: Signal) {
        guard let pair = ActorPair(signal.source, signal.target) else { return }
        months[SignalMonth(pair, signal.day), default: SignalTally()]
            .add(signal, isForward: signal.source == pair.first)
    }

    // A signal changes no state, so nothing here is ever in doubt: it is counted or it isn't.

    public func keys(
        touchedBy step: Step, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [SignalMonth] { [] }

    public func part(of key: SignalMonth) -> Signals { Signals() }

    public func facets(
        of key: SignalMonth, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] { [] }

    public static let isByActors = true

    public static func actors(of key: SignalMonth) -> (ActorID, ActorID)? {
        (key.pair.first, key.pair.second)
    }

    public static func change(by step: Step) -> PairChange {
        .exactly(step.pairs(of: .source, with: .target))
    }

    public func listed(
        _ view: View, _ doubts: Doubts<SignalMonth>, _ chronicle: some Chronicle
    ) -> [SignalMonth] {
        months.keys.filter { view.admits(actors: [$0.pair.first, $0.pair.second]) }.sorted()
    }

    public func item(
        _ key: SignalMonth, _ view: View, _ doubts: Doubts<SignalMonth>, _ chronicle: some Chronicle
    ) -> JSONValue {
        let tally = months[key] ?? SignalTally()
        let first = JSONValue.text(chronicle.code(of: key.pair.first))
        let second = JSONValue.text(chronicle.code(of: key.pair.second))
        return [
            "conflictual": .integer(Int64(tally.conflictual)),
            "cooperative": .integer(Int64(tally.cooperative)),
            "count": .integer(Int64(tally.forward.count) + Int64(tally.backward.count)),
            "directions": [
                tally.forward.json(from: first, to: second), tally.backward.json(from: second, to: first),
            ],
            "goldstein": SignalTally.score(tally.forward.goldstein &+ tally.backward.goldstein),
            "month": .text(key.text), "pair": [first, second],
        ]
    }
}
