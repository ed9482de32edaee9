public import DiplomaticEvents
public import EDTF

/// What is told of an expectation beside its state: by when and how surely it is expected.
extension Expectations: NarratedProjection {
    public func toldFacets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let record = records[key] else { return [] }
        return try facets(of: key, on: day, chronicle) + [
            Facet("due", try record.dueText(chronicle)),
            Facet("likelihood", try record.likelihoodText(chronicle)),
            Facet("outcome", try record.outcome(on: day, chronicle)),
        ]
    }

    /// The day after it was due, and the day of an outcome whose legal effect is earlier.
    public func clockDays(of key: SubjectID, after day: CivilDay) -> [CivilDay] {
        let record = records[key]
        return [record?.due?.last.adding(days: 1), record?.ending?.bounds.latest.day].compactMap { $0 }
            .filter { $0 > day }
    }
}
