import DiplomaticEvents
import EDTF

/// When an agreement enters into force, as far as its acts and its rule tell.
struct EntryIntoForce {
    /// The day on which the rule's condition came to hold, and has held since; reckoned from the last and from the first
    /// days on which the acts may have happened.
    private(set) var met: CivilDay?
    private(set) var metEarliest: CivilDay?
    /// The acts of that day.
    private(set) var decidedBy: [Revision] = []
    private(set) var decidedMark: Mark?
    /// The day that follows by the rule.
    private(set) var derived: CivilDay?
    private(set) var derivedEarliest: CivilDay?
    /// The day that counts: the asserted one before the derived one.
    private(set) var date: CivilDay?

    init() {}

    init(_ reckoning: AgreementReckoning, _ acts: [AgreementAct]) {
        if let rule = reckoning.rule {
            let late = Self.met(rule, reckoning, acts, by: \.day)
            (met, decidedBy, decidedMark) = (late?.day, late?.events ?? [], late?.mark)
            derived = met.map(rule.day)
            if acts.contains(where: { $0.day != $0.earliest }) {
                metEarliest = Self.met(rule, reckoning, acts, by: \.earliest)?.day
                derivedEarliest = metEarliest.map(rule.day)
            } else {
                (metEarliest, derivedEarliest) = (met, derived)
            }
        }
        date = reckoning.asserted?.day ?? derived
    }

    /// The day on which the rule's condition came to hold for good. A consent that is revoked before the entry into force
    /// lowers the count again; once in force it stays so, whatever falls away (VCLT 55).
    private static func met(
        _ rule: EntryIntoForceRule, _ reckoning: AgreementReckoning, _ acts: [AgreementAct],
        by place: KeyPath<AgreementAct, CivilDay>
    ) -> (day: CivilDay, events: [Revision], mark: Mark?)? {
        var state = ConsentState()
        var found: (day: CivilDay, events: [Revision], mark: Mark?)?
        var replay = ConsentReplay()
        var days: Set<CivilDay> = Set(rule.namedDays.filter { $0 <= reckoning.day })
        for act in acts { days.insert(min(act[keyPath: place], reckoning.day)) }
        let sorted = acts.sorted { $0[keyPath: place] < $1[keyPath: place] }
        var next = 0
        for day in days.sorted() {
            let start = found.map { rule.day(from: $0.day) }
            if let found, let start, found.day < day, min(start, reckoning.asserted?.day ?? start) <= day {
                return found
            }
            var today: [AgreementAct] = []
            while next < sorted.count, min(sorted[next][keyPath: place], reckoning.day) <= day {
                replay.take(sorted[next])
                today.append(sorted[next])
                next += 1
            }
            state = replay.state
            state.day = day
            if rule.holds(state) {
                let deciding = today.filter { replay.isConsent($0) }
                if found == nil {
                    found = (
                        day, (deciding.isEmpty ? today : deciding).map(\.event),
                        (deciding.last ?? today.last)?.mark
                    )
                }
            } else {
                found = nil
            }
        }
        return found
    }

    /// From when a party is bound: with the founders when the agreement enters into force, later ones after the time that
    /// the agreement gives them, and nobody before the agreement itself (VCLT 24.3).
    func boundFrom(_ row: PartyRow, _ reckoning: AgreementReckoning) -> CivilDay? {
        guard let consent = row.consent, row.revoked == nil else { return nil }
        return boundFrom(consent, reckoning)
    }

    func boundFrom(_ consent: PartyRow.Consent, _ reckoning: AgreementReckoning) -> CivilDay? {
        guard let date else { return consent.effective.flatMap { $0 <= reckoning.day ? nil : $0 } }
        if let effective = consent.effective { return max(effective, date) }
        if consent.day <= (met ?? date) { return date }
        let later = reckoning.definition?.laterParty?.applied(to: consent.day) ?? consent.day
        let isPutOff = reckoning.definition?.laterParty != nil
        return max(date, isPutOff ? reckoning.rule?.aligned(later) ?? later : later)
    }
}

/// Who has consented, act after act: what a rule is held against before anything is in force.
private struct ConsentReplay {
    private(set) var state = ConsentState()
    /// Notices of withdrawal that stand.
    private var notices: [ActorID: Set<Revision>] = [:]

    func isConsent(_ act: AgreementAct) -> Bool {
        switch act.type {
        case .agreementInstrumentDeposited, .agreementInstrumentsExchanged, .agreementNotesExchanged,
            .agreementSigned:
            true
        default: false
        }
    }

    mutating func take(_ act: AgreementAct) {
        switch act.type {
        case .agreementDefined:
            if case .definition(let definition) = act.detail, !definition.parties.isEmpty {
                state.expected = definition.parties
            }
        case .agreementSigned where act.phase != .effect:
            state.signed.formUnion(act.parties)
            if case .mode("ad-referendum") = act.detail {
                state.adReferendum.formUnion(act.parties)
            } else {
                state.adReferendum.subtract(act.parties)
            }
            if case .mode("definitive") = act.detail { state.consented.formUnion(act.parties) }
        case .agreementSignatureConfirmed where act.takesEffect:
            state.signed.formUnion(act.parties)
            state.adReferendum.subtract(act.parties)
        case .agreementSignatureDisavowed where act.takesEffect: state.signed.subtract(act.parties)
        case .agreementInstrumentDeposited where act.phase != .effect: state.consented.formUnion(act.parties)
        case .agreementInstrumentsExchanged, .agreementNotesExchanged:
            guard act.takesEffect else { return }
            state.isExchanged = true
            let all = state.expected.isEmpty ? Array(state.signed) : state.expected
            state.consented.formUnion(act.parties.isEmpty ? all : act.parties)
        case .agreementConsentRevoked where act.takesEffect: state.consented.subtract(act.parties)
        case .agreementWithdrawalNotified:
            for party in act.parties {
                switch act.phase {
                case .notice: notices[party, default: []].insert(act.event)
                case .effect:
                    // A notice that was taken back has no effect.
                    if notices[party]?.contains(act.event) == true { state.consented.remove(party) }
                case .whole: if act.mark.isEffective { state.consented.remove(party) }
                }
            }
        case .agreementWithdrawalRevoked where act.takesEffect:
            for party in act.parties { notices[party] = nil }
        case .actorSucceeded, .actorExtinguished:
            guard case .succession(let succession) = act.detail else { return }
            for ended in succession.ended {
                let heir = succession.heirs.first
                func hand(_ set: inout Set<ActorID>) {
                    if set.remove(ended) != nil, let heir { set.insert(heir) }
                }
                hand(&state.consented)
                hand(&state.signed)
                state.expected = state.expected.map { $0 == ended ? heir ?? ended : $0 }
            }
        default: break
        }
    }
}
