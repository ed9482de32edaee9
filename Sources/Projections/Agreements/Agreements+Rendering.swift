public import CanonicalJSON
public import DiplomaticEvents
import EDTF

extension Agreements {
    public func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        try items(view, doubts, chronicle) { _, _ in true }
    }

    /// The items of the agreements that a condition lets through.
    func items(
        _ view: View, _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle,
        where isShown: (AgreementReckoning, AgreementReckoning.Standing) -> Bool
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [JSONValue] = []
        for subject in shown(view, chronicle) {
            let reckoning = reckoning(subject, on: view.day)
            let standing = reckoning.standing
            guard isShown(reckoning, standing), view.status.map({ $0 == standing.status.rawValue }) ?? true
            else {
                continue
            }
            items.append(try item(subject, reckoning, standing, view, doubts, chronicle))
        }
        return items
    }

    /// The agreements that the filters let through, by name.
    func shown(_ view: View, _ chronicle: some Chronicle) -> [SubjectID] {
        var subjects = view.subject.map { [$0] } ?? Array(acts.keys)
        subjects = subjects.filter { subject in
            guard acts[subject] != nil else { return false }
            let actors = [view.actor, view.pair?.first, view.pair?.second].compactMap { $0 }
            return actors.allSatisfy { byActor[$0]?.contains(subject) == true }
        }
        let named = subjects.map { (chronicle.name(of: $0), $0) }
        return named.sorted { $0.0.precedes($1.0) }.map(\.1)
    }

    private func item(
        _ subject: SubjectID, _ reckoning: AgreementReckoning, _ standing: AgreementReckoning.Standing,
        _ view: View,
        _ doubts: Doubts<SubjectID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var item = JSONObject(doubts.members(subject, Self.statusFacet))
        item["agreement"] = .text(chronicle.name(of: subject))
        item["title"] = .text(orNull: reckoning.title)
        item["kind"] = .text(orNull: reckoning.definition?.kind.rawValue)
        item["status"] = .text(standing.status.rawValue)
        item["since"] = try standing.since.json(chronicle)
        item["because"] = try chronicle.ids(Set(standing.because))
        item["parties"] = try parties(reckoning, chronicle)
        item["counts"] = Self.counts(reckoning)
        item["entryIntoForce"] = try entryIntoForce(reckoning, chronicle)
        item["provisional"] = try provisional(reckoning, chronicle)
        item["suspension"] = try suspension(reckoning, standing, chronicle)
        item["termUntil"] = .text(orNull: reckoning.term?.text)
        item["drafts"] = try drafts(reckoning, chronicle)
        item["expectations"] = .list(try expected(subject, view, chronicle))
        let isPending = standing.status.isPending
        item["pendingDays"] = isPending ? .integer(view.day.number - reckoning.firstDay.number) : .null
        item["next"] =
            reckoning.next.map { ["what": .text($0.what), "on": .text($0.on.description)] } ?? JSONValue.null
        item["stale"] = .bool(isPending && Self.isStale(reckoning, view))
        return .object(item)
    }

    /// Whether nothing has been heard of it for so many years.
    static func isStale(_ reckoning: AgreementReckoning, _ view: View) -> Bool {
        reckoning.lastDay.adding(months: Int64(max(0, min(view.staleAfterYears, 1_000_000))) * 12) < view.day
    }

    private func parties(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var list: [JSONValue] = []
        for (actor, row) in reckoning.rows.sorted(by: { $0.key < $1.key }) {
            let (state, fact) = reckoning.state(actor, row)
            let events = (fact?.because ?? []) + row.succession
            let spells = reckoning.intervals(row).map { spell -> JSONValue in
                ["from": .text(spell.from.description), "to": .text(orNull: spell.to?.description)]
            }
            list.append([
                "actor": .text(chronicle.code(of: actor)), "because": try chronicle.ids(Set(events)),
                "boundFrom": .text(orNull: reckoning.boundFrom(row)?.description), "intervals": .list(spells),
                "mode": .text(orNull: row.consent?.fact.value), "since": try (fact?.since).json(chronicle),
                "state": .text(state.rawValue),
            ])
        }
        return .list(list)
    }

    private static func counts(_ reckoning: AgreementReckoning) -> JSONValue {
        let rows = reckoning.rows.values
        func count(_ condition: (PartyRow) -> Bool) -> JSONValue {
            .integer(Int64(rows.count(where: condition)))
        }
        return [
            "bound": count(reckoning.isBound), "consented": count(\.consents),
            "expected": .integer(Int64(reckoning.expected.count)),
            "signed": count { $0.hasSigned && $0.lapsed == nil },
        ]
    }

    private func entryIntoForce(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        let force = reckoning.force
        var state = ConsentState()
        state.expected = reckoning.parties
        state.isExchanged = reckoning.exchange != nil
        state.day = reckoning.day
        for (actor, row) in reckoning.rows {
            if row.consents { state.consented.insert(actor) }
            if row.hasSigned { state.signed.insert(actor) }
            if row.hasSigned, !row.hasSignedFully { state.adReferendum.insert(actor) }
        }
        let progress = reckoning.rule?.progress(state, chronicle)
        return [
            "asserted": try (reckoning.asserted?.fact.since).json(chronicle),
            "conditionsMet": Self.text(force.metEarliest, force.met),
            "date": Self.text(force.derivedEarliest, force.derived),
            "have": progress.map { .object($0.have) } ?? .null,
            "missing": .texts(progress?.missing ?? []),
            "need": progress.map { .object($0.need) } ?? .null,
            "rule": reckoning.definition?.ruleJSON ?? .null,
        ]
    }

    /// A day, or the days between which it lies: never one where the sources give several.
    static func text(_ earliest: CivilDay?, _ latest: CivilDay?) -> JSONValue {
        guard let latest else { return .null }
        guard let earliest, earliest < latest else { return .text(latest.description) }
        return .text("[\(earliest == .distantPast ? "" : earliest.description)..\(latest)]")
    }

    private func provisional(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard reckoning.isProvisional, let provisional = reckoning.provisional else { return .null }
        var members = JSONObject(try provisional.fact.reasons(chronicle))
        members["until"] = .text(orNull: provisional.until)
        return .object(members)
    }

    private func suspension(
        _ reckoning: AgreementReckoning, _ standing: AgreementReckoning.Standing, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard standing.status.isAlive, let fact = reckoning.suspendedFact else { return .null }
        var members = JSONObject(try fact.reasons(chronicle))
        members["by"] = .texts(reckoning.suspension.keys.compactMap { $0 }.sorted().map(chronicle.code(of:)))
        return .object(members)
    }

    private func drafts(
        _ reckoning: AgreementReckoning, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var list: [JSONValue] = []
        for draft in reckoning.drafts {
            list.append([
                "because": try chronicle.ids(Set(draft.because)),
                "circulated": try draft.circulated.json(chronicle),
                "state": .text(draft.isWithdrawn ? "withdrawn" : draft.isGone ? "superseded" : "current"),
                "tabled": try draft.tabled.json(chronicle), "to": .texts(draft.to.map(chronicle.code(of:))),
                "version": .text(orNull: draft.version),
            ])
        }
        return .list(list)
    }

    private func expected(
        _ subject: SubjectID, _ view: View, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        try expectations.states(about: subject, on: view.day, chronicle).map { state in
            [
                "due": .text(orNull: state.due), "expectation": .text(chronicle.name(of: state.expectation)),
                "likelihood": .text(orNull: state.likelihood), "state": .text(state.state),
            ]
        }
    }

    public func warnings(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning] {
        var warnings: [Warning] = []
        for subject in shown(view, chronicle) {
            let reckoning = reckoning(subject, on: view.day)
            guard let asserted = reckoning.asserted, let derived = reckoning.force.derived,
                asserted.earliest > derived || asserted.day < reckoning.force.derivedEarliest ?? derived
            else { continue }
            warnings.append(
                Warning(
                    code: "entry-into-force-mismatch",
                    message: "\(chronicle.name(of: subject)) is said to have entered into force on "
                        + "\(asserted.day); by its rule it did on \(derived)",
                    events: Array(Set(asserted.fact.because + reckoning.force.decidedBy)).sorted()))
        }
        return warnings
    }
}

extension Optional<AgreementReckoning.Since> {
    func json(_ chronicle: some Chronicle) throws(ChronicleFault) -> JSONValue {
        switch self {
        case .mark(let mark)?: .text(try chronicle.date(mark))
        case .days(let earliest, let latest)?: Agreements.text(earliest, latest)
        case nil: .null
        }
    }
}
