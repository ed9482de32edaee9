public import CanonicalJSON
public import DiplomaticEvents
import EDTF

extension Expectations {
    public func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var wanted: [(name: String, key: SubjectID, record: Expectation)] = []
        for (key, record) in records {
            if let subject = view.subject, subject != key, subject != record.expected?.subject { continue }
            if let status = view.status, status != record.state(on: view.day).rawValue { continue }
            if let actor = view.actor, !circles.contains(actor, key) { continue }
            if let pair = view.pair, !expectations(of: pair).contains(key) { continue }
            wanted.append((chronicle.name(of: key), key, record))
        }
        wanted.sort { $0.name.precedes($1.name) }
        if view.bySource { return try bySource(wanted.map(\.record), view, chronicle) }
        var items: [JSONValue] = []
        for (name, key, record) in wanted {
            items.append(try item(name, record, view, doubts.members(key, "state"), chronicle))
        }
        return items
    }

    private func item(
        _ name: String, _ record: Expectation, _ view: View, _ doubt: [JSONObject.Member],
        _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var members = try record.reasons(on: view.day, chronicle) + doubt
        members += [
            JSONObject.Member(name: "due", value: .text(orNull: try record.dueText(chronicle))),
            JSONObject.Member(name: "expectation", value: .text(name)),
            JSONObject.Member(name: "expects", value: try record.expects(chronicle)),
            JSONObject.Member(name: "likelihood", value: .text(orNull: try record.likelihoodText(chronicle))),
            JSONObject.Member(
                name: "outcome", value: .text(orNull: try record.outcome(on: view.day, chronicle))),
            JSONObject.Member(name: "source", value: .text(orNull: try record.source(chronicle))),
            JSONObject.Member(name: "state", value: .text(record.state(on: view.day).rawValue)),
        ]
        return .object(JSONObject(members))
    }

    // MARK: By source

    /// How each source's expectations stand, for each likelihood that it gave, from the least likely to the
    /// most.
    private func bySource(
        _ records: [Expectation], _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var counts: [String?: [String?: [ExpectationState: Int64]]] = [:]
        for record in records {
            let (source, likelihood) = (try record.source(chronicle), try record.likelihoodText(chronicle))
            counts[source, default: [:]][likelihood, default: [:]][record.state(on: view.day), default: 0] +=
                1
        }
        return counts.sorted { Self.precedes($0.key, $1.key) }.map { source, terms in
            let ranked = terms.sorted { Self.rank($0.key) < Self.rank($1.key) }
            let lines = ranked.map { likelihood, states -> JSONValue in
                let all = ExpectationState.allCases.map {
                    JSONObject.Member(name: $0.rawValue, value: .integer(states[$0] ?? 0))
                }
                return [
                    "likelihood": .text(orNull: likelihood), "states": .object(JSONObject(all)),
                    "total": .integer(states.values.reduce(0, &+)),
                ]
            }
            let total = terms.values.reduce(0) { $0 &+ $1.values.reduce(0, &+) }
            return ["likelihoods": .list(lines), "source": .text(orNull: source), "total": .integer(total)]
        }
    }

    /// Unnamed sources come last.
    private static func precedes(_ one: String?, _ other: String?) -> Bool {
        guard let one else { return false }
        return other.map(one.precedes) ?? true
    }

    private static func rank(_ likelihood: String?) -> Int {
        Likelihood.allCases.firstIndex { $0.rawValue == likelihood } ?? Likelihood.allCases.count
    }

    // MARK: Warnings

    public func warnings(
        _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Warning] {
        var warnings: [Warning] = []
        for (key, record) in records where !record.others.isEmpty {
            let state = record.state(on: view.day)
            guard state == .open || state == .overdue, let expected = record.expected else { continue }
            let kind =
                try expected.subject.flatMap { definitions[$0] }
                .map { (event) throws(ChronicleFault) in try chronicle.text(event, "kind") } ?? nil
            var events: [Revision] = []
            var types: Set<EventType> = []
            for event in record.others {
                guard let type = try chronicle.field("type", of: event)?.text.flatMap(Catalogue.type(named:)),
                    !OtherOutcomes.isOnTheWay(type, to: expected.type, kind: kind)
                else { continue }
                types.insert(type)
                events.append(event)
            }
            guard !events.isEmpty else { continue }
            let happened = types.sorted().map(\.name).joined(separator: ", ")
            warnings.append(
                Warning(
                    code: "outcome-of-other-kind",
                    message: "\(chronicle.name(of: key)) expects \(expected.type.name); "
                        + "what happened is \(happened), so it stays \(state.rawValue)",
                    events: (record.expectedBy.map { [$0] } ?? []) + events))
        }
        return warnings.sorted { $0.message.precedes($1.message) }
    }
}

// MARK: What a record shows

extension Expectation {
    /// `since` and `because` of its state.
    func reasons(on day: CivilDay, _ chronicle: some Chronicle) throws(ChronicleFault) -> [JSONObject.Member]
    {
        if let ending = ending(on: day) { return try ending.fact.reasons(chronicle) }
        return try (moot ?? stated ?? Fact(true)).reasons(chronicle)
    }

    func dueText(_ chronicle: some Chronicle) throws(ChronicleFault) -> String? {
        guard let due else { return nil }
        return try chronicle.text(due.event, "due")
    }

    func likelihoodText(_ chronicle: some Chronicle) throws(ChronicleFault) -> String? {
        guard let likelihood else { return nil }
        return try chronicle.field("likelihood", of: likelihood)?.text
    }

    /// What is expected, with `null` for what is left open.
    func expects(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        guard let expectedBy, let expects = try chronicle.data(expectedBy, "expects") else { return .null }
        return [
            "party": expects["party"] ?? .null, "subject": expects["subject"] ?? .null,
            "type": expects["type"] ?? .null,
        ]
    }

    /// Who expects it: the source of its first statement, by title, else publisher, else id.
    func source(_ chronicle: some Chronicle) throws(ChronicleFault) -> String? {
        guard let statement, let source = try chronicle.field("source", of: statement) else { return nil }
        return source["title"]?.text ?? source["publisher"]?.text ?? source["id"]?.text
    }

    /// The id of the event that fulfilled it: the one that a statement of its fulfilment names, else the
    /// statement itself.
    func outcome(on day: CivilDay, _ chronicle: some Chronicle) throws(ChronicleFault) -> String? {
        guard let ending = ending(on: day), ending.fact.value == .fulfilled else { return nil }
        if ending.isStated, let named = try chronicle.text(ending.outcome, "event") { return named }
        return try chronicle.id(of: ending.outcome)
    }
}
