import CanonicalJSON
import EventLog
import LMDB

/// The snapshots of a store: files in a folder beside its own, which the log knows nothing of.
struct SnapshotShelf: Sendable {
    private let folder: SideFolder

    init(_ log: EventLog) { folder = log.snapshotFolder }

    /// The names of the files.
    var names: [String] { folder.names.filter { $0.hasSuffix(SnapshotKey.suffix) } }

    /// The size of a file in bytes.
    func size(_ name: String) -> Int { folder.size(of: name) }

    /// The size of all files in bytes.
    var bytes: Int { names.reduce(0) { $0 + size($1) } }

    /// What a file has; `nil` where it is not what was written.
    func snapshot(_ name: String) -> Snapshot? { folder.bytes(of: name).flatMap(SnapshotFile.snapshot) }

    func put(_ snapshot: Snapshot) throws(LMDBError) -> Int {
        let pieces = SnapshotFile.pieces(snapshot)
        try folder.write(pieces, to: snapshot.fileName)
        return pieces.reduce(0) { $0 + $1.count }
    }

    /// Removes a file.
    ///
    /// - Returns: whether it is gone.
    func drop(_ name: String) -> Bool { folder.remove(name) }

    /// Removes all there is.
    ///
    /// - Returns: whether it is gone.
    func dropAll() -> Bool { folder.removeAll() }
}

extension Snapshot {
    var fileName: String { about.key.fileName(about.projection) }
}
