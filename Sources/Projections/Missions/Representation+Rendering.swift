import CanonicalJSON
import DiplomaticEvents

/// What of a direction's representation is not certain, as the other values that it may have.
struct RepresentationDoubt {
    var mission: [String]?
    var head: [String]?
    var acting: [String]?

    /// Picks out of a key's doubts those about one direction.
    init(_ others: [String: [String]]?, prefix: String) {
        guard let others else { return }
        mission = others[prefix + RepresentationDoubt.missionState]
        head = others[prefix + RepresentationDoubt.head]
        acting = others[prefix + RepresentationDoubt.acting]
    }

    static let missionState = "mission.state"
    static let head = "head"
    static let acting = "acting"
}

extension Representation {
    /// What may be in doubt. A head is told by stage and person, the stage first: it has no spaces.
    func facets(prefix: String) -> [Facet] {
        [
            Facet(prefix + RepresentationDoubt.missionState, mission.state.value.rawValue),
            Facet(
                prefix + RepresentationDoubt.head,
                heads.shown.map { "\($0.stage.value.rawValue) \($0.person)" }),
            Facet(prefix + RepresentationDoubt.acting, heads.acting?.value),
        ]
    }

    /// An item of `missions`, or one direction in a pair's item.
    func json(
        _ direction: DirectedPair, _ doubt: RepresentationDoubt, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        [
            "acting": try acting(doubt, chronicle),
            "from": .text(chronicle.code(of: direction.from)),
            "head": try head(doubt, chronicle),
            "interestsServedBy": .text(orNull: power.map(chronicle.code(of:))),
            "mission": try mission(doubt, chronicle),
            "to": .text(chronicle.code(of: direction.to)),
        ]
    }

    private func mission(
        _ doubt: RepresentationDoubt, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let mission = self.mission
        return [
            "because": try chronicle.ids(mission.state.fact.because),
            "certain": .bool(doubt.mission == nil),
            "kind": .text(orNull: mission.kind?.rawValue),
            "mayBe": .texts(doubt.mission ?? []),
            "seat": .text(orNull: mission.seat),
            "since": try mission.state.fact.since.json(chronicle),
            "state": .text(mission.state.value.rawValue),
        ]
    }

    private func head(
        _ doubt: RepresentationDoubt, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let shown = heads.shown
        let stage = shown?.stage.fact
        return [
            "because": try chronicle.ids(stage?.because ?? []),
            "certain": .bool(doubt.head == nil),
            "mayBe": .texts(Representation.otherHeads(doubt.head ?? [], than: shown?.person)),
            "person": .text(orNull: shown?.person),
            "rank": .text(orNull: shown?.rank),
            "since": try (stage?.since ?? nil).json(chronicle),
            "stage": .text(orNull: stage?.value.rawValue),
        ]
    }

    /// Other persons where the person may be another, other stages where only the stage may.
    private static func otherHeads(_ others: [String], than person: String?) -> [String] {
        var names: Set<String> = []
        for other in others {
            let parts = other.split(separator: " ", maxSplits: 1)
            guard let stage = parts.first, let name = parts.last, parts.count == 2 else { continue }
            names.insert(person.map { name == $0 } == true ? String(stage) : String(name))
        }
        return names.sorted { $0.precedes($1) }
    }

    private func acting(
        _ doubt: RepresentationDoubt, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let acting = heads.acting
        guard acting != nil || doubt.acting != nil else { return .null }
        return [
            "because": try chronicle.ids(acting?.because ?? []),
            "certain": .bool(doubt.acting == nil),
            "mayBe": .texts(doubt.acting ?? []),
            "person": .text(orNull: acting?.value),
            "since": try (acting?.since ?? nil).json(chronicle),
        ]
    }
}
