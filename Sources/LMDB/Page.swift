/// One page of a data file, as ordinary reads gave it. Every look into it is held against its bounds: nothing that
/// stands in a page is believed.
///
/// Layout of LMDB 0.9, in the machine's own byte order: a page begins with its number (8 bytes), a size (2, the
/// size of a key on pages of bare values), flags (2), the end of the table of nodes (2) and the start of the nodes
/// (2), or for the two latter on a page of overflow how many pages its run has (4). Then the table, 2 bytes a node,
/// with where in the page the node lies. A node has its size or child in 4 bytes, flags (2), the size of its key
/// (2), the key, and the data or the number of the page where the data lies.
struct Page {
    static let header = 16
    static let nodeHeader = 8

    static let branch: UInt16 = 1
    static let leaf: UInt16 = 2
    static let overflow: UInt16 = 4
    static let meta: UInt16 = 8
    static let dirty: UInt16 = 0x10
    /// A leaf of values of one size, without nodes.
    static let bare: UInt16 = 0x20
    /// A page within a node of another page.
    static let nested: UInt16 = 0x40

    let bytes: [UInt8]

    var number: UInt64 { word64(0) }
    var valueSize: Int { Int(word16(8)) }
    var flags: UInt16 { word16(10) }
    /// Where the table of nodes ends.
    var lower: Int { Int(word16(12)) }
    /// Where the nodes begin.
    var upper: Int { Int(word16(14)) }
    var pagesOfRun: UInt64 { UInt64(word32(12)) }

    /// Whether the table of nodes and the nodes lie within the page and beside one another.
    var hasOrderedBounds: Bool {
        lower >= Self.header && lower % 2 == 0 && lower <= upper && upper <= bytes.count
    }

    var count: Int { (lower - Self.header) / 2 }

    /// Zero where it would lie outside; whoever asks has looked at the bounds before.
    func word16(_ offset: Int) -> UInt16 {
        guard offset >= 0, offset <= bytes.count - 2 else { return 0 }
        return unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)
    }

    func word32(_ offset: Int) -> UInt32 {
        guard offset >= 0, offset <= bytes.count - 4 else { return 0 }
        return unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    func word64(_ offset: Int) -> UInt64 {
        guard offset >= 0, offset <= bytes.count - 8 else { return 0 }
        return unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}

/// A node of a page: an entry of a leaf, or a child of a branch.
struct Node {
    static let dataElsewhere: UInt16 = 1
    /// The data is the record of a tree.
    static let tree: UInt16 = 2
    /// The key has several values.
    static let duplicates: UInt16 = 4

    let start: Int
    let flags: UInt16
    let key: Range<Int>
    /// The bytes of its data, which lie in the page or in a run of pages of their own.
    let dataSize: Int
    let child: UInt64
    /// The bytes it takes in the page. Nodes begin at even places.
    let length: Int

    /// The node at a place of the table; nil where any of it lies outside of the page's nodes.
    init?(_ page: Page, _ place: Int, isBranch: Bool) {
        start = Int(page.word16(Page.header + 2 * place))
        guard start >= page.upper, start % 2 == 0, start <= page.bytes.count - Page.nodeHeader else {
            return nil
        }
        flags = page.word16(start + 4)
        let low = UInt64(page.word32(start))
        let keyStart = start + Page.nodeHeader
        key = keyStart..<keyStart + Int(page.word16(start + 6))
        dataSize = isBranch ? 0 : Int(low)
        child = isBranch ? low | UInt64(flags) << 32 : 0
        let held = !isBranch && flags & Self.dataElsewhere != 0 ? 8 : dataSize
        length = (Page.nodeHeader + key.count + held + 1) & ~1
        guard length <= page.bytes.count - start else { return nil }
    }

    var dataStart: Int { key.upperBound }
}
