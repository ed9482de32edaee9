extension LMDBError: CustomStringConvertible {
    /// One or two sentences: what happened, and what to do about it.
    public var description: String {
        switch self {
        case .keyExists: "The key is in the table already, or is not beyond the last key."
        case .notFound: "There is no such key or table."
        case .pageNotFound, .corrupted, .cursorFull:
            "The store is damaged: a page is missing or is not what it should be. Restore a backup."
        case .panic:
            "The environment failed earlier and cannot go on. End the process and open the store again."
        case .versionMismatch:
            "The store was written by another version of LMDB. Use that version, or restore a backup."
        case .invalid: "The file data.mdb is not an LMDB store. Check the path, or restore a backup."
        case .mapFull:
            "The store has outgrown its memory map, and no larger one could be had. Allow more address "
                + "space (ulimit -v), or open the store with a larger map."
        case .tablesFull: "The environment has no room for another table. Raise maxTables."
        case .readersFull:
            "All reader slots are taken. End some reads, or raise maxReaders when the store is nowhere open."
        case .transactionFull:
            "The batch changes too many pages for one transaction. Write it in smaller batches."
        case .pageFull: "A page has no room left. The store may be damaged: verify it."
        case .mapResized: "Another process enlarged the store during this read. Read again."
        case .incompatible: "The table exists with other keys or duplicates than asked for."
        case .badReaderSlot: "A reader slot was reused wrongly. End the read and begin again."
        case .badTransaction: "The transaction failed before or is over. Begin again."
        case .badSize: "The key or value has a size that the table cannot take."
        case .badTable:
            "The table is not known to this transaction. Open tables before the transaction begins."
        case .nestedWrite: "A write cannot begin inside another write of the same store. Use the outer one."
        case .networkFileSystem:
            "The store lies on a network or user-space file system, where LMDB can lose data. Move it to a "
                + "local disk, or allow network file systems expressly if no other machine uses it."
        case .foreignTable: "The table belongs to another store. Open it in this one."
        case .wrongShape: "The key or value is of another kind than the table was opened for."
        case .keySize: "A key must have 1 to 511 bytes."
        case .readOnlyEnvironment: "The store was opened for reading only. Open it for writing."
        case .mapHeldByReaders:
            "The memory map must grow, but reads of this process still use it. Write outside reads, and "
                + "end or renew long reads."
        case .openForReading:
            "The store is open for reading only in this process. Close it before opening it for writing."
        case .mapLost: "The memory map was lost while it was resized. Close the store and open it again."
        case .truncated:
            "The data file has been cut short: the end of the store is missing. Restore a backup."
        case .inUse: "The store is open elsewhere. Try again when no other process has it open."
        case .noSuchFile: "There is no such file or directory. Create the store first, or check the path."
        case .notADirectory: "The path of the store is not a directory."
        case .fileExists: "The file exists already. Choose an empty directory."
        case .permissionDenied: "Permission denied. Check the owner and mode of the store's files."
        case .notPermitted: "Only the owner of the store's files may do this. Run it as that user."
        case .readOnlyFileSystem: "The file system is read-only. Open the store for reading only."
        case .diskFull: "The disk is full. Nothing of this batch was written; free some space and try again."
        case .quotaExceeded: "The disk quota is used up. Nothing of this batch was written."
        case .inputOutput:
            "The disk could not read or write, or files may grow no further (ulimit -f). Check the disk, then "
                + "verify the store."
        case .outOfMemory:
            "Not enough memory or address space (ulimit -v). Open the store with a smaller map."
        case .busy: "The store is busy. Try again."
        case .invalidArgument:
            "LMDB refused an argument: open tables before transactions, and check the options."
        default: "\(LibraryCalls.message(for: code)) (code \(code))."
        }
    }
}
