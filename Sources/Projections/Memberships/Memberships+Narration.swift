import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// What is told of an organisation beside who is what in it: who has given notice that it leaves.
extension Memberships: NarratedProjection {
    public func narratedFacets(
        of key: ActorID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        var facets: [Facet] = []
        for (actor, row) in organisations[key]?.rows ?? [:] {
            guard let leaving = row.leaving else { continue }
            let day = try chronicle.field("effective", of: leaving.notice)?.text
            facets.append(Facet("\(chronicle.code(of: actor)) leaving", day.map { "on \($0)" } ?? "notified"))
        }
        return facets
    }
}
