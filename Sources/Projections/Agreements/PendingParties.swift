public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// The signatories that still haven't consented to a treaty which is in force for others.
public struct PendingParties: Projection {
    public typealias Key = SubjectID

    public static let name = "pending-parties"
    public static let summary = "signatories without consent to a treaty that is in force for others"
    public static let version = 1
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

    public func part(of key: SubjectID) -> PendingParties {
        var part = PendingParties()
        part.agreements = agreements.part(of: key)
        return part
    }

    public func facets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        try agreements.facets(of: key, on: day, chronicle)
    }

    public func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [JSONValue] = []
        var unfiltered = view
        unfiltered.actor = nil
        unfiltered.pair = nil
        for subject in agreements.shown(unfiltered, chronicle) {
            let reckoning = agreements.reckoning(subject, on: view.day)
            let status = reckoning.standing.status
            guard status == .inForce || status == .suspended else { continue }
            for (actor, row) in reckoning.rows.sorted(by: { $0.key < $1.key }) {
                guard row.hasSigned, row.lapsed == nil, !reckoning.isBound(row), row.consent == nil,
                    let signature = row.signature, let signed = row.signatureDay, view.admits(actors: [actor])
                else { continue }
                items.append([
                    "actor": .text(chronicle.code(of: actor)),
                    "agreement": .text(chronicle.name(of: subject)),
                    "because": try chronicle.ids(signature.because),
                    "days": .integer(view.day.number - signed.number),
                    "signed": try signature.since.json(chronicle),
                ])
            }
        }
        return items
    }

    public func warnings(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning] { [] }
}
