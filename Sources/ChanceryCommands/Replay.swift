import ArgumentParser
import CanonicalJSON
import EDTF
import EventCoding
import EventLog
import LMDB
import Replay

/// `chancery replay`
struct ReplayCommand: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay history up to a day: each event, what it changed, and where things stood.",
        discussion: """
            The order is that of valid time, whatever the order of appending. What the clock alone brings about (a \
            treaty that enters into force, a term that expires, a date that passes) stands between the events. With \
            --pair also the events about what lies between the two are told: their agreements, expectations, \
            incidents and meetings. Piped it is NDJSON: a line for each event and turn of the clock, and last a line \
            with what stood on the day and the lens.

            Example:
              chancery replay --to 2018-08-03 --pair ASEAN RUS
            """)

    @Option(help: ArgumentHelp("The day to replay to. Default: --as-of, else today, UTC.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("Leave out what surely lies before this day.", valueName: "date"))
    var from: String?

    @OptionGroup(title: "What about") var scope: ScopeOptions
    @OptionGroup(title: "Lens") var lens: LensOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        var lens = try self.lens.lens(context, to: try LensOptions.date(to, "--to"))
        let from = try LensOptions.date(from, "--from")
        let log = try global.openStore(context)
        // The lens is bound to one revision: events that come meanwhile are neither told nor named.
        let revision = try lens.revision(of: log)
        lens.atRevision = revision
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        var failure: Failure?
        do throws(ReplayError) {
            try Replayer(log).history(
                Question(scope), from: from, lens,
                progress: { meter.update($0, share: Double($0) / Double(max($1, 1))) }
            ) { (value) throws(ReplayError) in
                do throws(Failure) {
                    try tell(value, lens, revision, context)
                } catch {
                    failure = error
                    throw ReplayError.usage("")
                }
            }
        } catch {
            throw failure ?? Failure(error)
        }
        return .done
    }

    private func tell(
        _ value: JSONValue, _ lens: Lens, _ revision: UInt64, _ context: Context
    ) throws(Failure) {
        if context.output.isTerminal { return try tellPeople(value, lens, context) }
        guard value["standing"] != nil, value["lens"] == nil, var last = value.object else {
            return try context.print(value)
        }
        last["lens"] = [
            "asOf": .text(lens.asOf.text), "atRevision": .integer(Int64(clamping: revision)),
            "dates": .text(lens.dates.rawValue), "recordedBy": .text(orNull: lens.recordedBy?.text),
            "reportedBy": .text(orNull: lens.reportedBy?.text),
        ]
        try context.print(.object(last))
    }

    private func tellPeople(_ value: JSONValue, _ lens: Lens, _ context: Context) throws(Failure) {
        guard let standing = value["standing"]?.object else {
            for line in HistoryLines(value).lines { try context.print(text: DisplayText.safe(line)) }
            return
        }
        for member in standing.members {
            let items = member.value.list ?? []
            if items.isEmpty { continue }
            try context.print(text: "\n\(member.name) on \(lens.asOf.text)")
            try context.print(ItemColumns(member.name, items).table(items))
        }
    }
}

extension Lens {
    /// The last revision that the lens lets in of a log as it stands.
    func revision(of log: EventLog) throws(Failure) -> UInt64 {
        do {
            return try log.read { transaction in
                let revision = min(try log.head(transaction).revision, atRevision ?? .max)
                guard let recordedBy else { return revision }
                return try log.lastRevision(
                    recordedBy: Timestamp.last(of: recordedBy), through: revision, transaction)
            }
        } catch let error as LogError {
            throw Failure(error)
        } catch let error as LMDBError {
            throw Failure(LogError(error))
        } catch {
            throw Failure(.fault, "storage", "\(error)")
        }
    }
}
