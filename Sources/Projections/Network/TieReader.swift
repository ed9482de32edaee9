import CanonicalJSON
import DiplomaticEvents
import EDTF

/// Reads the ties of pairs out of a folded network. What many pairs share, an agreement, is reckoned once.
struct TieReader {
    let network: Network
    let view: View
    let doubts: Doubts<Network.Key>
    private var treaties: [SubjectID: (name: String, since: JSONValue, because: [Revision])] = [:]

    init(network: Network, view: View, doubts: Doubts<Network.Key>) {
        self.network = network
        self.view = view
        self.doubts = doubts
    }

    private var relations: Relations { network.relations }

    /// The pairs that something may tie and that the view lets through, in order.
    func pairs() -> [ActorPair] {
        if let pair = view.pair { return [pair] }
        var all = relations.tied()
        for (organisation, state) in network.memberships.organisations {
            for (member, row) in state.rows where !row.isNone {
                if let pair = ActorPair(organisation, member) { all.insert(pair) }
            }
        }
        let wanted = view.actor.map { actor in all.filter { $0.contains(actor) } } ?? all
        return wanted.sorted()
    }

    /// A pair with what ties it; nothing ties who isn't there.
    mutating func edge(_ pair: ActorPair, _ chronicle: some Chronicle) throws(ChronicleFault) -> NetworkEdge {
        let relationship = relations.relationship(pair)
        let directions = [DirectedPair(forward: pair), DirectedPair(backward: pair)]
        let representations = directions.map(relations.missions.representation)
        let status = relations.status(pair, relationship, representations, at: view.instant)
        var edge = NetworkEdge(pair: pair, status: status.rawValue)
        if let signals = relations.signals[pair] { edge.signals = signals }
        if status == .nonexistent { return edge }
        let doubt = doubts.others[.pair(pair)]
        let state = relationship.relations
        if state.value == .established || state.value == .suspended {
            edge.ties.append(
                NetworkEdge.Tie(
                    kind: .relations, state: state.value.rawValue,
                    since: try state.fact.since.json(chronicle),
                    because: state.fact.because, isCertain: doubt?[Relations.stateFacet] == nil))
        }
        for (direction, representation) in zip(directions, representations) {
            let mission = representation.mission
            guard mission.state.value == .open || mission.state.value == .suspended else { continue }
            let prefix = relations.prefix(direction, chronicle)
            edge.ties.append(
                NetworkEdge.Tie(
                    kind: .mission, what: mission.kind?.rawValue, state: mission.state.value.rawValue,
                    from: direction.from, to: direction.to,
                    since: try mission.state.fact.since.json(chronicle),
                    because: mission.state.fact.because,
                    isCertain: RepresentationDoubt(doubt, prefix: prefix).mission == nil))
        }
        edge.ties += try memberships(pair, chronicle)
        edge.ties += try agreements(pair, chronicle)
        edge.ties += try hostilities(relationship, doubt, chronicle)
        return edge
    }

    /// That one belongs to the other, an organisation: as member or observer.
    private func memberships(
        _ pair: ActorPair, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [NetworkEdge.Tie] {
        var ties: [NetworkEdge.Tie] = []
        for (organisation, actor) in [(pair.first, pair.second), (pair.second, pair.first)] {
            guard let row = network.memberships.organisations[organisation]?.rows[actor] else { continue }
            for list in [MembershipList.member, .observer] {
                let standing = list.standing(row)
                guard standing.value else { continue }
                let facet = list.facet(of: chronicle.code(of: actor))
                ties.append(
                    NetworkEdge.Tie(
                        kind: .membership, state: list.value(row) ?? list.rawValue, from: actor,
                        to: organisation, since: try standing.fact.since.json(chronicle),
                        because: standing.fact.because,
                        isCertain: doubts.others[.organisation(organisation)]?[facet] == nil))
            }
        }
        return ties
    }

    private mutating func agreements(
        _ pair: ActorPair, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [NetworkEdge.Tie] {
        let found = try network.agreements.agreements(of: pair, on: view.day, chronicle)
        var ties: [NetworkEdge.Tie] = []
        for (subjects, state) in [
            (found.inForce, "in-force"), (found.provisional, "provisional"), (found.suspended, "suspended"),
        ] {
            for subject in subjects {
                let treaty = try treaty(subject, chronicle)
                let doubt = doubts.others[.agreement(subject)]
                let facets =
                    [Agreements.statusFacet]
                    + [pair.first, pair.second].map { Agreements.partyFacet(chronicle.code(of: $0)) }
                ties.append(
                    NetworkEdge.Tie(
                        kind: .agreement, what: treaty.name, state: state, since: treaty.since,
                        because: treaty.because, isCertain: facets.allSatisfy { doubt?[$0] == nil }))
            }
        }
        return ties.sorted { ($0.what ?? "").precedes($1.what ?? "") }
    }

    private mutating func treaty(
        _ subject: SubjectID, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> (name: String, since: JSONValue, because: [Revision]) {
        if let known = treaties[subject] { return known }
        let standing = network.agreements.reckoning(subject, on: view.day).standing
        let treaty = (
            name: chronicle.name(of: subject), since: try standing.since.json(chronicle),
            because: standing.because
        )
        treaties[subject] = treaty
        return treaty
    }

    private func hostilities(
        _ relationship: Relationship, _ doubt: [String: [String]]?, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [NetworkEdge.Tie] {
        var ties: [NetworkEdge.Tie] = []
        if relationship.war.value {
            ties.append(
                NetworkEdge.Tie(
                    kind: .war, state: "at-war", since: try relationship.war.fact.since.json(chronicle),
                    because: relationship.war.fact.because, isCertain: doubt?["status"] == nil))
        }
        let measures = relationship.measures.filter(\.value.value).sorted {
            $0.key.kind == $1.key.kind
                ? $0.key.direction < $1.key.direction : $0.key.kind.precedes($1.key.kind)
        }
        for (measure, value) in measures {
            let facet = relations.prefix(measure.direction, chronicle) + Relations.measureFacet + measure.kind
            ties.append(
                NetworkEdge.Tie(
                    kind: .measure, what: measure.kind, state: "imposed", from: measure.direction.from,
                    to: measure.direction.to, since: try value.fact.since.json(chronicle),
                    because: value.fact.because, isCertain: doubt?[facet] == nil))
        }
        return ties
    }
}
