import LMDB

extension EventLog {
    /// Looks at every page of the file of a store before LMDB is let near it; ``verify(rootsAt:progress:)`` then looks at
    /// what the pages hold.
    ///
    /// - Returns: what is wrong with them, a sentence each; nothing where all of them are whole.
    /// - Throws: ``LogError/noStore(path:)``, ``LogError/notAStore(path:reason:)`` where the file is of another kind,
    ///   and what the storage says.
    public static func damage(
        path: String, allowNetworkFileSystem: Bool = false
    ) throws(LogError) -> [String] {
        var options = Environment.Options()
        options.allowNetworkFileSystem = allowNetworkFileSystem
        let findings: [String]?
        do throws(LMDBError) {
            findings = try Environment.inspect(path: path, options: options)
        } catch {
            switch error {
            case .noSuchFile: throw .noStore(path: path)
            case .invalid, .versionMismatch: throw .notAStore(path: path, reason: error.description)
            case .corrupted, .truncated: return [error.description]
            default: throw LogError(error)
            }
        }
        guard let findings else { throw .noStore(path: path) }
        return findings
    }
}
