/// Numbers of pages, each once.
struct PageSet {
    private var words: [UInt64]
    private var beyond: Set<UInt64> = []
    private(set) var count: UInt64 = 0

    /// - Parameter pages: below it a number takes one bit.
    init(pages: Int) {
        words = [UInt64](repeating: 0, count: (pages + 63) / 64)
    }

    /// False where it was in the set before.
    mutating func insert(_ page: UInt64) -> Bool {
        let isNew: Bool
        if let place = Int(exactly: page >> 6), place < words.count {
            let bit: UInt64 = 1 << (page & 63)
            isNew = words[place] & bit == 0
            words[place] |= bit
        } else {
            isNew = beyond.insert(page).inserted
        }
        if isNew { count += 1 }
        return isNew
    }

    func contains(_ page: UInt64) -> Bool {
        guard let place = Int(exactly: page >> 6), place < words.count else { return beyond.contains(page) }
        return words[place] & 1 << (page & 63) != 0
    }
}
