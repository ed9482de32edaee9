/// A walk over the pages of one state of a store by ordinary reads, which believes nothing that it reads: what LMDB
/// takes for granted is made sure of before it follows a single pointer.
///
/// Looked at are the marks and bounds of each page, the places and sizes of its nodes, the order of the keys, the
/// depth of each tree and how many pages and entries it says it has, that pages are used once, and, where everything
/// is walked, that each page of the file is either used or in the list of free ones. That list is the tree in which
/// each write puts, under its own number, the pages that it no longer needs.
struct StoreWalk {
    /// How far it goes.
    enum Scope {
        /// Everything.
        case whole
        /// Without the leaves of tables: a hundredth of the pages, from which all others hang.
        case branches
        /// Of trees of more than two levels also without the branches above the leaves: some pages of a tree, however
        /// large it is.
        case roots
        /// Only the list of free pages, which tells whether a header is that of the write that it names.
        case header
    }

    /// So many findings, and it ends.
    private static let mostFindings = 100
    /// A tree cannot be deeper than LMDB's own cursors can go.
    private static let deepest = 32

    private let descriptor: Int32
    private let pageSize: Int
    private let filePages: UInt64
    private let meta: MetaPage
    private let scope: Scope

    private(set) var findings: [String] = []
    /// Whether a page in use lies beyond the end of the file.
    private(set) var isCutShort = false
    /// Whether the header is not that of the write that it names.
    private(set) var isMislabelled = false
    private var used: PageSet
    private var free: PageSet

    init(descriptor: Int32, length: Int, meta: MetaPage, scope: Scope) {
        self.descriptor = descriptor
        self.pageSize = meta.pageSize
        self.meta = meta
        self.scope = scope
        let pages = length / pageSize
        filePages = UInt64(pages)
        used = PageSet(pages: pages)
        free = PageSet(pages: pages)
    }

    /// What is found of one tree.
    private struct Tree {
        enum Kind { case free, main, table, duplicates }

        let name: String
        let kind: Kind
        let record: TreeRecord
        var branchPages: UInt64 = 0
        var leafPages: UInt64 = 0
        var overflowPages: UInt64 = 0
        var entries: UInt64 = 0
        var order: KeyOrder

        init(_ name: String, _ kind: Kind, _ record: TreeRecord) {
            self.name = name
            self.kind = kind
            self.record = record
            order = KeyOrder(flags: record.flags)
        }

        var hasDuplicates: Bool { record.flags & 4 != 0 }
        var hasBareDuplicates: Bool { record.flags & 0x10 != 0 }
        var hasIntegerDuplicates: Bool { record.flags & 0x20 != 0 }
        /// In a tree of the values of one key, of one size: leaves without nodes.
        var isBare: Bool { kind == .duplicates && record.flags & 0x10 != 0 }
    }

    private mutating func find(_ what: String) {
        if findings.count < Self.mostFindings { findings.append(what) }
    }

    mutating func run() throws(LMDBError) {
        try walk(Tree("free pages", .free, meta.free))
        if scope == .header { return }
        try walk(Tree("main", .main, meta.main))
        guard findings.count < Self.mostFindings else { return }
        if meta.lastPage >= filePages {
            var page = filePages
            // Pages at the end that were used and given up within one write are never written, and are free.
            while page <= meta.lastPage, free.contains(page) { page += 1 }
            if page <= meta.lastPage {
                isCutShort = true
                find("the file has been cut short: page \(page) of \(meta.lastPage) is missing")
            }
        }
        if scope == .whole, findings.isEmpty, used.count + free.count + 1 != meta.lastPage {
            find(
                "\(used.count) pages are used and \(free.count) free, of the \(meta.lastPage - 1) that there "
                    + "should be")
        }
    }

    // MARK: Trees

    private mutating func walk(_ tree: Tree) throws(LMDBError) {
        var tree = tree
        let record = tree.record
        guard record.root != TreeRecord.noRoot else {
            if record.depth != 0 || record.entries != 0 || record.branchPages != 0 || record.leafPages != 0
                || record.overflowPages != 0
            {
                find("\(tree.name): the tree is empty and says that it is not")
            }
            // Only the first write needs no page that was there before.
            if tree.kind == .free, meta.transaction > 1 { mislabelled() }
            return
        }
        guard (1...Self.deepest).contains(record.depth) else {
            return find("\(tree.name): the depth of the tree is \(record.depth)")
        }
        if tree.kind == .table, record.flags & ~0x7E != 0 {
            return find("\(tree.name): the flags of the table are \(record.flags)")
        }
        let before = findings.count
        try visit(record.root, levels: record.depth, &tree)
        guard findings.count == before else { return }
        func compare(_ found: UInt64, _ said: UInt64, _ what: String) {
            if found != said { find("\(tree.name): has \(found) \(what) and says \(said)") }
        }
        if readsLowestBranches(tree) {
            compare(tree.branchPages, record.branchPages, "branch pages")
            compare(tree.leafPages, record.leafPages, "leaf pages")
        }
        if readsLeaves(tree) {
            compare(tree.overflowPages, record.overflowPages, "overflow pages")
            compare(tree.entries, record.entries, "entries")
        }
        if tree.kind == .free, tree.order.last != meta.transaction { mislabelled() }
    }

    private mutating func mislabelled() {
        isMislabelled = true
        find("the header of write \(meta.transaction) is not that write's, but of another state")
    }

    private func readsLeaves(_ tree: Tree) -> Bool {
        scope == .whole || tree.kind == .free || tree.kind == .main
    }

    private func readsLowestBranches(_ tree: Tree) -> Bool {
        scope != .roots || readsLeaves(tree) || tree.record.depth <= 2
    }

    /// Whether a page may be used: it is there, and has no other use.
    private mutating func claim(_ page: UInt64, _ tree: Tree) -> Bool {
        guard page >= 2, page <= meta.lastPage else {
            find("\(tree.name): leads to page \(page) of \(meta.lastPage)")
            return false
        }
        guard page < filePages else {
            isCutShort = true
            find("\(tree.name): page \(page) is missing, the file has been cut short")
            return false
        }
        guard used.insert(page), !free.contains(page) else {
            find("\(tree.name): page \(page) has another use, or is free")
            return false
        }
        return true
    }

    private mutating func read(_ number: UInt64, _ tree: Tree, count: Int) throws(LMDBError) -> Page? {
        let (offset, overflow) = Int(clamping: number).multipliedReportingOverflow(by: pageSize)
        let bytes = overflow ? [] : try FileCalls.read(descriptor, at: offset, count: count)
        guard bytes.count == count else {
            isCutShort = true
            find("\(tree.name): page \(number) is missing, the file has been cut short")
            return nil
        }
        let page = Page(bytes: bytes)
        guard page.number == number else {
            find("\(tree.name): page \(number) says that it is page \(page.number)")
            return nil
        }
        return page
    }

    private mutating func visit(_ number: UInt64, levels: Int, _ tree: inout Tree) throws(LMDBError) {
        guard findings.count < Self.mostFindings, claim(number, tree) else { return }
        if levels == 1 {
            tree.leafPages += 1
            guard readsLeaves(tree) else { return }
        } else {
            tree.branchPages += 1
            guard levels > 2 || readsLowestBranches(tree) else { return }
        }
        guard let page = try read(number, tree, count: pageSize) else { return }
        let place = "\(tree.name): page \(number)"
        let expected = levels > 1 ? Page.branch : tree.isBare ? Page.leaf | Page.bare : Page.leaf
        guard page.flags == expected else {
            return find("\(place) has the marks \(page.flags) where \(expected) belongs")
        }
        guard page.hasOrderedBounds, page.count >= (levels > 1 ? 2 : 1) else {
            return find("\(place) has bounds, \(page.lower) and \(page.upper), that can't be")
        }
        if levels > 1 {
            try visitBranch(page, place, levels: levels, &tree)
        } else if tree.isBare {
            checkBare(page, place, size: Int(tree.record.valueSize), upTo: pageSize, &tree.order)
            tree.entries += UInt64(page.count)
        } else {
            try visitLeaf(page, place, &tree)
        }
    }

    private mutating func visitBranch(
        _ page: Page, _ place: String, levels: Int, _ tree: inout Tree
    ) throws(LMDBError) {
        var length = 0
        for index in 0..<page.count {
            guard let node = Node(page, index, isBranch: true) else {
                return find("\(place): node \(index) lies outside of it")
            }
            length += node.length
            // The first key of a branch stands for whatever is less than the second.
            if index > 0, !tree.order.take(page, node.key, isBranch: true) {
                return find("\(place): the keys do not ascend at node \(index)")
            }
            try visit(node.child, levels: levels - 1, &tree)
        }
        if length != pageSize - page.upper { find("\(place): the nodes do not fill what they should") }
    }

    // MARK: Leaves

    private mutating func visitLeaf(_ page: Page, _ place: String, _ tree: inout Tree) throws(LMDBError) {
        var length = 0
        for index in 0..<page.count {
            guard let node = Node(page, index, isBranch: false) else {
                return find("\(place): node \(index) lies outside of it")
            }
            length += node.length
            guard (1...511).contains(node.key.count), tree.order.take(page, node.key, isBranch: false) else {
                return find("\(place): the keys do not ascend at node \(index)")
            }
            try visit(node, page, "\(place): node \(index)", &tree)
        }
        if length != pageSize - page.upper { find("\(place): the nodes do not fill what they should") }
    }

    private mutating func visit(
        _ node: Node, _ page: Page, _ place: @autoclosure () -> String, _ tree: inout Tree
    ) throws(LMDBError) {
        switch node.flags {
        case 0:
            tree.entries += 1
            if tree.kind == .free {
                addFree(page, at: node.dataStart, size: node.dataSize, place())
            } else if tree.hasIntegerDuplicates, node.dataSize != 8 {
                find("\(place()): a value has \(node.dataSize) bytes, not 8")
            }
        case Node.dataElsewhere where !tree.hasDuplicates:
            tree.entries += 1
            try visitRun(node, page, &tree)
        case Node.tree where tree.kind == .main && node.dataSize == TreeRecord.size:
            tree.entries += 1
            let name = String(decoding: page.bytes[node.key], as: UTF8.self)
            try walk(Tree(name, .table, TreeRecord(page, at: node.dataStart)))
        case Node.duplicates where tree.hasDuplicates:
            visitNested(node, page, place(), &tree)
        case Node.duplicates | Node.tree where tree.hasDuplicates && node.dataSize == TreeRecord.size:
            let record = TreeRecord(page, at: node.dataStart)
            let expected: UInt16 = tree.hasBareDuplicates ? (tree.hasIntegerDuplicates ? 0x18 : 0x10) : 0
            guard record.flags == expected, !tree.hasIntegerDuplicates || record.valueSize == 8 else {
                return find("\(place()): the tree of its values has the marks \(record.flags)")
            }
            tree.entries += record.entries
            try walk(Tree(tree.name, .duplicates, record))
        default:
            find("\(place()): has the marks \(node.flags) and \(node.dataSize) bytes, which can't be here")
        }
    }

    /// A value in a run of pages of its own.
    private mutating func visitRun(_ node: Node, _ page: Page, _ tree: inout Tree) throws(LMDBError) {
        let first = page.word64(node.dataStart)
        let needed = UInt64((Page.header - 1 + node.dataSize) / pageSize + 1)
        guard claim(first, tree) else { return }
        let isList = tree.kind == .free
        let count = isList ? min(node.dataSize + Page.header, Int(filePages) * pageSize) : Page.header
        guard let run = try read(first, tree, count: count) else { return }
        guard run.flags == Page.overflow, run.pagesOfRun >= needed, run.pagesOfRun <= meta.lastPage else {
            return find(
                "\(tree.name): page \(first) begins no run of \(needed) pages, but of \(run.pagesOfRun)")
        }
        for next in 1..<max(run.pagesOfRun, 1) where !claim(first + next, tree) { return }
        tree.overflowPages += run.pagesOfRun
        if isList {
            addFree(run, at: Page.header, size: node.dataSize, "\(tree.name): page \(first)")
        }
    }

    /// Several values of a key on a page within the node.
    private mutating func visitNested(_ node: Node, _ page: Page, _ place: String, _ tree: inout Tree) {
        let nested = Page(bytes: Array(page.bytes[node.dataStart..<node.dataStart + node.dataSize]))
        let kind = Page.nested | Page.leaf | (tree.hasBareDuplicates ? Page.bare : 0)
        guard node.dataSize >= Page.header, nested.flags & ~Page.dirty == kind, nested.hasOrderedBounds,
            nested.count >= 1
        else { return find("\(place): the page of its values is none") }
        var order = KeyOrder(flags: tree.hasIntegerDuplicates ? 8 : tree.record.flags & 0x40 != 0 ? 2 : 0)
        if tree.hasBareDuplicates {
            let size = tree.hasIntegerDuplicates ? 8 : nested.valueSize
            checkBare(nested, place, size: size, upTo: node.dataSize, &order)
        } else {
            for index in 0..<nested.count {
                guard let value = Node(nested, index, isBranch: false), value.flags == 0,
                    order.take(nested, value.key, isBranch: false)
                else { return find("\(place): value \(index) does not follow the one before it") }
            }
        }
        tree.entries += UInt64(nested.count)
    }

    /// Values of one size, one after the other.
    private mutating func checkBare(
        _ page: Page, _ place: String, size: Int, upTo end: Int, _ order: inout KeyOrder
    ) {
        guard size > 0, page.valueSize == size, Page.header + page.count * size <= end,
            end - page.upper == page.count * (size - 2)
        else { return find("\(place): the values do not fill what they should") }
        for index in 0..<page.count {
            let start = Page.header + index * size
            guard order.take(page, start..<start + size, isBranch: false) else {
                return find("\(place): the values do not ascend at \(index)")
            }
        }
    }

    // MARK: Free pages

    /// A record of the list: how many pages, then their numbers.
    private mutating func addFree(_ page: Page, at start: Int, size: Int, _ place: String) {
        let count = page.word64(start)
        guard size >= 8, start + size <= page.bytes.count, count <= UInt64(size / 8 - 1) else {
            return find("\(place): is no list of free pages")
        }
        for index in 0..<Int(count) {
            let number = page.word64(start + 8 * (index + 1))
            guard number >= 2, number <= meta.lastPage, !used.contains(number), free.insert(number) else {
                return find("\(place): page \(number) can't be free")
            }
        }
    }
}
