import CanonicalJSON
import DiplomaticEvents

/// What a pair's signals of a month come to. Kept small: there are as many as pairs and months.
struct SignalTally: Sendable {
    private(set) var cooperative: UInt32 = 0
    private(set) var conflictual: UInt32 = 0
    private(set) var forward = Way()
    private(set) var backward = Way()

    /// The signals of one actor to the other.
    struct Way: Sendable {
        private(set) var count: UInt32 = 0
        /// The sum of the scores in thousandths: sums of whole numbers depend on no order.
        private(set) var goldstein: Int64 = 0

        mutating func add(_ signal: Signal) {
            count &+= 1
            goldstein &+= Int64(signal.goldstein)
        }

        func json(from: JSONValue, to: JSONValue) -> JSONValue {
            [
                "count": .integer(Int64(count)), "from": from, "goldstein": SignalTally.score(goldstein),
                "to": to,
            ]
        }
    }

    mutating func add(_ signal: Signal, isForward: Bool) {
        if signal.isCooperative { cooperative &+= 1 }
        if signal.isConflictual { conflictual &+= 1 }
        if isForward { forward.add(signal) } else { backward.add(signal) }
    }

    /// A sum of thousandths as a number.
    static func score(_ thousandths: Int64) -> JSONValue { .real(Double(thousandths) / 1000) }
}
