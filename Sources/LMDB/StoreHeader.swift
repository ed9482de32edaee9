/// What can be said of a data file before LMDB maps it.
///
/// LMDB trusts its header: a page size of zero, for one, ends the process. So the first page is read
/// and checked first. Layout of LMDB 0.9: a page header of 16 bytes; then magic number, version,
/// map address, map size, and the record of the free-page tree, which begins with the page size.
enum StoreHeader {
    static let length = 48
    private static let magic: UInt32 = 0xBEEF_C0DE
    private static let version: UInt32 = 1

    /// Fails where the file is there and is no store of this format. An empty file is a new store.
    static func check(path: String) throws(LMDBError) {
        guard let bytes = try FileCalls.beginning(ofPath: path, count: length), !bytes.isEmpty else { return }
        guard bytes.count == length, word(bytes, at: 16) == magic else { throw LMDBError.invalid }
        guard word(bytes, at: 20) == version else { throw LMDBError.versionMismatch }
        let pageSize = word(bytes, at: 40)
        guard (256...65_536).contains(pageSize), pageSize.nonzeroBitCount == 1 else {
            throw LMDBError.corrupted
        }
    }

    private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }
}
