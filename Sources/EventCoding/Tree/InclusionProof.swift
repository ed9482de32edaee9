/// Proof that a tree holds a leaf at its place: the roots of the subtrees beside the way from the leaf to the root, as
/// many as the tree is high.
public struct InclusionProof: Sendable, Hashable {
    /// The place of the leaf, from 0.
    public let index: UInt64
    /// The number of leaves of the tree.
    public let size: UInt64
    /// The roots beside the way, from the leaf upwards.
    public let path: [LogDigest]

    /// A proof that somebody gives. Whether it proves anything, ``root(of:)`` tells.
    public init(index: UInt64, size: UInt64, path: [LogDigest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// The proof for a leaf of a tree that stands; `nil` where the tree has no such leaf.
    ///
    /// - Parameter root: gives the roots of complete subtrees.
    public init?<Failure: Error>(
        index: UInt64, size: UInt64, _ root: (Subtree) throws(Failure) -> LogDigest
    ) throws(Failure) {
        guard index < size else { return nil }
        var path: [LogDigest] = []
        var (start, count) = (UInt64(0), size)
        while count > 1 {
            let left = MerkleTree.leftLeaves(of: count)
            if index - start < left {
                path.append(try MerkleTree.root(from: start + left, count: count - left, root))
                count = left
            } else {
                path.append(try MerkleTree.root(from: start, count: left, root))
                start += left
                count -= left
            }
        }
        self.init(index: index, size: size, path: path.reversed())
    }

    /// The root that the tree has if the leaf is at its place; `nil` where the proof can't be of such a tree.
    public func root(of leaf: LogDigest) -> LogDigest? {
        guard index < size else { return nil }
        var climb = TreeClimb(from: index, last: size - 1)
        var root = leaf
        for other in path {
            if climb.isAtRoot { return nil }
            root = climb.passSibling() ? MerkleTree.node(other, root) : MerkleTree.node(root, other)
        }
        return climb.isAtRoot ? root : nil
    }
}
