public import DiplomaticEvents
public import LMDB

/// Why the log could not do what it was asked, in words that say what to do.
public enum LogError: LMDBErrorConvertible, CustomStringConvertible, Sendable {
    /// The storage failed: disk full, no permission, no reader slot …
    case storage(LMDBError)
    /// There is no store at the path.
    case noStore(path: String)
    /// What is at the path is no store of ours, or one of a format that this program doesn't know.
    case notAStore(path: String, reason: String)
    /// The store is not what was written.
    case corrupt(String)
    /// Lines that were refused. Nothing was recorded.
    case refused([LineFault])
    /// A condition of the append does not hold. Nothing was recorded.
    case conditionFailed(String)
    /// There are events where none may be.
    case notEmpty(path: String, revision: UInt64)
    /// Others have the store open, and the work needs it alone.
    case busy(String)
    /// The program that appends could not read its input.
    case input(String)
    /// The store grew and the input can't be read again: nothing was recorded, and trying again will do.
    case tryAgain

    public init(_ error: LMDBError) {
        switch error {
        case .corrupted, .pageNotFound, .panic: self = .corrupt(error.description)
        default: self = .storage(error)
        }
    }

    public var description: String {
        switch self {
        case .storage(let error): error.description
        case .noStore(let path): "there is no store at '\(path)'; `chancery init` makes one"
        case .notAStore(let path, let reason): "'\(path)' can't be opened as a store: \(reason)"
        case .corrupt(let what):
            "the store is corrupt: \(what); `chancery verify` says what is whole, and a backup or dump can be restored"
        case .refused(let faults): faults.map(\.description).joined(separator: "\n")
        case .conditionFailed(let what): "\(what); nothing was recorded"
        case .notEmpty(let path, let revision):
            "there is a store at '\(path)' already, at revision \(revision); name another folder"
        case .busy(let what): what
        case .input(let what): what
        case .tryAgain: "the store has grown meanwhile and nothing was recorded; run it again"
        }
    }
}

/// What is wrong with a line of input.
public struct LineFault: Sendable, Hashable, CustomStringConvertible {
    /// From 1; blank lines count.
    public let line: Int
    /// The field, where the fault is one field's.
    public let field: String?
    /// What is wrong, and what would be right.
    public let message: String

    public init(line: Int, field: String? = nil, message: String) {
        self.line = line
        self.field = field
        self.message = message
    }

    public init(line: Int, _ fault: FieldFault) {
        self.init(line: line, field: fault.field, message: fault.message)
    }

    public var description: String {
        "line \(line): " + (field.map { "\($0): " } ?? "") + message
    }
}
