public import CanonicalJSON
public import DiplomaticEvents
import EDTF

extension Relations {
    public func listed(
        _ view: View, _ doubts: Doubts<ActorPair>, _ chronicle: some Chronicle
    ) -> [ActorPair] {
        shown(view, doubts)
    }

    public func warnings(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning] {
        var warnings: [Warning] = []
        for pair in shown(view, Doubts()) { warnings += try self.warnings(of: pair, chronicle) }
        return warnings
    }

    public func warnings(
        of pair: ActorPair, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Warning] {
        guard let credentials = relationship(pair).inferredFrom else { return [] }
        let names = "\(chronicle.code(of: pair.first)) and \(chronicle.code(of: pair.second))"
        return [
            Warning(
                code: "relations-inferred",
                message: "relations between \(names) are inferred from credentials presented; "
                    + "no event says that they were established",
                events: [credentials])
        ]
    }

    /// The pairs that the view lets through, in order. One that is asked for is there before its first event.
    private func shown(_ view: View, _ doubts: Doubts<ActorPair>) -> [ActorPair] {
        if let pair = view.pair { return [pair] }
        let all = tied().union(doubts.others.keys)
        guard let actor = view.actor else { return all.sorted() }
        return all.filter { $0.contains(actor) }.sorted()
    }

    public func item(
        _ pair: ActorPair, _ view: View, _ doubts: Doubts<ActorPair>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let relationship = relationship(pair)
        let directions = [DirectedPair(forward: pair), DirectedPair(backward: pair)]
        let representations = directions.map(missions.representation)
        var recognition: [JSONValue] = []
        var representation: [JSONValue] = []
        for (direction, one) in zip(directions, representations) {
            recognition.append(try self.recognition(direction, relationship, doubts.others[pair], chronicle))
            let doubt = RepresentationDoubt(doubts.others[pair], prefix: prefix(direction, chronicle))
            representation.append(try one.json(direction, doubt, chronicle))
        }
        let state = relationship.relations.fact
        let members =
            try state.reasons(chronicle) + doubts.members(pair, Relations.stateFacet)
            + [JSONObject.Member(name: "state", value: .text(state.value.rawValue))]
        let status = status(pair, relationship, representations, at: view.instant)
        return [
            "agreements": try agreements(pair, view, chronicle),
            "contacts": try contacts(pair, chronicle),
            "expectations": try names(expectations(pair, view, chronicle), chronicle),
            "incidents": names(incidents(pair), chronicle),
            "measures": try measures(relationship, doubts.others[pair], chronicle),
            "pair": codes(pair, chronicle),
            "recognition": .list(recognition),
            "relations": .object(JSONObject(members)),
            "representation": .list(representation),
            "restoration": try restoration(relationship, view, chronicle),
            "signals": signals(pair),
            "status": .text(status.rawValue),
            "viaBlocs": try viaBlocs(pair, view, chronicle),
        ]
    }

    private func codes(_ pair: ActorPair, _ chronicle: some Chronicle) -> JSONValue {
        .texts([chronicle.code(of: pair.first), chronicle.code(of: pair.second)])
    }

    private func recognition(
        _ direction: DirectedPair, _ relationship: Relationship, _ doubts: [String: [String]]?,
        _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let fact = relationship.recognition(direction).fact
        let others = doubts?[prefix(direction, chronicle) + Relations.recognitionFacet]
        return [
            "because": try chronicle.ids(fact.because),
            "certain": .bool(others == nil),
            "from": .text(chronicle.code(of: direction.from)),
            "mayBe": .texts(others ?? []),
            "since": try fact.since.json(chronicle),
            "state": .text(fact.value.rawValue),
            "to": .text(chronicle.code(of: direction.to)),
        ]
    }

    /// What is agreed; the clock alone makes it overdue.
    private func restoration(
        _ relationship: Relationship, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard let restoration = relationship.restoration else { return .null }
        return [
            "agreed": .text(try chronicle.date(restoration.agreed)),
            "because": try chronicle.ids(restoration.because),
            "due": .text(orNull: restoration.due),
            "overdue": .bool(restoration.latest.map { view.instant > $0 } ?? false),
        ]
    }

    private func measures(
        _ relationship: Relationship, _ doubts: [String: [String]]?, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let standing = relationship.measures.filter(\.value.value).sorted {
            $0.key.kind == $1.key.kind
                ? $0.key.direction < $1.key.direction : $0.key.kind.precedes($1.key.kind)
        }
        var list: [JSONValue] = []
        for (measure, value) in standing {
            let facet = prefix(measure.direction, chronicle) + Relations.measureFacet + measure.kind
            list.append([
                "against": .text(chronicle.code(of: measure.direction.to)),
                "because": try chronicle.ids(value.fact.because),
                "by": .text(chronicle.code(of: measure.direction.from)),
                "certain": .bool(doubts?[facet] == nil),
                "kind": .text(measure.kind),
                "since": try value.fact.since.json(chronicle),
            ])
        }
        return .list(list)
    }

    private func contacts(_ pair: ActorPair, _ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue
    {
        let contacts = self.contacts[pair] ?? Contacts()
        var last = JSONValue.null
        if let (event, type) = contacts.last {
            last = [
                "event": .text(try chronicle.id(of: event)),
                "occurred": .text(try chronicle.date(Mark(event: event))),
                "type": .text(type.name),
            ]
        }
        return [
            "calls": .integer(Int64(contacts.calls)), "last": last,
            "meetings": .integer(Int64(contacts.meetings)), "visits": .integer(Int64(contacts.visits)),
        ]
    }

    private func signals(_ pair: ActorPair) -> JSONValue {
        let counts = self.signals[pair] ?? SignalCounts()
        return [
            "conflictual": .integer(Int64(counts.conflictual)),
            "cooperative": .integer(Int64(counts.cooperative)),
            "count": .integer(Int64(counts.count)),
            "goldstein": .real(Double(counts.goldstein) / 1000),
        ]
    }
}
