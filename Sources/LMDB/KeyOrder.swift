/// Whether the keys of a tree ascend, as a walk meets them.
struct KeyOrder {
    private let isInteger: Bool
    /// Keys that are compared from their end are not looked at.
    private let isKnown: Bool
    private var lastInteger: UInt64 = 0
    private var lastBytes: [UInt8] = []
    private var hasLast = false
    /// The last one was that of a branch: the first key beneath it may be the same.
    private var mayEqual = false

    /// - Parameter flags: as LMDB has them in the record of a tree.
    init(flags: UInt16) {
        isInteger = flags & 8 != 0
        isKnown = flags & 2 == 0
    }

    /// Takes the next key; false where it does not follow the last.
    mutating func take(_ page: Page, _ key: Range<Int>, isBranch: Bool) -> Bool {
        guard isKnown else { return true }
        if isInteger {
            guard key.count == 8 else { return false }
            return take(page.word64(key.lowerBound), isBranch: isBranch)
        }
        let bytes = Array(page.bytes[key])
        let ascends = !hasLast || lastBytes.lexicographicallyPrecedes(bytes) || mayEqual && lastBytes == bytes
        (lastBytes, hasLast, mayEqual) = (bytes, true, isBranch)
        return ascends
    }

    private mutating func take(_ integer: UInt64, isBranch: Bool) -> Bool {
        let ascends = !hasLast || lastInteger < integer || mayEqual && lastInteger == integer
        (lastInteger, hasLast, mayEqual) = (integer, true, isBranch)
        return ascends
    }

    /// The last integer taken.
    var last: UInt64? { hasLast && isInteger ? lastInteger : nil }
}
