public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// What in the log is doubtful, contradictory or unfinished, and what to append about it.
///
/// Looked at is what is asserted and what the lens counts: a statement that another `record.duplicate-of` or
/// `record.retracted` has taken out is not there any more. A fold only notes each event; what is wrong with them is
/// found when it is asked for, by sorting and sweeping, so that it takes no more than the log is long.
public struct Quality: Projection {
    /// An event: what is in doubt is whether it has happened by the day.
    public typealias Key = Revision

    public static let name = "quality"
    public static let summary =
        "conflicting dates, likely duplicates, actors outside their existence and more, with what to append"
    public static let version = 2
    public static let itemKeys = [["finding", "event", "subject", "actors"], ["finding"]]
    /// All but signals, of which one more or less changes no state, and what is said of other events.
    public static let folds = EventTypes(.actorDefined ... .expectationWithdrawn).union([.statementMade])

    /// The events in the order of folding, each once.
    private(set) var notes: [QualityNote] = []
    /// For each event its place among the notes.
    private(set) var places: [Revision: Int32] = [:]
    private(set) var tracks = FactTracks()
    private(set) var fingerprints = Fingerprints()
    private(set) var spans = ActorSpans()
    /// Without what is expected of each: that is folded below, once.
    private(set) var agreements = Agreements(withExpectations: false)
    private(set) var expectations = Expectations()
    /// Of a part: the event that it is about.
    private var focus: Revision?

    public init() {}

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard focus == nil else {
            if step.event == focus { places[step.event] = 0 }
            return
        }
        if Agreements.folds.contains(step.type) { try agreements.fold(step, chronicle) }
        try expectations.fold(step, chronicle)
        guard step.isAsserted else { return }
        if step.type == .actorDefined { try spans.define(step, chronicle) }
        if let succession = try Succession(step, chronicle) { spans.apply(succession, step) }
        // An effect that follows its notice, and a bloc's possible members, are no event of their own.
        guard places[step.event] == nil, let place = Int32(exactly: notes.count) else { return }
        places[step.event] = place
        notes.append(try QualityNote(step, chronicle))
        tracks.note(step, at: place)
        fingerprints.note(step, at: place)
    }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Revision] {
        step.isAsserted ? [step.event] : []
    }

    public func part(of key: Revision) -> Quality {
        var part = Quality()
        part.focus = key
        part.places[key] = places[key]
        return part
    }

    public func facets(
        of key: Revision, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        places[key] == nil ? [] : [Facet("counted", "yes")]
    }

    // MARK: Items

    public func items(
        _ view: View, _ doubts: Doubts<Revision>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        let findings = try findings(view, doubts, chronicle)
        if view.countsOnly { return Self.counts(findings, view) }
        let wanted = try Self.first(view.limit, of: findings, chronicle)
        var items: [JSONValue] = []
        items.reserveCapacity(wanted.count)
        for finding in wanted { items.append(try item(finding, view, chronicle)) }
        return items
    }

    /// How many there are of each kind: all kinds, so that a script need not ask whether one is there.
    private static func counts(_ findings: [Finding], _ view: View) -> [JSONValue] {
        var counts: [FindingKind: (all: Int64, severities: [Severity: Int64])] = [:]
        for finding in findings {
            counts[finding.kind, default: (0, [:])].all += 1
            counts[finding.kind, default: (0, [:])].severities[finding.severity, default: 0] += 1
        }
        return FindingKind.allCases.compactMap { kind in
            if let wanted = view.finding, wanted != kind.code { return nil }
            let count = counts[kind] ?? (0, [:])
            return [
                "count": .integer(count.all), "finding": .text(kind.code),
                "high": .integer(count.severities[.high] ?? 0),
                "low": .integer(count.severities[.low] ?? 0),
                "medium": .integer(count.severities[.medium] ?? 0),
            ]
        }
    }
}

extension Quality {
    /// The codes of all kinds of findings, in the order in which they are listed.
    public static var findingCodes: [String] { FindingKind.allCases.map(\.code) }
}
