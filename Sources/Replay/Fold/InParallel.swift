import Dispatch
import EventLog
import Synchronization

/// Work that is split into runs of a range and done on as many threads as the machine has cores.
///
/// How the range is split doesn't depend on the machine, and results come in the order of the range: so what is made of
/// them does not depend on how many threads there are.
enum InParallel {
    /// What `body` makes of each run of `0..<count`, in order.
    ///
    /// - Parameter length: how many of the range make up a run.
    /// - Throws: what `body` throws for the first run for which it does.
    static func map<Result: Sendable, Failure: Error>(
        _ count: Int, by length: Int,
        _ body: @Sendable (Range<Int>) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        let runs = stride(from: 0, to: count, by: length).map { $0..<min($0 + length, count) }
        return try map(runs, body)
    }

    /// What `body` makes of each run, in order.
    static func map<Result: Sendable, Failure: Error>(
        _ runs: [Range<Int>], _ body: @Sendable (Range<Int>) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        guard runs.count > 1 else {
            var results: [Result] = []
            for run in runs { results.append(try body(run)) }
            return results
        }
        let outcomes = Outcomes<Result, Failure>(runs.count)
        DispatchQueue.concurrentPerform(iterations: runs.count) { place in
            outcomes.put(place) { () throws(Failure) in try body(runs[place]) }
        }
        return try outcomes.all()
    }
}

/// What has been made of the runs so far.
private final class Outcomes<Value: Sendable, Failure: Error>: Sendable {
    private let outcomes: Mutex<[Swift.Result<Value, Failure>?]>

    init(_ count: Int) { outcomes = Mutex(Array(repeating: nil, count: count)) }

    func put(_ place: Int, _ body: () throws(Failure) -> Value) {
        let outcome: Swift.Result<Value, Failure>
        do throws(Failure) { outcome = .success(try body()) } catch { outcome = .failure(error) }
        outcomes.withLock { $0[place] = outcome }
    }

    func all() throws(Failure) -> [Value] {
        let found = outcomes.withLock { $0 }
        var values: [Value] = []
        values.reserveCapacity(found.count)
        for case .some(let outcome) in found { values.append(try outcome.get()) }
        return values
    }
}

/// Values that are made a few ahead of who takes them, in order.
struct Upcoming<Value: Sendable>: ~Copyable {
    /// How many are in hand at once: enough that no thread waits for another.
    private static var most: Int { 6 }

    private let make: @Sendable (Int) -> Value
    private let count: Int
    private let ahead = Ahead<Value>()
    private var begun = 0
    private var waiting: [Ahead<Value>.Pending] = []

    /// - Parameters:
    ///   - count: how many values there are.
    ///   - make: makes the value of a place, from 0.
    init(count: Int, _ make: @escaping @Sendable (Int) -> Value) {
        self.count = count
        self.make = make
    }

    /// The next value; `nil` behind the last.
    mutating func next() -> Value? {
        while begun < count, waiting.count < Self.most {
            let (place, make) = (begun, make)
            waiting.append(ahead.begin { make(place) })
            begun += 1
        }
        return waiting.isEmpty ? nil : ahead.result(of: waiting.removeFirst())
    }
}
