import EventCoding
import Synchronization

/// Prepares lines on other threads while the one that writes goes on, and gives them back in the order of the input:
/// what is written does not depend on how many threads there are.
struct LinePreparation {
    /// How many runs of lines are in hand at once: so many that none is short of work while the index is written.
    private static let most = 32
    /// How many lines are prepared in one go.
    static let lines = 256

    private let workers = Workers()
    private var waiting: [Ahead<PreparedLines>.Pending] = []
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
        guard let prepared = workers.result(of: waiting.removeFirst()) else {
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
    private let ahead = Ahead<PreparedLines>()
    private let idle = Mutex<[LinePreparer]>([])

    func begin(_ lines: InputLines) -> Ahead<PreparedLines>.Pending {
        ahead.begin { self.prepare(lines) }
    }

    func result(of pending: Ahead<PreparedLines>.Pending) -> PreparedLines? { ahead.result(of: pending) }

    func prepare(_ lines: InputLines) -> PreparedLines {
        var preparer = idle.withLock { $0.popLast() } ?? LinePreparer()
        let prepared = preparer.prepare(lines)
        idle.withLock { $0.append(preparer) }
        return prepared
    }
}
