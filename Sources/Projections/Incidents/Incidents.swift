public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// Incidents and who is said to be behind them.
///
/// In the attribution, `by` are those who brought its state about: who withholds, who accuses, who denies; `to`
/// are the accused, `null` as long as nobody is. `accusations` tells each accuser's own.
public struct Incidents: Projection {
    public typealias Key = SubjectID

    public static let name = "incidents"
    public static let summary =
        "incidents: whom they were done to, when they came out, who is said to have done it"
    public static let version = 1
    public static let itemKeys = [["incident"]]
    public static let folds = EventTypes(.incidentOccurred ... .incidentProtested)

    private(set) var incidents: [SubjectID: Incident] = [:]
    private var tied: [ActorPair: [SubjectID]] = [:]
    /// Of a part: the incident that it is about.
    private var focus: SubjectID?

    public init() {}

    /// The incidents that lie between two actors, in no order that means anything: one of them is said to have
    /// done it, the other was its target or says so.
    public func incidents(of pair: ActorPair) -> [SubjectID] { tied[pair] ?? [] }

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard step.isAsserted, step.phase != .notice, let subject = step.subject else { return }
        guard focus == nil || focus == subject else { return }
        var incident = incidents[subject] ?? Incident()
        let before = incident.sides
        incident.fold(step)
        incidents[subject] = incident
        guard focus == nil, incident.sides != before else { return }
        for pair in incident.pairs where tied[pair]?.contains(subject) != true {
            tied[pair, default: []].append(subject)
        }
    }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [SubjectID]
    {
        guard step.isAsserted, step.phase != .notice, let subject = step.subject else { return [] }
        return [subject]
    }

    public func part(of key: SubjectID) -> Incidents {
        var part = Incidents()
        part.focus = key
        part.incidents[key] = incidents[key]
        return part
    }

    public func facets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let incident = incidents[key] else { return [] }
        return [Facet(Self.attribution, incident.state.rawValue)]
    }

    private static let attribution = "attribution.state"

    // MARK: Items

    public func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [(name: String, item: JSONValue)] = []
        for (key, incident) in incidents {
            if let subject = view.subject, subject != key { continue }
            if let status = view.status, status != incident.state.rawValue { continue }
            guard view.admits(actors: incident.actors) else { continue }
            let name = chronicle.name(of: key)
            items.append((name, try item(name, key, incident, doubts, chronicle)))
        }
        return items.sorted { $0.name.precedes($1.name) }.map(\.item)
    }

    private func item(
        _ name: String, _ key: SubjectID, _ incident: Incident, _ doubts: Doubts<SubjectID>,
        _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var attribution = try (incident.voices?.fact ?? Fact(true)).reasons(chronicle)
        attribution += doubts.members(key, Self.attribution)
        attribution += [
            JSONObject.Member(name: "by", value: codes(incident.voices?.by ?? [], chronicle)),
            JSONObject.Member(name: "state", value: .text(incident.state.rawValue)),
            JSONObject.Member(name: "to", value: accused(incident.allAccused, chronicle)),
        ]
        return [
            "accusations": try accusations(incident, chronicle),
            "attribution": .object(JSONObject(attribution)),
            "disclosed": try incident.disclosed.json(chronicle), "incident": .text(name),
            "occurred": try incident.occurred.json(chronicle),
            "perpetrator": accused(incident.perpetrators.sorted(), chronicle),
            "protests": try chronicle.ids(incident.protests?.fact.because ?? []),
            "target": codes(incident.targets, chronicle),
        ]
    }

    private func accusations(
        _ incident: Incident, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var list: [JSONValue] = []
        for (pairing, voices) in incident.accusations.sorted(by: {
            ($0.key.by, $0.key.to) < ($1.key.by, $1.key.to)
        }) {
            var members = try voices.fact.reasons(chronicle)
            members += [
                JSONObject.Member(name: "by", value: .text(chronicle.code(of: pairing.by))),
                JSONObject.Member(name: "denied", value: .bool(incident.hasDenied(pairing.to))),
                JSONObject.Member(name: "to", value: .text(chronicle.code(of: pairing.to))),
            ]
            list.append(.object(JSONObject(members)))
        }
        return .list(list)
    }

    private func codes(_ actors: some Sequence<ActorID>, _ chronicle: some Chronicle) -> JSONValue {
        .texts(actors.sorted().map(chronicle.code(of:)))
    }

    /// Who is held to have done it: `null` for nobody, a code for one, a list of codes for several, as events have it.
    private func accused(_ actors: [ActorID], _ chronicle: some Chronicle) -> JSONValue {
        switch actors.count {
        case 0: .null
        case 1: .text(chronicle.code(of: actors[0]))
        default: codes(actors, chronicle)
        }
    }
}
