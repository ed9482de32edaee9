import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import LMDB

/// `chancery compact`
struct Compact: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the store anew without its free pages, and give their space back.",
        discussion: """
            The new file is checked against the old one and takes its place in one step. Nobody may have the store \
            open meanwhile: whoever wants to open it waits, and whoever has it open is waited for. If that takes too \
            long nothing is done, and the exit code is 75.

            Example:
              chancery compact
            """)

    @Option(
        help: ArgumentHelp(
            "How long to wait for others who have the store open, in seconds. Default: 10.", valueName: "s"))
    var wait = 10

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        guard (0...86_400).contains(wait) else {
            throw .usage("--wait takes 0 to 86400 seconds, not \(wait)")
        }
        // A store that can't be opened is not to be touched; opening it also says what is wrong.
        let path = try global.openStore(context).path
        let scratch: ScratchFolder
        do throws(LMDBError) { scratch = try ScratchFolder(in: path) } catch {
            throw Failure(
                .cannotCreate, "cannot-create", "no file can be made in '\(path)': \(error.description)")
        }
        defer { scratch.remove() }
        let meter = ProgressMeter(context, global, unit: "MB")
        defer { meter.finish() }
        let done = try Interruption.shared.guarding({ scratch.remove() }) { () throws(Failure) in
            do throws(LogError) {
                return try EventLog.compact(
                    path: path, scratch: scratch, patience: .seconds(wait),
                    allowNetworkFileSystem: global.allowNetworkFileSystem, progress: meter.updateBytes)
            } catch {
                throw Failure(error)
            }
        }
        try context.print([
            "bytesAfter": .integer(Int64(done.bytesAfter)), "bytesBefore": .integer(Int64(done.bytesBefore)),
            "head": .text(done.head.digest.description),
            "revision": .integer(Int64(clamping: done.head.revision)),
        ])
        return .done
    }
}
