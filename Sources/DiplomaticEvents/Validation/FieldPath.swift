import CanonicalJSON

/// Where a value stands in an event: put into words only if something is wrong with it.
enum FieldPath: ExpressibleByStringInterpolation {
    case named(String)
    /// A member, by its key, of the object whose path and point come first.
    case member(StaticString, JSONNode)

    init(stringLiteral value: String) { self = .named(value) }
}

extension EventReader {
    func text(of path: FieldPath) -> String {
        switch path {
        case .named(let name): name
        case .member(let object, let key): "\(object)\(document.text(key) ?? "")"
        }
    }
}
