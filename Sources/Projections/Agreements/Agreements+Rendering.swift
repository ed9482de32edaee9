public import CanonicalJSON
public import DiplomaticEvents
import EDTF

extension Agreements {
    public func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        try items(view, doubts, chronicle) { _ in true }
    }

    /// The items of the agreements that a condition lets through.
    func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle,
        where isShown: (AgreementReckoning) -> Bool
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [JSONValue] = []
        for subject in shown(view, chronicle) {
            let reckoning = reckoning(subject, on: view.day)
            if let status = view.status, status != reckoning.standing.status.rawValue { continue }
            guard isShown(reckoning) else { continue }
            items.append(try item(subject, reckoning, view, doubts, chronicle))
        }
        return items
    }

    /// The agreements that the filters let through, by name.
    func shown(_ view: View, _ chronicle: some Chronicle) -> [SubjectID] {
        let actors = [view.actor, view.pair?.first, view.pair?.second].compactMap { $0 }
        let subjects = view.subject.map { [$0] } ?? Array(acts.keys)
        let named = subjects.compactMap { subject -> (String, SubjectID)? in
            guard acts[subject] != nil,
                actors.allSatisfy({ byActor[$0]?.contains(subject) == true })
            else { return nil }
            return (chronicle.name(of: subject), subject)
        }
        return named.sorted { $0.0.precedes($1.0) }.map(\.1)
    }

    private func item(
        _ subject: SubjectID, _ reckoning: AgreementReckoning, _ view: View, _ doubts: Doubts<SubjectID>,
        _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let standing = reckoning.standing
        let isPending = standing.status.isPending
        var members = doubts.members(subject, Self.statusFacet)
        func add(_ name: String, _ value: JSONValue) {
            members.append(JSONObject.Member(name: name, value: value))
        }
        add("agreement", .text(chronicle.name(of: subject)))
        add("because", try chronicle.ids(Set(standing.because)))
        add("counts", Self.counts(reckoning))
        add("drafts", try Self.drafts(reckoning, chronicle))
        add("entryIntoForce", try Self.entryIntoForce(reckoning, chronicle))
        add("expectations", .list(try expected(subject, view, chronicle)))
        add("kind", .text(orNull: reckoning.definition?.kind.rawValue))
        add("next", try Self.next(reckoning, chronicle))
        add("parties", try Self.parties(subject, reckoning, doubts, chronicle))
        add("pendingDays", isPending ? .integer(view.day.number &- reckoning.firstDay.number) : .null)
        add("provisional", try Self.provisional(reckoning, chronicle))
        add("since", try standing.since.json(chronicle))
        add("stale", .bool(isPending && Self.isStale(reckoning, view)))
        add("status", .text(standing.status.rawValue))
        add("suspension", try Self.suspension(reckoning, chronicle))
        add("termUntil", try Self.termUntil(reckoning, chronicle))
        add("title", .text(orNull: reckoning.title))
        return .object(JSONObject(members))
    }

    /// Whether nothing has been heard of it for so many years.
    static func isStale(_ reckoning: AgreementReckoning, _ view: View) -> Bool {
        let years = Int64(max(0, min(view.staleAfterYears, 1_000_000)))
        return reckoning.lastDay.adding(months: years * 12) < view.day
    }

    private static func parties(
        _ subject: SubjectID, _ reckoning: AgreementReckoning, _ doubts: Doubts<SubjectID>,
        _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var list: [JSONValue] = []
        for (actor, row) in reckoning.rows.sorted(by: { $0.key < $1.key }) {
            let code = chronicle.code(of: actor)
            let party = reckoning.state(of: actor, row)
            var spells: [JSONValue] = []
            for (from, to) in reckoning.intervals(row) {
                spells.append(["from": try from.json(chronicle), "to": try to.json(chronicle)])
            }
            var members = doubts.members(subject, partyFacet(code))
            members += [
                JSONObject.Member(name: "actor", value: .text(code)),
                JSONObject.Member(
                    name: "because",
                    value: try chronicle.ids(Set((party.fact?.because ?? []) + row.succession))),
                JSONObject.Member(name: "boundFrom", value: try row.boundFrom.json(chronicle)),
                JSONObject.Member(name: "intervals", value: .list(spells)),
                JSONObject.Member(name: "mode", value: .text(orNull: row.consent?.fact.value)),
                JSONObject.Member(name: "since", value: try since(party, chronicle)),
                JSONObject.Member(name: "state", value: .text(party.state.rawValue)),
            ]
            list.append(.object(JSONObject(members)))
        }
        return .list(list)
    }

    private static func since(
        _ party: AgreementReckoning.PartyStanding, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        if let day = party.since { return try day.json(chronicle) }
        return try (party.fact?.since).json(chronicle)
    }

    private static func counts(_ reckoning: AgreementReckoning) -> JSONValue {
        let rows = reckoning.rows.values
        func count(_ condition: (PartyRow) -> Bool) -> JSONValue {
            .integer(Int64(rows.count(where: condition)))
        }
        return [
            "bound": count(reckoning.isBound), "consented": count(reckoning.hasConsented),
            "expected": .integer(Int64(reckoning.expected.count)),
            "signed": count { $0.hasSigned && $0.lapsed == nil },
        ]
    }

    private static func entryIntoForce(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let force = reckoning.force
        let progress = reckoning.rule?.progress(reckoning.currentState, chronicle)
        return [
            "asserted": try (reckoning.asserted?.fact.since).json(chronicle),
            "conditionsMet": try force.met.json(chronicle), "date": try force.derived.json(chronicle),
            "have": progress.map { .object($0.have) } ?? .null,
            "missing": .texts(reckoning.hasEnteredIntoForce ? [] : progress?.missing ?? []),
            "need": progress.map { .object($0.need) } ?? .null,
            "rule": reckoning.definition?.ruleJSON ?? .null,
        ]
    }

    private static func provisional(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard let provisional = reckoning.provisionalApplication else { return .null }
        var members = try provisional.fact.reasons(chronicle)
        members.append(JSONObject.Member(name: "until", value: .text(orNull: provisional.until)))
        return .object(JSONObject(members))
    }

    private static func suspension(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard reckoning.standing.status == .suspended, let suspension = reckoning.suspension else {
            return .null
        }
        var members = try suspension.fact.reasons(chronicle)
        members.append(
            JSONObject.Member(name: "by", value: .texts(suspension.by.map(chronicle.code(of:)))))
        return .object(JSONObject(members))
    }

    private static func termUntil(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard let term = reckoning.term else { return .null }
        if let text = term.text { return .text(text) }
        return try term.last.json(chronicle)
    }

    private static func next(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard let next = reckoning.next else { return .null }
        return ["on": try next.on.json(chronicle), "what": .text(next.what)]
    }

    private static func drafts(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var list: [JSONValue] = []
        for draft in reckoning.drafts.list {
            list.append([
                "because": try chronicle.ids(Set(draft.because)),
                "circulated": try draft.circulated.json(chronicle), "state": .text(draft.state.rawValue),
                "tabled": try draft.tabled.json(chronicle), "to": .texts(draft.to.map(chronicle.code(of:))),
                "version": .text(orNull: draft.version),
            ])
        }
        return .list(list)
    }

    /// How what is expected of the agreement has turned out.
    private func expected(
        _ subject: SubjectID, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        let states = try expectations?.states(about: subject, on: view.day, chronicle) ?? []
        return states.map { state in
            [
                "due": .text(orNull: state.due), "expectation": .text(chronicle.name(of: state.expectation)),
                "likelihood": .text(orNull: state.likelihood), "state": .text(state.state),
            ]
        }
    }
}
