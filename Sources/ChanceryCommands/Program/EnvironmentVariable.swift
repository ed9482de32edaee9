/// The variables of the environment that are honoured.
enum EnvironmentVariable: String, CaseIterable, Sendable {
    case store = "CHANCERY_STORE"
    case key = "CHANCERY_KEY"
    case noColour = "NO_COLOR"
    case temporary = "TMPDIR"

    var meaning: String {
        switch self {
        case .store: "The store's folder, where --store names none."
        case .key: "The key file that seal signs with, where --key names none."
        case .noColour: "Where it is set and not empty, tables have no colours."
        case .temporary: "Where files go that are of no use afterwards."
        }
    }
}
