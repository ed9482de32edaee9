public import DiplomaticEvents

/// The hashes of the tree over a log, of the shape of RFC 6962, section 2.1: its leaves are the events in the order
/// of their revisions, and of n leaves the left subtree holds the greatest power of two below n.
///
/// Leaves and inner nodes begin with different bytes, so that neither can pass for the other.
public enum MerkleTree {
    /// The root of a log without events: SHA-256 of nothing.
    public static let emptyRoot = LogDigest.of([UInt8]().span)

    /// The leaf of an event: SHA-256 over a zero byte, its revision and its recorded time (eight bytes each, least
    /// significant first) and the digest of its canonical bytes. The bytes themselves can go, and the leaf still be
    /// shown to be that of the digest.
    ///
    /// - Parameters:
    ///   - recorded: microseconds since 1970-01-01T00:00:00Z.
    ///   - content: the SHA-256 of the event's canonical bytes.
    public static func leaf(revision: Revision, recorded: Int64, content: LogDigest) -> LogDigest {
        .of(0, revision.number, UInt64(bitPattern: recorded), content)
    }

    /// An inner node: SHA-256 over a byte of value 1 and the nodes below it.
    public static func node(_ left: LogDigest, _ right: LogDigest) -> LogDigest {
        .of(1, left, right)
    }

    /// How many of a tree's leaves are in its left half: the greatest power of two below their number, which is at least
    /// two.
    static func leftLeaves(of count: UInt64) -> UInt64 {
        1 << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }

    /// The root over leaves that begin at a multiple of a power of two that is no less than their number.
    ///
    /// - Parameter root: gives the roots of complete subtrees, from the left to the right.
    static func root<Failure: Error>(
        from start: UInt64, count: UInt64, _ root: (Subtree) throws(Failure) -> LogDigest
    ) throws(Failure) -> LogDigest {
        var peaks: [LogDigest] = []
        for subtree in Subtree.peaks(from: start, count: count) { peaks.append(try root(subtree)) }
        return self.root(ofPeaks: peaks)
    }

    /// The root over complete subtrees, each smaller than the one before it.
    static func root(ofPeaks peaks: [LogDigest]) -> LogDigest {
        guard var root = peaks.last else { return emptyRoot }
        for peak in peaks.dropLast().reversed() { root = node(peak, root) }
        return root
    }
}

/// A complete subtree: 2 to the power of `height` leaves, from leaf `index` times that number on. Leaves count from 0.
public struct Subtree: Sendable, Hashable {
    /// 0 for a leaf; at most 63.
    public let height: Int
    /// Which of its height it is, from the left, from 0.
    public let index: UInt64

    public init(height: Int, index: UInt64) {
        self.height = height
        self.index = index
    }

    /// The two that make it up; `nil` for a leaf.
    public var halves: (left: Subtree, right: Subtree)? {
        if height == 0 { return nil }
        return (
            Subtree(height: height - 1, index: index << 1), Subtree(height: height - 1, index: index << 1 | 1)
        )
    }

    /// The greatest complete subtrees that make up so many leaves, from the left.
    static func peaks(from start: UInt64, count: UInt64) -> [Subtree] {
        var peaks: [Subtree] = []
        var start = start
        for height in (0..<UInt64.bitWidth).reversed() where count & 1 << UInt64(height) != 0 {
            peaks.append(Subtree(height: height, index: start >> UInt64(height)))
            start &+= 1 << UInt64(height)
        }
        return peaks
    }
}
