import Dispatch
import LMDB
import Synchronization

/// Jobs done ahead of the thread that wants their results, which takes them in the order in which it gave the jobs: what
/// comes of them does not depend on how many threads there are.
///
/// Other threads work on them, one less than the machine has cores; the one that wants the results joins in rather than
/// wait. A thread more would take turns on a core with the one that all wait for.
package final class Ahead<Value: Sendable>: Sendable {
    package typealias Job = @Sendable () -> Value

    private struct Work {
        /// What nobody has begun yet.
        var jobs: [(job: Job, result: Pending)] = []
        /// How many threads are at work.
        var hands = 0
    }

    private let work = Mutex(Work())
    private let mostHands: Int

    /// - Parameter cores: how many the machine has.
    package init(cores: Int = Cores.count) { mostHands = cores - 1 }

    /// What a thread is at.
    package final class Pending: Sendable {
        private let isReady = DispatchSemaphore(value: 0)
        private let value = Mutex<Value?>(nil)

        fileprivate init() {}

        fileprivate var isDone: Bool { value.withLock { $0 != nil } }

        fileprivate func fulfil(_ new: Value) {
            value.withLock { $0 = new }
            isReady.signal()
        }

        fileprivate func wait() -> Value? {
            isReady.wait()
            return value.withLock { $0.take() }
        }
    }

    /// Gives a job.
    package func begin(_ job: @escaping Job) -> Pending {
        let result = Pending()
        let needsHand = work.withLock { work in
            work.jobs.append((job, result))
            guard work.hands < mostHands else { return false }
            work.hands += 1
            return true
        }
        if needsHand { DispatchQueue.global().async { self.lendHand() } }
        return result
    }

    /// The result of a job, to be asked for once.
    package func result(of pending: Pending) -> Value? {
        while !pending.isDone, let next = work.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
            next.result.fulfil(next.job())
        }
        return pending.wait()
    }

    private func lendHand() {
        while let next = take() { next.result.fulfil(next.job()) }
    }

    private func take() -> (job: Job, result: Pending)? {
        work.withLock { work in
            if !work.jobs.isEmpty { return work.jobs.removeFirst() }
            work.hands -= 1
            return nil
        }
    }
}
