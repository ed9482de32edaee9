import Synchronization

/// Shows on standard error how long work comes along: how much is done, how fast, and how long it will still take.
///
/// Nothing is shown in the first second, and never more than a few times a second.
final class ProgressMeter: Sendable {
    private struct State {
        var last: ContinuousClock.Instant
        var hasShown = false
    }

    private let sink: any ByteSink
    private let isShown: Bool
    /// What is counted, such as `events`.
    private let unit: String
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    init(_ context: Context, _ options: GlobalOptions, unit: String) {
        sink = context.errors
        isShown = options.progress ?? context.errors.isTerminal
        self.unit = unit
        state = Mutex(State(last: start))
    }

    /// - Parameters:
    ///   - done: how much is done.
    ///   - share: how much of the whole that is, from 0 to 1, where it is known.
    func update(_ done: Int, share: Double? = nil) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let text: String? = state.withLock { state in
            let interval: Duration = sink.isTerminal ? .milliseconds(200) : .seconds(1)
            guard now - start >= .seconds(1), now - state.last >= interval else { return nil }
            state.last = now
            state.hasShown = true
            return line(done, share, now - start)
        }
        guard let text else { return }
        try? sink.write(Array((sink.isTerminal ? "\r\u{1B}[K\(text)" : text + "\n").utf8))
        try? sink.flush()
    }

    /// As ``update(_:share:)`` where bytes are written of about how many, told in millions.
    @Sendable func updateBytes(_ done: Int, _ total: Int) {
        update(done / 1_000_000, share: Double(done) / Double(max(total, 1)))
    }

    /// Takes the line away again.
    func finish() {
        guard sink.isTerminal, state.withLock({ $0.hasShown }) else { return }
        try? sink.write(Array("\r\u{1B}[K".utf8))
        try? sink.flush()
    }

    private func line(_ done: Int, _ share: Double?, _ elapsed: Duration) -> String {
        let seconds = max(0.001, elapsed / .seconds(1))
        let rate = Int((Double(done) / seconds).rounded())
        var text = "\(done) \(unit), \(rate)/s"
        if let share, share > 0, share <= 1 {
            let left = Int((seconds / share - seconds).rounded(.up))
            text = "\(Int(share * 100)) % · " + text + ", \(Self.clock(left)) left"
        }
        return text
    }

    private static func clock(_ seconds: Int) -> String {
        seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
