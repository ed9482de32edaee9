import ArgumentParser
import CanonicalJSON
import Replay

/// In which form `log` lists events.
enum LogForm: String, Sendable, CaseIterable, ExpressibleByArgument {
    case ndjson, table, cloudevents
    case cloudeventsBatch = "cloudevents-batch"
}

/// Prints events as they are listed, in one of the forms.
struct EventPrinter {
    let form: LogForm
    /// The log's id.
    let log: String
    private var table = Table(titles: ["revision", "occurred", "type", "about", "id"], empty: "no events")
    private var count = 0

    /// - Parameter form: the form asked for; without one, a table for people and NDJSON for programs.
    init(_ form: LogForm?, log: String, _ context: Context) {
        self.form = form ?? (context.output.isTerminal ? .table : .ndjson)
        self.log = log
    }

    mutating func print(_ event: ListedEvent, _ context: Context) throws(Failure) {
        switch form {
        case .ndjson: try context.print(event.json)
        case .table: table.rows.append(Self.row(event))
        case .cloudevents: try context.print(event.cloudEvent(log: log))
        case .cloudeventsBatch:
            var writer = CanonicalWriter()
            writer.raw(count == 0 ? "[\n" : ",\n")
            writer.write(event.cloudEvent(log: log))
            try context.write(writer.bytes)
        }
        count += 1
    }

    /// As ``print(_:_:)``, where what is to come is not waited for: rows without common columns.
    mutating func printAtOnce(_ event: ListedEvent, _ context: Context) throws(Failure) {
        guard form == .table else { return try print(event, context) }
        try context.print(text: DisplayText.safe(Self.row(event).joined(separator: "  ")))
    }

    /// What can only be printed once there are no more.
    func finish(_ context: Context) throws(Failure) {
        switch form {
        case .table: try context.print(table)
        case .cloudeventsBatch: try context.write(Array((count == 0 ? "[]\n" : "\n]\n").utf8))
        case .ndjson, .cloudevents: break
        }
    }

    /// What an event is about and who took part, in a phrase; of many actors in a role the first.
    static func about(_ subject: JSONValue?, _ actors: JSONValue?) -> String {
        var words = [subject?.text].compactMap { $0 }
        for role in actors?.object?.members ?? [] {
            let codes = role.value.list?.compactMap(\.text) ?? [role.value.text ?? ""]
            words += codes.prefix(named)
            if codes.count > named { words.append("and \(codes.count - named) more") }
        }
        return words.joined(separator: " ")
    }

    private static let named = 8

    private static func row(_ listed: ListedEvent) -> [String] {
        let event = listed.event
        var about = about(event["subject"], event["actors"])
        if about.isEmpty { about = event["data"]?["target"]?.text ?? "" }
        return [
            listed.revision.description, event["occurred"]?.text ?? "", event["type"]?.text ?? "", about,
            event["id"]?.text ?? "",
        ]
    }
}
