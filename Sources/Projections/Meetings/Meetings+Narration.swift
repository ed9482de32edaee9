import CanonicalJSON
public import EDTF

/// What is told of a meeting beside its state: for when it is set.
extension Meetings: NarratedProjection {
    public func toldFacets(
        of key: MeetingKey, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let meeting = meetings[key], let stage = meeting.stage else { return [] }
        return try facets(of: key, on: day, chronicle)
            + [Facet("when", try when(meeting, stage, chronicle).text)]
    }

    /// The day on which it ends, and the day after the last for which it was set.
    public func clockDays(of key: MeetingKey, after day: CivilDay) -> [CivilDay] {
        let meeting = meetings[key]
        return [meeting?.end?.day, meeting?.plan?.last.day.adding(days: 1)].compactMap { $0 }
            .filter { $0 > day }
    }
}
