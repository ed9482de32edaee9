import EventLog
import Synchronization
import Testing

/// Work done ahead of who wants it.
@Suite struct AheadTests {
    @Test(arguments: [1, 2, 5]) func resultsAreThoseOfTheirJobsOnAnyNumberOfCores(cores: Int) {
        let ahead = Ahead<Int>(cores: cores)
        var waiting: [Ahead<Int>.Pending] = []
        for number in 0..<500 {
            waiting.append(
                ahead.begin {
                    // Jobs of uneven length overtake one another.
                    var sum = number
                    for step in 0..<(number * 7919 % 4000) { sum = sum &+ step & 1 }
                    return number * 2 + sum &- sum
                })
        }
        for (number, pending) in waiting.enumerated() {
            #expect(ahead.result(of: pending) == number * 2)
        }
    }

    @Test func withOneCoreNothingIsDoneBeforeItIsAskedFor() {
        let counter = Counter()
        let ahead = Ahead<Int>(cores: 1)
        let waiting = (0..<10).map { number in ahead.begin { counter.add(number) } }
        #expect(counter.count == 0)
        #expect(ahead.result(of: waiting[0]) == 0)
        #expect(counter.count == 1)
        #expect(ahead.result(of: waiting[9]) == 9)
        #expect(counter.count == 10)
    }

    private final class Counter: Sendable {
        private let done = Atomic<Int>(0)

        var count: Int { done.load(ordering: .relaxed) }

        func add(_ number: Int) -> Int {
            done.add(1, ordering: .relaxed)
            return number
        }
    }
}
