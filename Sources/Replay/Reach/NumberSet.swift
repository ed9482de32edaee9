/// Whole numbers of a store, such as revisions or those of subjects: a bit for each, so that many of them are added,
/// looked up and put in order at little cost.
struct NumberSet: Sendable {
    private var words: [UInt64] = []

    init() {}

    init(_ numbers: some Sequence<UInt64>) { formUnion(numbers) }

    /// A number that no store reaches comes of damage, and is left out rather than given that much room.
    private static let bound = UInt64(1) << 33

    /// - Returns: whether it is new.
    @discardableResult
    mutating func insert(_ number: UInt64) -> Bool {
        guard number < Self.bound else { return false }
        let place = Int(number >> 6)
        let bit: UInt64 = 1 << (number & 63)
        if place >= words.count {
            words.append(contentsOf: repeatElement(0, count: place + 1 - words.count))
        }
        if words[place] & bit != 0 { return false }
        words[place] |= bit
        return true
    }

    mutating func formUnion(_ numbers: some Sequence<UInt64>) {
        for number in numbers { insert(number) }
    }

    mutating func formUnion(_ other: NumberSet) {
        if other.words.count > words.count {
            words.append(contentsOf: repeatElement(0, count: other.words.count - words.count))
        }
        for place in other.words.indices { words[place] |= other.words[place] }
    }

    func contains(_ number: UInt64) -> Bool {
        let place = number >> 6
        return place < UInt64(words.count) && words[Int(place)] & (1 << (number & 63)) != 0
    }

    func intersection(_ other: NumberSet) -> NumberSet {
        var result = NumberSet()
        result.words = zip(words, other.words).map { $0 & $1 }
        return result
    }

    /// All of them, ascending.
    var sorted: [UInt64] {
        var numbers: [UInt64] = []
        numbers.reserveCapacity(words.reduce(0) { $0 + $1.nonzeroBitCount })
        for (place, word) in words.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                numbers.append(UInt64(place) << 6 | UInt64(rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return numbers
    }
}
