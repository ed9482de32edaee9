import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// Who belongs to which organisation: members, observers, candidates, and who has the chair.
///
/// What is keyed here is the organisation. It is there once any event names it, in whatever role; signals,
/// which are only counted, name nobody.
public struct Memberships: Projection {
    public typealias Key = ActorID

    public static let name = "memberships"
    public static let summary =
        "members, observers and candidates of each organisation, and who has its chair"
    public static let version = 1
    public static let itemKeys = [["organisation"]]
    /// All but signals and what is said of other events: any event may name an organisation.
    public static let folds = EventTypes(.actorDefined ... .expectationWithdrawn).union([.statementMade])

    /// One organisation.
    struct Organisation: Sendable {
        var rows: [ActorID: MembershipRow] = [:]
        var chair = Fact<ActorID?>(nil)
    }

    private(set) var organisations: [ActorID: Organisation] = [:]
    /// The organisations that events name.
    private(set) var named: Set<ActorID> = []
    private var seen = ActorSet()
    /// For each member: the organisations that it belongs to.
    private var belongs: [ActorID: Set<ActorID>] = [:]
    /// Of a part: the organisation that it is about; steps change no other.
    private var focus: ActorID?
    /// Of a part: all organisations as they were, to inherit from.
    private var heritage: [ActorID: Organisation] = [:]

    public init() {}

    /// The organisations that the actor is a member of, suspended or not, in the order of their codes.
    ///
    /// - Parameter day: the day for which the steps were folded: an effect of that day is a step of its own.
    public func organisations(of actor: ActorID, on day: CivilDay) -> [ActorID] {
        (belongs[actor] ?? []).sorted()
    }

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if focus == nil { note(step, chronicle) }
        guard step.isAsserted else { return }
        switch step.type {
        case .membershipApplied, .membershipAgreedInPrinciple, .membershipObserverAdmitted,
            .membershipJoined, .membershipSuspended, .membershipWithdrawalNotified, .membershipLeft:
            try foldMembers(step, chronicle)
        case .membershipChairAssumed:
            guard step.phase != .notice, let member = step.actor(.member) else { return }
            for organisation in step.actors(.organisation) where isInFocus(organisation) {
                organisations[organisation, default: Organisation()].chair.become(member, by: step)
            }
        case .actorSucceeded, .actorExtinguished:
            if let succession = try Succession(step, chronicle) { apply(succession, step) }
        default: break
        }
    }

    private mutating func note(_ step: Step, _ chronicle: some Chronicle) {
        for part in step.parts where seen.insert(part.actor) {
            if chronicle.isOrganisation(part.actor) { named.insert(part.actor) }
        }
        if step.type.isMembership {
            named.formUnion(step.actors(.organisation))
        }
    }

    private mutating func foldMembers(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        var isDated = step.phase != .whole
        if step.type == .membershipWithdrawalNotified, step.phase == .whole {
            isDated = step.isEffectiveDated
        }
        for organisation in step.actors(.organisation) where isInFocus(organisation) {
            for member in step.actors(.member) {
                organisations[organisation, default: Organisation()]
                    .rows[member, default: MembershipRow()].fold(step, isDated: isDated)
                settle(organisation, member, by: step)
            }
        }
    }

    /// Keeps in step what follows from a row: who leaves has no chair any more.
    private mutating func settle(_ organisation: ActorID, _ member: ActorID, by step: Step) {
        let isMember = organisations[organisation]?.rows[member]?.member.value == true
        if !isMember, step.type != .membershipChairAssumed,
            organisations[organisation]?.chair.value == member,
            organisations[organisation]?.rows[member]?.member.isFolded == true
        {
            organisations[organisation]?.chair.become(nil, by: step)
        }
        guard focus == nil else { return }
        if isMember {
            belongs[member, default: []].insert(organisation)
        } else {
            belongs[member]?.remove(organisation)
        }
    }

    // MARK: The ends of actors

    private mutating func apply(_ succession: Succession, _ step: Step) {
        for organisation in focus.map({ [$0] }) ?? organisations(touchedBy: succession) {
            if succession.heirs.contains(organisation) {
                for ended in succession.ended {
                    guard let other = organisations[ended] ?? heritage[ended] else { continue }
                    for (member, row) in other.rows { inherit(row, member, of: organisation, by: step) }
                    if other.chair.value != nil, organisations[organisation]?.chair.value == nil {
                        organisations[organisation]?.chair = other.chair
                    }
                }
            }
            for ended in succession.ended {
                guard let row = organisations[organisation]?.rows[ended] else { continue }
                for heir in succession.heirs { inherit(row, heir, of: organisation, by: step) }
                if organisations[organisation]?.chair.value == ended, let heir = succession.heirs.first {
                    organisations[organisation]?.chair.become(heir, by: step)
                }
                end(ended, of: organisation, by: step)
            }
        }
        for ended in succession.ended where isInFocus(ended) {
            for member in organisations[ended]?.rows.keys.sorted() ?? [] { end(member, of: ended, by: step) }
        }
    }

    private mutating func inherit(
        _ row: MembershipRow, _ heir: ActorID, of organisation: ActorID, by step: Step
    ) {
        organisations[organisation, default: Organisation()]
            .rows[heir, default: MembershipRow()].inherit(row, by: step)
        settle(organisation, heir, by: step)
    }

    private mutating func end(_ member: ActorID, of organisation: ActorID, by step: Step) {
        organisations[organisation]?.rows[member]?.end(by: step)
        settle(organisation, member, by: step)
    }

    private func organisations(touchedBy succession: Succession) -> [ActorID] {
        var touched = Set(succession.ended.filter { organisations[$0] != nil })
        if !touched.isEmpty { touched.formUnion(succession.heirs) }
        for (organisation, state) in organisations
        where succession.ended.contains(where: { state.rows[$0] != nil }) { touched.insert(organisation) }
        return touched.sorted()
    }

    private func isInFocus(_ organisation: ActorID) -> Bool { focus == nil || focus == organisation }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [ActorID] {
        guard step.isAsserted else { return [] }
        if step.type.isMembership {
            return step.actors(.organisation)
        }
        return try Succession(step, chronicle).map(organisations(touchedBy:)) ?? []
    }

    public func part(of key: ActorID) -> Memberships {
        var part = Memberships()
        part.focus = key
        part.heritage = organisations
        part.organisations[key] = organisations[key]
        return part
    }

    public func facets(
        of key: ActorID, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let organisation = organisations[key] else { return [] }
        var facets: [Facet] = []
        for (actor, row) in organisation.rows {
            let code = chronicle.code(of: actor)
            for list in MembershipList.allCases {
                if let value = list.value(row) { facets.append(Facet(list.facet(of: code), value)) }
            }
        }
        if let chair = organisation.chair.value { facets.append(Facet("chair", chronicle.code(of: chair))) }
        return facets
    }
}
