/// How a command ends, in the numbers of sysexits.
public enum ExitStatus: Int32, Sendable, CaseIterable {
    case done = 0
    /// Differences, or something that `verify` has found.
    case findings = 1
    /// The command line is wrong.
    case usage = 64
    /// The input is wrong; nothing was recorded.
    case badData = 65
    /// There is no such input, store, event, subject, actor or projection.
    case missing = 66
    /// The store is corrupt, or this program is at fault.
    case fault = 70
    /// The output can't be created.
    case cannotCreate = 73
    /// Reading or writing failed, or the disk is full.
    case inputOutput = 74
    /// A condition does not hold, or the store is busy: try again.
    case tryAgain = 75

    /// What it says, for a person.
    var meaning: String {
        switch self {
        case .done: "Done; what is asked for may be empty."
        case .findings:
            "Differences (`diff --exit-code`), or something that `verify` or `prove --check` has found."
        case .usage: "The command line is wrong."
        case .badData:
            "The input is wrong; nothing was recorded, with `--batch` nothing from the wrong batch on."
        case .missing: "There is no such input, store, event, subject, actor or projection."
        case .fault: "The store is corrupt, or this program is at fault."
        case .cannotCreate: "The output can't be created."
        case .inputOutput: "Reading or writing failed, or the disk is full."
        case .tryAgain: "A condition failed or the store is busy: try again."
        }
    }
}

/// One thing that is wrong: one line on standard error.
struct Problem: Sendable, Hashable {
    /// A short name for scripts, in kebab-case.
    var code: String
    /// The file, where there are several.
    var file: String?
    /// The line of the input, from 1.
    var line: Int?
    var field: String?
    /// What is wrong, and what to do about it.
    var message: String

    init(_ code: String, _ message: String, file: String? = nil, line: Int? = nil, field: String? = nil) {
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.field = field
    }

    var text: String {
        var text = file.map { "\($0): " } ?? ""
        if let line { text += "line \(line): " }
        if let field { text += "\(field): " }
        return text + message
    }
}

/// Why a command could not do what it was asked.
struct Failure: Error, Sendable {
    var status: ExitStatus
    var problems: [Problem]
    /// Nobody reads the output any more: the command just ends, and all is well.
    var isClosedPipe = false

    init(_ status: ExitStatus, _ problems: [Problem]) {
        self.status = status
        self.problems = problems
    }

    init(_ status: ExitStatus, _ code: String, _ message: String) {
        self.init(status, [Problem(code, message)])
    }

    static func usage(_ message: String) -> Failure { Failure(.usage, "usage", message) }

    static func missing(_ code: String, _ message: String) -> Failure { Failure(.missing, code, message) }
}
