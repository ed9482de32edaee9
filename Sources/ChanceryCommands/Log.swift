import ArgumentParser
import CanonicalJSON
import EDTF
import EventLog
import Replay

/// `chancery log`
struct Log: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "List events as they were recorded.",
        discussion: """
            The order is the log's, unless --by occurred asks for that of valid time. Events to come are listed too, \
            unless --as-of cuts them off. Piped it is NDJSON, with revision, recorded and hash added to each event. \
            --format cloudevents puts each event into the envelope of CloudEvents 1.0, which `chancery append \
            --format cloudevents` takes.

            Example:
              chancery log --pair ASEAN RUS --type 'agreement.*' --limit 5
            """)

    @OptionGroup(title: "Which events") var scope: ScopeOptions

    @Option(
        help: ArgumentHelp("A type, or a pattern with * for any letters: 'agreement.*'.", valueName: "type"),
        completion: Candidates.typePatterns)
    var type: String?

    @Option(help: ArgumentHelp("Events that may have occurred on this day or later.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("Events that may have occurred on this day or earlier.", valueName: "date"))
    var to: String?

    @Option(help: ArgumentHelp("So many events at most.", valueName: "n"))
    var limit: Int?

    @Flag(help: "The last one first.")
    var reverse = false

    @Option(help: ArgumentHelp("The order: the log's, or that in which things occurred.", valueName: "order"))
    var by: Order = .log

    @Flag(help: "Go on listing events as they are appended, until interrupted.")
    var follow = false

    @Option(
        help: ArgumentHelp(
            "The form of the list. Default: ndjson when piped, a table at a terminal.", valueName: "form"))
    var format: LogForm?

    @OptionGroup(title: "Lens") var lens: LensOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    enum Order: String, Sendable, CaseIterable, ExpressibleByArgument {
        case log, occurred
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let query = try query()
        let log = try global.openStore(context)
        var printer = EventPrinter(format, log: log.id, context)
        if follow { return try Following(log: log, query: query).run(printer, context) }
        try Replayer(log).list(query) { (event) throws(Failure) in try printer.print(event, context) }
        try printer.finish(context)
        return .done
    }

    private func query() throws(Failure) -> EventQuery {
        if follow, reverse || by == .occurred {
            throw .usage("--follow lists events as they come; it does not go with --reverse or --by occurred")
        }
        if follow, format == .cloudeventsBatch {
            throw .usage(
                "--follow never ends, and a batch has to; use --format cloudevents, one event a line")
        }
        if let limit, limit < 0 { throw .usage("--limit takes a number from 0 up, not \(limit)") }
        let lens = try self.lens.given()
        var query = EventQuery()
        query.subject = scope.subject
        query.actor = scope.actor
        query.pair = scope.pair
        query.typePattern = type
        query.from = try LensOptions.date(from, "--from")
        query.to = try LensOptions.date(to, "--to")
        query.limit = limit
        query.reverse = reverse
        query.byOccurred = by == .occurred
        query.asOf = lens.asOf
        query.reportedBy = lens.reportedBy
        query.recordedBy = lens.recordedBy
        query.atRevision = self.lens.atRevision
        query.dates = self.lens.dates.dates
        return query
    }
}

extension Replayer {
    /// Lists events; what `body` throws ends it.
    func list(_ query: EventQuery, _ body: (ListedEvent) throws(Failure) -> Void) throws(Failure) {
        var failure: Failure?
        do throws(ReplayError) {
            try events(query) { (event) throws(ReplayError) in
                do throws(Failure) {
                    try body(event)
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        } catch {
            throw failure ?? Failure(error)
        }
        if let failure { throw failure }
    }
}
