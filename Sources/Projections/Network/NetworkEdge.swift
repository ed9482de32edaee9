import CanonicalJSON
import DiplomaticEvents

/// All that ties two actors on a day.
struct NetworkEdge: Sendable {
    let pair: ActorPair
    /// How things stand between them in a word.
    let status: String
    var ties: [Tie] = []
    var signals = SignalCounts()

    /// One thing that ties them.
    struct Tie: Sendable {
        /// What it is, from the closest to what sets them against one another.
        enum Kind: UInt8, Sendable, Comparable {
            case relations, mission, membership, agreement, war, measure

            var name: String { "\(self)" }
            var isHostile: Bool { self == .war || self == .measure }

            static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
        }

        let kind: Kind
        /// What tells it from others of its kind: a subject, a measure.
        var what: String?
        let state: String
        /// For what one does to, or is to, the other.
        var from: ActorID?
        var to: ActorID?
        let since: JSONValue
        let because: [Revision]
        let isCertain: Bool

        func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
            [
                "because": try chronicle.ids(because), "certain": .bool(isCertain),
                "from": .text(orNull: from.map(chronicle.code(of:))), "since": since, "state": .text(state),
                "tie": .text(kind.name), "to": .text(orNull: to.map(chronicle.code(of:))),
                "what": .text(orNull: what),
            ]
        }
    }

    func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        var ties: [JSONValue] = []
        var because: Set<Revision> = []
        for tie in self.ties {
            ties.append(try tie.json(chronicle))
            because.formUnion(tie.because)
        }
        let hostile = self.ties.count(where: \.kind.isHostile)
        return [
            "because": try chronicle.ids(because),
            "cooperative": .integer(Int64(self.ties.count - hostile)), "hostile": .integer(Int64(hostile)),
            "item": "edge",
            "pair": .texts([chronicle.code(of: pair.first), chronicle.code(of: pair.second)]),
            "signals": [
                "conflictual": .integer(Int64(signals.conflictual)),
                "cooperative": .integer(Int64(signals.cooperative)), "count": .integer(Int64(signals.count)),
                "goldstein": .real(Double(signals.goldstein) / 1000),
            ],
            "status": .text(status), "ties": .list(ties), "weight": .integer(Int64(self.ties.count)),
        ]
    }
}
