import Synchronization

/// What is to be done when the process is asked to end in the middle of something: an unfinished file removed, a
/// receipt printed.
final class Interruption: Sendable {
    static let shared = Interruption()

    private let action = Mutex<(@Sendable () -> Void)?>(nil)

    /// Runs `body`; if the process is asked to end meanwhile, `cleanUp` is run first, and before what an outer call has
    /// to clean up.
    func guarding<Result, Fault: Error>(
        _ cleanUp: @escaping @Sendable () -> Void, _ body: () throws(Fault) -> Result
    ) throws(Fault) -> Result {
        let outer = action.withLock { action in
            let outer = action
            action = { [outer] in
                cleanUp()
                outer?()
            }
            return outer
        }
        defer { action.withLock { $0 = outer } }
        return try body()
    }

    func run() {
        let cleanUp = action.withLock { $0 }
        cleanUp?()
    }
}
