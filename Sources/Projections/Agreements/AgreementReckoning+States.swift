import DiplomaticEvents
import EDTF

/// Where each party stands.
extension AgreementReckoning {
    /// Where a party stands, with its reasons.
    struct PartyStanding {
        var state: PartyState
        var fact: Fact<Bool>?
        /// Since when, where no event says so.
        var since: VagueDay?

        init(_ state: PartyState, _ fact: Fact<Bool>?, since: VagueDay? = nil) {
            self.state = state
            self.fact = fact
            self.since = since
        }
    }

    /// Whether the agreement binds the party on the day.
    func isBound(_ row: PartyRow) -> Bool {
        guard standing.status.isAlive, hasEnteredIntoForce, let from = row.boundFrom, from.latest <= day
        else { return false }
        return row.withdrawn == nil && row.lapsed == nil && row.revoked == nil
    }

    /// Whether the party has expressed its consent, as far as anything tells: who is bound has.
    func hasConsented(_ row: PartyRow) -> Bool { row.consents || isBound(row) }

    /// Where a party stands: the first that holds.
    func state(of actor: ActorID, _ row: PartyRow) -> PartyStanding {
        if let lapsed = row.lapsed {
            return PartyStanding(.lapsed, lapsed.fact, since: lapsed.when.mark == nil ? lapsed.when : nil)
        }
        if let withdrawn = row.withdrawn { return PartyStanding(.withdrawn, withdrawn.fact) }
        if let revoked = row.revoked { return PartyStanding(.revoked, revoked.fact) }
        if let notice = row.notice, standing.status.isAlive {
            return PartyStanding(.withdrawalPending, notice.fact)
        }
        if isBound(row) {
            if let suspended = suspension(of: actor) { return PartyStanding(.suspended, suspended) }
            return PartyStanding(.bound, row.consent?.fact.asBool ?? row.signature?.fact.asBool)
        }
        if let provisional = provisionalApplication(by: actor, row) {
            return PartyStanding(.provisionallyBound, provisional)
        }
        if let consent = row.consent { return PartyStanding(.consented, consent.fact.asBool) }
        if let disavowed = row.disavowed { return PartyStanding(.disavowed, disavowed.fact) }
        if let signature = row.signature {
            let state = signature.full == nil ? PartyState.signedAdReferendum : .signed
            return PartyStanding(state, signature.fact.asBool)
        }
        if let initialled = row.initialled { return PartyStanding(.initialled, initialled) }
        if let negotiating = row.negotiating { return PartyStanding(.negotiating, negotiating) }
        return PartyStanding(.none, nil)
    }

    /// What suspends the agreement for one party: its own act, or one that speaks for all.
    private func suspension(of actor: ActorID) -> Fact<Bool>? {
        (suspensions[actor] ?? suspensions[nil])?.fact
    }

    /// By what a party applies the agreement provisionally. One that is named may go on after the agreement is
    /// in force for others; what is applied by all is applied until then.
    private func provisionalApplication(by actor: ActorID, _ row: PartyRow) -> Fact<Bool>? {
        guard standing.status.isPending || standing.status == .inForce else { return nil }
        func current(_ key: ActorID?) -> Fact<Bool>? {
            guard let spell = provisional[key], spell.last.map({ day <= $0 }) ?? true else { return nil }
            return spell.fact
        }
        if let own = current(actor) { return own }
        guard !hasEnteredIntoForce, row.isDefined || row.hasSigned || row.consents else { return nil }
        return row.disavowed == nil && !provisionalLeavers.contains(actor) ? current(nil) : nil
    }

    /// Every spell for which a party was bound, up to the day; one that lasts has no end.
    func intervals(_ row: PartyRow) -> [(from: VagueDay, to: VagueDay?)] {
        guard let date = force.date, hasEnteredIntoForce else { return [] }
        var spells: [(from: VagueDay, to: VagueDay?)] = []
        for former in row.former {
            let from = force.boundFrom(former.consent.when, effective: former.consent.effective, self) ?? date
            if from.latest < former.end.when.latest { spells.append((from, former.end.when)) }
        }
        guard let from = row.boundFrom, from.latest <= day, row.revoked == nil else { return spells }
        let ends = [row.withdrawn?.when, row.lapsed?.when, end?.when].compactMap { $0 }
        let last = ends.min { $0.latest < $1.latest }
        if last.map({ from.latest < $0.latest }) ?? true { spells.append((from, last)) }
        return spells
    }
}

extension Fact {
    /// The same reasons, for a value that only is or isn't.
    var asBool: Fact<Bool> { Fact<Bool>(true, like: self) }
}
