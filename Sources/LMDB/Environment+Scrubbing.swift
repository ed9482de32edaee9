import Synchronization

extension Environment {
    /// Overwrites with zeros whatever the file still holds that is no part of its newest state: free pages, and the
    /// room within pages where nothing stands any more.
    ///
    /// LMDB writes changed pages aside and reuses the old ones some time or never; what was deleted stays in them, and
    /// in the gaps of other pages that were put together in the same memory. Holds up writers meanwhile. Two commits
    /// must have followed the one that deleted, so that neither header of the file leads to the state before it.
    ///
    /// Memory in which a page was changed is used again for other pages, whose gaps then hold pieces of it. So every
    /// later write of this process scrubs as well. Another process that had the store open before does not.
    ///
    /// - Throws: ``LMDBError/busy`` where a read, of any process, still holds on to an older state: nothing is
    ///   overwritten then.
    public func scrub() throws(LMDBError) {
        if isReadOnly { throw LMDBError.readOnlyEnvironment }
        let core = core
        core.mayHoldRemnants.store(true, ordering: .relaxed)
        try core.asWriter({ $0 }) { () throws(LMDBError) in
            // Begun to keep others from writing, and never committed.
            let write = try core.beginWrite()
            defer { write.abort() }
            let newest = write.identifier - 1
            _ = core.handle.checkReaders()
            let (code, readers) = core.handle.readerStates()
            try LMDBError.check(code)
            guard readers.allSatisfy({ $0 >= newest }) else { throw LMDBError.busy }
            // A write may not look at the list of free pages.
            let read = try core.beginRead()
            defer { core.endRead(read) }
            var scrub = try PageScrub(core, newest, read)
            try scrub.run()
        }
        try LMDBError.check(core.handle.sync())
    }
}

/// One scrubbing, by the layout of LMDB 0.9's pages: 8 bytes of the page's own number, 2 of the size of its keys, 2 of
/// flags, then where the table of nodes ends and where the nodes begin (2 each), or how many pages a long value takes
/// up (4). A node has 4 bytes of size, 2 of flags, 2 of the size of its key, the key, and the data or the number of the
/// page where the data begins.
private struct PageScrub {
    private let descriptor: Int32
    private let pageSize: Int
    private let end: Int
    private let length: Int
    /// Pages that neither header of the file leads to.
    private var free: Set<Int> = []
    /// Pages that the newest state has let go of and the one before it has not.
    private var justFreed: Set<Int> = []
    /// The pages where long values begin, and how long these are.
    private var longValues: [Int: Int] = [:]

    private static let pageHeader = 16
    private static let leaf = 0x02
    private static let longValue = 0x04
    private static let equalKeys = 0x20
    private static let dataElsewhere = 0x01

    init(_ core: EnvironmentCore, _ newest: UInt64, _ read: TransactionHandle) throws(LMDBError) {
        let (code, descriptor) = core.handle.fileDescriptor()
        try LMDBError.check(code)
        self.descriptor = descriptor
        pageSize = core.handle.pageSize()
        end = core.handle.numbers().lastPage + 1
        length = try FileCalls.length(ofDescriptor: descriptor)
        guard pageSize >= 512 else { throw LMDBError.corrupted }
        let (opening, opened) = read.openCursor(0)
        guard let cursor = opened else { throw LMDBError(code: opening) }
        defer { cursor.close() }
        var position = CursorPosition()
        while try LMDBError.found(cursor.move(.next, &position)) {
            let list = unsafe position.value.span
            let isOlder = unsafe position.key.integer < newest
            for offset in stride(from: 8, to: list.count - 7, by: 8) {
                var page = 0
                for place in 0..<8 { page |= Int(list[offset + place]) << (place * 8) }
                if isOlder { free.insert(page) } else { justFreed.insert(page) }
            }
        }
    }

    mutating func run() throws(LMDBError) {
        var values: [Int: Int] = [:]
        try forEachPage { (_, page) throws(LMDBError) in
            for node in page.nodes where page.isLeaf && node.isElsewhere { values[node.page] = node.size }
        }
        longValues = values
        try forEachPage { (number, page) throws(LMDBError) in try clean(number, page) }
        for number in free where number >= 2 { try wipe(number * pageSize, pageSize) }
        // What a write that was given up has left behind.
        try wipe(end * pageSize, length - end * pageSize)
    }

    /// Hands on each page that may be in use. The rest of a long value's pages have no header.
    private func forEachPage(_ body: (Int, Page) throws(LMDBError) -> Void) throws(LMDBError) {
        var number = 2
        while number < end, (number + 1) * pageSize <= length {
            if free.contains(number) {
                number += 1
                continue
            }
            let page = Page(bytes: try FileCalls.read(descriptor, at: number * pageSize, count: pageSize))
            guard page.number == number else {
                guard justFreed.contains(number) else { throw LMDBError.corrupted }
                number += 1
                continue
            }
            try body(number, page)
            number += page.isLongValue ? max(1, page.pages) : 1
        }
    }

    private func clean(_ number: Int, _ page: Page) throws(LMDBError) {
        let start = number * pageSize
        if page.isLongValue {
            guard let size = longValues[number], size <= page.pages * pageSize - Self.pageHeader else {
                return
            }
            try wipe(start + Self.pageHeader + size, page.pages * pageSize - Self.pageHeader - size)
        } else if let gap = page.gap {
            try wipe(start + gap.lowerBound, gap.count)
        }
    }

    private func wipe(_ offset: Int, _ count: Int) throws(LMDBError) {
        var offset = offset
        let end = min(offset + count, length)
        while offset < end {
            let size = min(end - offset, 1 << 16)
            let bytes = try FileCalls.read(descriptor, at: offset, count: size)
            if bytes.contains(where: { $0 != 0 }) {
                try FileCalls.write(descriptor, at: offset, [UInt8](repeating: 0, count: size))
            }
            offset += size
        }
    }

    /// A page as it stands in the file. It believes nothing: what would lie outside it is not there.
    private struct Page {
        let bytes: [UInt8]

        private func word(_ offset: Int, _ size: Int = 2) -> Int {
            guard offset >= 0, offset + size <= bytes.count else { return 0 }
            return (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
        }

        var number: Int { word(0, 8) }
        private var flags: Int { word(10) }
        var isLeaf: Bool { flags & PageScrub.leaf != 0 && flags & PageScrub.equalKeys == 0 }
        var isLongValue: Bool { flags & PageScrub.longValue != 0 }
        var pages: Int { word(12, 4) }
        private var count: Int { max(0, word(12) - PageScrub.pageHeader) / 2 }

        /// Where nothing stands.
        var gap: Range<Int>? {
            let isPacked = flags & PageScrub.equalKeys != 0
            let lower = isPacked ? PageScrub.pageHeader + count * word(8) : word(12)
            let upper = isPacked ? bytes.count : word(14)
            guard PageScrub.pageHeader <= lower, lower <= upper, upper <= bytes.count else { return nil }
            return lower..<upper
        }

        var nodes: [(size: Int, isElsewhere: Bool, page: Int)] {
            (0..<count).map { index in
                let node = word(PageScrub.pageHeader + 2 * index)
                let isElsewhere = word(node + 4) & PageScrub.dataElsewhere != 0
                return (word(node, 4), isElsewhere, isElsewhere ? word(node + 8 + word(node + 6), 8) : 0)
            }
        }
    }
}

extension Environment {
    /// Waits for others to come along.
    public func pause(milliseconds: UInt32) { FileCalls.pause(milliseconds: milliseconds) }
}
