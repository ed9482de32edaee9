import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// What is told of an agreement beside its facets: its title, its drafts, and the days that are set for it.
extension Agreements: NarratedProjection {
    /// Who has ended by its definition is no party any more.
    public func narratedKeys(touchedBy step: Step) -> [SubjectID] {
        guard step.isAsserted, step.type == .actorDefined else { return [] }
        var touched: Set<SubjectID> = []
        for actor in step.actors(.actor) { touched.formUnion(byActor[actor] ?? []) }
        for subject in touched { touched.formUnion(superseded(by: subject)) }
        return Array(touched)
    }

    public func toldFacets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard acts[key] != nil else { return [] }
        let reckoning = reckoning(key, on: day)
        var term = reckoning.term?.text
        if let last = reckoning.term?.last, term == nil { term = try last.json(chronicle).text }
        let provisional = reckoning.provisionalApplication
        var facets = Self.facets(reckoning, chronicle)
        facets += [
            Facet("title", reckoning.title),
            Facet("entryIntoForce.date", try reckoning.force.date.json(chronicle).text),
            Facet("provisional", provisional.map { spell in spell.until.map { "until \($0)" } ?? "yes" }),
            Facet("termUntil", term),
        ]
        for draft in reckoning.drafts.list {
            let name = draft.version.map { "draft \($0)" } ?? "draft"
            let stage = draft.circulated == nil ? "tabled" : "circulated"
            facets.append(Facet(name, draft.state == .current ? stage : draft.state.rawValue))
        }
        return facets
    }

    /// The days on which it enters into force, is suspended or ends by its own terms, binds a later party, or loses
    /// one that ends by its definition; and those of the agreements that take its place.
    public func clockDays(of key: SubjectID, after day: CivilDay) -> [CivilDay] {
        guard acts[key] != nil else { return [] }
        var days: Set<CivilDay> = []
        for subject in clockwork(of: key) {
            let reckoning = reckoning(subject, on: day)
            days.formUnion([reckoning.force.met, reckoning.force.date].compactMap { $0?.latest })
            days.formUnion(reckoning.rows.values.compactMap { $0.boundFrom?.latest })
            days.formUnion(reckoning.provisional.values.compactMap { $0.last?.adding(days: 1) })
            if let term = reckoning.term { days.insert(term.last.latest.adding(days: 1)) }
            // What a rule counts from its date may begin with a day that is not known yet.
            days.formUnion(reckoning.rule?.namedDays ?? [])
            for actor in reckoning.rows.keys {
                if let last = lastDay(of: actor) { days.insert(last.adding(days: 1)) }
            }
        }
        return days.filter { $0 > day }
    }
}
