import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// How agreements stand: from the first talk to the last party's withdrawal, in the terms of the Vienna
/// Convention on the Law of Treaties (VCLT 1969).
///
/// Folding only gathers what was done about each agreement. How it stands follows from that and from the day
/// (`AgreementReckoning`), for much of it the clock alone brings about.
public struct Agreements: Projection {
    public typealias Key = SubjectID

    public static let name = "agreements"
    public static let summary =
        "each agreement's status, parties, entry into force, drafts and what comes next"
    public static let version = 1
    public static let itemKeys = [["agreement"]]
    public static let folds = EventTypes(.agreementDefined ... .agreementAbandoned)
        .union([.actorDefined, .actorSucceeded, .actorExtinguished]).union(Expectations.folds)

    private(set) var acts: [SubjectID: [AgreementAct]] = [:]
    /// For each actor: the agreements in which it has a part.
    private(set) var byActor: [ActorID: Set<SubjectID>] = [:]
    /// For each actor: the agreements whose rule of entry into force names it.
    private var ruledBy: [ActorID: Set<SubjectID>] = [:]
    /// For each agreement: those that are to take its place, and those whose place it is to take.
    private var successors: [SubjectID: Set<SubjectID>] = [:]
    private var predecessors: [SubjectID: Set<SubjectID>] = [:]
    /// For each actor that has ended: how.
    private var successions: [ActorID: [AgreementAct]] = [:]
    /// When actors end by their definitions.
    private var ends: [ActorID: ActorEnd] = [:]
    private(set) var expectations: Expectations?
    private var order = 0
    /// Of a part: the agreement that it is about and those that are to take its place.
    private var focus: Set<SubjectID>?
    /// Of a part: all agreements as they were, for one that turns out to want its agreement's place.
    private var heritage: [SubjectID: [AgreementAct]] = [:]
    private var outlooks = OutlookCache()

    public init() { self.init(withExpectations: true) }

    /// - Parameter withExpectations: whether items show what is expected of each agreement; to know it, every
    ///   event has to be folded.
    init(withExpectations: Bool) {
        expectations = withExpectations ? Expectations() : nil
    }

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if focus == nil { try expectations?.fold(step, chronicle) }
        guard step.isAsserted else { return }
        switch step.type {
        case .actorDefined:
            OutlookCache.forget(&outlooks)
            try defineActor(step, chronicle)
        case .actorSucceeded, .actorExtinguished:
            OutlookCache.forget(&outlooks)
            if let succession = try Succession(step, chronicle) { succeed(succession, step) }
        case .agreementDefined ... .agreementAbandoned:
            OutlookCache.forget(&outlooks)
            try foldAct(step, chronicle)
        default: break
        }
    }

    private mutating func foldAct(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard let subject = step.subject else { return }
        let isKnown = focus?.contains(subject) ?? true
        // Of others a part has only to know which want to take its agreement's place.
        guard isKnown || step.type == .agreementDefined else { return }
        order &+= 1
        let act = try AgreementAct(reading: step, order: order, chronicle)
        var named = act.parties
        if case .definition(let definition) = act.detail {
            named += definition.parties
            if let old = definition.supersedes, old != subject, focus?.contains(old) ?? true {
                successors[old, default: []].insert(subject)
                predecessors[subject, default: []].insert(old)
                if focus?.insert(subject).inserted == true { acts[subject] = heritage[subject] }
            } else if !isKnown {
                return
            }
        }
        acts[subject, default: []].append(act)
        for actor in named { note(actor, subject) }
        if case .definition(let definition) = act.detail, let rule = definition.rule {
            for actor in rule.namedActors where ruledBy[actor, default: []].insert(subject).inserted {
                recall(actor, subject)
            }
        }
    }

    /// Notes that an actor has a part in an agreement, and whatever has become of that actor.
    private mutating func note(_ actor: ActorID, _ subject: SubjectID) {
        if byActor[actor, default: []].insert(subject).inserted { recall(actor, subject) }
    }

    private mutating func recall(_ actor: ActorID, _ subject: SubjectID) {
        for act in successions[actor] ?? [] {
            insert(act, subject)
            if case .succession(let succession) = act.detail, byActor[actor]?.contains(subject) == true {
                for heir in succession.heirs { note(heir, subject) }
            }
        }
    }

    private mutating func insert(_ act: AgreementAct, _ subject: SubjectID) {
        var list = acts[subject] ?? []
        if list.last.map({ $0.order < act.order }) ?? true {
            acts[subject, default: []].append(act)
            return
        }
        let place = list.firstIndex { $0.order >= act.order } ?? list.count
        if place < list.count, list[place].order == act.order { return }
        list.insert(act, at: place)
        acts[subject] = list
    }

    private mutating func defineActor(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard let text = try chronicle.text(step.event, "exists"), let date = try? EDTFDate(text) else {
            return
        }
        let last = date.end?.latest.day ?? .distantFuture
        for actor in step.actors(.actor) {
            ends[actor] = last < .distantFuture ? ActorEnd(last: last, event: step.event) : nil
        }
    }

    private mutating func succeed(_ succession: Succession, _ step: Step) {
        order &+= 1
        var act = AgreementAct(step, order: order, parties: [])
        act.detail = .succession(succession)
        var touched = focus ?? []
        for ended in succession.ended {
            successions[ended, default: []].append(act)
            let own = byActor[ended] ?? []
            for heir in succession.heirs { for subject in own { note(heir, subject) } }
            touched.formUnion(own)
            touched.formUnion(ruledBy[ended] ?? [])
        }
        for subject in touched { insert(act, subject) }
    }

    // MARK: What is known of an agreement

    /// How an agreement stands on a day.
    func reckoning(_ subject: SubjectID, on day: CivilDay) -> AgreementReckoning {
        AgreementReckoning(
            acts[subject] ?? [], on: day, ends: ends, supersession: supersession(of: subject, on: day))
    }

    /// When another agreement took this one's place, by the day: when it took effect (VCLT 59).
    private func supersession(of subject: SubjectID, on day: CivilDay) -> AgreementReckoning.Ending? {
        guard let successors = successors[subject] else { return nil }
        var first: AgreementReckoning.Ending?
        for successor in successors {
            let other = AgreementReckoning(acts[successor] ?? [], on: day, ends: ends)
            guard let concluded = other.concluded else { continue }
            if let known = first, known.when.latest <= concluded.when.latest { continue }
            first = AgreementReckoning.Ending(
                status: .superseded, when: concluded.when, because: concluded.because)
        }
        return first
    }

    /// The last day on which an actor exists by its definition; `nil` where that says nothing.
    func lastDay(of actor: ActorID) -> CivilDay? { ends[actor]?.last }

    /// The agreement, and those that are to take its place.
    func clockwork(of subject: SubjectID) -> Set<SubjectID> {
        (successors[subject] ?? []).union([subject])
    }

    /// Those whose place an agreement is to take.
    func superseded(by subject: SubjectID) -> Set<SubjectID> { predecessors[subject] ?? [] }

    /// How an agreement looks to its parties on a day.
    func outlook(_ subject: SubjectID, on day: CivilDay) -> AgreementOutlook {
        outlooks.outlook(subject, on: day) { AgreementOutlook(reckoning(subject, on: day)) }
    }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [SubjectID]
    {
        guard step.isAsserted else { return [] }
        var touched: Set<SubjectID> = []
        if let succession = try Succession(step, chronicle) {
            for ended in succession.ended {
                touched.formUnion(byActor[ended] ?? [])
                touched.formUnion(ruledBy[ended] ?? [])
            }
        } else if step.type >= .agreementDefined, step.type <= .agreementAbandoned,
            let subject = step.subject
        {
            touched.insert(subject)
            if step.type == .agreementDefined, let old = try chronicle.text(step.event, "supersedes"),
                let known = chronicle.subject(old)
            {
                touched.insert(known)
            }
        }
        for subject in touched { touched.formUnion(predecessors[subject] ?? []) }
        return Array(touched)
    }

    public func part(of key: SubjectID) -> Agreements {
        var part = Agreements(withExpectations: false)
        let kept = (successors[key] ?? []).union([key])
        part.focus = kept
        part.heritage = acts
        part.successions = successions
        part.ends = ends
        part.order = order
        part.successors[key] = successors[key]
        for subject in kept {
            part.acts[subject] = acts[subject]
            part.predecessors[subject] = predecessors[subject]
        }
        return part
    }

    public func facets(
        of key: SubjectID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard acts[key] != nil else { return [] }
        return Self.facets(reckoning(key, on: day), chronicle)
    }

    static func facets(_ reckoning: AgreementReckoning, _ chronicle: some Chronicle) -> [Facet] {
        var facets = [Facet(Self.statusFacet, reckoning.standing.status.rawValue)]
        for (actor, row) in reckoning.rows {
            let state = reckoning.state(of: actor, row).state
            if state != .none {
                facets.append(Facet(Self.partyFacet(chronicle.code(of: actor)), state.rawValue))
            }
        }
        return facets
    }

    static let statusFacet = "status"

    /// The name of the facet of a party's state, by its code.
    public static func partyFacet(_ code: String) -> String { "party " + code }
}
