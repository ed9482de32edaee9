import DiplomaticEvents
import EDTF

/// What a party does for itself, and what becomes of parties.
extension AgreementReckoning {
    mutating func takeParty(_ act: AgreementAct) {
        switch act.type {
        case .agreementSigned where act.isDone: sign(act)
        case .agreementSignatureConfirmed where act.takesEffect: confirm(act)
        case .agreementSignatureDisavowed where act.takesEffect:
            eachParty(act) { [day] row in row.disavowed = row.disavowed.joined(act, by: day) }
        case .agreementInstrumentDeposited where act.isDone: deposit(act)
        case .agreementConsentRevoked where act.takesEffect:
            eachParty(act) { [day] row in
                if row.consents { row.revoked = act.ending(by: day) }
            }
        case .agreementWithdrawalNotified: withdraw(act)
        case .agreementWithdrawalRevoked where act.takesEffect:
            // One that has taken effect can't be taken back (VCLT 68).
            eachParty(act) { $0.notice = nil }
        default: break
        }
    }

    private mutating func sign(_ act: AgreementAct) {
        guard case .consent(let given, let effective) = act.detail else { return }
        let mode = given ?? "simple"
        reach(.signed, act)
        for party in act.parties {
            var row = rows[party, default: PartyRow()]
            let when = act.when(by: day)
            // A signature that may have been there before it was disavowed stays so.
            if let disavowed = row.disavowed, act.isAfter(disavowed.bounds) {
                row.disavowed = nil
                row.signature = nil
            }
            if row.signature == nil {
                row.signature = PartyRow.Signature(fact: Fact(mode, by: act.asStep), when: when)
            } else {
                row.signature?.fact.join(act.asStep)
            }
            if mode != "ad-referendum", row.signature?.full == nil {
                row.signature?.full = when
                row.signature?.effective = effective
            }
            rows[party] = row
            // A signature binds where that is what it is given for (VCLT 12).
            if mode == "definitive" { consent(party, mode, act, effective: effective) }
        }
    }

    /// A signature ad referendum that is confirmed is one in full (VCLT 12.2 b), from the day on which it was
    /// given.
    private mutating func confirm(_ act: AgreementAct) {
        eachParty(act) { [day] row in
            guard row.signature != nil else {
                row.signature = PartyRow.Signature(
                    fact: Fact("simple", by: act.asStep), when: act.when(by: day),
                    full: act.when(by: day))
                return
            }
            row.signature?.fact.join(act.asStep)
            if row.signature?.full == nil { row.signature?.full = act.when(by: day) }
        }
    }

    private mutating func deposit(_ act: AgreementAct) {
        guard case .consent(let mode, let effective) = act.detail else { return }
        for party in act.parties { consent(party, mode ?? "ratified", act, effective: effective) }
        reach(.awaitingConsents, act)
    }

    mutating func consent(
        _ party: ActorID, _ mode: String, _ act: AgreementAct, effective: VagueDay? = nil
    ) {
        var row = rows[party, default: PartyRow()]
        let ended = row.withdrawn ?? row.revoked
        // What may have been there before it was taken back, or before the party left, doesn't undo that.
        let isAnew = ended.map { act.isAfter($0.bounds) } ?? false
        if row.consent != nil, !isAnew {
            row.consent?.fact.join(act.asStep)
        } else {
            if let consent = row.consent, let ended { row.former.append((consent, ended)) }
            row.consent = PartyRow.Consent(
                fact: Fact(mode, by: act.asStep), when: act.whenMade(by: day), effective: effective)
            if isAnew {
                (row.revoked, row.withdrawn) = (nil, nil)
                // What it had suspended for itself went with its former consent.
                endSuspension(by: party, before: act)
            }
        }
        rows[party] = row
        if mode == "definitive" { reach(.awaitingConsents, act) }
    }

    private mutating func withdraw(_ act: AgreementAct) {
        guard case .notice(let effective) = act.detail else { return }
        for party in act.parties {
            var row = rows[party, default: PartyRow()]
            if let withdrawn = row.withdrawn {
                row.withdrawn?.fact = withdrawn.fact.joining(act)
                rows[party] = row
                continue
            }
            if act.phase == .notice || act.phase == .whole && !act.mark.isEffective {
                var fact = row.notice?.fact ?? Fact(false)
                fact.become(true, by: act.asStep)
                // Another account of a notice that stands doesn't take its date away.
                if let standing = row.notice, effective == nil {
                    row.notice = (fact, standing.event, standing.from)
                } else {
                    row.notice = (fact, act.event, effective)
                }
            } else {
                // A notice that was taken back, or given anew for another day, has no effect.
                if act.phase == .effect, row.notice?.event != act.event { continue }
                row.withdrawn = act.ending(by: day)
                row.notice = nil
            }
            rows[party] = row
        }
    }

    // MARK: The ends of actors

    /// A state that continues another takes its place, with its dates (the same person in law). Others need a
    /// deposit of their own (Vienna Convention on Succession of States in respect of Treaties, 17, 22, 23).
    mutating func succeed(_ act: AgreementAct) {
        guard case .succession(let succession) = act.detail else { return }
        for ended in succession.ended {
            guard let heir = succession.heirs.first else {
                if rows[ended]?.lapsed == nil { rows[ended]?.lapsed = act.ending(by: day) }
                continue
            }
            for (other, next) in heirs where next == ended { heirs[other] = heir }
            heirs[ended] = heir
            heirs[heir] = nil
            guard var row = rows.removeValue(forKey: ended) else { continue }
            // What the successor has done itself stands.
            if let own = rows[heir], own.consent != nil || own.signature != nil { row = own }
            row.succession.append(act.event)
            row.isDefined = row.isDefined || rows[heir]?.isDefined == true
            rows[heir] = row
            expected = Set(expected.map { $0 == ended ? heir : $0 }).sorted()
            handOver(from: ended, to: heir)
        }
    }

    /// An actor ends by its definition, with no event.
    mutating func lapse(_ actor: ActorID, _ end: ActorEnd) {
        guard var row = rows[actor], row.lapsed == nil else { return }
        let first = end.last.adding(days: 1)
        row.lapsed = PartyRow.Ending(
            fact: Fact(
                true,
                by: Step(event: end.event, type: .actorDefined, bounds: Bounds(from: first, through: first))
            ), when: VagueDay(first), bounds: Bounds(from: first, through: first))
        rows[actor] = row
    }
}

extension Optional where Wrapped == PartyRow.Ending {
    /// This ending with one more reason; the act's, where there was none.
    func joined(_ act: AgreementAct, by day: CivilDay) -> PartyRow.Ending {
        guard var ending = self else { return act.ending(by: day) }
        ending.fact.join(act.asStep)
        return ending
    }
}

extension Fact {
    /// With one more reason.
    func joining(_ act: AgreementAct) -> Fact {
        var fact = self
        fact.join(act.asStep)
        return fact
    }
}
