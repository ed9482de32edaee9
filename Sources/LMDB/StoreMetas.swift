/// The record of a tree: its shape, how many pages and entries it has, and where it begins. 48 bytes.
struct TreeRecord {
    static let size = 48
    static let noRoot = UInt64.max

    let valueSize: UInt32
    let flags: UInt16
    let depth: Int
    let branchPages: UInt64
    let leafPages: UInt64
    let overflowPages: UInt64
    let entries: UInt64
    let root: UInt64

    init(_ page: Page, at offset: Int) {
        valueSize = page.word32(offset)
        flags = page.word16(offset + 4)
        depth = Int(page.word16(offset + 6))
        branchPages = page.word64(offset + 8)
        leafPages = page.word64(offset + 16)
        overflowPages = page.word64(offset + 24)
        entries = page.word64(offset + 32)
        root = page.word64(offset + 40)
    }
}

/// One of the two header pages, each of which names a state of the whole store. Layout of LMDB 0.9: a page header;
/// then magic number, version, map address, map size, the records of the tree of free pages and of the main tree,
/// the last page, and the number of the write.
struct MetaPage {
    /// What has to be read of it.
    static let length = 152
    static let magic: UInt32 = 0xBEEF_C0DE
    static let version: UInt32 = 1

    let mapSize: UInt64
    let pageSize: Int
    let free: TreeRecord
    let main: TreeRecord
    let lastPage: UInt64
    let transaction: UInt64

    init(_ page: Page) {
        mapSize = page.word64(32)
        pageSize = Int(page.word32(40))
        free = TreeRecord(page, at: 40)
        main = TreeRecord(page, at: 88)
        lastPage = page.word64(136)
        transaction = page.word64(144)
    }
}

/// What can be said of a data file before LMDB maps it.
///
/// LMDB trusts its two header pages: a page size of zero, for one, ends the process, and where a flipped bit makes
/// the older state the newer one, it opens that. Both headers are always of two writes that followed one another,
/// the even one first.
enum StoreMetas {
    /// Reading may meet a header that is just being written; so often it is read again.
    private static let tries = 5

    /// Fails where the file is no store of this format, or is one whose headers are damaged. An empty file, or none,
    /// is a new store.
    static func check(path: String) throws(LMDBError) {
        guard let faults = try steadyFaults(path: path), !faults.isEmpty else { return }
        throw faults == [Self.isMissing(1)] ? LMDBError.truncated : LMDBError.corrupted
    }

    /// What is wrong with the headers, whenever they are read; nil where there is no file, or an empty one.
    static func steadyFaults(path: String) throws(LMDBError) -> [String]? {
        for _ in 1..<tries {
            guard let faults = try faults(path: path) else { return nil }
            if faults.isEmpty { return [] }
            FileCalls.pause(milliseconds: 2)
        }
        return try faults(path: path)
    }

    private static func isMissing(_ number: UInt64) -> String {
        "header page \(number) is missing: the file has been cut short"
    }

    private static func faults(path: String) throws(LMDBError) -> [String]? {
        guard let first = try FileCalls.beginning(ofPath: path, count: MetaPage.length), !first.isEmpty else {
            return nil
        }
        let page = Page(bytes: first)
        let hasMagic = first.count >= 48 && page.word32(16) == MetaPage.magic
        // Where the first header is damaged in its magic number, the second one still tells a store from a text.
        if !hasMagic, try !hasSecondHeader(path: path) { throw LMDBError.invalid }
        if hasMagic, page.word32(20) != MetaPage.version {
            // A store of another version says so twice.
            let second = try FileCalls.bytes(ofPath: path, at: 4096, count: MetaPage.length)
            if Page(bytes: second).word32(20) != MetaPage.version { throw LMDBError.versionMismatch }
        }
        let pageSize = hasMagic ? Int(page.word32(40)) : 4096
        guard (256...65_536).contains(pageSize), pageSize.nonzeroBitCount == 1 else {
            return ["header page 0: \(pageSize) is no size of a page"]
        }
        let second = try FileCalls.bytes(ofPath: path, at: pageSize, count: MetaPage.length)
        var faults = faults(of: first, 0, pageSize) + faults(of: second, 1, pageSize)
        if faults.isEmpty {
            let (even, odd) = (MetaPage(page).transaction, MetaPage(Page(bytes: second)).transaction)
            let isNew = even == 0 && odd == 0
            let areNeighbours = even % 2 == 0 && odd % 2 == 1 && (odd == even &+ 1 || even == odd &+ 1)
            if !isNew && !areNeighbours {
                faults.append(
                    "the header pages are of the writes \(even) and \(odd), which are no neighbours")
            }
        }
        return faults
    }

    private static func hasSecondHeader(path: String) throws(LMDBError) -> Bool {
        let second = try FileCalls.bytes(ofPath: path, at: 4096, count: MetaPage.length)
        let page = Page(bytes: second)
        return page.word32(16) == MetaPage.magic && page.number == 1 && page.flags == Page.meta
    }

    private static func faults(of bytes: [UInt8], _ number: UInt64, _ pageSize: Int) -> [String] {
        guard bytes.count == MetaPage.length else {
            return [isMissing(number)]
        }
        let page = Page(bytes: bytes)
        let meta = MetaPage(page)
        var faults: [String] = []
        func expect(_ isSo: Bool, _ what: String) {
            if !isSo { faults.append("header page \(number): \(what)") }
        }
        expect(page.number == number, "says that it is page \(page.number)")
        expect(page.flags == Page.meta, "is not marked as one")
        expect(page.word32(16) == MetaPage.magic, "the magic number is not LMDB's")
        expect(
            page.word32(20) == MetaPage.version, "the version is \(page.word32(20)), not \(MetaPage.version)")
        expect(meta.pageSize == pageSize, "the size of a page is \(meta.pageSize), not \(pageSize)")
        expect(meta.free.flags == 8, "the flags of the tree of free pages are \(meta.free.flags), not 8")
        expect(meta.main.flags == 0, "the flags of the main tree are \(meta.main.flags), not 0")
        expect(meta.main.valueSize == 0, "the main tree has values of a fixed size")
        // Beyond this no machine can map; what is smaller than the file LMDB mends by itself.
        expect(meta.mapSize < 1 << 47, "the map has \(meta.mapSize) bytes")
        expect(meta.lastPage >= 1 && meta.lastPage < 1 << 47, "the last page is \(meta.lastPage)")
        return faults
    }
}
