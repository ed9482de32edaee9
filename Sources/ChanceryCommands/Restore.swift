import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import LMDB
import SystemPackage

/// `chancery restore`
struct Restore: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a store of a dump: the same log, with the same head.",
        discussion: """
            The store must not be there yet, or be empty. It is made aside, and appears once every line has been \
            checked: a dump that was changed or cut short is refused with the line, and nothing is left of it.

            Examples:
              chancery dump -o log.ndjson
              chancery restore --store restored log.ndjson
            """)

    @Argument(
        help: ArgumentHelp("A file that dump has written; - is standard input.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    /// How long those are waited for who have the empty store open, in seconds.
    private static let patience = 10

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let source: any ByteSource
        if file == "-" {
            source = context.input
        } else {
            do throws(StreamError) {
                source = try FileSource(path: context.path(file), name: file)
            } catch {
                throw Failure(error)
            }
        }
        let path = global.existingPath(context) ?? global.defaultPath(context)
        if global.storeExists(context) {
            let log = try global.openStore(context)
            do throws(LogError) { try log.requireEmpty() } catch { throw Failure(error) }
        }
        let isNew = try GlobalOptions.makeFolders(FilePath(path))
        var isDone = false
        defer { if isNew, !isDone { System.removeFolder(path) } }
        let restored = try restored(from: CountedSource(source), at: path, isNew: isNew, context)
        isDone = true
        try context.print([
            "head": .text(restored.head.digest.description), "id": .text(restored.id), "path": .text(path),
            "revision": .integer(Int64(clamping: restored.head.revision)),
        ])
        return .done
    }

    private func restored(
        from counted: CountedSource, at path: String, isNew: Bool, _ context: Context
    ) throws(Failure) -> Restored {
        let scratch: ScratchFolder
        do throws(LMDBError) { scratch = try ScratchFolder(in: path) } catch {
            throw Failure(
                .cannotCreate, "cannot-create", "no store can be made in '\(path)': \(error.description)")
        }
        defer { scratch.remove() }
        let cleanUp: @Sendable () -> Void = {
            scratch.remove()
            if isNew { System.removeFolder(path) }
        }
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        var source = DumpSource { () throws(LogError) in
            do throws(StreamError) { return try counted.read() } catch { throw LogError.input("\(error)") }
        }
        return try Interruption.shared.guarding(cleanUp) { () throws(Failure) in
            do throws(LogError) {
                let restored = try EventLog.restore(&source, into: scratch) { done, total in
                    meter.update(Int(clamping: done), share: Double(done) / Double(max(total, 1)))
                }
                try EventLog.install(
                    scratch, at: path, patience: .seconds(Self.patience),
                    allowNetworkFileSystem: global.allowNetworkFileSystem)
                return restored
            } catch {
                if let fault = counted.fault { throw Failure(fault) }
                throw Failure(error, isCreating: true)
            }
        }
    }
}
