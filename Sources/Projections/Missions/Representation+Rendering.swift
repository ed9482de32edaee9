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

    /// Writes an item of `missions`, or one direction in a pair's item.
    func write(
        _ direction: DirectedPair, _ doubt: RepresentationDoubt, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        writer.raw("{\"acting\":")
        try writeActing(doubt, chronicle, into: &writer)
        writer.raw(",\"from\":")
        writer.write(text: chronicle.code(of: direction.from))
        writer.raw(",\"head\":")
        try writeHead(doubt, chronicle, into: &writer)
        writer.raw(",\"interestsServedBy\":")
        writer.write(textOrNull: power.map(chronicle.code(of:)))
        writer.raw(",\"mission\":")
        try mission.write(doubt.mission, chronicle, into: &writer)
        writer.raw(",\"to\":")
        writer.write(text: chronicle.code(of: direction.to))
        writer.raw("}")
    }

    private func writeHead(
        _ doubt: RepresentationDoubt, _ chronicle: some Chronicle, into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let shown = heads.shown
        let stage = shown?.stage.fact
        writer.raw("{\"because\":")
        try writer.write(idsOf: stage?.because ?? [], chronicle)
        writer.raw(",\"certain\":")
        writer.write(doubt.head == nil)
        writer.raw(",\"mayBe\":")
        writer.write(texts: doubt.head.map { Representation.otherHeads($0, than: shown?.person) } ?? [])
        writer.raw(",\"person\":")
        writer.write(textOrNull: shown?.person)
        writer.raw(",\"rank\":")
        writer.write(textOrNull: shown?.rank)
        writer.raw(",\"since\":")
        try writer.write(dateOf: stage?.since ?? nil, chronicle)
        writer.raw(",\"stage\":")
        writer.write(textOrNull: stage?.value.rawValue)
        writer.raw("}")
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

    private func writeActing(
        _ doubt: RepresentationDoubt, _ chronicle: some Chronicle, into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let acting = heads.acting
        guard acting != nil || doubt.acting != nil else { return writer.raw("null") }
        writer.raw("{\"because\":")
        try writer.write(idsOf: acting?.because ?? [], chronicle)
        writer.raw(",\"certain\":")
        writer.write(doubt.acting == nil)
        writer.raw(",\"mayBe\":")
        writer.write(texts: doubt.acting ?? [])
        writer.raw(",\"person\":")
        writer.write(textOrNull: acting?.value)
        writer.raw(",\"since\":")
        try writer.write(dateOf: acting?.since ?? nil, chronicle)
        writer.raw("}")
    }
}

extension Mission {
    /// Writes the mission in an item.
    ///
    /// - Parameter others: the other states that it may be in; `nil` where it is certain.
    fileprivate func write(
        _ others: [String]?, _ chronicle: some Chronicle, into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        writer.raw("{\"because\":")
        try writer.write(idsOf: state.fact.because, chronicle)
        writer.raw(",\"certain\":")
        writer.write(others == nil)
        writer.raw(",\"kind\":")
        writer.write(textOrNull: kind?.rawValue)
        writer.raw(",\"mayBe\":")
        writer.write(texts: others ?? [])
        writer.raw(",\"seat\":")
        writer.write(textOrNull: seat)
        writer.raw(",\"since\":")
        try writer.write(dateOf: state.fact.since, chronicle)
        writer.raw(",\"state\":")
        writer.write(text: state.value.rawValue)
        writer.raw("}")
    }
}
