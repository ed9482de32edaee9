import DiplomaticEvents
import EDTF

/// How things stand: the agreement's status, and where each party stands.
extension AgreementReckoning {
    /// A status with its reasons; `since` is a day where the clock alone has brought it about.
    struct Standing: Sendable {
        var status: AgreementStatus
        var since: Since?
        var because: [Revision]
    }

    enum Since: Sendable {
        case mark(Mark)
        /// From the first to the last day on which it may have been.
        case days(CivilDay, CivilDay)
    }

    /// Whether it is or has been in force by this day.
    var hasEnteredIntoForce: Bool { force.date.map { $0 <= day } ?? false }

    /// When it ended or will have ended by the clock: a withdrawal of one of two, or its term.
    private var clockEnding: (status: AgreementStatus, on: CivilDay, because: [Revision])? {
        guard hasEnteredIntoForce || isCompleted else { return nil }
        var endings: [(AgreementStatus, CivilDay, [Revision])] = []
        if isBilateral {
            let start = force.date ?? .distantPast
            for row in rows.values {
                if let withdrawn = row.withdrawn, withdrawn.day >= start {
                    endings.append((.terminated, withdrawn.day, withdrawn.fact.because))
                }
                if let lapsed = row.lapsed { endings.append((.terminated, lapsed.day, lapsed.fact.because)) }
            }
        }
        if let term, term.expiry <= day { endings.append((.expired, term.expiry, term.because)) }
        return endings.min { ($0.1, $0.0) < ($1.1, $1.0) }.map { ($0.0, $0.1, $0.2) }
    }

    /// The term: as it is shown, and the first day on which it has expired. What lasts until a day lasts through it; what
    /// lasts for years from a day ends as they are full.
    var term: (text: String, expiry: CivilDay, because: [Revision])? {
        if let extendedUntil {
            return (extendedUntil.text, extendedUntil.last.adding(days: 1), extendedUntil.fact.because)
        }
        switch definition?.term {
        case .date(let text, let last)?: return (text, last.adding(days: 1), definedBy)
        case .duration(let duration)?:
            guard let start = force.date else { return nil }
            let end = duration.applied(to: start)
            return (end.description, end, definedBy)
        case nil: return nil
        }
    }

    /// An entry into force that is told of shows that one was needed.
    private var completion: Fact<Bool>? { asserted == nil ? completedBy : nil }

    var isCompleted: Bool { completion != nil }

    /// The first that holds, from the end of its life to the beginning.
    func reckonStanding() -> Standing {
        let clockEnding = clockEnding
        if let overtaken,
            overtaken.day <= min(ending?.day ?? .distantFuture, clockEnding?.on ?? .distantFuture),
            dead == nil || hasEnteredIntoForce || isCompleted
        {
            return Standing(
                status: .superseded, since: overtaken.standing.since, because: overtaken.standing.because)
        }
        if let ending, clockEnding.map({ ending.day <= $0.on }) ?? true {
            return Standing(ending.status, ending.fact)
        }
        if let clock = clockEnding {
            return Standing(status: clock.status, since: .days(clock.on, clock.on), because: clock.because)
        }
        if let suspended = suspendedFact { return Standing(.suspended, suspended) }
        if let completion { return Standing(.completed, completion) }
        if hasEnteredIntoForce { return inForce }
        if let dead, dead.status != .draftWithdrawn || !isBeyondDraft {
            return Standing(dead.status, dead.fact)
        }
        if isBilateral, let lapsed = rows.values.compactMap(\.lapsed).min(by: { $0.day < $1.day }) {
            return Standing(.lapsed, lapsed.fact)
        }
        if let met = force.met {
            return Standing(
                status: .conditionsMet, since: force.decidedMark.map(Since.mark) ?? .days(met, met),
                because: force.decidedBy)
        }
        return furthest
    }

    private var isBeyondDraft: Bool { reached.keys.contains { $0 > .draft } }

    /// How it stood when it became complete or entered into force.
    var start: Standing { completion.map { Standing(.completed, $0) } ?? inForce }

    private var inForce: Standing {
        if let asserted { return Standing(.inForce, asserted.fact) }
        let last = force.derived ?? day
        return Standing(
            status: .inForce, since: .days(force.derivedEarliest ?? last, last), because: force.decidedBy)
    }

    private var furthest: Standing {
        var steps = reached
        // Consents that have all been taken back count for nothing.
        if !rows.values.contains(where: \.consents) { steps[.awaitingConsents] = nil }
        if let best = steps.keys.max(), let fact = steps[best] { return Standing(best, fact) }
        return Standing(status: .proposed, since: nil, because: [])
    }

    /// One party's suspension suspends what is between two, of a larger one only its own row (VCLT 57, 58).
    var suspendedFact: Fact<Bool>? {
        guard hasEnteredIntoForce || isCompleted else { return nil }
        if let all = suspension[nil] { return all }
        guard isBilateral else { return nil }
        let each = suspension.compactMap { key, fact in key.map { ($0, fact) } }.sorted { $0.0 < $1.0 }
        guard var joined = each.first?.1 else { return nil }
        for (_, fact) in each.dropFirst() { joined.join(fact) }
        return joined
    }

    /// Whether it is applied provisionally on the day: not once it is in force, nor after its end (VCLT 25).
    var isProvisional: Bool {
        guard let provisional, !hasEnteredIntoForce, standing.status.isAlive else { return false }
        return provisional.last.map { day <= $0 } ?? true
    }

    // MARK: Parties

    func isBound(_ row: PartyRow) -> Bool {
        guard hasEnteredIntoForce, standing.status.isAlive else { return false }
        if row.consents, let from = row.boundFrom { return from <= day }
        return bindsSignatories && row.hasSigned && row.withdrawn == nil && row.lapsed == nil
    }

    private func isProvisionallyBound(_ actor: ActorID, _ row: PartyRow) -> Bool {
        guard isProvisional, !provisionalLeavers.contains(actor) else { return false }
        return provisionalParties?.contains(actor) ?? (row.hasSigned || row.consents || row.isDefined)
    }

    /// In force without any consent that is known, it binds all who have signed.
    var bindsSignatories: Bool { hasEnteredIntoForce && !knowsConsents }

    func boundFrom(_ row: PartyRow) -> CivilDay? {
        if let from = row.boundFrom { return from }
        guard bindsSignatories, row.hasSigned, let date = force.date else { return nil }
        return row.signatureDay.map { max($0, date) } ?? date
    }

    /// Where a party stands, with its reasons: the first that holds.
    func state(_ actor: ActorID, _ row: PartyRow) -> (state: PartyState, fact: Fact<Bool>?) {
        if let lapsed = row.lapsed { return (.lapsed, lapsed.fact) }
        if let revoked = row.revoked, row.withdrawn == nil { return (.revoked, revoked) }
        if let withdrawn = row.withdrawn { return (.withdrawn, withdrawn.fact) }
        if let notice = row.notice { return (.withdrawalPending, notice.fact) }
        if isBound(row) {
            if let suspended = row.suspended ?? suspension[nil] { return (.suspended, suspended) }
            return (.bound, row.consent?.fact.asBool ?? row.signature?.asBool ?? asserted?.fact)
        }
        if isProvisionallyBound(actor, row), let provisional {
            return (.provisionallyBound, provisional.fact)
        }
        if row.consents { return (.consented, row.consent?.fact.asBool) }
        if let disavowed = row.disavowed { return (.disavowed, disavowed) }
        if let signature = row.signature {
            return (signature.value == "ad-referendum" ? .signedAdReferendum : .signed, signature.asBool)
        }
        if let initialled = row.initialled { return (.initialled, initialled) }
        if let negotiating = row.negotiating { return (.negotiating, negotiating) }
        return (.none, nil)
    }

    /// Every spell for which a party was bound, up to the day; one that lasts has no end.
    func intervals(_ row: PartyRow) -> [(from: CivilDay, to: CivilDay?)] {
        var spells: [(from: CivilDay, to: CivilDay?)] = []
        for former in row.former where hasEnteredIntoForce {
            guard let from = force.boundFrom(former.consent, self), from < former.to else { continue }
            spells.append((from, former.to))
        }
        if let from = boundFrom(row), from <= day, row.revoked == nil, hasEnteredIntoForce {
            var ends = [row.withdrawn?.day, row.lapsed?.day].compactMap { $0 }
            if let end = endDay { ends.append(end) }
            let end = ends.min()
            if end.map({ from < $0 }) ?? true { spells.append((from, end)) }
        }
        return spells
    }

    /// The day on which the agreement ended.
    private var endDay: CivilDay? {
        let days = [ending?.day, clockEnding?.on, overtaken?.day].compactMap { $0 }
        return days.min()
    }

    /// What the clock will bring about next.
    var next: (what: String, on: CivilDay)? {
        var coming: [(String, CivilDay)] = []
        if standing.status == .conditionsMet, let date = force.date {
            coming.append(("entry-into-force", date))
        }
        if standing.status.isAlive {
            for row in rows.values { if let from = row.notice?.from { coming.append(("withdrawal", from)) } }
            if let term, hasEnteredIntoForce || isCompleted { coming.append(("expiry", term.expiry)) }
            if isProvisional, let last = provisional?.last {
                coming.append(("provisional-end", last.adding(days: 1)))
            }
            if let openUntil, standing.status.isPending { coming.append(("signature-closes", openUntil)) }
        }
        return coming.filter { $0.1 > day }.min { ($0.1, $0.0) < ($1.1, $1.0) }.map { ($0.0, $0.1) }
    }
}

extension AgreementReckoning.Standing {
    init(_ status: AgreementStatus, _ fact: Fact<Bool>) {
        self.init(status: status, since: fact.since.map(AgreementReckoning.Since.mark), because: fact.because)
    }
}

extension AgreementStatus {
    /// Neither ended nor given up.
    var isAlive: Bool { self <= .suspended || self == .completed }
}

extension Fact {
    /// The same reasons, for a value that only is or isn't.
    var asBool: Fact<Bool> { Fact<Bool>(true, like: self) }
}
