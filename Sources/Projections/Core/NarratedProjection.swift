public import EDTF

/// A projection whose changes are told one by one, with the events or the day that brought them about.
///
/// Told are the values of ``Projection/facets(of:on:_:)``, and beside them some that are never in doubt by themselves:
/// a count, a date that was set, a name.
public protocol NarratedProjection: Projection {
    /// The keys whose further values a step may change, beside ``Projection/keys(touchedBy:_:)``.
    func narratedKeys(touchedBy step: Step) -> [Key]
    /// All values that are told, on a day: the facets, and what stands beside them.
    func toldFacets(
        of key: Key, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet]
    /// The days after another on which, if no event comes, the clock may change a value. It may be too many and never
    /// too few.
    func clockDays(of key: Key, after day: CivilDay) -> [CivilDay]
}

extension NarratedProjection {
    public func narratedKeys(touchedBy step: Step) -> [Key] { [] }
    public func clockDays(of key: Key, after day: CivilDay) -> [CivilDay] { [] }
}
