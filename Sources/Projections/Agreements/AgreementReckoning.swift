import CanonicalJSON
import DiplomaticEvents
import EDTF

/// How an agreement stands on a day: its acts gone through in order, and what the clock alone has brought about since.
struct AgreementReckoning {
    let day: CivilDay
    private(set) var definition: AgreementDefinition?
    private(set) var definedBy: [Revision] = []
    private(set) var title: String?
    private(set) var rows: [ActorID: PartyRow] = [:]
    private(set) var expected: [ActorID] = []
    /// The stages reached, each with what brought it about.
    private(set) var reached: [AgreementStatus: Fact<Bool>] = [:]
    private(set) var drafts: [Draft] = []
    private(set) var isNegotiating = false
    private(set) var exchange: (fact: Fact<Bool>, day: CivilDay, earliest: CivilDay)?
    private(set) var asserted: (fact: Fact<Bool>, day: CivilDay, earliest: CivilDay)?
    private(set) var provisional: (fact: Fact<Bool>, until: String?, last: CivilDay?)?
    /// Those for which alone it is applied provisionally; `nil` for all.
    private(set) var provisionalParties: Set<ActorID>?
    /// Those that have ended it for themselves.
    private(set) var provisionalLeavers: Set<ActorID> = []
    private(set) var suspension: [ActorID?: Fact<Bool>] = [:]
    private(set) var extendedUntil: (text: String, last: CivilDay, fact: Fact<Bool>)?
    private(set) var openUntil: CivilDay?
    /// What has ended it, other than the clock.
    private(set) var ending: (status: AgreementStatus, fact: Fact<Bool>, day: CivilDay)?
    private(set) var dead: (status: AgreementStatus, fact: Fact<Bool>, day: CivilDay)?
    /// What needs no entry into force became complete.
    private(set) var completedBy: Fact<Bool>?
    private(set) var completedOn: CivilDay?
    let firstDay: CivilDay
    let lastDay: CivilDay

    struct Draft: Sendable {
        var version: String?
        var tabled: Mark?
        var circulated: Mark?
        var to: [ActorID] = []
        var because: [Revision] = []
        var isGone = false
        var isWithdrawn = false
    }

    /// Later reckoned: when it enters or entered into force.
    private(set) var force = EntryIntoForce()
    /// Reckoned once: each row asks for it.
    private(set) var standing = Standing(status: .proposed, since: nil, because: [])
    /// The agreement that has taken this one's place, and since which day.
    private(set) var overtaken: (standing: Standing, day: CivilDay)?
    /// Whether any consent is known, were it one that was taken back.
    private(set) var knowsConsents = false

    init(_ acts: [AgreementAct], on day: CivilDay) {
        self.day = day
        firstDay = acts.first { !$0.isSuccession }?.day ?? day
        lastDay = acts.last { !$0.isSuccession }?.day ?? day
        for act in acts {
            take(act)
            complete(act)
        }
        force = EntryIntoForce(self, acts)
        for (actor, row) in rows where row.consent != nil {
            knowsConsents = true
            // Once in force, consent isn't taken back but withdrawn from (VCLT 42.2).
            if let revoked = row.revokedDay, let date = force.date, date <= revoked {
                rows[actor]?.revoked = nil
            }
            let from = rows[actor].flatMap { force.boundFrom($0, self) }
            rows[actor]?.boundFrom = from
        }
        standing = reckonStanding()
    }

    /// Notes that another agreement has taken this one's place (VCLT 59).
    mutating func giveWay(to other: Standing, on day: CivilDay) {
        if let overtaken, overtaken.day <= day { return }
        overtaken = (other, day)
        standing = reckonStanding()
    }

    /// Whether only two are to be parties.
    var isBilateral: Bool {
        // One that is defined without parties is open to all, however few have come yet.
        definition == nil ? rows.count == 2 : expected.count == 2
    }

    var kind: AgreementKind { definition?.kind ?? .treaty }

    /// The rule that holds: the agreement's own, or that two parties must both have consented (VCLT 24.2). Of others none
    /// is known, and none is guessed.
    var rule: EntryIntoForceRule? {
        if let rule = definition?.rule { return rule }
        guard isBilateral, !kind.isPolitical else { return nil }
        return EntryIntoForceRule(condition: .consentOfBoth)
    }

    /// Whether the sources say by what rule it would enter into force: of talks between two that nobody has defined they
    /// don't.
    var hasKnownRule: Bool { definition != nil && rule != nil }

    /// Who is to consent, for rules that speak of all.
    var parties: [ActorID] { expected.isEmpty ? rows.keys.sorted() : expected }

    // MARK: Acts

    private mutating func reach(_ status: AgreementStatus, _ act: AgreementAct) {
        reached[status, default: Fact(false)].become(true, by: act.asStep)
        // Who goes on hasn't given up.
        if act.type != .agreementDefined, let dead, dead.day <= act.earliest { self.dead = nil }
    }

    private mutating func take(_ act: AgreementAct) {
        if case .title(let title) = act.detail { self.title = title }
        switch act.type {
        case .agreementDefined: define(act)
        case .agreementNegotiationOpened, .agreementNegotiationResumed:
            isNegotiating = true
            reach(.negotiating, act)
            eachParty(act) { row in row.negotiating = Fact(true, by: act.asStep) }
        case .agreementNegotiationSuspended: isNegotiating = false
        case .agreementNegotiationFailed:
            isNegotiating = false
            giveUp(.failed, act)
        case .agreementDraftTabled, .agreementDraftCirculated, .agreementDraftSuperseded,
            .agreementDraftWithdrawn:
            takeDraft(act)
        case .agreementTextAgreed: reach(.textAgreed, act)
        case .agreementAdopted: reach(.adopted, act)
        case .agreementInitialled:
            reach(.initialled, act)
            eachParty(act) { row in row.initialled = Fact(true, by: act.asStep) }
        case .agreementOpenedForSignature:
            reach(.openForSignature, act)
            if case .until(_, let last) = act.detail { openUntil = last }
        case .agreementSuspended where act.takesEffect: suspend(act)
        case .agreementResumed where act.takesEffect: resume(act)
        case .agreementProvisionallyApplied, .agreementProvisionalApplicationExtended,
            .agreementProvisionalApplicationEnded:
            if act.takesEffect { applyProvisionally(act) }
        case .agreementEnteredIntoForce where act.takesEffect:
            if asserted == nil {
                asserted = (Fact(true, by: act.asStep), act.day, act.earliest)
            } else {
                asserted?.fact.join(act.asStep)
            }
        case .agreementExtended:
            if case .until(let text, let last) = act.detail {
                extendedUntil = (text, last, Fact(true, by: act.asStep))
            }
        case .agreementTerminated where act.takesEffect: end(.terminated, act)
        case .agreementSuperseded where act.takesEffect: end(.superseded, act)
        case .agreementAbandoned: giveUp(.abandoned, act)
        case .actorSucceeded, .actorExtinguished: succeed(act)
        default: takeParty(act)
        }
    }

    private mutating func giveUp(_ status: AgreementStatus, _ act: AgreementAct) {
        if dead?.status == status {
            dead?.fact.join(act.asStep)
        } else {
            dead = (status, Fact(true, by: act.asStep), act.day)
        }
    }

    /// What needs no entry into force is complete once it is adopted, or signed by all; an executive agreement at
    /// definitive signature, notes at their exchange (VCLT 12, 13).
    private mutating func complete(_ act: AgreementAct) {
        defer { if completedBy != nil, completedOn == nil { completedOn = act.day } }
        guard completedBy == nil, let definition, definition.rule == nil, kind != .treaty else { return }
        func all(_ condition: (PartyRow) -> Bool) -> Bool {
            !expected.isEmpty && expected.allSatisfy { rows[$0].map(condition) ?? false }
        }
        switch kind {
        case .statement, .codeOfConduct, .mou:
            if let adopted = reached[.adopted] {
                completedBy = adopted
            } else if all({ $0.hasSignedFully || $0.consents }) {
                completedBy = Fact(true, by: act.asStep)
            }
        case .executiveAgreement:
            if all({ $0.hasSigned && $0.signature?.value == "definitive" }) {
                completedBy = Fact(true, by: act.asStep)
            }
        case .exchangeOfNotes: completedBy = exchange?.fact
        case .treaty: break
        }
    }

    private mutating func define(_ act: AgreementAct) {
        guard case .definition(let new) = act.detail else { return }
        definition = new
        definedBy.append(act.event)
        title = new.title
        if !new.parties.isEmpty { expected = new.parties }
        for party in new.parties { rows[party, default: PartyRow()].isDefined = true }
        reach(.proposed, act)
    }

    /// The parties that an act names; all where it names none.
    private mutating func eachParty(_ act: AgreementAct, _ body: (inout PartyRow) -> Void) {
        for party in act.parties.isEmpty ? rows.keys.sorted() : act.parties {
            body(&rows[party, default: PartyRow()])
        }
    }

    private mutating func takeDraft(_ act: AgreementAct) {
        guard case .draft(let version, let to) = act.detail else { return }
        let index = drafts.lastIndex { $0.version == version || version == nil && !$0.isGone }
        let isOut = act.type == .agreementDraftTabled || act.type == .agreementDraftCirculated
        if isOut { reach(.draft, act) }
        let place: Int
        if let index, !(isOut && drafts[index].isGone) {
            place = index
        } else {
            // A draft of which nothing else is known may have been withdrawn, too.
            guard isOut || act.type == .agreementDraftWithdrawn && drafts.isEmpty else { return }
            place = drafts.count
            drafts.append(Draft(version: version))
        }
        drafts[place].because.append(act.event)
        switch act.type {
        case .agreementDraftTabled: drafts[place].tabled = drafts[place].tabled ?? act.mark
        case .agreementDraftCirculated:
            drafts[place].circulated = drafts[place].circulated ?? act.mark
            drafts[place].to = Set(drafts[place].to + to).sorted()
        case .agreementDraftWithdrawn:
            drafts[place].isGone = true
            drafts[place].isWithdrawn = true
        default: drafts[place].isGone = true
        }
        if act.type == .agreementDraftWithdrawn, !isNegotiating, drafts.allSatisfy(\.isGone) {
            giveUp(.draftWithdrawn, act)
        }
    }

    // MARK: What a party does for itself

    private mutating func takeParty(_ act: AgreementAct) {
        switch act.type {
        case .agreementSigned where act.phase != .effect: sign(act)
        case .agreementSignatureConfirmed where act.takesEffect:
            eachParty(act) { row in
                row.signature = Fact("simple", by: act.asStep)
                row.signatureDay = row.signatureDay ?? act.day
            }
        case .agreementSignatureDisavowed where act.takesEffect:
            eachParty(act) { row in row.disavowed = Fact(true, by: act.asStep) }
        case .agreementInstrumentDeposited where act.phase != .effect: deposit(act)
        case .agreementInstrumentsExchanged, .agreementNotesExchanged:
            guard act.takesEffect else { return }
            exchange = (Fact(true, by: act.asStep), act.day, act.earliest)
            for party in act.parties.isEmpty ? parties : act.parties { consent(party, "exchanged", act) }
        case .agreementConsentRevoked where act.takesEffect:
            eachParty(act) { row in
                guard row.consent != nil, row.revoked == nil else { return }
                row.revoked = Fact(true, by: act.asStep)
                row.revokedDay = act.day
            }
        case .agreementWithdrawalNotified: withdraw(act)
        case .agreementWithdrawalRevoked where act.takesEffect: eachParty(act) { row in row.notice = nil }
        default: break
        }
    }

    private mutating func sign(_ act: AgreementAct) {
        var mode = "simple"
        if case .mode(let given) = act.detail { mode = given }
        reach(.signed, act)
        for party in act.parties {
            var row = rows[party, default: PartyRow()]
            if row.signature == nil || row.disavowed != nil {
                row.signature = Fact(mode, by: act.asStep)
                row.signatureDay = act.day
            } else {
                row.signature?.join(act.asStep)
            }
            row.disavowed = nil
            rows[party] = row
            // A signature binds where that is what it is given for (VCLT 12).
            if mode == "definitive" { consent(party, mode, act) }
        }
    }

    private mutating func deposit(_ act: AgreementAct) {
        switch act.detail {
        case .effective(let mode, let from):
            for party in act.parties { consent(party, mode ?? "ratified", act, effective: from) }
        case .mode(let mode): for party in act.parties { consent(party, mode, act) }
        default: for party in act.parties { consent(party, "ratified", act) }
        }
    }

    private mutating func consent(
        _ party: ActorID, _ mode: String, _ act: AgreementAct, effective: CivilDay? = nil
    ) {
        var row = rows[party, default: PartyRow()]
        if row.consents {
            row.consent?.fact.join(act.asStep)
        } else {
            if let withdrawn = row.withdrawn, let consent = row.consent {
                row.former.append((consent, withdrawn.day))
            }
            row.consent = PartyRow.Consent(
                fact: Fact(mode, by: act.asStep), day: act.day, earliest: act.earliest, effective: effective)
            row.revoked = nil
            row.withdrawn = nil
            row.notice = nil
        }
        rows[party] = row
        reach(.awaitingConsents, act)
    }

    private mutating func withdraw(_ act: AgreementAct) {
        for party in act.parties {
            var row = rows[party, default: PartyRow()]
            if row.withdrawn != nil { continue }
            switch act.phase {
            case .notice:
                var from: CivilDay?
                if case .effective(_, let day) = act.detail { from = day }
                row.notice = (Fact(true, by: act.asStep), from)
            case .effect:
                // A notice that was taken back has no effect.
                guard row.notice?.fact.because.contains(act.event) == true else { continue }
                row.withdrawn = (Fact(true, by: act.asStep), act.day)
                row.notice = nil
            case .whole:
                if act.mark.isEffective {
                    row.withdrawn = (Fact(true, by: act.asStep), act.day)
                } else if row.notice != nil {
                    // Another account of a notice that stands doesn't take its date away.
                    row.notice?.fact.join(act.asStep)
                } else {
                    row.notice = (Fact(true, by: act.asStep), nil)
                }
            }
            rows[party] = row
        }
    }

    // MARK: The agreement as a whole

    private mutating func suspend(_ act: AgreementAct) {
        if act.parties.isEmpty { suspension[nil, default: Fact(false)].become(true, by: act.asStep) }
        for party in act.parties {
            suspension[party, default: Fact(false)].become(true, by: act.asStep)
            rows[party, default: PartyRow()].suspended = suspension[party]
        }
    }

    private mutating func resume(_ act: AgreementAct) {
        for party in act.parties.isEmpty ? Array(suspension.keys) : act.parties.map(Optional.some) {
            suspension[party] = nil
            if let party { rows[party]?.suspended = nil }
        }
    }

    private mutating func applyProvisionally(_ act: AgreementAct) {
        switch act.type {
        case .agreementProvisionalApplicationEnded where act.parties.isEmpty: provisional = nil
        case .agreementProvisionalApplicationEnded: provisionalLeavers.formUnion(act.parties)
        case .agreementProvisionalApplicationExtended where provisional != nil:
            provisional?.fact.join(act.asStep)
            limitProvisional(act)
        default:
            provisionalLeavers.subtract(act.parties)
            if let known = provisional, known.last.map({ act.day <= $0 }) ?? true {
                provisional?.fact.join(act.asStep)
                if act.parties.isEmpty {
                    provisionalParties = nil
                } else {
                    provisionalParties?.formUnion(act.parties)
                }
            } else {
                provisional = (Fact(true, by: act.asStep), nil, nil)
                provisionalParties = act.parties.isEmpty ? nil : Set(act.parties)
                provisionalLeavers = []
            }
            limitProvisional(act)
        }
    }

    private mutating func limitProvisional(_ act: AgreementAct) {
        guard case .until(let text, let last) = act.detail else { return }
        provisional?.until = text
        provisional?.last = last
    }

    private mutating func end(_ status: AgreementStatus, _ act: AgreementAct) {
        if ending == nil {
            ending = (status, Fact(true, by: act.asStep), act.day)
        } else {
            ending?.fact.join(act.asStep)
        }
    }

    /// A state that continues another takes its place, with its dates (Vienna Convention on Succession of States in
    /// respect of Treaties, 35); the others need a deposit of their own.
    private mutating func succeed(_ act: AgreementAct) {
        guard case .succession(let succession) = act.detail else { return }
        for ended in succession.ended {
            guard var row = rows[ended] else { continue }
            guard let heir = succession.heirs.first else {
                if row.lapsed == nil { row.lapsed = (Fact(true, by: act.asStep), act.day) }
                rows[ended] = row
                continue
            }
            rows[ended] = nil
            row.succession.append(act.event)
            if let own = rows[heir], own.consent != nil || own.signature != nil {
                row = own
                row.succession.append(act.event)
            }
            row.isDefined = row.isDefined || rows[heir]?.isDefined == true
            rows[heir] = row
            expected = Set(expected.map { $0 == ended ? heir : $0 }).sorted()
            if let suspended = suspension.removeValue(forKey: ended) { suspension[heir] = suspended }
        }
    }
}

extension AgreementAct {
    /// Whether it is an actor's, not the agreement's own.
    var isSuccession: Bool { type == .actorSucceeded || type == .actorExtinguished }

    /// The act as the step that it was, for facts to take their reasons from.
    var asStep: Step {
        Step(
            event: event, type: type, phase: phase,
            bounds: Bounds(earliest: earliest.firstInstant, latest: instant),
            isEffectiveDated: mark.isEffective)
    }
}
