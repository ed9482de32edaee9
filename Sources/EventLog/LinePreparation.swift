import Dispatch
import EventCoding
import Synchronization

/// Prepares lines on other threads while the one that writes goes on, and gives them back in the order of the input:
/// what is written does not depend on how many threads there are.
struct LinePreparation {
    /// How many runs of lines are in hand at once: enough that no thread waits for another.
    private static let most = 8
    /// How many lines are prepared in one go.
    static let lines = 256

    private let workers = Workers()
    private var waiting: [Pending] = []
    private var hasBegun = false
    private var taken = 0
    /// How many lines of the input have been given.
    private var lines = 0

    /// The next lines of a source, prepared; `nil` at its end.
    ///
    /// - Parameter limit: how many lines are taken from the source in all.
    mutating func next(_ source: inout EventSource, limit: Int) throws(LogError) -> PreparedLines? {
        guard var prepared = try prepared(&source, limit) else { return nil }
        prepared.linesBefore = lines
        lines += prepared.lines
        return prepared
    }

    private mutating func prepared(
        _ source: inout EventSource, _ limit: Int
    ) throws(LogError) -> PreparedLines? {
        if !hasBegun {
            hasBegun = true
            guard let first = try take(&source, limit) else { return nil }
            // What may be all there is, is not worth a thread.
            guard let second = try take(&source, limit) else { return workers.prepare(first) }
            waiting = [workers.begin(first), workers.begin(second)]
        }
        while waiting.count < Self.most, let lines = try take(&source, limit) {
            waiting.append(workers.begin(lines))
        }
        if waiting.isEmpty { return nil }
        // Never so; but then nothing must be recorded, rather than all but these lines.
        guard let prepared = waiting.removeFirst().result() else {
            throw .input("lines were lost between threads; this is a fault of chancery")
        }
        return prepared
    }

    private mutating func take(_ source: inout EventSource, _ limit: Int) throws(LogError) -> InputLines? {
        if limit == .max, let lines = try source.wholeLines() { return lines }
        guard taken < limit else { return nil }
        let lines = try source.lines(upTo: min(Self.lines, limit - taken))
        taken += lines.count
        return lines.count == 0 ? nil : lines
    }
}

/// The threads, and what each of them keeps from one run of lines to the next.
private final class Workers: Sendable {
    private let queue = DispatchQueue(label: "preparation of events", attributes: .concurrent)
    private let idle = Mutex<[LinePreparer]>([])

    func begin(_ lines: InputLines) -> Pending {
        let pending = Pending()
        queue.async { pending.fulfil(self.prepare(lines)) }
        return pending
    }

    func prepare(_ lines: InputLines) -> PreparedLines {
        var preparer = idle.withLock { $0.popLast() } ?? LinePreparer()
        let prepared = preparer.prepare(lines)
        idle.withLock { $0.append(preparer) }
        return prepared
    }
}

/// What a thread is at.
private final class Pending: Sendable {
    private let isReady = DispatchSemaphore(value: 0)
    private let prepared = Mutex<PreparedLines?>(nil)

    func fulfil(_ lines: PreparedLines) {
        prepared.withLock { $0 = lines }
        isReady.signal()
    }

    /// Waits for it; to be asked once, for nothing is there afterwards.
    func result() -> PreparedLines? {
        isReady.wait()
        return prepared.withLock { $0.take() }
    }
}
