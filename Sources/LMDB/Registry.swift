import Synchronization

/// The stores this process has open, by file.
///
/// LMDB limitation: a process must not open the same file twice. Its locks are the process's, so that
/// closing one of the two would silently drop the locks of the other. Opening a store that is open
/// already therefore hands back the one there is, whatever path names it.
final class Registry: Sendable {
    static let shared = Registry()

    private struct Entry {
        let core: EnvironmentCore
        weak var environment: Environment?
        /// Environments that hold the core; it is closed with the last.
        var holders: Int
    }

    private let entries = Mutex<[FileIdentity: Entry]>([:])

    /// Opening and closing happen under the lock, so that a store that is being closed is never opened again
    /// halfway.
    func open(
        dataPath: String, readOnly: Bool, _ create: () throws(LMDBError) -> EnvironmentCore
    ) throws(LMDBError) -> Environment {
        let result = entries.withLock { entries -> Result<Environment, LMDBError> in
            do throws(LMDBError) {
                if let identity = try FileCalls.identity(ofPath: dataPath), let entry = entries[identity] {
                    if entry.core.isReadOnly, !readOnly { throw LMDBError.openForReading }
                    if let environment = entry.environment, environment.isReadOnly == readOnly {
                        return .success(environment)
                    }
                    let environment = Environment(core: entry.core, isReadOnly: readOnly)
                    entries[identity]?.holders += 1
                    if entry.environment == nil { entries[identity]?.environment = environment }
                    return .success(environment)
                }
                let core = try create()
                let environment = Environment(core: core, isReadOnly: readOnly)
                entries[core.identity] = Entry(core: core, environment: environment, holders: 1)
                return .success(environment)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Whether this process has that file open.
    func isOpen(_ identity: FileIdentity) -> Bool {
        entries.withLock { $0[identity] != nil }
    }

    func release(_ core: EnvironmentCore) {
        entries.withLock { entries in
            guard var entry = entries[core.identity] else { return }
            entry.holders -= 1
            if entry.holders == 0 {
                entries[core.identity] = nil
                core.handle.close()
            } else {
                entries[core.identity] = entry
            }
        }
    }
}
