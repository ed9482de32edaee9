import ArgumentParser
import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog

/// `chancery record`
struct Record: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Append one event without writing JSON.",
        discussion: """
            `chancery types TYPE` tells which actors and data a type takes. A data VALUE is read as JSON where it is \
            JSON and the type has no text there, else as text. The receipt is that of append, with the event's id.

            Example:
              chancery record meeting.held --occurred 2018-03 --place Jakarta \\
                --actor participants=ASEAN --actor participants=RUS
            """)

    @Argument(
        help: ArgumentHelp("The type, such as relations.established.", valueName: "type"),
        completion: Candidates.types)
    var type: String

    @OptionGroup(title: "The event") var event: EventOptions
    @OptionGroup(title: "Its source") var source: SourceOptions
    @OptionGroup(title: "Conditions") var conditions: AppendConditions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let options = try conditions.options()
        let line = CanonicalWriter.bytes(of: .object(try object()))
        return try global.withLogToAppend(context, isDryRun: options.dryRun) { (log) throws(Failure) in
            let receipt: Receipt
            do throws(LogError) {
                var source = EventSource(bytes: line)
                receipt = try log.append(&source, options: options, clock: context.clock)
            } catch {
                // There is only one line, and the user has not written it.
                guard case .refused(let faults) = error else { throw Failure(error) }
                throw Failure(.badData, faults.map { Problem("bad-event", $0.message, field: $0.field) })
            }
            var printed = receipt.json(isDryRun: options.dryRun)
            printed["id"] = .text(id(of: line))
            try context.print(.object(printed))
            return .done
        }
    }

    /// The event's id, as the log has derived it where none is given.
    private func id(of line: [UInt8]) -> String {
        guard let document = try? JSONDocument(line.span) else { return "" }
        var writer = CanonicalWriter()
        return CanonicalEvent.write(
            document, document.root, draft: EventReader.read(document).draft, into: &writer)
    }

    private func object() throws(Failure) -> JSONObject {
        var object = JSONObject()
        object["type"] = .text(type)
        try event.add(to: &object, type: type)
        try source.add(to: &object)
        return object
    }
}
