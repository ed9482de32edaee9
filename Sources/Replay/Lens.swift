import CanonicalJSON
public import EDTF

/// The cut of the log that a question sees: three clocks and a reading of vague dates.
public struct Lens: Sendable, Hashable {
    /// What vague dates count as.
    public enum Dates: String, Sendable, Hashable, CaseIterable {
        /// An event counts from the last day on which it may have happened.
        case certain
        /// An event counts from the first day on which it may have happened.
        case possible
    }

    /// Valid time: what was so on that day.
    public var asOf: LensDate
    /// What a reader could have known on that day.
    public var reportedBy: LensDate?
    /// What the log held at that time.
    public var recordedBy: LensDate?
    /// What the log held at that revision.
    public var atRevision: UInt64?
    /// What vague dates count as.
    public var dates: Dates

    /// A lens: that of a day, with all that is known unless other clocks are set.
    public init(
        asOf: LensDate, reportedBy: LensDate? = nil, recordedBy: LensDate? = nil, atRevision: UInt64? = nil,
        dates: Dates = .certain
    ) {
        self.asOf = asOf
        self.reportedBy = reportedBy
        self.recordedBy = recordedBy
        self.atRevision = atRevision
        self.dates = dates
    }

    /// The lens as every export names it.
    ///
    /// - Parameter revision: the last one that the lens lets in.
    func json(revision: UInt64) -> JSONValue {
        [
            "asOf": .text(asOf.text), "atRevision": .integer(Int64(clamping: revision)),
            "dates": .text(dates.rawValue), "recordedBy": .text(orNull: recordedBy?.text),
            "reportedBy": .text(orNull: reportedBy?.text),
        ]
    }
}
