public import DiplomaticEvents
public import EDTF

/// What is told of a pair beside its facets: of visits and calls how many there have been, of missions their kind and
/// seat, who serves whose interests, and that what was agreed is overdue.
extension Relations: NarratedProjection {
    /// A meeting is told as a meeting: counted for each pair of its participants it would be told by the hundred.
    public func narratedKeys(touchedBy step: Step) -> [ActorPair] {
        guard step.isAsserted, step.phase != .notice else { return [] }
        switch step.type {
        case .visitMade, .callHeld: return Contacts.pairs(step)
        // Until when an actor exists decides how things stand with it.
        case .actorDefined: return known(of: step.actors(.actor))
        default: return []
        }
    }

    public func toldFacets(
        of key: ActorPair, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        let contacts = self.contacts[key] ?? Contacts()
        let isOverdue = relationship(key).restoration?.latest.map { day.lastInstant > $0 } ?? false
        var facets = try facets(of: key, on: day, chronicle)
        facets += [
            Facet("contacts.calls", contacts.calls.description),
            Facet("contacts.visits", contacts.visits.description),
            Facet("restoration.overdue", isOverdue ? "yes" : nil),
        ]
        for direction in [DirectedPair(forward: key), DirectedPair(backward: key)] {
            let prefix = prefix(direction, chronicle)
            let representation = missions.representation(direction)
            facets += [
                Facet(prefix + "mission.kind", representation.mission.kind?.rawValue),
                Facet(prefix + "mission.seat", representation.mission.seat),
                Facet(prefix + "interestsServedBy", representation.power.map(chronicle.code(of:))),
            ]
        }
        return facets
    }

    /// The day after an agreed date, and the days on which one of the two begins or ends by its definition.
    public func clockDays(of key: ActorPair, after day: CivilDay) -> [CivilDay] {
        let due = relationship(key).restoration?.latest.map { $0.day.adding(days: 1) }
        return ([due].compactMap { $0 } + existence.turns(of: key.first) + existence.turns(of: key.second))
            .filter { $0 > day }
    }
}
