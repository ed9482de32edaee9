/// Whether a data file that is shorter than its header says has lost anything.
///
/// LMDB limitation: it maps the file and does not look at its length, so a file cut short (an unfinished
/// transfer, a damaged disk) ends the process with `SIGBUS` at the first missing page. But a file can
/// rightly be shorter: pages at its end that were used and given up within one write are never written. The
/// two differ in that such pages are all in the list of free pages, which is read here with ordinary reads.
///
/// Layout of LMDB 0.9: a page begins with its number (8 bytes), 2 bytes, flags (2), the end of the table of
/// nodes (2) and 2 bytes; then the table, 2 bytes a node. A node has its size or child in 4 bytes, flags (2),
/// the size of its key (2), the key, and the data or the number of the page where the data lies.
struct StoreLength {
    let descriptor: Int32
    let pageSize: Int

    private static let pageHeader = 16
    private static let branch: UInt16 = 1
    private static let leaf: UInt16 = 2
    private static let dataElsewhere: UInt16 = 1
    /// A tree cannot be deeper than LMDB's own cursors can go.
    private static let deepest = 32

    /// - Throws: ``LMDBError/truncated`` where a page in use is missing.
    func check(lastPage: Int, transaction: UInt64) throws(LMDBError) {
        let length = try FileCalls.length(ofDescriptor: descriptor)
        guard pageSize > 0, length / pageSize <= lastPage else { return }
        guard let meta = try newestMeta(transaction) else { return }
        let firstMissing = length / pageSize
        let root = try word64(meta, at: 80)
        var free: Set<UInt64> = []
        if root != .max {
            try collect(page: root, depth: 0) { page in
                if page >= UInt64(firstMissing), page <= UInt64(lastPage) { free.insert(page) }
            }
        }
        if free.count != lastPage + 1 - firstMissing { throw LMDBError.truncated }
    }

    /// The first 152 bytes of the header page of that transaction; nil where others have written meanwhile.
    private func newestMeta(_ transaction: UInt64) throws(LMDBError) -> [UInt8]? {
        for page in 0..<2 {
            let bytes = try FileCalls.read(descriptor, at: page * pageSize, count: 152)
            if bytes.count == 152, try word64(bytes, at: 144) == transaction { return bytes }
        }
        return nil
    }

    private func collect(page: UInt64, depth: Int, _ add: (UInt64) -> Void) throws(LMDBError) {
        let bytes = try read(page: page, count: pageSize)
        let flags = try word16(bytes, at: 10)
        guard depth < Self.deepest else { throw LMDBError.corrupted }
        let count = (Int(try word16(bytes, at: 12)) - Self.pageHeader) / 2
        guard count >= 0 else { throw LMDBError.corrupted }
        for index in 0..<count {
            let node = Int(try word16(bytes, at: Self.pageHeader + 2 * index))
            let low = UInt64(try word16(bytes, at: node))
            let high = UInt64(try word16(bytes, at: node + 2))
            let nodeFlags = try word16(bytes, at: node + 4)
            let data = node + 8 + Int(try word16(bytes, at: node + 6))
            if flags & Self.branch != 0 {
                try collect(page: low | high << 16 | UInt64(nodeFlags) << 32, depth: depth + 1, add)
            } else if flags & Self.leaf != 0 {
                let size = Int(low | high << 16)
                if nodeFlags & Self.dataElsewhere != 0 {
                    let first = try word64(bytes, at: data)
                    let list = try read(page: first, count: size + Self.pageHeader)
                    try addList(list, at: Self.pageHeader, size: size, add)
                } else {
                    try addList(bytes, at: data, size: size, add)
                }
            } else {
                throw LMDBError.corrupted
            }
        }
    }

    /// A record of the list: how many pages, then their numbers.
    private func addList(
        _ bytes: [UInt8], at start: Int, size: Int, _ add: (UInt64) -> Void
    ) throws(LMDBError) {
        let count = try word64(bytes, at: start)
        guard count <= UInt64(size / 8) else { throw LMDBError.corrupted }
        for index in 0..<Int(count) { add(try word64(bytes, at: start + 8 * (index + 1))) }
    }

    private func read(page: UInt64, count: Int) throws(LMDBError) -> [UInt8] {
        let (offset, overflow) = Int(clamping: page).multipliedReportingOverflow(by: pageSize)
        guard !overflow else { throw LMDBError.corrupted }
        let bytes = try FileCalls.read(descriptor, at: offset, count: count)
        guard bytes.count == count else { throw LMDBError.truncated }
        return bytes
    }

    private func word16(_ bytes: [UInt8], at offset: Int) throws(LMDBError) -> UInt16 {
        guard offset >= 0, offset + 2 <= bytes.count else { throw LMDBError.corrupted }
        return unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)
    }

    private func word64(_ bytes: [UInt8], at offset: Int) throws(LMDBError) -> UInt64 {
        guard offset >= 0, offset + 8 <= bytes.count else { throw LMDBError.corrupted }
        return unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
