import CLMDB
import Glibc

/// LMDB's return codes, under names that do not leak the C module.
enum LMDBCode {
    static let success = MDB_SUCCESS
    static let keyExists = MDB_KEYEXIST
    static let notFound = MDB_NOTFOUND
    static let pageNotFound = MDB_PAGE_NOTFOUND
    static let corrupted = MDB_CORRUPTED
    static let panic = MDB_PANIC
    static let versionMismatch = MDB_VERSION_MISMATCH
    static let invalid = MDB_INVALID
    static let mapFull = MDB_MAP_FULL
    static let tablesFull = MDB_DBS_FULL
    static let readersFull = MDB_READERS_FULL
    static let transactionFull = MDB_TXN_FULL
    static let cursorFull = MDB_CURSOR_FULL
    static let pageFull = MDB_PAGE_FULL
    static let mapResized = MDB_MAP_RESIZED
    static let incompatible = MDB_INCOMPATIBLE
    static let badReaderSlot = MDB_BAD_RSLOT
    static let badTransaction = MDB_BAD_TXN
    static let badSize = MDB_BAD_VALSIZE
    static let badTable = MDB_BAD_DBI
}

/// The system's error numbers that this module gives names to.
enum SystemCode {
    static let noSuchFile = ENOENT
    static let notADirectory = ENOTDIR
    static let fileExists = EEXIST
    static let notEmpty = ENOTEMPTY
    static let permissionDenied = EACCES
    static let notPermitted = EPERM
    static let readOnlyFileSystem = EROFS
    static let diskFull = ENOSPC
    static let quotaExceeded = EDQUOT
    static let inputOutput = EIO
    static let outOfMemory = ENOMEM
    static let busy = EBUSY
    static let tryAgain = EAGAIN
    static let invalidArgument = EINVAL
}

extension LMDBError {
    /// The one place where a return code becomes an error.
    @inline(__always)
    static func check(_ code: Int32) throws(LMDBError) {
        if code != 0 { throw LMDBError(code: code) }
    }

    /// As ``check(_:)``, where "not found" is an answer and not a failure.
    @inline(__always)
    static func found(_ code: Int32) throws(LMDBError) -> Bool {
        if code == LMDBCode.notFound { return false }
        try check(code)
        return true
    }
}

extension Int32 {
    /// Whether this return code says that the map has no room left.
    @inline(__always)
    var isMapFull: Bool { self == LMDBCode.mapFull }
}

/// Limits that LMDB was built with. Those of the library in use are read when a store is opened; a cursor
/// takes the common one.
enum LibraryLimits {
    static let maxKeySize = 511
}
