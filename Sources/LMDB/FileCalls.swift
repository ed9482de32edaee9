import CLMDB
import Glibc

/// Which file this is, whatever path led to it.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
}

/// The few system calls this module makes beside LMDB.
enum FileCalls {
    static var currentThread: UInt { UInt(pthread_self()) }

    /// The file at a path, or nil where there is none.
    static func identity(ofPath path: String) throws(LMDBError) -> FileIdentity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            let code = errno
            if code == ENOENT { return nil }
            throw LMDBError(code: code)
        }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    static func identity(ofDescriptor descriptor: Int32) throws(LMDBError) -> FileIdentity {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw LMDBError(code: errno) }
        return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    static func requireDirectory(_ path: String) throws(LMDBError) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw LMDBError(code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw LMDBError.notADirectory }
    }

    /// Creates a directory unless it is there.
    static func createDirectory(_ path: String) throws(LMDBError) {
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw LMDBError(code: errno) }
    }

    /// Creates a directory that must not be there yet.
    static func createNewDirectory(_ path: String) throws(LMDBError) {
        guard unsafe mkdir(path, 0o777) == 0 else { throw LMDBError(code: errno) }
    }

    static func remove(_ path: String) {
        _ = unsafe unlink(path)
    }

    /// Removes an empty directory.
    static func removeDirectory(_ path: String) {
        _ = unsafe rmdir(path)
    }

    /// The names in a directory, without `.` and `..`; none where it can't be read.
    static func names(in path: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Gives a file another name, in place of whatever has that name, in one step.
    static func rename(_ path: String, to other: String) throws(LMDBError) {
        guard unsafe Glibc.rename(path, other) == 0 else { throw LMDBError(code: errno) }
    }

    /// A descriptor of a file, to be closed; nil where there is no file.
    private static func openedForReading(_ path: String) throws(LMDBError) -> Int32? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 { return descriptor }
        let code = errno
        if code == ENOENT { return nil }
        throw LMDBError(code: code)
    }

    /// Another process that holds LMDB's lock on a lock file, or nil. A process loses all its own locks on the file
    /// by asking, so it must not have the store open.
    static func processLocking(_ path: String) throws(LMDBError) -> Int32? {
        guard let descriptor = try openedForReading(path) else { return nil }
        defer { close(descriptor) }
        // As LMDB has it: whoever has the store open shares a lock on the first byte.
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_len = 1
        guard unsafe fcntl(descriptor, F_GETLK, &lock) == 0 else { throw LMDBError(code: errno) }
        return lock.l_type == Int16(F_UNLCK) ? nil : lock.l_pid
    }

    /// Gives a file the owner, group and mode of another, where there is another.
    static func copyOwnerAndMode(from path: String, to other: String) throws(LMDBError) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            let code = errno
            if code == ENOENT { return }
            throw LMDBError(code: code)
        }
        var own = stat()
        guard unsafe stat(other, &own) == 0 else { throw LMDBError(code: errno) }
        if own.st_uid != status.st_uid || own.st_gid != status.st_gid {
            guard unsafe chown(other, status.st_uid, status.st_gid) == 0 else { throw LMDBError(code: errno) }
        }
        guard unsafe chmod(other, status.st_mode & 0o7777) == 0 else { throw LMDBError(code: errno) }
    }

    /// The kernel's number for the kind of file system a path lies on.
    static func fileSystemType(ofPath path: String) throws(LMDBError) -> UInt32 {
        var status = statfs()
        guard unsafe statfs(path, &status) == 0 else { throw LMDBError(code: errno) }
        return UInt32(truncatingIfNeeded: status.f_type)
    }

    /// Bytes that a user without privileges can still write there; nil when the system will not say.
    static func freeBytes(atPath path: String) -> UInt64? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
    }

    /// Puts a file or directory on stable storage.
    static func makeDurable(_ path: String) throws(LMDBError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LMDBError(code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LMDBError(code: errno) }
    }

    /// Whether the process could map this much. Asked before a map is given up for a larger one, because
    /// LMDB unmaps first and cannot go back.
    static func canMap(bytes: Int) -> Bool {
        let map = unsafe mmap(nil, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard unsafe map != MAP_FAILED, let map = unsafe map else { return false }
        unsafe munmap(map, bytes)
        return true
    }

    /// The first `count` bytes of a file, or fewer where it is shorter; nil where there is no file.
    static func beginning(ofPath path: String, count: Int) throws(LMDBError) -> [UInt8]? {
        guard let descriptor = try openedForReading(path) else { return nil }
        defer { close(descriptor) }
        return try read(descriptor, at: 0, count: count)
    }

    /// Bytes of a file, fewer where it ends.
    static func bytes(ofPath path: String, at offset: Int, count: Int) throws(LMDBError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LMDBError(code: errno) }
        defer { close(descriptor) }
        return try read(descriptor, at: offset, count: count)
    }

    /// All bytes of a file that doesn't say how long it is.
    static func wholeText(ofPath path: String) throws(LMDBError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LMDBError(code: errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while true {
            let piece = try read(descriptor, at: bytes.count, count: 1 << 16)
            if piece.isEmpty { return bytes }
            bytes += piece
        }
    }

    /// Bytes of an open file, fewer where it ends.
    static func read(_ descriptor: Int32, at offset: Int, count: Int) throws(LMDBError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let length = unsafe bytes.withUnsafeMutableBytes {
            unsafe pread(descriptor, $0.baseAddress, count, offset)
        }
        guard length >= 0 else { throw LMDBError(code: errno) }
        bytes.removeLast(count - length)
        return bytes
    }

    /// Overwrites bytes of an open file.
    static func write(_ descriptor: Int32, at offset: Int, _ bytes: [UInt8]) throws(LMDBError) {
        var done = 0
        while done < bytes.count {
            let length = unsafe bytes.withUnsafeBytes {
                unsafe pwrite(
                    descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, offset + done)
            }
            guard length > 0 else { throw LMDBError(code: errno) }
            done += length
        }
    }

    static func length(ofDescriptor descriptor: Int32) throws(LMDBError) -> Int {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw LMDBError(code: errno) }
        return Int(status.st_size)
    }

    static func length(ofPath path: String) throws(LMDBError) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw LMDBError(code: errno) }
        return Int(status.st_size)
    }

    /// Sees to it that there is room on the disk for the first bytes of a file. One that can't be opened, and a file
    /// system that can't tell, are left alone.
    static func reserve(_ count: Int, ofPath path: String, creating: Bool) throws(LMDBError) {
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC | (creating ? O_CREAT : 0), 0o644)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let code = posix_fallocate(descriptor, 0, count)
        if code == ENOSPC || code == EDQUOT { throw LMDBError(code: code) }
    }

    static func pause(milliseconds: UInt32) {
        usleep(milliseconds &* 1000)
    }
}
