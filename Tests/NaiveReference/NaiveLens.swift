public import EDTF

/// The cut of a log that a naive replay sees.
public struct NaiveLens: Sendable {
    public var asOf: LensDate
    public var reportedBy: LensDate?
    public var atRevision: Int?
    public var isPossible: Bool

    public init(asOf: String, reportedBy: String? = nil, atRevision: Int? = nil, isPossible: Bool = false)
        throws
    {
        self.asOf = try LensDate(asOf)
        self.reportedBy = try reportedBy.map { text in try LensDate(text) }
        self.atRevision = atRevision
        self.isPossible = isPossible
    }
}
