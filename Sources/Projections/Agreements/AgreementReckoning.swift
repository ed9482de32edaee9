import CanonicalJSON
import DiplomaticEvents
import EDTF

/// How an agreement stands on a day: its acts gone through in order, and what the clock alone has brought about
/// since.
struct AgreementReckoning: Sendable {
    let day: CivilDay
    private(set) var definition: AgreementDefinition?
    private(set) var definedBy: [Revision] = []
    private(set) var title: String?
    var rows: [ActorID: PartyRow] = [:]
    /// The parties of the definition, or who continues them.
    var expected: [ActorID] = []
    /// For who has ended: who continues it.
    var heirs: [ActorID: ActorID] = [:]
    /// The stages reached, each with what brought it about.
    private(set) var reached: [AgreementStatus: (fact: Fact<Bool>, when: VagueDay)] = [:]
    private(set) var drafts = AgreementDrafts()
    private(set) var isNegotiating = false
    /// Instruments or notes have been exchanged, by all or by these.
    private(set) var exchange: (fact: Fact<Bool>, when: VagueDay)?
    private var exchangedBy: Set<ActorID> = []
    private(set) var asserted: (fact: Fact<Bool>, when: VagueDay)?
    /// By party; `nil` for all of them.
    private(set) var provisional: [ActorID?: Provisional] = [:]
    /// Those who have ended for themselves what is applied by all.
    private(set) var provisionalLeavers: Set<ActorID> = []
    private(set) var suspensions: [ActorID?: (fact: Fact<Bool>, when: VagueDay)] = [:]
    private(set) var extended: (text: String, last: CivilDay, fact: Fact<Bool>)?
    private(set) var openUntil: CivilDay?
    /// What has ended it, other than the clock.
    private(set) var ending: Ending?
    /// A termination that is known and lies ahead.
    private(set) var terminationAhead: VagueDay?
    private(set) var dead: (status: AgreementStatus, end: PartyRow.Ending)?
    /// Revocations that came when the party was bound already, and so had none.
    private(set) var voidRevocations: [Revision] = []
    /// The days of the first and the last event, each the last on which it may have happened.
    let firstDay: CivilDay
    let lastDay: CivilDay
    private(set) var force = EntryIntoForce()
    /// What ended it, by an act or by the clock.
    private(set) var end: Ending?
    /// How it all stands.
    private(set) var standing = Standing(status: .proposed, since: nil, because: [])

    /// A status with its reasons.
    struct Standing: Sendable {
        var status: AgreementStatus
        var since: Since?
        var because: [Revision]
    }

    /// Since when: the date of an event, or a day that the clock alone has brought.
    enum Since: Sendable {
        case mark(Mark)
        case day(VagueDay)

        init(_ when: VagueDay) { self = when.mark.map(Since.mark) ?? .day(when) }
    }

    /// How and when it ended.
    struct Ending: Sendable {
        var status: AgreementStatus
        var when: VagueDay
        var because: [Revision]
    }

    /// A spell of provisional application.
    struct Provisional: Sendable {
        var fact: Fact<Bool>
        var until: String?
        var last: CivilDay?
    }

    /// - Parameters:
    ///   - ends: when actors end by their definitions.
    ///   - supersession: that another agreement has taken its place.
    init(
        _ acts: [AgreementAct], on day: CivilDay, ends: [ActorID: ActorEnd] = [:],
        supersession: Ending? = nil
    ) {
        self.day = day
        let own = acts.lazy.filter { $0.type >= .agreementDefined }
        firstDay = own.first?.bounds.latest.day ?? day
        lastDay = own.last?.bounds.latest.day ?? day
        ending = supersession
        // What an agreement is doesn't depend on when that was said.
        for act in acts { if case .definition(let new) = act.detail { define(new, act) } }
        for act in acts { take(act) }
        if !ends.isEmpty {
            for actor in rows.keys { if let end = ends[actor], end.last < day { lapse(actor, end) } }
        }
        force = EntryIntoForce(self)
        settleRows()
        end = reckonEnd()
        standing = reckonStanding()
    }

    var kind: AgreementKind { definition?.kind ?? .treaty }

    /// Whether only two are to be parties. A definition that names no parties is that of a treaty open to all;
    /// without any definition only an exchange shows that there are two sides.
    var isBilateral: Bool {
        if definition != nil { return expected.count == 2 }
        return rows.count == 2 && exchange != nil
    }

    /// The rule that holds: the agreement's own, or that two parties must both have consented (VCLT 24.2). Of
    /// others none is known, and none is guessed.
    var rule: EntryIntoForceRule? {
        if let rule = definition?.rule { return rule }
        guard isBilateral, !kind.isPolitical else { return nil }
        return EntryIntoForceRule(condition: .consentOfBoth)
    }

    /// Those of whom a rule speaks that speaks of all.
    var parties: [ActorID] { expected.isEmpty && isBilateral ? rows.keys.sorted() : expected }

    /// Nobody has done anything.
    var emptyState: ConsentState {
        var state = ConsentState()
        state.expected = parties
        state.heirs = heirs
        state.isAdopted = kind.isPolitical && reached[.adopted] != nil
        return state
    }

    /// What everybody has done by the day.
    var currentState: ConsentState {
        var state = emptyState
        state.isExchanged = exchange != nil
        state.day = day
        for (actor, row) in rows {
            if hasConsented(row) { state.consented.insert(actor) }
            guard row.hasSigned, row.lapsed == nil else { continue }
            state.signed.insert(actor)
            if row.hasFullySigned { state.fullySigned.insert(actor) }
        }
        return state
    }

    // MARK: Acts

    private mutating func define(_ new: AgreementDefinition, _ act: AgreementAct) {
        var merged = new
        if let definition { merged.complete(from: definition) }
        definition = merged
        definedBy.append(act.event)
        expected = merged.parties
        for party in new.parties { rows[party, default: PartyRow()].isDefined = true }
    }

    mutating func reach(_ status: AgreementStatus, _ act: AgreementAct) {
        if reached[status] == nil { reached[status] = (Fact(false), act.when(by: day)) }
        reached[status]?.fact.become(true, by: act.asStep)
        // Who surely goes on afterwards hasn't given up.
        if act.type != .agreementDefined, let dead, act.isAfter(dead.end.bounds) { self.dead = nil }
    }

    private mutating func take(_ given: AgreementAct) {
        var act = given
        // An act of the one that another continues, dated so vaguely that it folds later, is the other's now.
        if !heirs.isEmpty { act.parties = Set(act.parties.map { heirs[$0] ?? $0 }).sorted() }
        if case .title(let title) = act.detail { self.title = title }
        for party in act.parties where rows[party] == nil { rows[party] = PartyRow() }
        switch act.type {
        case .agreementDefined:
            if case .definition(let new) = act.detail { title = new.title }
            reach(.proposed, act)
        case .agreementNegotiationOpened, .agreementNegotiationResumed: negotiate(act)
        case .agreementNegotiationSuspended: isNegotiating = false
        case .agreementNegotiationFailed:
            isNegotiating = false
            die(.failed, act)
        case .agreementDraftTabled, .agreementDraftCirculated, .agreementDraftSuperseded,
            .agreementDraftWithdrawn:
            if drafts.take(act) { reach(.draft, act) }
        case .agreementTextAgreed: reach(.textAgreed, act)
        case .agreementAdopted: reach(.adopted, act)
        case .agreementInitialled:
            reach(.initialled, act)
            eachParty(act) { $0.initialled.become(by: act) }
        case .agreementOpenedForSignature:
            reach(.openForSignature, act)
            if case .until(_, let last) = act.detail { openUntil = last }
        case .agreementEnteredIntoForce where act.takesEffect: assert(act)
        case .agreementExtended: extend(act)
        case .agreementAbandoned where act.takesEffect: die(.abandoned, act)
        case .actorSucceeded, .actorExtinguished: succeed(act)
        default: takeWhole(act)
        }
    }

    /// What changes the operation of the agreement, or its end.
    private mutating func takeWhole(_ act: AgreementAct) {
        switch act.type {
        case .agreementSuspended where act.takesEffect: suspend(act)
        case .agreementResumed where act.takesEffect: resume(act)
        case .agreementProvisionallyApplied where act.takesEffect: applyProvisionally(act)
        case .agreementProvisionalApplicationExtended where act.takesEffect: applyProvisionally(act)
        case .agreementProvisionalApplicationEnded where act.takesEffect:
            // Between two, one that ends it for itself ends it.
            if act.parties.isEmpty || isBilateral { provisional = [:] }
            for party in act.parties { provisional[party] = nil }
            provisionalLeavers.formUnion(act.parties)
        case .agreementTerminated:
            if act.takesEffect {
                end(.terminated, act)
            } else if case .notice(let from) = act.detail {
                terminationAhead = from
            }
        case .agreementSuperseded where act.takesEffect: end(.superseded, act)
        case .agreementInstrumentsExchanged, .agreementNotesExchanged:
            if act.takesEffect { exchange(act) }
        default: takeParty(act)
        }
    }

    /// The parties that an act names; all where it names none.
    mutating func eachParty(_ act: AgreementAct, _ body: (inout PartyRow) -> Void) {
        for party in act.parties.isEmpty ? Array(rows.keys) : act.parties {
            body(&rows[party, default: PartyRow()])
        }
    }

    private mutating func negotiate(_ act: AgreementAct) {
        if dead.map({ act.isAfter($0.end.bounds) }) ?? true { isNegotiating = true }
        reach(.negotiating, act)
        eachParty(act) { $0.negotiating.become(by: act) }
    }

    /// The undertaking is given up. Talks fail, as a rule, before there is a text: where it is vague when they
    /// did, they haven't undone what was agreed.
    private mutating func die(_ status: AgreementStatus, _ act: AgreementAct) {
        if status == .failed {
            let texts = reached.filter { $0.key >= .textAgreed }.map(\.value.when.latest)
            if let last = texts.max(), act.bounds.earliest.day < last { return }
        }
        if dead?.status == status {
            dead?.end.fact.join(act.asStep)
        } else {
            dead = (status, act.ending(by: day))
        }
    }

    private mutating func assert(_ act: AgreementAct) {
        if asserted == nil {
            asserted = (Fact(true, by: act.asStep), act.when(by: day))
        } else {
            asserted?.fact.join(act.asStep)
        }
    }

    /// Notes or instruments are exchanged: by that all have consented, or those whom the act names.
    private mutating func exchange(_ act: AgreementAct) {
        var effective: VagueDay?
        if case .consent(_, let from) = act.detail { effective = from }
        for party in act.parties.isEmpty ? parties : act.parties {
            consent(party, "exchanged", act, effective: effective)
        }
        reach(.awaitingConsents, act)
        exchangedBy.formUnion(act.parties)
        let areAll = exchangedBy.count > 1 && exchangedBy.isSuperset(of: expected)
        guard act.parties.isEmpty || areAll else { return }
        if exchange == nil {
            exchange = (Fact(true, by: act.asStep), act.when(by: day))
        } else {
            exchange?.fact.join(act.asStep)
        }
    }

    private mutating func extend(_ act: AgreementAct) {
        guard case .until(let text, let last) = act.detail, last >= extended?.last ?? last else { return }
        extended = (text, last, Fact(true, by: act.asStep))
    }

    // MARK: Operation

    private mutating func suspend(_ act: AgreementAct) {
        for party in act.parties.isEmpty ? [nil] : act.parties.map(Optional.some) {
            suspensions[party, default: (Fact(false), act.when(by: day))].fact.become(true, by: act.asStep)
        }
    }

    /// It operates again for those whom the act names, or for all.
    private mutating func resume(_ act: AgreementAct) {
        if act.parties.isEmpty { suspensions = [:] }
        for party in act.parties { suspensions[party] = nil }
        suspensions[nil] = nil
    }

    /// A party's own suspension ends, where it surely came before an act.
    mutating func endSuspension(by party: ActorID, before act: AgreementAct) {
        if let own = suspensions[party], own.when.latest < act.bounds.earliest.day {
            suspensions[party] = nil
        }
    }

    private mutating func applyProvisionally(_ act: AgreementAct) {
        let isExtension = act.type == .agreementProvisionalApplicationExtended
        if act.parties.isEmpty, !isExtension { provisionalLeavers = [] }
        provisionalLeavers.subtract(act.parties)
        var keys = act.parties.isEmpty ? [nil] : act.parties.map(Optional.some)
        if isExtension, act.parties.isEmpty, !provisional.isEmpty { keys = Array(provisional.keys) }
        for key in keys {
            var spell = provisional[key] ?? Provisional(fact: Fact(false))
            // What has run out before begins anew.
            if let last = spell.last, last < act.bounds.earliest.day, !isExtension {
                spell = Provisional(fact: Fact(false))
            }
            spell.fact.become(true, by: act.asStep)
            (spell.until, spell.last) = (nil, nil)
            if case .until(let text, let last) = act.detail { (spell.until, spell.last) = (text, last) }
            provisional[key] = spell
        }
    }

    private mutating func end(_ status: AgreementStatus, _ act: AgreementAct) {
        let new = Ending(
            status: status, when: act.when(by: day), because: [act.event])
        guard let old = ending, old.when.latest <= new.when.latest else {
            ending = new
            return
        }
        if old.status == status { ending?.because.append(act.event) }
    }

    /// What one has suspended or applies provisionally falls to the one that continues it.
    mutating func handOver(from ended: ActorID, to heir: ActorID) {
        if let spell = provisional.removeValue(forKey: ended) { provisional[heir] = spell }
        if provisionalLeavers.remove(ended) != nil { provisionalLeavers.insert(heir) }
        if let suspension = suspensions.removeValue(forKey: ended) { suspensions[heir] = suspension }
    }

    // MARK: What only the whole tells

    /// What each row needs the agreement's entry into force for.
    private mutating func settleRows() {
        let binds = bindsBySignature
        for (actor, row) in rows {
            var row = row
            if let consent = row.consent {
                let from = force.boundFrom(consent.when, effective: consent.effective, self)
                row.boundFrom = from
                // A party that is bound can't take its consent back; it can withdraw (VCLT 42.2, 54).
                if let revoked = row.revoked, let from, from.latest <= revoked.when.earliest {
                    row.revoked = nil
                    voidRevocations += revoked.fact.because
                }
            } else if binds, row.hasFullySigned, let signature = row.signature, let full = signature.full {
                if asserted == nil || definition?.rule?.bindsBySignature == true {
                    row.boundFrom = force.boundFrom(full, effective: signature.effective, self)
                } else if let date = force.date, full.earliest <= date.latest {
                    row.boundFrom = signature.effective?.orLater(date) ?? date
                }
            }
            rows[actor] = row
        }
        voidRevocations.sort()
    }

    /// Whether to have signed is to be bound: by the rule, or since it is said to have entered into force and
    /// no consent is known that brought that about.
    private var bindsBySignature: Bool {
        if definition?.rule?.bindsBySignature == true { return true }
        guard let asserted else { return false }
        return !rows.values.contains { row in
            row.former.contains { $0.consent.when.earliest <= asserted.when.latest }
                || row.consent.map { $0.when.earliest <= asserted.when.latest } ?? false
        }
    }
}

/// When an actor ends by its definition.
struct ActorEnd: Sendable {
    /// The last day on which it exists.
    let last: CivilDay
    let event: Revision
}

extension AgreementAct {
    /// The act as what ended something.
    func ending(by day: CivilDay) -> PartyRow.Ending {
        PartyRow.Ending(fact: Fact(true, by: asStep), when: when(by: day), bounds: bounds)
    }
}

extension Optional where Wrapped == Fact<Bool> {
    /// Is so from now on, or joins the reasons where it was so already.
    mutating func become(by act: AgreementAct) {
        if self == nil { self = Fact(true, by: act.asStep) } else { self?.join(act.asStep) }
    }
}
