import EventCoding
import LMDB

/// The tree, built anew from the events as they are read, and held against what the store keeps of it.
struct VerifiedTree {
    /// Over whole blocks.
    private var blocks = Frontier()
    /// Over the events since.
    private var leaves = Frontier()
    /// Whether an event of this block is not what was recorded, which has been told.
    private var isBroken = false

    /// Adds the leaf of the next event.
    ///
    /// - Parameter leaf: `nil` for an event that is not what was recorded. So that it is one finding and not many, what
    ///   the store keeps of its block is then believed.
    /// - Returns: what is wrong with the stored part of the tree.
    mutating func append(
        _ leaf: LogDigest?, _ tables: StoreTables, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> String? {
        leaves.append(leaf ?? MerkleTree.emptyRoot)
        if leaf == nil { isBroken = true }
        guard leaves.size == TreeBlock.size else { return nil }
        let number = blocks.size / TreeBlock.size + 1
        let stored: [UInt8]
        do throws(LMDBError) { stored = try transaction.get(tables.tree, number)?.copied() ?? [] } catch {
            throw LogError(error)
        }
        let root = isBroken ? LogDigest(stored.span) ?? leaves.root : leaves.root
        blocks.append(root, height: TreeBlock.height)
        leaves = Frontier()
        isBroken = false
        let block = TreeBlock(endingWith: blocks, addedAt: TreeBlock.height)
        return block?.encoded() == stored ? nil : "block \(number) of the tree does not fit its events"
    }

    /// The root over all events.
    var root: LogDigest {
        var tree = blocks
        for subtree in leaves.subtrees { tree.append(subtree.root, height: subtree.height) }
        return tree.root
    }
}
