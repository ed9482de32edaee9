import DiplomaticEvents
import Projections

/// Every view that there is: a projection is made known here, by one line.
public enum ProjectionRegistry {
    static let views: [any AnsweringView] = [
        ProjectionView(Agreements.self, .agreement, .actor, .pair, .status),
        ProjectionView(Expectations.self, .subject, .actor, .pair, .status, .bySource),
        ProjectionView(Incidents.self, .subject, .actor, .pair, .status),
        ProjectionView(Meetings.self, .subject, .actor, .pair, .status),
        ProjectionView(Memberships.self, .actor),
        ProjectionView(Missions.self, .pair, .actor),
        ProjectionView(Network.self, .actor, .pair),
        ProjectionView(PendingAgreements.self, .agreement, .actor, .pair, .status, .stale),
        ProjectionView(PendingParties.self, .agreement, .actor),
        ProjectionView(Quality.self, .subject, .actor, .pair, .status, .findings),
        ProjectionView(Relations.self, .pair, .actor, .status),
        ProjectionView(Signals.self, .pair, .actor),
        TimelineView(),
    ]

    /// The views by name.
    public static var all: [ViewDescription] {
        views.map(\.description).sorted { $0.name < $1.name }
    }

    /// The view of that name.
    public static func find(_ name: String) -> ViewDescription? { view(name)?.description }

    static func itemKeys(_ name: String) -> [[String]] { view(name)?.itemKeys ?? [] }

    static func view(_ name: String) -> (any AnsweringView)? {
        views.first { $0.description.name == name }
    }

    /// The codes of all kinds of findings that `quality` lists.
    public static var findingCodes: [String] { Quality.findingCodes }

    static func unknown(_ name: String) -> ReplayError {
        let nearest = NearestName.question(name, in: all.map(\.name))
        return .unknown(
            "no projection '\(name)'" + (nearest.isEmpty ? "; `chancery projections` lists them" : nearest))
    }
}
