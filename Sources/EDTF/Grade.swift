/// How sure the source was of a date, by the marks of ISO 8601-2 Annex A.
///
/// The cases are in the order of their weight, so that the strongest mark of an expression is the greatest.
public enum Grade: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    /// No mark.
    case certain = 0
    /// `?`: the source is dubious.
    case uncertain = 1
    /// `~`: an estimate that is likely to be near.
    case approximate = 2
    /// `%`: both.
    case uncertainAndApproximate = 3

    public static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }

    /// Whether `~` or `%` is in it.
    public var isApproximate: Bool { self >= .approximate }

    /// The grade of a mark's byte, `nil` for any other byte.
    init?(mark: UInt8) {
        switch mark {
        case UInt8(ascii: "?"): self = .uncertain
        case UInt8(ascii: "~"): self = .approximate
        case UInt8(ascii: "%"): self = .uncertainAndApproximate
        default: return nil
        }
    }

    /// What two marks on one and the same component say together: `?` and `~` are `%`.
    func joined(with other: Grade) -> Grade {
        Grade(rawValue: rawValue | other.rawValue) ?? .uncertainAndApproximate
    }
}
