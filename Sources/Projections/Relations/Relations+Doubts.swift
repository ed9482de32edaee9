import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// Which pairs a step may change, and the values that it may change.
extension Relations {
    /// The pairs whose facets a step may change. Meetings, visits and the like change none: they are counted
    /// or they are not.
    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [ActorPair]
    {
        guard step.isAsserted, step.phase != .notice else { return [] }
        switch step.type {
        case .actorSucceeded, .actorExtinguished:
            guard let succession = try Succession(step, chronicle) else { return [] }
            let actors = succession.ended + succession.successors
            let tied = self.tied().filter { actors.contains(where: $0.contains) }
            let missions = try self.missions.keys(touchedBy: step, chronicle).compactMap(\.pair)
            return Array(tied.union(pairs(touchedBy: succession)).union(missions))
        case .recognitionGranted, .recognitionWithdrawn:
            return step.pairs(of: .recognising, with: .recognised)
        case .measureImposed, .measureEased, .measureLifted: return step.pairs(of: .by, with: .against)
        default:
            if step.type >= .relationsEstablishmentAgreed, step.type <= .relationsPeaceRestored {
                return step.relatedPairs
            }
            guard step.type >= .missionAgreed, step.type <= .headChargeAssumed else { return [] }
            return step.pairs(of: .sending, with: .receiving)
        }
    }

    public static var isByActors: Bool { true }

    public static func actors(of pair: ActorPair) -> (ActorID, ActorID)? { (pair.first, pair.second) }

    /// What is done about agreements, incidents and memberships reaches farther than the event says.
    public static func change(by step: Step) -> PairChange {
        switch step.type {
        case .signalCoded: .exactly(step.pairs(of: .source, with: .target))
        case .recognitionGranted ... .callHeld, .measureImposed ... .measureLifted, .statementMade:
            .among(step.parts.map(\.actor))
        default: .anything
        }
    }

    public func facets(
        of key: ActorPair, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        let relationship = relationship(key)
        let directions = [DirectedPair(forward: key), DirectedPair(backward: key)]
        let representations = directions.map(missions.representation)
        var facets = [
            Facet(Relations.stateFacet, relationship.relations.value.rawValue),
            Facet("status", status(key, relationship, representations, at: day.lastInstant).rawValue),
            Facet(
                "restoration", relationship.restoration.map { $0.due.map { "agreed, due \($0)" } ?? "agreed" }
            ),
        ]
        for (direction, representation) in zip(directions, representations) {
            let prefix = prefix(direction, chronicle)
            facets += representation.facets(prefix: prefix)
            facets.append(
                Facet(prefix + Relations.recognitionFacet, relationship.recognition(direction).value.rawValue)
            )
            for kind in relationship.measures(direction) {
                facets.append(Facet(prefix + Relations.measureFacet + kind, "imposed"))
            }
        }
        return facets
    }

    static let stateFacet = "relations.state"
    static let recognitionFacet = "recognition"
    static let measureFacet = "measure "

    /// What a direction's facets are called by: `USA>IRN `.
    func prefix(_ direction: DirectedPair, _ chronicle: some Chronicle) -> String {
        "\(chronicle.code(of: direction.from))>\(chronicle.code(of: direction.to)) "
    }

    /// How things stand in a word.
    func status(
        _ pair: ActorPair, _ relationship: Relationship, _ representations: [Representation],
        at instant: Instant
    ) -> RelationsStatus {
        let exist = existence.exists(pair.first, at: instant) && existence.exists(pair.second, at: instant)
        return RelationsStatus(relationship, representations, exist: exist)
    }
}
