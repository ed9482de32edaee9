public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// The signatories that still haven't consented to a treaty which is in force for others.
public struct PendingParties: Projection {
    public typealias Key = SubjectID

    public static let name = "pending-parties"
    public static let summary = "signatories without consent to a treaty that is in force for others"
    public static let version = 1
    public static let itemKeys = [["agreement", "actor"]]
    public static let folds = EventTypes(.agreementDefined ... .agreementAbandoned)
        .union([.actorDefined, .actorSucceeded, .actorExtinguished])

    private var agreements = Agreements(withExpectations: false)

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
                guard let signature = row.signature, view.admits(actors: [actor]),
                    Self.isPending(row, reckoning)
                else { continue }
                items.append([
                    "actor": .text(chronicle.code(of: actor)),
                    "agreement": .text(chronicle.name(of: subject)),
                    "because": try chronicle.ids(signature.fact.because),
                    "days": .integer(view.day.number &- signature.when.latest.number),
                    "signed": try signature.fact.since.json(chronicle),
                ])
            }
        }
        return items
    }

    /// Whether a signatory still has to make up its mind: it hasn't consented, nor said that it won't.
    private static func isPending(_ row: PartyRow, _ reckoning: AgreementReckoning) -> Bool {
        row.hasSigned && row.lapsed == nil && row.withdrawn == nil && !reckoning.hasConsented(row)
    }
}
