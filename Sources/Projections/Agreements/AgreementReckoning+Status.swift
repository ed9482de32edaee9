import DiplomaticEvents
import EDTF

/// How the agreement as a whole stands.
extension AgreementReckoning {
    /// Whether it is or has been in force by this day.
    var hasEnteredIntoForce: Bool { force.date.map { $0.latest <= day } ?? false }

    /// Whether it binds in law, or is complete as what binds in politics only.
    var isConcluded: Bool { hasEnteredIntoForce || completion != nil }

    /// When it took effect: entered into force, or was complete.
    var concluded: (when: VagueDay, because: [Revision])? {
        if hasEnteredIntoForce, let date = force.date {
            return (date, asserted?.fact.because ?? force.decidedBy)
        }
        return completion.map { ($0.when, $0.because) }
    }

    /// The first that holds, from the end of its life to the beginning.
    func reckonStanding() -> Standing {
        if let end, concluded != nil || end.status != .superseded || dead == nil {
            return Standing(status: end.status, since: Since(end.when), because: end.because)
        }
        if let suspension {
            let since = suspension.fact.since.map(Since.mark)
            return Standing(status: .suspended, since: since, because: suspension.fact.because)
        }
        if let completion {
            return Standing(status: .completed, since: Since(completion.when), because: completion.because)
        }
        if hasEnteredIntoForce { return inForce }
        if let dead { return Standing(dead.status, dead.end.fact) }
        if let withdrawal = drafts.withdrawal, !isNegotiating, !reached.keys.contains(where: { $0 > .draft })
        {
            return Standing(.draftWithdrawn, withdrawal.fact)
        }
        if let lapse {
            return Standing(status: .lapsed, since: Since(lapse.when), because: lapse.fact.because)
        }
        if let met = force.met {
            let isAhead = met.latest > day
            return Standing(
                status: .conditionsMet,
                since: force.decidedMark.map(Since.mark) ?? (isAhead ? nil : .day(met)),
                because: force.decidedBy.isEmpty ? definedBy : force.decidedBy)
        }
        return furthest
    }

    private var inForce: Standing {
        if let asserted { return Standing(.inForce, asserted.fact) }
        let because = force.decidedBy.isEmpty ? definedBy : force.decidedBy
        return Standing(status: .inForce, since: force.date.map { Since($0) }, because: because)
    }

    private var furthest: Standing {
        // Consents that have all been taken back count for nothing.
        let consents = rows.values.contains(where: \.consents)
        let best = reached.keys.filter { $0 != .awaitingConsents || consents }.max()
        guard let best, let stage = reached[best] else {
            return Standing(status: .proposed, since: nil, because: [])
        }
        return Standing(best, stage.fact)
    }

    // MARK: Completion

    /// What needs no entry into force is complete once it is adopted, or signed by all; an executive agreement
    /// at definitive signature, notes at their exchange (VCLT 12, 13). A rule of its own, or that it is said to
    /// have entered into force, goes before that.
    var completion: (when: VagueDay, because: [Revision])? {
        if definition == nil || definition?.rule != nil || asserted != nil { return nil }
        switch kind {
        case .treaty: return nil
        case .exchangeOfNotes: return exchange.map { ($0.when, $0.fact.because) }
        case .executiveAgreement: return signedByAll { $0.signature?.fact.value == "definitive" }
        case .mou, .statement, .codeOfConduct:
            let signed = signedByAll(\.hasFullySigned)
            guard let adopted = reached[.adopted] else { return signed }
            if let signed, signed.when.latest < adopted.when.latest { return signed }
            return (adopted.when, adopted.fact.because)
        }
    }

    /// The completion of what binds in law: from then on it does.
    var bindingCompletion: (when: VagueDay, because: [Revision])? { kind.isPolitical ? nil : completion }

    /// When the last of all parties signed as it has to, or consented.
    private func signedByAll(
        _ suffices: (PartyRow) -> Bool
    ) -> (when: VagueDay, because: [Revision])? {
        guard !expected.isEmpty else { return nil }
        var all: (when: VagueDay, because: [Revision])?
        for party in expected {
            guard let row = rows[party] else { return nil }
            let last: VagueDay
            let because: [Revision]
            if suffices(row), let signature = row.signature, let full = signature.full {
                (last, because) = (full, signature.fact.because)
            } else if let consent = row.consent, row.revoked == nil {
                (last, because) = (consent.when, consent.fact.because)
            } else {
                return nil
            }
            all = (all.map { last.orLater($0.when) } ?? last, (all?.because ?? []) + because)
        }
        return all.map { ($0.when, Array(Set($0.because)).sorted()) }
    }

    // MARK: Ends

    /// What ended it first: an act, another agreement in its place, its term, or that one of two parties is gone.
    func reckonEnd() -> Ending? {
        var ends = [ending].compactMap { $0 }
        if let concluded {
            if isBilateral {
                for row in rows.values {
                    for gone in [row.withdrawn, row.lapsed].compactMap({ $0 })
                    where gone.when.latest >= concluded.when.latest {
                        ends.append(
                            Ending(status: .terminated, when: gone.when, because: gone.fact.because))
                    }
                }
            } else if let last = lastDeparture {
                ends.append(last)
            }
            if let term, term.last.latest < day {
                ends.append(Ending(status: .expired, when: term.last.dayAfter, because: term.because))
            }
        }
        return ends.min { ($0.when.latest, $0.status) < ($1.when.latest, $1.status) }
    }

    /// The departure of the last party of an agreement whose parties are all known. That few are left ends none
    /// (VCLT 55); that nobody is does.
    private var lastDeparture: Ending? {
        guard !expected.isEmpty else { return nil }
        var last: PartyRow.Ending?
        for row in rows.values where row.isDefined || row.consent != nil {
            guard let gone = row.withdrawn ?? row.lapsed else { return nil }
            if let other = last, other.when.latest >= gone.when.latest { continue }
            last = gone
        }
        return last.map { Ending(status: .terminated, when: $0.when, because: $0.fact.because) }
    }

    /// Before it is in force: one of two parties, or all but one of more, are no more.
    private var lapse: PartyRow.Ending? {
        guard expected.count >= 2 else { return nil }
        let lapses = expected.compactMap { rows[$0]?.lapsed }.sorted { $0.when.latest < $1.when.latest }
        return lapses.count >= expected.count - 1 ? lapses.dropFirst(expected.count - 2).first : nil
    }

    /// Through which day it lasts, unless it is prolonged: as it is shown, and the day.
    var term: (text: String?, last: VagueDay, because: [Revision])? {
        if let extended { return (extended.text, VagueDay(extended.last), extended.fact.because) }
        switch definition?.term {
        case .date(let text, let last)?: return (text, VagueDay(last), definedBy)
        case .duration(let duration)?:
            guard let start = force.date ?? completion?.when else { return nil }
            return (nil, start.moved(duration.applied), definedBy)
        case nil: return nil
        }
    }

    // MARK: Suspension, provisional application

    /// One party's suspension suspends what is between two, of a larger one only its own row (VCLT 57, 58).
    /// What isn't in force has no operation to suspend.
    var suspension: (fact: Fact<Bool>, by: [ActorID])? {
        guard let concluded else { return nil }
        let counting = suspensions.filter {
            ($0.key == nil || isBilateral) && $0.value.when.latest >= concluded.when.earliest
        }
        let sorted = counting.sorted {
            ($0.value.when.latest, $0.key?.rawValue ?? 0) < ($1.value.when.latest, $1.key?.rawValue ?? 0)
        }
        guard var fact = sorted.first?.value.fact else { return nil }
        for (_, other) in sorted.dropFirst() { fact.join(other.fact) }
        return (fact, sorted.compactMap(\.key).sorted())
    }

    /// Provisional application, by all or by these, on the day: not once it is in force, nor after its end
    /// (VCLT 25).
    var provisionalApplication: (fact: Fact<Bool>, until: String?, last: CivilDay?)? {
        guard !hasEnteredIntoForce, standing.status.isPending else { return nil }
        let current = provisional.filter { $0.value.last.map { day <= $0 } ?? true }
        let sorted = current.sorted { ($0.key?.rawValue ?? 0) < ($1.key?.rawValue ?? 0) }
        guard var joined = sorted.first?.value else { return nil }
        for (_, other) in sorted.dropFirst() {
            joined.fact.join(other.fact)
            // The longest says how long any of it lasts; one without an end has none.
            if let last = joined.last, other.last.map({ $0 > last }) ?? true {
                (joined.until, joined.last) = (other.until, other.last)
            }
        }
        return (joined.fact, joined.until, joined.last)
    }

    // MARK: What is next

    /// What the clock will bring about next, and on which day it will be so.
    var next: (what: String, on: VagueDay)? {
        var coming: [(what: String, on: VagueDay)] = []
        let status = standing.status
        guard status.isAlive else { return nil }
        if !hasEnteredIntoForce, status.isPending, let date = force.date {
            coming.append(("entry-into-force", date))
        }
        for row in rows.values {
            if let from = row.notice?.from { coming.append(("withdrawal", from)) }
        }
        if let terminationAhead { coming.append(("termination", terminationAhead)) }
        if isConcluded, let term { coming.append(("expiry", term.last.dayAfter)) }
        if let last = provisionalApplication?.last {
            coming.append(("provisional-end", VagueDay(last).dayAfter))
        }
        if status.isPending, let openUntil { coming.append(("signature-closes", VagueDay(openUntil))) }
        return coming.filter { $0.on.latest >= day }
            .min { ($0.on.latest, $0.what) < ($1.on.latest, $1.what) }
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
