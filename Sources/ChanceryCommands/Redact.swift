import ArgumentParser
import CanonicalJSON
import EventCoding
import EventLog
import LMDB

/// `chancery redact`
struct Redact: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take the content of an event out of the store for good.",
        discussion: """
            For what should never have been recorded: a secret, personal data. The event keeps its id, revision, time \
            and hash, so the head, seals and proofs hold as before; all else is overwritten in the file, free space \
            included, and falls out of every answer, at earlier revisions too. Answers say so with the warning \
            `withheld`. That it was done, and why, is recorded as an event. It can't be undone. Without --yes it only \
            says what it would do.

            What is only wrong is corrected or retracted, and stays: see `chancery types record.corrected`.

            Examples:
              chancery record statement.made --id slip --occurred 2018-08-02 \\
                --actor by=SGP --note 'names a source'
              chancery redact slip --reason 'recorded by mistake' --yes
            """)

    @Argument(help: ArgumentHelp("The event's id, which stays.", valueName: "id"), completion: Candidates.ids)
    var id: String

    @Option(help: ArgumentHelp("Why. It is kept: don't repeat in it what has to go.", valueName: "text"))
    var reason: String

    @Flag(help: "Do it.")
    var yes = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        if reason.isEmpty { throw .usage("--reason needs a text") }
        guard global.storeExists(context) else {
            // As every command that reads says it.
            _ = try global.openStore(context)
            return .missing
        }
        // Asked before this process has it open, which would be told too.
        let holder = global.existingPath(context).flatMap { SoleUse.holder(of: $0) }
        let records = try records(context)
        guard yes else {
            throw .usage(
                "redact would take the content of '\(id)' out of the store for good, and nothing brings it back; "
                    + "add --yes to do it" + (records.isEmpty ? "" : ". \(Self.told(records))"))
        }
        let log = try global.openOrCreateStore(context)
        let redaction: Redaction?
        do throws(LogError) {
            redaction = try log.redact(id: id, reason: reason, clock: context.clock)
        } catch {
            guard case .refused(let faults) = error else { throw Failure(error) }
            throw Failure(.badData, faults.map { Problem("bad-event", $0.message, field: $0.field) })
        }
        guard let redaction else { throw missing }
        try context.print([
            "event": .text(id), "head": .text(redaction.head.description),
            "record": redaction.record.map { .integer(Int64(clamping: $0)) } ?? .null,
            "revision": .integer(Int64(clamping: redaction.revision)),
            "scrubbed": .bool(redaction.isScrubbed),
        ])
        if !records.isEmpty { context.reporter.warn("records-remain", Self.told(records)) }
        context.reporter.warn(
            "copies-remain",
            "backups, dumps and exports made before still hold the content; remove or redact them")
        if let holder {
            context.reporter.warn(
                "store-open",
                "process \(holder) has the store open; if it appends, the file may hold pieces of the content again: "
                    + "run this again once it has ended")
        }
        if redaction.isScrubbed { return .done }
        throw Failure(
            .tryAgain, "busy",
            "the event is withheld, but a read of another process holds on to the state before, so free pages of "
                + "the file may still have the content: run it again once that has ended")
    }

    private var missing: Failure { .missing("no-event", "no event '\(id)' in this log") }

    private static func told(_ records: [String]) -> String {
        "these records about it stay, and may repeat it: \(records.joined(separator: ", "))"
    }

    /// The ids of what was said about the event, which is not withheld with it.
    private func records(_ context: Context) throws(Failure) -> [String] {
        let log = try global.openStore(context)
        let found: [String]?
        do {
            found = try log.read { transaction -> [String]? in
                guard let revision = try log.revision(ofID: id, transaction) else { return nil }
                var ids: [String] = []
                for record in try log.records(about: revision, transaction) {
                    let event = try log.event(record, transaction)
                    if event["type"] != "record.redacted", let id = event["id"]?.text { ids.append(id) }
                }
                return ids
            }
        } catch let error as LogError {
            throw Failure(error)
        } catch {
            throw Failure(.fault, "storage", "\(error)")
        }
        guard let found else { throw missing }
        return found
    }
}
