import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import LMDB
import SystemPackage

/// `chancery backup`
struct Backup: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the store as it is now, while others read and append.",
        discussion: """
            The copy is a store of its own, as small as it can be, and stands on stable storage when the command ends. \
            It appears whole or not at all, in a folder that must not be there yet. Nobody waits for it.

            Example:
              chancery backup desk-copy
            """)

    @Argument(help: ArgumentHelp("The folder that is to be made.", valueName: "dest"), completion: .directory)
    var destination: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let log = try global.openStore(context)
        let target = FilePath(context.path(destination)).lexicallyNormalized()
        let parent = target.removingLastComponent()
        if (try? Stat(target, followTargetSymlink: false)) != nil {
            throw exists()
        }
        let scratch: ScratchFolder
        do throws(LMDBError) {
            scratch = try ScratchFolder(in: parent.isEmpty ? "." : parent.string)
        } catch {
            throw cannotCreate(error.description)
        }
        defer { scratch.remove() }
        let meter = ProgressMeter(context, global, unit: "MB")
        defer { meter.finish() }
        let head = try Interruption.shared.guarding({ scratch.remove() }) { () throws(Failure) in
            let head: LogHead
            do throws(LogError) {
                head = try log.copy(into: scratch, progress: meter.updateBytes)
            } catch {
                throw Failure(error)
            }
            do throws(LMDBError) {
                try scratch.become(target.string, in: parent.isEmpty ? "." : parent.string)
            } catch {
                throw error == .fileExists ? exists() : cannotCreate(error.description)
            }
            return head
        }
        let size = (try? Stat(target.appending("data.mdb")))?.size ?? 0
        try context.print([
            "bytes": .integer(Int64(clamping: size)), "head": .text(head.digest.description),
            "id": .text(log.id), "path": .text(target.string),
            "revision": .integer(Int64(clamping: head.revision)),
        ])
        return .done
    }

    private func exists() -> Failure {
        cannotCreate("there is something of that name already; name a folder that is not there yet")
    }

    private func cannotCreate(_ reason: String) -> Failure {
        Failure(.cannotCreate, "cannot-create", "'\(destination)' can't be created: \(reason)")
    }
}
