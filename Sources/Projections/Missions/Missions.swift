public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// Who represents whom where: the mission, its head, the chargé, and the protecting power, for each direction.
public struct Missions: WrittenProjection {
    public typealias Key = DirectedPair
    public typealias ItemKey = DirectedPair

    public static let name = "missions"
    public static let summary =
        "who represents whom where: missions, heads of mission, chargés, protecting powers"
    public static let version = 1
    public static let itemKeys = [["from", "to"]]
    public static let folds = EventTypes(.missionAgreed ... .headChargeAssumed).union([
        .actorSucceeded, .actorExtinguished, .recognitionWithdrawn, .relationsSevered, .relationsUpgraded,
        .relationsDowngraded,
    ])

    private(set) var posts: [DirectedPair: Representation] = [:]
    /// Of a part: the directions that it is about; steps change no others.
    private var focus: [DirectedPair]?
    /// Of a part: all directions as they were, to inherit from.
    private var heritage: [DirectedPair: Representation] = [:]

    public init() {}

    /// How `direction.from` is represented with `direction.to`.
    func representation(_ direction: DirectedPair) -> Representation {
        posts[direction] ?? Representation()
    }

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        _ = try apply(step, chronicle)
    }

    /// Folds a step and says which directions' level of representation it has lowered or raised.
    mutating func apply(
        _ step: Step, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [(direction: DirectedPair, change: HeadsOfMission.Change)] {
        guard step.isAsserted, step.phase != .notice else { return [] }
        switch step.type {
        case .missionAgreed, .missionOpened, .missionClosed, .missionSuspended, .missionRelocated,
            .missionReopened:
            let kind = try chronicle.text(step.event, "kind").flatMap(MissionKind.init)
            let seat = try chronicle.text(step.event, "seat")
            for direction in directions(step) {
                posts[direction, default: Representation()].foldMission(step, kind: kind, seat: seat)
            }
        case .missionProtectingPowerRequested, .missionProtectingPowerAccepted, .missionProtectingPowerEnded:
            for direction in directions(step) {
                posts[direction, default: Representation()].foldPower(step)
            }
        case .relationsSevered, .recognitionWithdrawn:
            for direction in affected(step) { posts[direction]?.sever(by: step) }
        case .relationsUpgraded, .relationsDowngraded:
            let level = try chronicle.text(step.event, "level")
            guard let kind = level.flatMap(MissionKind.init) else { return [] }
            for direction in affected(step) { posts[direction]?.changeLevel(to: kind, by: step) }
        case .actorSucceeded, .actorExtinguished:
            if let succession = try Succession(step, chronicle) { apply(succession, step) }
        default:
            return try foldHead(step, chronicle)
        }
        return []
    }

    private mutating func foldHead(
        _ step: Step, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [(direction: DirectedPair, change: HeadsOfMission.Change)] {
        guard step.type >= .headNominated, step.type <= .headChargeAssumed else { return [] }
        let person = try chronicle.text(step.event, "person") ?? Tenure.unnamed
        let rank = try chronicle.text(step.event, "rank")
        var changes: [(direction: DirectedPair, change: HeadsOfMission.Change)] = []
        for direction in directions(step) {
            let change = posts[direction, default: Representation()]
                .foldHead(step, person: person, rank: rank)
            changes.append((direction, change))
        }
        return changes
    }

    private mutating func apply(_ succession: Succession, _ step: Step) {
        let touched = focus ?? directions(touchedBy: succession)
        for direction in touched {
            for ended in succession.ended {
                for heir in succession.heirs where direction.contains(heir) {
                    guard let source = direction.replacing(heir, by: ended),
                        let inherited = posts[source] ?? heritage[source]
                    else { continue }
                    posts[direction, default: Representation()].inherit(inherited, by: step)
                }
                posts[direction]?.succeed(power: ended, by: succession.heirs.first)
            }
        }
        for direction in touched {
            if succession.ended.contains(where: direction.contains) { posts[direction]?.lapse(by: step) }
        }
    }

    // MARK: What a step is about

    private func isInFocus(_ direction: DirectedPair) -> Bool { focus?.contains(direction) ?? true }

    private func directions(_ step: Step) -> [DirectedPair] {
        let all = step.directions(from: .sending, to: .receiving)
        return focus == nil ? all : all.filter(isInFocus)
    }

    /// Both directions of each pair whose relations the step is about, where anything is known of them.
    private func affected(_ step: Step) -> [DirectedPair] {
        let pairs =
            step.type == .recognitionWithdrawn
            ? step.pairs(of: .recognising, with: .recognised) : step.relatedPairs
        return pairs.flatMap { [DirectedPair(forward: $0), DirectedPair(backward: $0)] }
            .filter { isInFocus($0) && posts.index(forKey: $0) != nil }
    }

    private func directions(touchedBy succession: Succession) -> [DirectedPair] {
        var touched: Set<DirectedPair> = []
        for (direction, post) in posts {
            for ended in succession.ended where direction.contains(ended) {
                touched.insert(direction)
                for heir in succession.heirs {
                    if let new = direction.replacing(ended, by: heir) { touched.insert(new) }
                }
            }
            if let power = post.power, succession.ended.contains(power) { touched.insert(direction) }
        }
        return Array(touched)
    }

    // MARK: Doubts

    public func keys(
        touchedBy step: Step, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [DirectedPair] {
        guard step.isAsserted, step.phase != .notice else { return [] }
        switch step.type {
        case .relationsSevered, .recognitionWithdrawn, .relationsUpgraded, .relationsDowngraded:
            return affected(step)
        case .actorSucceeded, .actorExtinguished:
            return try Succession(step, chronicle).map(directions(touchedBy:)) ?? []
        default:
            return directions(step)
        }
    }

    public func part(of key: DirectedPair) -> Missions { part(of: [key]) }

    /// As much as folding steps that touch these directions takes.
    func part(of directions: [DirectedPair]) -> Missions {
        var part = Missions()
        part.focus = directions
        part.heritage = posts
        for direction in directions { part.posts[direction] = posts[direction] }
        return part
    }

    public func facets(
        of key: DirectedPair, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        representation(key).facets(prefix: "")
    }

    // MARK: Items

    public static let isByActors = true

    public static func actors(of key: DirectedPair) -> (ActorID, ActorID)? { (key.from, key.to) }

    public static func change(by step: Step) -> PairChange {
        switch step.type {
        case .actorSucceeded, .actorExtinguished: .anything
        default: .among(step.parts.map(\.actor))
        }
    }

    public func listed(
        _ view: View, _ doubts: Doubts<DirectedPair>, _ chronicle: some Chronicle
    ) -> [DirectedPair] {
        Set(posts.keys).union(doubts.others.keys).filter { view.admits(actors: [$0.from, $0.to]) }.sorted()
    }

    public func write(
        _ key: DirectedPair, _ view: View, _ doubts: Doubts<DirectedPair>, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        let doubt = RepresentationDoubt(doubts.others[key], prefix: "")
        try representation(key).write(key, doubt, chronicle, into: &writer)
    }
}
