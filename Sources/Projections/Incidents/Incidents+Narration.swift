import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// What is told of an incident beside its attribution: when it came out, and each accusation.
extension Incidents: NarratedProjection {
    public func toldFacets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let incident = incidents[key] else { return [] }
        func codes(_ actors: some Sequence<ActorID>) -> String? {
            let codes = actors.sorted().map(chronicle.code(of:))
            return codes.isEmpty ? nil : codes.joined(separator: " ")
        }
        var facets = try facets(of: key, on: day, chronicle)
        facets += [
            Facet("disclosed", try incident.disclosed.json(chronicle).text),
            Facet("occurred", try incident.occurred.json(chronicle).text),
            Facet("target", codes(incident.targets)),
            Facet("withheld by", codes(incident.withheld?.by ?? [])),
        ]
        for accusation in incident.accusations.keys {
            let name = "\(chronicle.code(of: accusation.by))>\(chronicle.code(of: accusation.to)) accusation"
            facets.append(Facet(name, incident.hasDenied(accusation.to) ? "denied" : "made"))
        }
        return facets
    }
}
