public import EventCoding
public import LMDB

/// What a store keeps of the tree besides its leaves: after each block of 64 leaves, the roots of all complete subtrees
/// of whole blocks that end there. They are two on average, and with them every root and every proof costs reading
/// less than two blocks of leaves.
struct TreeBlock {
    /// The height of a block.
    static let height = 6
    /// How many leaves a block has.
    static let size = UInt64(1) << UInt64(height)

    /// Which block it is, from 1.
    let number: UInt64
    /// The root of the block, then of each greater subtree that ends with it.
    let roots: [LogDigest]

    /// The block that ends with the last leaf of a tree; `nil` where none does.
    ///
    /// - Parameter tree: after that leaf, or the root of that block, has been added to it.
    init?(endingWith tree: Frontier, addedAt height: Int = 0) {
        guard tree.size > 0, tree.size % TreeBlock.size == 0 else { return nil }
        number = tree.size / TreeBlock.size
        roots = Array(tree.completed.dropFirst(TreeBlock.height - height))
    }

    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(roots.count * LogDigest.size)
        for root in roots { root.encode(into: &bytes) }
        return bytes
    }
}

extension EventLog {
    /// The root of the tree over the events up to a revision: the head that the log had there.
    ///
    /// - Parameter revision: no greater than the head's.
    public func root(
        at revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> LogDigest {
        let head = try tables.head(transaction)
        if revision == head.revision { return head.digest }
        return try tables.frontier(size: revision, transaction).root
    }
}

extension StoreTables {
    /// The right edge of the tree at the head.
    ///
    /// - Throws: ``LogError/corrupt(_:)`` where the head is not the root of what is stored: nothing is to be built
    ///   upon it then.
    func frontier(
        of head: LogHead, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Frontier {
        let tree = try frontier(size: head.revision, transaction)
        guard tree.root == head.digest else {
            throw .corrupt("the head is not the root of the tree over \(head.revision) events")
        }
        return tree
    }

    func frontier(
        size: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Frontier {
        try Frontier(size: size) { (subtree) throws(LogError) in try root(of: subtree, transaction) }
    }

    /// The root of a complete subtree, as stored: of a block or more in one reading, of less from its leaves.
    func root(
        of subtree: Subtree, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> LogDigest {
        if subtree.height >= TreeBlock.height {
            let end = (subtree.index + 1) << UInt64(subtree.height - TreeBlock.height)
            do throws(LMDBError) {
                let place = (subtree.height - TreeBlock.height) * LogDigest.size
                if let stored = try transaction.get(tree, end), let root = LogDigest(stored, at: place) {
                    return root
                }
            } catch {
                throw LogError(error)
            }
            throw .corrupt("the tree has no root for block \(end)")
        }
        if let (left, right) = subtree.halves {
            return MerkleTree.node(try root(of: left, transaction), try root(of: right, transaction))
        }
        return try withRecord(subtree.index + 1, transaction) { (record) throws(LogError) in
            guard let leaf = LogDigest(record) else {
                throw .corrupt("the leaf of revision \(subtree.index + 1) is missing")
            }
            return leaf
        }
    }
}
