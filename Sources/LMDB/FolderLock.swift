import Glibc

/// A lock on a store's folder, in which all processes heed one another.
///
/// LMDB limitation: it takes for granted that the data file and the lock file in a folder belong together, and that
/// neither is ever exchanged. Opening therefore holds this lock shared, from before the first file is opened until
/// LMDB has taken its own lock; whoever puts another data file in place (``SoleUse``) holds it alone. It is `flock(2)`
/// on the folder itself, so it needs no file and no permission to write.
@safe
final class FolderLock: Sendable {
    // Safe: a descriptor of this object's own, closed once.
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Waits for the lock that any number may hold at once; nil where the folder can't be read, and so not be locked.
    static func shared(_ path: String) throws(LMDBError) -> FolderLock? {
        guard let lock = try folder(path) else { return nil }
        while flock(lock.descriptor, LOCK_SH) != 0 {
            let code = errno
            if code != EINTR { throw LMDBError(code: code) }
        }
        return lock
    }

    /// Takes the lock that only one may hold; nil where others hold it and don't let go in time.
    static func exclusive(_ path: String, patience: Duration) throws(LMDBError) -> FolderLock? {
        guard let lock = try folder(path) else { throw .permissionDenied }
        let start = ContinuousClock.now
        while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            guard code == EWOULDBLOCK || code == EINTR else { throw LMDBError(code: code) }
            if ContinuousClock.now - start > patience { return nil }
            FileCalls.pause(milliseconds: 2)
        }
        return lock
    }

    /// Whether nobody holds the folder's lock at this moment.
    static func isFree(_ path: String) -> Bool {
        guard let lock = try? folder(path) else { return false }
        return flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0
    }

    private static func folder(_ path: String) throws(LMDBError) -> FolderLock? {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 { return FolderLock(descriptor: descriptor) }
        let code = errno
        if code == EACCES { return nil }
        throw LMDBError(code: code)
    }
}
