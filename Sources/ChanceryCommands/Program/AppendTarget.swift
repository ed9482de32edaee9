import EventLog
import SystemPackage

extension GlobalOptions {
    /// Hands the log that is to be appended to to `body`. A dry run where there is no store yet is made on one aside,
    /// which is gone afterwards: nothing is left behind by looking.
    func withLogToAppend<Result>(
        _ context: Context, isDryRun: Bool, _ body: (EventLog) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard isDryRun, !storeExists(context) else { return try body(try openOrCreateStore(context)) }
        let folder: String
        do throws(SystemFault) {
            let root = FilePath(context.environment["TMPDIR"] ?? "/tmp")
            folder = try System.makeScratchFolder(root.appending("chancery-").string)
        } catch {
            throw Failure(
                .cannotCreate, "cannot-create", "no folder for a dry run can be made: \(error.message)")
        }
        defer { Self.clear(folder) }
        return try Interruption.shared.guarding({ Self.clear(folder) }) { () throws(Failure) in
            try body(try createStore(at: folder))
        }
    }

    private static func clear(_ folder: String) {
        for name in ["data.mdb", "lock.mdb"] { System.remove(FilePath(folder).appending(name).string) }
        System.removeFolder(folder)
    }
}
