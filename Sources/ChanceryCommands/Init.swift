import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import LMDB

/// `chancery init`
struct Init: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an empty store.",
        discussion: """
            The store is a folder: .chancery here, unless --store or $CHANCERY_STORE names another. Commands that \
            append make one by themselves where there is none.

            Example:
              chancery init --store desk
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let path = global.namedPath(context) ?? global.defaultPath(context)
        let log = try global.createStore(at: path)
        let revision: UInt64
        do {
            revision = try log.read { transaction in try log.head(transaction).revision }
        } catch let error as LogError {
            throw Failure(error)
        } catch {
            throw Failure(.fault, "storage", "\(error)")
        }
        if revision > 0 {
            throw Failure(
                .cannotCreate, "store-exists",
                "there is a store at '\(path)' already, at revision \(revision); name another folder")
        }
        try context.print(["id": .text(log.id), "path": .text(path), "revision": 0])
        return .done
    }
}
