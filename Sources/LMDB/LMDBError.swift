/// An error type that can carry a failure of the storage beneath it.
///
/// `Environment.read(_:)` and its kin throw the error type of the closure they run. When the storage
/// itself fails (before the closure starts, or at commit) the failure is turned into that type.
public protocol LMDBErrorConvertible: Error {
    init(_ error: LMDBError)
}

/// A failure reported by LMDB, by the operating system beneath it, or by this module's own checks.
///
/// A struct over the code rather than an enum, so that a code this module does not know survives and can
/// still be reported. Codes above zero are the system's `errno`; codes from -30,799 to -30,780 are LMDB's;
/// codes from -31,099 to -31,000 are this module's.
public struct LMDBError: LMDBErrorConvertible, Hashable, Sendable {
    /// The code, as LMDB or the system gave it.
    public let code: Int32

    public init(code: Int32) {
        self.code = code
    }

    public init(_ error: LMDBError) {
        self = error
    }
}

// MARK: LMDB's own codes

extension LMDBError {
    /// The key, or the pair of key and duplicate, is there, or an appended one is not beyond the last.
    public static var keyExists: Self { Self(code: LMDBCode.keyExists) }
    /// No such key or table.
    public static var notFound: Self { Self(code: LMDBCode.notFound) }
    /// A page that another page points to is beyond the end of the store.
    public static var pageNotFound: Self { Self(code: LMDBCode.pageNotFound) }
    /// A page is not what it should be.
    public static var corrupted: Self { Self(code: LMDBCode.corrupted) }
    /// An earlier failure in this process left the environment unusable.
    public static var panic: Self { Self(code: LMDBCode.panic) }
    /// The data or lock file was written by another version of LMDB.
    public static var versionMismatch: Self { Self(code: LMDBCode.versionMismatch) }
    /// The file is not an LMDB file.
    public static var invalid: Self { Self(code: LMDBCode.invalid) }
    /// The memory map is used up and could not be made larger.
    public static var mapFull: Self { Self(code: LMDBCode.mapFull) }
    /// More named tables than ``Environment/Options/maxTables``.
    public static var tablesFull: Self { Self(code: LMDBCode.tablesFull) }
    /// More readers at once than ``Environment/Options/maxReaders``.
    public static var readersFull: Self { Self(code: LMDBCode.readersFull) }
    /// One transaction changed more pages than LMDB can track.
    public static var transactionFull: Self { Self(code: LMDBCode.transactionFull) }
    /// A tree is deeper than a cursor can follow: a sign of damage.
    public static var cursorFull: Self { Self(code: LMDBCode.cursorFull) }
    /// A page has no room for what must go on it.
    public static var pageFull: Self { Self(code: LMDBCode.pageFull) }
    /// Another process made the store larger than this process's map.
    public static var mapResized: Self { Self(code: LMDBCode.mapResized) }
    /// The table exists with other keys or other duplicates, or the operation does not fit it.
    public static var incompatible: Self { Self(code: LMDBCode.incompatible) }
    /// A reader slot was used wrongly.
    public static var badReaderSlot: Self { Self(code: LMDBCode.badReaderSlot) }
    /// The transaction has failed before, or is over.
    public static var badTransaction: Self { Self(code: LMDBCode.badTransaction) }
    /// A key or value of a size that the table cannot take.
    public static var badSize: Self { Self(code: LMDBCode.badSize) }
    /// The table was opened after this transaction began, or is not of this environment.
    public static var badTable: Self { Self(code: LMDBCode.badTable) }
}

// MARK: The system's codes

extension LMDBError {
    /// No such file or directory (`ENOENT`).
    public static var noSuchFile: Self { Self(code: SystemCode.noSuchFile) }
    /// A part of the path is no directory (`ENOTDIR`).
    public static var notADirectory: Self { Self(code: SystemCode.notADirectory) }
    /// The file exists already (`EEXIST`).
    public static var fileExists: Self { Self(code: SystemCode.fileExists) }
    /// The user may not do this (`EACCES`).
    public static var permissionDenied: Self { Self(code: SystemCode.permissionDenied) }
    /// Only the owner, or root, may do this (`EPERM`).
    public static var notPermitted: Self { Self(code: SystemCode.notPermitted) }
    /// The file system is read-only (`EROFS`).
    public static var readOnlyFileSystem: Self { Self(code: SystemCode.readOnlyFileSystem) }
    /// The disk is full (`ENOSPC`).
    public static var diskFull: Self { Self(code: SystemCode.diskFull) }
    /// The user's share of the disk is used up (`EDQUOT`).
    public static var quotaExceeded: Self { Self(code: SystemCode.quotaExceeded) }
    /// The disk could not read or write (`EIO`).
    public static var inputOutput: Self { Self(code: SystemCode.inputOutput) }
    /// Not enough memory or address space (`ENOMEM`).
    public static var outOfMemory: Self { Self(code: SystemCode.outOfMemory) }
    /// The resource is in use (`EBUSY`).
    public static var busy: Self { Self(code: SystemCode.busy) }
    /// An argument the library refused (`EINVAL`).
    public static var invalidArgument: Self { Self(code: SystemCode.invalidArgument) }
}

// MARK: This module's codes

extension LMDBError {
    /// A write inside a write of the same environment.
    public static var nestedWrite: Self { Self(code: -31_000) }
    /// The store lies on a file system that LMDB is not safe on.
    public static var networkFileSystem: Self { Self(code: -31_001) }
    /// The table belongs to another environment.
    public static var foreignTable: Self { Self(code: -31_002) }
    /// An integer key for a table of byte keys, or the reverse; or a value of the wrong kind.
    public static var wrongShape: Self { Self(code: -31_003) }
    /// A key that is empty or longer than 511 bytes.
    public static var keySize: Self { Self(code: -31_004) }
    /// A write to an environment that was opened for reading.
    public static var readOnlyEnvironment: Self { Self(code: -31_005) }
    /// The map must grow, and reads that are still running in this process hold it.
    public static var mapHeldByReaders: Self { Self(code: -31_006) }
    /// The store is open in this process for reading only, and writing was asked for.
    public static var openForReading: Self { Self(code: -31_007) }
    /// The memory map was lost when it was resized.
    public static var mapLost: Self { Self(code: -31_008) }
    /// The data file is shorter than its own header says.
    public static var truncated: Self { Self(code: -31_009) }
    /// The store would have to be nowhere open, and is.
    public static var inUse: Self { Self(code: -31_010) }
}
