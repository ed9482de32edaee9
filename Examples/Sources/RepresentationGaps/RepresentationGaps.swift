import CanonicalJSON
import DiplomaticEvents
import EDTF
import Projections

/// Which missions have no accredited head, since when, and for how many days: what a protocol desk has to see to.
///
/// A post is vacant from the opening of its mission until credentials are presented, and again when whoever holds it
/// leaves. A head who is home for consultations still holds it (VCDR 43). A chargé only stands in (VCDR 19), and is
/// named. A mission that is closed, or whose relations are severed, has no post to fill; consulates and interests
/// sections have no head of mission.
public struct RepresentationGaps: Projection {
    public typealias Key = DirectedPair

    public static let name = "representation-gaps"
    public static let summary = "missions without an accredited head, and for how many days"
    public static let version = 1
    public static let itemKeys = [["from", "to"]]
    public static let folds: EventTypes = [
        .relationsSevered, .missionOpened, .missionClosed, .missionSuspended, .missionReopened,
        .headCredentialsPresented, .headRecalled, .headDeclaredPersonaNonGrata, .headDeparted, .headDied,
        .headChargeAssumed,
    ]

    private enum State: String {
        case none, vacant, filled
    }

    /// The post of head of one side's mission with the other.
    private struct Post {
        var state = Fact(State.none)
        /// The day from which on it surely is in that state.
        var day = CivilDay.distantPast
        /// Who holds it or held it last.
        var person: String?
        var charge: String?

        mutating func become(_ new: State, by step: Step) {
            if state.value != new { day = step.day }
            state.become(new, by: step)
            if new != .vacant { charge = nil }
        }

        /// Folds what befalls a head of mission or a chargé.
        mutating func fold(_ step: Step, _ named: String) {
            switch step.type {
            case .headCredentialsPresented:
                become(.filled, by: step)
                person = named
            case .headChargeAssumed:
                if state.value == .vacant { charge = named }
            // Whoever is told to have left may be somebody else than the one in the post.
            default:
                let isTheOne = person == named || person == "unnamed" || named == "unnamed"
                if state.value == .filled, isTheOne { become(.vacant, by: step) }
            }
        }
    }

    private var posts: [DirectedPair: Post] = [:]

    public init() {}

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard step.isAsserted, step.phase != .notice else { return }
        switch step.type {
        case .relationsSevered:
            for direction in Self.directions(step) { posts[direction]?.become(.none, by: step) }
        case .missionOpened, .missionReopened, .missionClosed, .missionSuspended:
            let kind = try chronicle.text(step.event, "kind")
            if kind == "consulate" || kind == "interests-section" { return }
            let opens = step.type == .missionOpened || step.type == .missionReopened
            for direction in Self.directions(step) {
                var post = posts[direction] ?? Post()
                // An embassy that a legation is raised to has the head that is there.
                if opens != (post.state.value != .none) { post.become(opens ? .vacant : .none, by: step) }
                posts[direction] = post
            }
        default:
            let person = try chronicle.text(step.event, "person") ?? "unnamed"
            for direction in Self.directions(step) { posts[direction, default: Post()].fold(step, person) }
        }
    }

    /// Each side's with the other, of those who sever relations; else from who sends to who receives.
    private static func directions(_ step: Step) -> [DirectedPair] {
        guard step.type == .relationsSevered else {
            return pairs(step.actors(.sending), step.actors(.receiving))
        }
        let (by, with, parties) = (step.actors(.by), step.actors(.with), step.actors(.parties))
        return pairs(by, with) + pairs(with, by) + pairs(parties, parties)
    }

    private static func pairs(_ from: [ActorID], _ to: [ActorID]) -> [DirectedPair] {
        from.flatMap { one in to.compactMap { DirectedPair(from: one, to: $0) } }
    }

    // MARK: Doubts: what a vaguely dated step may have changed

    public func keys(
        touchedBy step: Step, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [DirectedPair] {
        Self.directions(step)
    }

    public func part(of key: DirectedPair) -> RepresentationGaps {
        var part = RepresentationGaps()
        part.posts[key] = posts[key]
        return part
    }

    public func facets(
        of key: DirectedPair, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        [Facet("state", (posts[key]?.state.value ?? .none).rawValue)]
    }

    // MARK: Items

    /// The posts that are vacant or may be, in the order of the actors' codes.
    public func items(
        _ view: View, _ doubts: Doubts<DirectedPair>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [JSONValue] = []
        for key in Set(posts.keys).union(doubts.others.keys).sorted() {
            guard view.admits(actors: [key.from, key.to]) else { continue }
            let post = posts[key] ?? Post()
            let isVacant = post.state.value == .vacant
            let mayBe = doubts.others[key]?["state"] ?? []
            guard isVacant || mayBe.contains(State.vacant.rawValue) else { continue }
            let members =
                try post.state.reasons(chronicle) + doubts.members(key, "state") + [
                    JSONObject.Member(name: "charge", value: .text(orNull: post.charge)),
                    JSONObject.Member(
                        name: "days",
                        value: isVacant ? .integer(max(0, view.day.number - post.day.number)) : .null),
                    JSONObject.Member(name: "from", value: .text(chronicle.code(of: key.from))),
                    JSONObject.Member(name: "last", value: .text(orNull: post.person)),
                    JSONObject.Member(name: "state", value: .text(post.state.value.rawValue)),
                    JSONObject.Member(name: "to", value: .text(chronicle.code(of: key.to))),
                ]
            items.append(.object(JSONObject(members)))
        }
        return items
    }
}
