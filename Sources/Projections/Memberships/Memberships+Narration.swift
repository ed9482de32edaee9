import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// What is told of an organisation: what each actor is in it, in one word or two, who has given notice that it leaves,
/// and who has the chair.
extension Memberships: NarratedProjection {
    public func toldFacets(
        of key: ActorID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let organisation = organisations[key] else { return [] }
        var facets = [Facet("chair", organisation.chair.value.map(chronicle.code(of:)))]
        for (actor, row) in organisation.rows {
            let standings = MembershipList.allCases.filter { $0.standing(row).value }.compactMap {
                $0.value(row)
            }
            if !standings.isEmpty {
                facets.append(Facet(chronicle.code(of: actor), standings.joined(separator: " and ")))
            }
            guard let leaving = row.leaving else { continue }
            let day = try chronicle.field("effective", of: leaving.notice)?.text
            facets.append(Facet("\(chronicle.code(of: actor)) leaving", day.map { "on \($0)" } ?? "notified"))
        }
        return facets
    }
}
