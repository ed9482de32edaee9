import ArgumentParser
import CanonicalJSON
import EventLog
import Replay

/// `chancery snapshots`
struct Snapshots: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep answers beside the store, so that they are given at once.",
        discussion: """
            A snapshot is what a projection says of everything through a lens. `export` and `view` without filters \
            take it where there is one for the lens, and fold anew what was appended since; the bytes are those of a \
            whole replay. Snapshots are a cache in the store's folder: dropping them changes no answer, and neither \
            does a stale or damaged one. Copies of the store have none, and `redact` drops all.

            Example:
              chancery snapshots build relations --as-of 2018-08-03
            """,
        subcommands: [BuildSnapshots.self, ListSnapshots.self, DropSnapshots.self],
        defaultSubcommand: ListSnapshots.self)
}

/// `chancery snapshots build`
struct BuildSnapshots: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Keep what projections say through a lens.",
        discussion: """
            Without names all projections are kept. A snapshot of the same projection and lens is replaced.

            Example:
              chancery snapshots build relations signals --as-of 2018-08-03
            """)

    @Argument(help: ArgumentHelp("Projections by name. Default: all.", valueName: "projection"))
    var projections: [String] = []

    @OptionGroup(title: "Lens") var lens: LensOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let lens = try lens.lens(context)
        for name in projections { try SnapshotTable.check(name, context) }
        let replayer = Replayer(try global.openStore(context), context.registry)
        var built: [SnapshotInfo] = []
        for name in projections.isEmpty ? context.registry.kept : projections {
            let meter = ProgressMeter(context, global, unit: "events")
            defer { meter.finish() }
            do throws(ReplayError) {
                built.append(
                    try replayer.buildSnapshot(name, lens) { done, total in
                        meter.update(done, share: Double(done) / Double(max(total, 1)))
                    })
            } catch {
                throw SnapshotTable.failure(error)
            }
        }
        try SnapshotTable.print(built, context)
        return .done
    }
}

/// `chancery snapshots list`
struct ListSnapshots: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the snapshots that there are.",
        discussion: """
            The state is current, outdated (made by other code or before a redaction: it is passed over) or damaged.

            Example:
              chancery snapshots list
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let replayer = Replayer(try global.openStore(context), context.registry)
        let infos: [SnapshotInfo]
        do throws(ReplayError) { infos = try replayer.snapshots() } catch { throw Failure(error) }
        try SnapshotTable.print(infos, context)
        return .done
    }
}

/// `chancery snapshots drop`
struct DropSnapshots: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Remove snapshots; no answer changes.",
        discussion: """
            Without names all are removed.

            Example:
              chancery snapshots drop relations
            """)

    @Argument(help: ArgumentHelp("Projections by name. Default: all.", valueName: "projection"))
    var projections: [String] = []

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        for name in projections { try SnapshotTable.check(name, context) }
        let replayer = Replayer(try global.openStore(context), context.registry)
        let dropped: (count: Int, bytes: Int)
        do throws(ReplayError) {
            dropped = try replayer.dropSnapshots(of: projections)
        } catch {
            throw SnapshotTable.failure(error)
        }
        try context.print([
            "bytes": .integer(Int64(dropped.bytes)), "dropped": .integer(Int64(dropped.count)),
        ])
        return .done
    }
}

/// How snapshots are told of.
private enum SnapshotTable {
    /// Refuses what is no projection before any work is done.
    static func check(_ name: String, _ context: Context) throws(Failure) {
        if context.registry.find(name) == nil {
            throw Failure(context.registry.unknown(name))
        }
        if !context.registry.kept.contains(name) {
            throw .usage("no snapshots are kept of \(name): it is told event by event")
        }
    }

    /// What the disk has against a snapshot being written.
    static func failure(_ error: ReplayError) -> Failure {
        if case .log(let error) = error { return Failure(error, isCreating: true) }
        return Failure(error)
    }

    static func print(_ infos: [SnapshotInfo], _ context: Context) throws(Failure) {
        guard context.output.isTerminal else { return try context.print(list: infos.map(\.json)) }
        let columns = ["projection", "asOf", "reportedBy", "dates", "revision", "items", "bytes", "state"]
        let rows = infos.map { info in
            columns.map { info.json[$0].map(ItemColumns.cell) ?? "" }
        }
        try context.print(Table(titles: columns, rows: rows))
    }
}
