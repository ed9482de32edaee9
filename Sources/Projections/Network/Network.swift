public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// Actors and what ties them on a day: a graph whose nodes are actors and whose edges are pairs.
///
/// It says what ``Relations``, ``Agreements`` and ``Memberships`` say, as a whole: an edge holds every tie of its pair
/// (relations, missions, agreements, membership, and what sets them against one another: war and measures).
public struct Network: Projection {
    /// What can be in doubt: a pair's relations, an agreement, an organisation's membership.
    public enum Key: Sendable, Hashable {
        case pair(ActorPair)
        case agreement(SubjectID)
        case organisation(ActorID)
    }

    public static let name = "network"
    public static let summary = "actors and what ties them: relations, missions, agreements, memberships"
    public static let version = 1
    public static let itemKeys = [["actor"], ["pair"]]
    public static let folds = Relations.folds
    public static let countsSignals = true

    private(set) var relations = Relations()
    /// For each actor: the events that say who it is and what became of it, and when they occurred.
    private(set) var descriptions: [ActorID: [Revision: Bounds]] = [:]
    /// Of a part: what it is about.
    private var focus: Focus?

    private enum Focus: Sendable {
        case pair
        case agreement(Agreements)
        case organisation(Memberships)
    }

    public init() {}

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        switch focus {
        case nil:
            try relations.fold(step, chronicle)
            describe(step)
        case .pair?: try relations.fold(step, chronicle)
        case .agreement(var agreements)?:
            if Agreements.folds.contains(step.type) { try agreements.fold(step, chronicle) }
            focus = .agreement(agreements)
        case .organisation(var memberships)?:
            if Memberships.folds.contains(step.type) { try memberships.fold(step, chronicle) }
            focus = .organisation(memberships)
        }
    }

    public mutating func count(_ signal: Signal) { relations.count(signal) }

    private mutating func describe(_ step: Step) {
        guard step.isAsserted, step.phase != .notice, step.type <= .actorExtinguished else { return }
        for part in step.parts { descriptions[part.actor, default: [:]][step.event] = step.bounds }
    }

    /// The events that describe an actor by their dates: definitions fold before all else, whenever they were given.
    private func described(_ actor: ActorID, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Revision]
    {
        var dated: [(bounds: Bounds, id: String, event: Revision)] = []
        for (event, bounds) in descriptions[actor] ?? [:] {
            dated.append((bounds, try chronicle.id(of: event), event))
        }
        dated.sort { one, other in
            let (own, others) = (
                (one.bounds.latest, one.bounds.earliest), (other.bounds.latest, other.bounds.earliest)
            )
            return own == others ? one.id.precedes(other.id) : own < others
        }
        return dated.map(\.event)
    }

    var memberships: Memberships { relations.surroundings.memberships }
    var agreements: Agreements { relations.surroundings.agreements }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Key] {
        var keys = try relations.keys(touchedBy: step, chronicle).map(Key.pair)
        if Agreements.folds.contains(step.type) {
            keys += try agreements.keys(touchedBy: step, chronicle).map(Key.agreement)
        }
        keys += try memberships.keys(touchedBy: step, chronicle).map(Key.organisation)
        return keys
    }

    public func part(of key: Key) -> Network {
        var part = Network()
        switch key {
        case .pair(let pair):
            part.relations = relations.part(of: pair)
            part.focus = .pair
        case .agreement(let subject): part.focus = .agreement(agreements.part(of: subject))
        case .organisation(let organisation):
            part.focus = .organisation(memberships.part(of: organisation))
        }
        return part
    }

    public func facets(
        of key: Key, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        switch key {
        case .pair(let pair): return try relations.facets(of: pair, on: day, chronicle)
        case .agreement(let subject):
            if case .agreement(let part)? = focus { return try part.facets(of: subject, on: day, chronicle) }
            return try agreements.facets(of: subject, on: day, chronicle)
        case .organisation(let organisation):
            if case .organisation(let part)? = focus {
                return try part.facets(of: organisation, on: day, chronicle)
            }
            return try memberships.facets(of: organisation, on: day, chronicle)
        }
    }

    // MARK: Items

    /// The nodes in the order of their codes, then the edges in that of their pairs. Nodes are those with an edge;
    /// one that is asked for is there without any.
    public func items(
        _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var edges: [NetworkEdge] = []
        var reader = TieReader(network: self, view: view, doubts: doubts)
        for pair in reader.pairs() {
            let edge = try reader.edge(pair, chronicle)
            if !edge.ties.isEmpty { edges.append(edge) }
        }
        var nodes: [ActorID: (degree: Int64, weight: Int64)] = [:]
        for actor in [view.actor, view.pair?.first, view.pair?.second].compactMap({ $0 }) {
            nodes[actor] = (0, 0)
        }
        for edge in edges {
            for actor in [edge.pair.first, edge.pair.second] {
                nodes[actor, default: (0, 0)].degree += 1
                nodes[actor, default: (0, 0)].weight += Int64(edge.ties.count)
            }
        }
        var items: [JSONValue] = []
        for (actor, sums) in nodes.sorted(by: { $0.key < $1.key }) {
            items.append(try node(actor, sums.degree, sums.weight, view, chronicle))
        }
        for edge in edges { items.append(try edge.json(chronicle)) }
        return items
    }

    private func node(
        _ actor: ActorID, _ degree: Int64, _ weight: Int64, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let code = chronicle.code(of: actor)
        let known = KnownActors.find(code)
        var name: String?
        var kind: String?
        let described = try described(actor, chronicle)
        for event in described {
            let body = try chronicle.event(event)
            let type = body["type"]?.text
            guard type == "actor.defined" || type == "actor.renamed" else { continue }
            name = body["data"]?["name"]?.text ?? body["data"]?["names"]?.list?.first?.text ?? name
            kind = body["data"]?["kind"]?.text ?? kind
        }
        return [
            "actor": .text(code), "because": try chronicle.ids(described),
            "degree": .integer(degree),
            "exists": .bool(relations.existence.exists(actor, at: view.instant)), "item": "node",
            "kind": .text(orNull: kind ?? known?.kind.rawValue),
            "name": .text(orNull: name ?? known?.name), "weight": .integer(weight),
        ]
    }
}
