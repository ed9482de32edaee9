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

    public func write(
        _ pair: ActorPair, _ view: View, _ doubts: Doubts<ActorPair>, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let relationship = relationship(pair)
        let (forward, backward) = (DirectedPair(forward: pair), DirectedPair(backward: pair))
        let representations = [missions.representation(forward), missions.representation(backward)]
        let others = doubts.others[pair]
        writer.raw("{\"agreements\":")
        try writeAgreements(pair, view, chronicle, into: &writer)
        writer.raw(",\"contacts\":")
        try writeContacts(pair, chronicle, into: &writer)
        writer.raw(",\"expectations\":")
        writer.write(texts: names(surroundings.expectations.expectations(of: pair), chronicle))
        writer.raw(",\"incidents\":")
        writer.write(texts: names(surroundings.incidents.incidents(of: pair), chronicle))
        writer.raw(",\"measures\":")
        try write(measuresOf: relationship, others, chronicle, into: &writer)
        writer.raw(",\"pair\":[")
        writer.write(text: chronicle.code(of: pair.first))
        writer.raw(",")
        writer.write(text: chronicle.code(of: pair.second))
        writer.raw("],\"recognition\":[")
        try write(recognitionIn: forward, relationship, others, chronicle, into: &writer)
        writer.raw(",")
        try write(recognitionIn: backward, relationship, others, chronicle, into: &writer)
        writer.raw("],\"relations\":")
        try write(stateOf: relationship, others, chronicle, into: &writer)
        writer.raw(",\"representation\":[")
        for (place, direction) in [forward, backward].enumerated() {
            if place > 0 { writer.raw(",") }
            let doubt = RepresentationDoubt(others, prefix: others == nil ? "" : prefix(direction, chronicle))
            try representations[place].write(direction, doubt, chronicle, into: &writer)
        }
        writer.raw("],\"restoration\":")
        try write(restorationOf: relationship, view, chronicle, into: &writer)
        writer.raw(",\"signals\":")
        writeSignals(pair, into: &writer)
        writer.raw(",\"status\":")
        writer.write(text: status(pair, relationship, representations, at: view.instant).rawValue)
        writer.raw(",\"viaBlocs\":")
        writer.write(texts: try viaBlocs(pair, view, chronicle))
        writer.raw("}")
    }

    private func write(
        stateOf relationship: Relationship, _ doubts: [String: [String]]?, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let fact = relationship.relations.fact
        let others = doubts?[Relations.stateFacet]
        writer.raw("{\"because\":")
        try writer.write(idsOf: fact.because, chronicle)
        writer.raw(",\"certain\":")
        writer.write(others == nil)
        writer.raw(",\"mayBe\":")
        writer.write(texts: others ?? [])
        writer.raw(",\"since\":")
        try writer.write(dateOf: fact.since, chronicle)
        writer.raw(",\"state\":")
        writer.write(text: fact.value.rawValue)
        writer.raw("}")
    }

    private func write(
        recognitionIn direction: DirectedPair, _ relationship: Relationship, _ doubts: [String: [String]]?,
        _ chronicle: some Chronicle, into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let fact = relationship.recognition(direction).fact
        let others = doubts.flatMap { $0[prefix(direction, chronicle) + Relations.recognitionFacet] }
        writer.raw("{\"because\":")
        try writer.write(idsOf: fact.because, chronicle)
        writer.raw(",\"certain\":")
        writer.write(others == nil)
        writer.raw(",\"from\":")
        writer.write(text: chronicle.code(of: direction.from))
        writer.raw(",\"mayBe\":")
        writer.write(texts: others ?? [])
        writer.raw(",\"since\":")
        try writer.write(dateOf: fact.since, chronicle)
        writer.raw(",\"state\":")
        writer.write(text: fact.value.rawValue)
        writer.raw(",\"to\":")
        writer.write(text: chronicle.code(of: direction.to))
        writer.raw("}")
    }

    /// What is agreed; the clock alone makes it overdue.
    private func write(
        restorationOf relationship: Relationship, _ view: View, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        guard let restoration = relationship.restoration else { return writer.raw("null") }
        writer.raw("{\"agreed\":")
        try writer.write(dateOf: restoration.agreed, chronicle)
        writer.raw(",\"because\":")
        try writer.write(idsOf: restoration.because, chronicle)
        writer.raw(",\"due\":")
        writer.write(textOrNull: restoration.due)
        writer.raw(",\"overdue\":")
        writer.write(restoration.latest.map { view.instant > $0 } ?? false)
        writer.raw("}")
    }

    private func write(
        measuresOf relationship: Relationship, _ doubts: [String: [String]]?, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let standing = relationship.measures.filter(\.value.value).sorted {
            $0.key.kind == $1.key.kind
                ? $0.key.direction < $1.key.direction : $0.key.kind.precedes($1.key.kind)
        }
        writer.raw("[")
        for (place, (measure, value)) in standing.enumerated() {
            if place > 0 { writer.raw(",") }
            let facet = prefix(measure.direction, chronicle) + Relations.measureFacet + measure.kind
            writer.raw("{\"against\":")
            writer.write(text: chronicle.code(of: measure.direction.to))
            writer.raw(",\"because\":")
            try writer.write(idsOf: value.fact.because, chronicle)
            writer.raw(",\"by\":")
            writer.write(text: chronicle.code(of: measure.direction.from))
            writer.raw(",\"certain\":")
            writer.write(doubts?[facet] == nil)
            writer.raw(",\"kind\":")
            writer.write(text: measure.kind)
            writer.raw(",\"since\":")
            try writer.write(dateOf: value.fact.since, chronicle)
            writer.raw("}")
        }
        writer.raw("]")
    }

    private func writeContacts(
        _ pair: ActorPair, _ chronicle: some Chronicle, into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let contacts = self.contacts[pair] ?? Contacts()
        writer.raw("{\"calls\":")
        writer.write(contacts.calls)
        writer.raw(",\"last\":")
        if let (event, type) = contacts.last {
            writer.raw("{\"event\":")
            writer.write(text: try chronicle.id(of: event))
            writer.raw(",\"occurred\":")
            try writer.write(dateOf: Mark(event: event), chronicle)
            writer.raw(",\"type\":")
            writer.write(text: type.name)
            writer.raw("}")
        } else {
            writer.raw("null")
        }
        writer.raw(",\"meetings\":")
        writer.write(contacts.meetings)
        writer.raw(",\"visits\":")
        writer.write(contacts.visits)
        writer.raw("}")
    }

    private func writeSignals(_ pair: ActorPair, into writer: inout CanonicalWriter) {
        let counts = self.signals[pair] ?? SignalCounts()
        writer.raw("{\"conflictual\":")
        writer.write(counts.conflictual)
        writer.raw(",\"cooperative\":")
        writer.write(counts.cooperative)
        writer.raw(",\"count\":")
        writer.write(counts.count)
        writer.raw(",\"goldstein\":")
        writer.write(real: Double(counts.goldstein) / 1000)
        writer.raw("}")
    }
}
