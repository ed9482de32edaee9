/// The way from a node up to the root of a tree whose right edge need not be full.
struct TreeClimb {
    /// The node reached, and the last one at its height; both from the left.
    private var node: UInt64
    private var last: UInt64

    /// Begins at leaves, from 0.
    init(from leaf: UInt64, last: UInt64) {
        node = leaf
        self.last = last
    }

    /// Whether there is nothing above it.
    var isAtRoot: Bool { last == 0 }
    /// Whether it is the first of its height.
    var isFirst: Bool { node == 0 }

    /// Goes up for as long as it stands on the right of its sibling.
    mutating func skipRights() {
        while node & 1 == 1 { rise() }
    }

    /// Goes to the node above that has a sibling below it.
    ///
    /// - Returns: whether that sibling stands on the left.
    mutating func passSibling() -> Bool {
        let isOnLeft = node & 1 == 1 || node == last
        // On the right edge a node without a sibling is the one above it too.
        if isOnLeft { while node & 1 == 0, node != 0 { rise() } }
        rise()
        return isOnLeft
    }

    private mutating func rise() {
        node >>= 1
        last >>= 1
    }
}
