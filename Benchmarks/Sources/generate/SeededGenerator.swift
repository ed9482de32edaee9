/// Random numbers that are the same for the same seed on every machine (SplitMix64).
///
/// The standard library's ways to draw from a generator may change with its version, so none is used: a benchmark's
/// input is to be the same next year.
struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `count - 1`.
    mutating func below(_ count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// 0 to 1, 1 left out.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True in so many of a thousand cases.
    mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

    mutating func one<T>(of choices: [T]) -> T { choices[below(choices.count)] }

    mutating func shuffle<T>(_ list: inout [T]) {
        for index in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(index, below(index + 1)) }
    }
}
