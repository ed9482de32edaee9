import EventLog
import LMDB
import Replay

extension Failure {
    init(_ error: StreamError) {
        switch error {
        case .closed:
            self.init(.done, [])
            isClosedPipe = true
        case .missing(let message): self.init(.missing, "no-input", message)
        case .noSpace(let message): self.init(.inputOutput, "disk-full", message)
        case .failed(let message): self.init(.inputOutput, "input-output", message)
        }
    }

    init(_ error: ReplayError) {
        switch error {
        case .log(let error): self.init(error)
        case .unknown(let message): self.init(.missing, "unknown-name", message)
        case .usage(let message): self.init(.usage, "usage", message)
        }
    }

    /// - Parameter isCreating: whether the command makes the store where there is none.
    init(_ error: LogError, isCreating: Bool = false) {
        let message = error.description
        switch error {
        case .storage(let error): self.init(error, isCreating: isCreating)
        case .noStore: self.init(isCreating ? .cannotCreate : .missing, "no-store", message)
        case .notAStore: self.init(.fault, "not-a-store", message)
        case .corrupt: self.init(.fault, "corrupt", message)
        case .refused(let faults):
            let problems = faults.map { Problem("bad-event", $0.message, line: $0.line, field: $0.field) }
            self.init(.badData, problems)
        case .conditionFailed: self.init(.tryAgain, "condition-failed", message)
        case .input: self.init(.inputOutput, "input-output", message)
        case .notEmpty: self.init(.cannotCreate, "store-exists", message)
        case .busy, .tryAgain: self.init(.tryAgain, "busy", message)
        }
    }

    private init(_ error: LMDBError, isCreating: Bool) {
        let message = error.description
        switch error {
        case .diskFull, .quotaExceeded: self.init(.inputOutput, "disk-full", message)
        case .busy, .inUse, .readersFull, .mapHeldByReaders, .mapResized:
            self.init(.tryAgain, "busy", message)
        case .permissionDenied, .notPermitted, .readOnlyFileSystem, .notADirectory, .fileExists, .noSuchFile:
            self.init(
                isCreating ? .cannotCreate : .inputOutput, isCreating ? "cannot-create" : "input-output",
                message)
        case .corrupted, .pageNotFound, .cursorFull, .pageFull, .panic, .truncated, .invalid, .mapLost:
            self.init(.fault, "corrupt", message)
        // The system's own numbers lie above zero.
        case let other where other.code > 0: self.init(.inputOutput, "input-output", message)
        case .networkFileSystem, .mapFull, .transactionFull: self.init(.inputOutput, "storage", message)
        default: self.init(.fault, "storage", message)
        }
    }
}
