import Synchronization

/// Lets the map be moved only while no read of this process uses it.
///
/// LMDB limitation: resizing unmaps the file and maps it again elsewhere, and LMDB leaves it to the caller
/// to see that no transaction of the process is active then. Reads enter and leave the gate; a resize
/// closes it and waits for the reads inside. A thread that is inside already may always enter
/// again, since it would otherwise wait for itself.
final class ReaderGate: Sendable {
    /// How long a resize waits for reads to end. Unbounded waiting could be waiting for ever: a read
    /// may be waiting for another thread that waits at the gate.
    static let patience = Duration.seconds(10)

    private struct State {
        /// Reads in progress, by thread.
        var depths: [UInt: Int] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    func enter() {
        let thread = FileCalls.currentThread
        while true {
            let entered = state.withLock { state in
                if let depth = state.depths[thread] {
                    state.depths[thread] = depth &+ 1
                    return true
                }
                if state.isClosed { return false }
                state.depths[thread] = 1
                return true
            }
            if entered { return }
            FileCalls.pause(milliseconds: 1)
        }
    }

    func leave() {
        let thread = FileCalls.currentThread
        state.withLock { state in
            let depth = (state.depths[thread] ?? 1) &- 1
            state.depths[thread] = depth == 0 ? nil : depth
        }
    }

    /// Runs `body` while no read is in progress. The caller holds the environment's writer lock.
    ///
    /// - Throws: ``LMDBError/mapHeldByReaders`` when this thread is itself in a read, or when reads do not
    ///   end within ``patience``.
    func whileEmpty(_ body: () throws(LMDBError) -> Void) throws(LMDBError) {
        let thread = FileCalls.currentThread
        let isReading = state.withLock { state in
            if state.depths[thread] != nil { return true }
            state.isClosed = true
            return false
        }
        if isReading { throw LMDBError.mapHeldByReaders }
        defer { state.withLock { $0.isClosed = false } }
        let start = ContinuousClock.now
        while !state.withLock({ $0.depths.isEmpty }) {
            if ContinuousClock.now - start > Self.patience { throw LMDBError.mapHeldByReaders }
            FileCalls.pause(milliseconds: 1)
        }
        try body()
    }
}
