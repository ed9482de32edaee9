public import EventLog
public import LMDB

/// Why a question could not be answered.
public enum ReplayError: LMDBErrorConvertible, CustomStringConvertible, Sendable {
    case log(LogError)
    /// There is no projection, event, subject or actor of that name; the message says which, and what there is.
    case unknown(String)
    /// The question doesn't fit the projection.
    case usage(String)

    public init(_ error: LMDBError) { self = .log(LogError(error)) }

    public var description: String {
        switch self {
        case .log(let error): error.description
        case .unknown(let message), .usage(let message): message
        }
    }
}
