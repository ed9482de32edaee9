import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// How agreements stand: from the first talk to the last party's withdrawal, in the terms of the Vienna Convention on the
/// Law of Treaties.
public struct Agreements: Projection {
    public typealias Key = SubjectID

    public static let name = "agreements"
    public static let summary =
        "each agreement's status, parties, entry into force, drafts and what comes next"
    public static let version = 1
    public static let folds = EventTypes(.agreementDefined ... .agreementAbandoned)
        .union([.actorSucceeded, .actorExtinguished]).union(Expectations.folds)

    private(set) var acts: [SubjectID: [AgreementAct]] = [:]
    /// For each actor: the agreements in which it has a part.
    private(set) var byActor: [ActorID: Set<SubjectID>] = [:]
    /// For each agreement: those that are to take its place.
    private(set) var supersededBy: [SubjectID: Set<SubjectID>] = [:]
    /// The other way round.
    private var supersedes: [SubjectID: SubjectID] = [:]
    private(set) var expectations = Expectations()
    /// Of a part: the agreement that it is about.
    private var focus: SubjectID?

    public init() {}

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if focus == nil { try expectations.fold(step, chronicle) }
        guard step.isAsserted else { return }
        if step.type == .actorSucceeded || step.type == .actorExtinguished {
            guard let succession = try Succession(step, chronicle) else { return }
            succeed(succession, step)
        }
        guard step.type >= .agreementDefined, step.type <= .agreementAbandoned, let subject = step.subject,
            focus == nil || focus == subject || acts[subject] != nil
        else { return }
        var act = AgreementAct(step, parties: step.type == .agreementDefined ? [] : Self.parties(step))
        act.detail = try Self.detail(step, chronicle)
        acts[subject, default: []].append(act)
        guard focus == nil else { return }
        var named = Set(act.parties)
        if case .definition(let definition) = act.detail {
            named.formUnion(definition.parties)
            if let old = definition.supersedes {
                supersededBy[old, default: []].insert(subject)
                supersedes[subject] = old
            }
        }
        for actor in named { byActor[actor, default: []].insert(subject) }
    }

    /// Whose act it is.
    private static func parties(_ step: Step) -> [ActorID] {
        let isBy = step.type == .agreementSuspended || step.type == .agreementResumed
        return step.actors(.party) + (isBy ? step.actors(.by) : [])
    }

    private static func detail(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault)
        -> AgreementAct.Detail
    {
        func until(_ name: String) throws(ChronicleFault) -> AgreementAct.Detail {
            guard let text = try chronicle.text(step.event, name), let last = EDTFDate.lastDay(of: text)
            else { return .none }
            return .until(text, last)
        }
        func effective() throws(ChronicleFault) -> CivilDay? {
            try chronicle.event(step.event)["effective"]?.text.flatMap(EDTFDate.lastDay)
        }
        switch step.type {
        case .agreementDefined: return .definition(try AgreementDefinition(step, chronicle))
        case .agreementSigned: return try chronicle.text(step.event, "mode").map { .mode($0) } ?? .none
        case .agreementInstrumentDeposited:
            let mode = try chronicle.text(step.event, "mode")
            if step.phase == .notice || step.isEffectiveDated, let from = try effective() {
                return .effective(mode: mode, from: from)
            }
            return .mode(mode ?? "ratified")
        case .agreementWithdrawalNotified where step.phase == .notice:
            return try effective().map { .effective(mode: nil, from: $0) } ?? .none
        case .agreementDraftTabled, .agreementDraftCirculated, .agreementDraftSuperseded,
            .agreementDraftWithdrawn:
            return .draft(version: try chronicle.text(step.event, "version"), to: step.actors(.to))
        case .agreementAdopted, .agreementPublished:
            return try chronicle.text(step.event, "title").map { .title($0) } ?? .none
        case .agreementOpenedForSignature, .agreementProvisionallyApplied,
            .agreementProvisionalApplicationExtended,
            .agreementExtended:
            return try until("until")
        default: return .none
        }
    }

    private mutating func succeed(_ succession: Succession, _ step: Step) {
        var act = AgreementAct(step, parties: [])
        act.detail = .succession(succession)
        var touched: Set<SubjectID> = []
        if let focus {
            touched = acts[focus] == nil ? [] : [focus]
        } else {
            for ended in succession.ended { touched.formUnion(byActor[ended] ?? []) }
            for heir in succession.heirs { byActor[heir, default: []].formUnion(touched) }
        }
        for subject in touched { acts[subject, default: []].append(act) }
    }

    // MARK: What is known of an agreement

    /// How an agreement stands on a day, with what another that takes its place has done to it.
    func reckoning(_ subject: SubjectID, on day: CivilDay) -> AgreementReckoning {
        var reckoning = AgreementReckoning(acts[subject] ?? [], on: day)
        for successor in (supersededBy[subject] ?? []).sorted(by: { $0.rawValue < $1.rawValue })
        where successor != subject {
            let other = AgreementReckoning(acts[successor] ?? [], on: day)
            guard other.hasEnteredIntoForce || other.isCompleted,
                let start = other.force.date.flatMap({ $0 <= day ? $0 : nil }) ?? other.completedOn
            else { continue }
            reckoning.giveWay(to: other.start, on: start)
        }
        return reckoning
    }

    /// The agreements in which both have a part: in force, applied provisionally, suspended, or on their way.
    public func agreements(
        of pair: ActorPair, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> (
        inForce: [SubjectID], provisional: [SubjectID], suspended: [SubjectID], pending: [SubjectID]
    ) {
        var found:
            (inForce: [SubjectID], provisional: [SubjectID], suspended: [SubjectID], pending: [SubjectID]) =
                ([], [], [], [])
        guard let one = byActor[pair.first], let other = byActor[pair.second] else { return found }
        for subject in one.intersection(other) {
            let reckoning = reckoning(subject, on: day)
            guard let first = reckoning.rows[pair.first], let second = reckoning.rows[pair.second] else {
                continue
            }
            let states = [
                reckoning.state(pair.first, first).state, reckoning.state(pair.second, second).state,
            ]
            if states.contains(where: { [.withdrawn, .lapsed, .revoked, .disavowed].contains($0) }) {
                continue
            }
            let status = reckoning.standing.status
            switch status {
            case .inForce, .suspended:
                if states.contains(.suspended) || status == .suspended {
                    found.suspended.append(subject)
                } else if reckoning.isBound(first), reckoning.isBound(second) {
                    found.inForce.append(subject)
                } else {
                    found.pending.append(subject)
                }
            case _ where status.isPending:
                if reckoning.isProvisional {
                    found.provisional.append(subject)
                } else {
                    found.pending.append(subject)
                }
            default: break
            }
        }
        return found
    }

    /// The pairs that an agreement ties by itself: of one that is open to all, none.
    public func pairsTied(by subject: SubjectID) -> [ActorPair] {
        var parties: [ActorID] = []
        var named: Set<ActorID> = []
        for act in acts[subject] ?? [] {
            if case .definition(let definition) = act.detail, !definition.parties.isEmpty {
                parties = definition.parties
            }
            named.formUnion(act.parties)
        }
        if parties.isEmpty, named.count == 2 { parties = named.sorted() }
        var pairs: [ActorPair] = []
        for (index, one) in parties.enumerated() {
            for other in parties[(index + 1)...] {
                if let pair = ActorPair(one, other) { pairs.append(pair) }
            }
        }
        return pairs
    }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [SubjectID]
    {
        guard step.isAsserted else { return [] }
        if let succession = try Succession(step, chronicle) {
            var touched: Set<SubjectID> = []
            for ended in succession.ended { touched.formUnion(byActor[ended] ?? []) }
            return Array(touched)
        }
        guard step.type >= .agreementDefined, step.type <= .agreementAbandoned else { return [] }
        guard let subject = step.subject else { return [] }
        return [subject] + (supersedes[subject].map { [$0] } ?? [])
    }

    public func part(of key: SubjectID) -> Agreements {
        var part = Agreements()
        part.focus = key
        part.acts[key] = acts[key]
        part.supersededBy[key] = supersededBy[key]
        for successor in supersededBy[key] ?? [] { part.acts[successor] = acts[successor] }
        return part
    }

    public func facets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard acts[key] != nil else { return [] }
        let reckoning = reckoning(key, on: day)
        var facets = [Facet(Self.statusFacet, reckoning.standing.status.rawValue)]
        for (actor, row) in reckoning.rows {
            let state = reckoning.state(actor, row).state
            if state != .none { facets.append(Facet("party " + chronicle.code(of: actor), state.rawValue)) }
        }
        return facets
    }

    static let statusFacet = "status"
}
