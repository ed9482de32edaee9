import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery projections`
struct ProjectionList: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections",
        abstract: "List what can be exported, with a line each.",
        discussion: """
            Piped it is JSON: the name, what it shows, the options that narrow it to some items, and the columns of
            --format csv.

            Example:
              chancery projections
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let views = context.registry.all
        if context.output.isTerminal {
            let rows = views.map {
                [$0.name, $0.summary, $0.filters.flatMap(\.options).joined(separator: " ")]
            }
            try context.print(Table(titles: ["projection", "what it shows", "options"], rows: rows))
        } else {
            try context.print(
                list: views.map { view in
                    let others = CSVColumns.others(view.name).map { other in
                        JSONObject.Member(name: other.option, value: .texts(other.columns.map(\.name)))
                    }
                    return [
                        "columns": .texts(CSVColumns.of(view.name).map(\.name)),
                        "columnsWith": .object(JSONObject(others)),
                        "name": .text(view.name), "options": .texts(view.filters.flatMap(\.options)),
                        "summary": .text(view.summary),
                    ]
                })
        }
        return .done
    }
}
