import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery show`
struct Show: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one event, its corrections, and what it changed.",
        discussion: """
            Example:
              chancery show asean-russia-2018-draft-circulated
            """)

    @Argument(help: ArgumentHelp("The event's id.", valueName: "id"))
    var id: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let replayer = Replayer(try global.openStore(context))
        let found: JSONValue
        do throws(ReplayError) { found = try replayer.show(id) } catch { throw Failure(error) }
        if context.output.isTerminal {
            try context.print(text: PrettyJSON.text(found))
        } else {
            try context.print(found)
        }
        return .done
    }
}
