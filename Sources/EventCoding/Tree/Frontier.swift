/// The right edge of a tree: what has to be known of it to add leaves, and its root. One digest for each bit that is
/// set in the number of leaves.
public struct Frontier: Sendable, Hashable {
    /// The number of leaves.
    public private(set) var size: UInt64 = 0
    /// The roots of the complete subtrees, from the left: of all leaves but the last few to the last few.
    private var peaks: [LogDigest] = []
    /// The roots of the complete subtrees that end at the last leaf, from the smallest: of what was added last, and of
    /// all that it completed.
    public private(set) var completed: [LogDigest] = []

    /// The edge of a tree without leaves.
    public init() {}

    /// The edge of a tree that stands.
    ///
    /// - Parameters:
    ///   - size: the number of leaves.
    ///   - root: gives the roots of complete subtrees.
    public init<Failure: Error>(
        size: UInt64, _ root: (Subtree) throws(Failure) -> LogDigest
    ) throws(Failure) {
        self.size = size
        for subtree in Subtree.peaks(from: 0, count: size) { peaks.append(try root(subtree)) }
    }

    /// Adds a leaf, or the root of a complete subtree of 2 to the power of `height` leaves; the number of leaves so
    /// far must be a multiple of theirs.
    public mutating func append(_ root: LogDigest, height: Int = 0) {
        var root = root
        completed.removeAll(keepingCapacity: true)
        completed.append(root)
        var rest = size >> UInt64(height)
        while rest & 1 == 1, let left = peaks.popLast() {
            root = MerkleTree.node(left, root)
            completed.append(root)
            rest >>= 1
        }
        peaks.append(root)
        size &+= 1 << UInt64(height)
    }

    /// The complete subtrees that make up the tree, from the left, each smaller than the one before it.
    public var subtrees: [(height: Int, root: LogDigest)] {
        zip(Subtree.peaks(from: 0, count: size), peaks).map { ($0.height, $1) }
    }

    /// The root over all leaves.
    public var root: LogDigest { MerkleTree.root(ofPeaks: peaks) }
}
