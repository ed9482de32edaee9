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
            unless --as-of cuts them off. Piped it is NDJSON, with revision, recorded and hash added to each event.

            Example:
              chancery log --pair ASEAN RUS --type 'agreement.*' --limit 5
            """)

    @OptionGroup(title: "Which events") var scope: ScopeOptions

    @Option(
        help: ArgumentHelp("A type, or a pattern with * for any letters: 'agreement.*'.", valueName: "type"))
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

    @OptionGroup(title: "Lens") var lens: LensOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    enum Order: String, Sendable, CaseIterable, ExpressibleByArgument {
        case log, occurred
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let query = try query()
        let replayer = Replayer(try global.openStore(context))
        if follow { return try Following(replayer: replayer, query: query).run(context) }
        var table = Table(titles: ["revision", "occurred", "type", "about", "id"], empty: "no events")
        try replayer.list(query) { (event) throws(Failure) in
            if context.output.isTerminal {
                table.rows.append(Log.row(event))
            } else {
                try context.print(event.json)
            }
        }
        if context.output.isTerminal { try context.print(table) }
        return .done
    }

    private func query() throws(Failure) -> EventQuery {
        if follow, reverse || by == .occurred {
            throw .usage("--follow lists events as they come; it does not go with --reverse or --by occurred")
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

    static func row(_ listed: ListedEvent) -> [String] {
        let event = listed.event
        var about = event["subject"]?.text ?? ""
        for role in event["actors"]?.object?.members ?? [] {
            let codes = role.value.list?.compactMap(\.text) ?? [role.value.text ?? ""]
            about += (about.isEmpty ? "" : " ") + codes.joined(separator: " ")
        }
        if about.isEmpty { about = event["data"]?["target"]?.text ?? "" }
        return [
            listed.revision.description, event["occurred"]?.text ?? "", event["type"]?.text ?? "", about,
            event["id"]?.text ?? "",
        ]
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

/// Lists what is there, and then what is appended.
private struct Following {
    let replayer: Replayer
    var query: EventQuery

    /// How often the log is looked at.
    private static let interval: UInt32 = 200

    init(replayer: Replayer, query: EventQuery) {
        self.replayer = replayer
        self.query = query
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        var query = query
        var left = query.limit ?? .max
        while left > 0 {
            query.limit = left == .max ? nil : left
            var last = query.after
            try replayer.list(query) { (event) throws(Failure) in
                last = event.revision
                left -= left == .max ? 0 : 1
                if context.output.isTerminal {
                    try context.print(text: DisplayText.safe(Log.row(event).joined(separator: "  ")))
                } else {
                    try context.print(event.json)
                }
            }
            query.after = last
            try context.flush()
            if left > 0 { System.pause(milliseconds: Following.interval) }
        }
        return .done
    }
}
