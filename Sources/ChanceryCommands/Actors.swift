import ArgumentParser
import CanonicalJSON
import DiplomaticEvents
import Replay

/// `chancery actors`
struct Actors: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the actors that are known, or show one.",
        discussion: """
            Known are those of the built-in table (states by ISO 3166, organisations by their acronyms) and those \
            that events of the log name or define. Without a store it is the table alone.

            Example:
              chancery actors ASEAN
            """)

    @Argument(help: ArgumentHelp("An actor's code.", valueName: "code"), completion: Candidates.actors)
    var code: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let rows = try rows(context)
        guard let code else {
            if context.output.isTerminal {
                let cells = rows.map { row in
                    ["code", "kind", "name", "events"].map { ItemColumns.cell(row[$0] ?? .null) }
                }
                try context.print(Table(titles: ["code", "kind", "name", "events"], rows: cells))
            } else {
                try context.print(list: rows)
            }
            return .done
        }
        guard let row = rows.first(where: { $0["code"]?.text?.isSame(as: code) == true }) else {
            let nearest = NearestName.question(code, in: rows.compactMap { $0["code"]?.text })
            throw .missing(
                "unknown-name",
                "no actor '\(code)'" + (nearest.isEmpty ? "; `chancery actors` lists them" : nearest))
        }
        if context.output.isTerminal {
            try context.print(text: PrettyJSON.text(row))
        } else {
            try context.print(row)
        }
        return .done
    }

    private func rows(_ context: Context) throws(Failure) -> [JSONValue] {
        if global.existingPath(context) == nil { return KnownActors.all.map(Actors.row) }
        let replayer = Replayer(try global.openStore(context))
        do throws(ReplayError) { return try replayer.actors() } catch { throw Failure(error) }
    }

    private static func row(_ actor: KnownActor) -> JSONValue {
        [
            "code": .text(actor.code), "events": 0, "existed": .text(orNull: actor.existed),
            "kind": .text(actor.kind.rawValue), "name": .text(actor.name),
        ]
    }
}
