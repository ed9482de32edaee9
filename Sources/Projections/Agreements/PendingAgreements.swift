public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// The agreements on their way: begun, and neither complete nor in force nor given up.
public struct PendingAgreements: Projection {
    public typealias Key = SubjectID

    public static let name = "pending-agreements"
    public static let summary =
        "agreements that have been begun and are neither complete, in force nor given up"
    public static let version = 1
    public static let itemKeys = [["agreement"]]
    public static let folds = Agreements.folds

    private var agreements = Agreements()

    public init() {}

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        try agreements.fold(step, chronicle)
    }

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [SubjectID]
    {
        try agreements.keys(touchedBy: step, chronicle)
    }

    public func part(of key: SubjectID) -> PendingAgreements {
        var part = PendingAgreements()
        part.agreements = agreements.part(of: key)
        return part
    }

    public func facets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        try agreements.facets(of: key, on: day, chronicle)
    }

    /// What nothing has been heard of for years, with no rule that could still bring it into force, is left out unless it
    /// is asked for.
    public func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        try agreements.items(view, doubts, chronicle) { reckoning in
            reckoning.standing.status.isPending
                && (view.includeStale || reckoning.rule != nil || !Agreements.isStale(reckoning, view))
        }
    }
}
