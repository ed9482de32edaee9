/// Proof that a tree begins with the leaves of a smaller one (RFC 6962, section 2.1.2): the roots of the subtrees from
/// which both roots can be computed, about one for each level.
public struct ConsistencyProof: Sendable, Hashable {
    /// The number of leaves of the smaller tree.
    public let earlier: UInt64
    /// The number of leaves of the greater one.
    public let later: UInt64
    /// The roots, from the smallest subtree upwards.
    public let path: [LogDigest]

    /// A proof that somebody gives. Whether it proves anything, ``holds(from:to:)`` tells.
    public init(earlier: UInt64, later: UInt64, path: [LogDigest]) {
        self.earlier = earlier
        self.later = later
        self.path = path
    }

    /// The proof that a tree begins with its own first leaves; `nil` where it has not so many.
    ///
    /// - Parameter root: gives the roots of complete subtrees.
    public init?<Failure: Error>(
        earlier: UInt64, later: UInt64, _ root: (Subtree) throws(Failure) -> LogDigest
    ) throws(Failure) {
        guard earlier <= later else { return nil }
        var path: [LogDigest] = []
        var (start, count, inside) = (UInt64(0), later, earlier)
        // The way down to where the smaller tree ends, with the roots beside it.
        while inside > 0, inside < count {
            let left = MerkleTree.leftLeaves(of: count)
            if inside <= left {
                path.append(try MerkleTree.root(from: start + left, count: count - left, root))
                count = left
            } else {
                path.append(try MerkleTree.root(from: start, count: left, root))
                start += left
                count -= left
                inside -= left
            }
        }
        // Where the smaller tree is a subtree of the greater, its root is what whoever checks has already.
        if start > 0 { path.append(try MerkleTree.root(from: start, count: count, root)) }
        self.init(earlier: earlier, later: later, path: path.reversed())
    }

    /// Whether it proves that the greater tree, of root `to`, begins with the leaves of the smaller, of root `from`.
    public func holds(from: LogDigest, to: LogDigest) -> Bool {
        if earlier > later { return false }
        if earlier == later { return path.isEmpty && from == to && (earlier > 0 || isEmpty(from)) }
        if earlier == 0 { return path.isEmpty && isEmpty(from) }
        var climb = TreeClimb(from: earlier - 1, last: later - 1)
        climb.skipRights()
        var rest = path[...]
        // A smaller tree that is complete is a node of the greater.
        guard let first = climb.isFirst ? from : rest.popFirst() else { return false }
        var (smaller, greater) = (first, first)
        for other in rest {
            if climb.isAtRoot { return false }
            if climb.passSibling() {
                smaller = MerkleTree.node(other, smaller)
                greater = MerkleTree.node(other, greater)
            } else {
                greater = MerkleTree.node(greater, other)
            }
        }
        return climb.isAtRoot && smaller == from && greater == to
    }

    private func isEmpty(_ root: LogDigest) -> Bool { root == MerkleTree.emptyRoot }
}
