import CanonicalJSON
import DiplomaticEvents
public import Projections

/// The views that questions can be put to: those that are built in, each made known here by one line, and projections
/// of a user's own.
public struct ProjectionRegistry: Sendable {
    private static let builtInViews: [any AnsweringView] = [
        ProjectionView(Agreements.self, reach: .agreements, .agreement, .actor, .pair, .status),
        ProjectionView(Expectations.self, .subject, .actor, .pair, .status, .bySource),
        ProjectionView(Incidents.self, reach: .matters, .subject, .actor, .pair, .status),
        ProjectionView(Meetings.self, reach: .matters, .subject, .actor, .pair, .status),
        ProjectionView(Memberships.self, .actor),
        ProjectionView(Missions.self, reach: .pairs(withSurroundings: false), .pair, .actor),
        ProjectionView(Network.self, .actor, .pair),
        ProjectionView(
            PendingAgreements.self, reach: .agreements, .agreement, .actor, .pair, .status, .stale),
        ProjectionView(PendingParties.self, reach: .agreements, .agreement, .actor),
        ProjectionView(Quality.self, .subject, .actor, .pair, .status, .findings),
        ProjectionView(Relations.self, reach: .pairs(withSurroundings: true), .pair, .actor, .status),
        ProjectionView(Signals.self, reach: .pairs(withSurroundings: false), .pair, .actor),
        TimelineView(),
    ]

    /// What `chancery` itself knows.
    public static let builtIn = ProjectionRegistry(views: builtInViews)

    let views: [any AnsweringView]

    /// The same with one more projection, which then is asked like those built in; of two with one name the later
    /// stands.
    ///
    /// - Parameter filters: what its items can be narrowed by, of which `View` tells the projection. A question that
    ///   asks for another is refused.
    public func adding<P: Projection>(
        _ projection: P.Type, filters: [ViewDescription.Filter] = []
    ) -> ProjectionRegistry {
        ProjectionRegistry(
            views: views.filter { $0.description.name != P.name }
                + [ProjectionView(projection, filters: filters)])
    }

    /// The views by name.
    public var all: [ViewDescription] {
        views.map(\.description).sorted { $0.name < $1.name }
    }

    /// The view of that name.
    public func find(_ name: String) -> ViewDescription? { view(name)?.description }

    func itemKeys(_ name: String) -> [[String]] { view(name)?.itemKeys ?? [] }

    /// Raised with every change of how events are let in, ordered, or folded in doubt, and of how answers are written.
    private static let engine = 1

    /// The version of all code that has a part in answers: snapshots of another one are passed over. The versions of all
    /// projections count for each, since they are made of one another.
    var code: String {
        "\(Self.engine), " + views.compactMap(\.version).sorted { $0.precedes($1) }.joined(separator: ", ")
    }

    func view(_ name: String) -> (any AnsweringView)? {
        views.first { $0.description.name == name }
    }

    /// The codes of all kinds of findings that `quality` lists.
    public static var findingCodes: [String] { Quality.findingCodes }

    /// The names of those of which snapshots are kept, sorted.
    public var kept: [String] {
        views.filter { $0.version != nil }.map(\.description.name).sorted()
    }

    /// Says that there is no projection of that name, and which is nearest.
    public func unknown(_ name: String) -> ReplayError {
        let nearest = NearestName.question(name, in: all.map(\.name))
        return .unknown(
            "no projection '\(name)'" + (nearest.isEmpty ? "; `chancery projections` lists them" : nearest))
    }
}
