import DiplomaticEvents
import Projections

/// Every view that there is: a projection is made known here, by one line.
public enum ProjectionRegistry {
    static let views: [any AnsweringView] = [
        ProjectionView(Agreements.self, reach: .agreements, .agreement, .actor, .pair, .status),
        ProjectionView(Expectations.self, .subject, .actor, .pair, .status, .bySource),
        ProjectionView(Incidents.self, .subject, .actor, .pair, .status),
        ProjectionView(Meetings.self, .subject, .actor, .pair, .status),
        ProjectionView(Memberships.self, .actor),
        ProjectionView(Missions.self, reach: .pairs, .pair, .actor),
        ProjectionView(Network.self, .actor, .pair),
        ProjectionView(
            PendingAgreements.self, reach: .agreements, .agreement, .actor, .pair, .status, .stale),
        ProjectionView(PendingParties.self, reach: .agreements, .agreement, .actor),
        ProjectionView(Quality.self, .subject, .actor, .pair, .status, .findings),
        ProjectionView(Relations.self, reach: .pairs, .pair, .actor, .status),
        ProjectionView(Signals.self, reach: .pairs, .pair, .actor),
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
