import Synchronization

/// How far a write has come: for tests that end the process there, to see what is left.
package enum CommitStage: String, Sendable {
    /// The write has begun; nothing is changed.
    case begun
    /// All is changed, and nothing of it written.
    case writing
    /// All is on stable storage, and nobody has been told.
    case committed

    private static let observer = Mutex<((CommitStage) -> Void)?>(nil)
    private static let isObserved = Atomic<Bool>(false)

    /// Has every write of this process tell `body` of its stages.
    package static func observe(_ body: @escaping @Sendable (CommitStage) -> Void) {
        observer.withLock { $0 = body }
        isObserved.store(true, ordering: .releasing)
    }

    @inline(__always)
    static func reached(_ stage: CommitStage) {
        if isObserved.load(ordering: .relaxed) { observer.withLock { $0?(stage) } }
    }
}
