import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery show`
struct Show: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one event, its corrections, what it changed, and what depends on it.",
        discussion: """
            What depends on it is what would be otherwise on the lens's day if the log did not have it: a treaty's \
            entry into force, say, that its date decided. Of a correction or retraction it is what follows from that.

            Example:
              chancery show asean-russia-2018-draft-circulated
            """)

    @Argument(help: ArgumentHelp("The event's id.", valueName: "id"), completion: Candidates.ids)
    var id: String

    @OptionGroup(title: "Lens") var lens: LensOptions

    @Option(
        help: ArgumentHelp(
            "The form of the output. Default: table at a terminal, else json.", valueName: "form"))
    var format: Format?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    enum Format: String, Sendable, CaseIterable, ExpressibleByArgument {
        case json, table
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let lens = try self.lens.lens(context)
        let replayer = Replayer(try global.openStore(context))
        let found: JSONValue
        do throws(ReplayError) { found = try replayer.show(id, lens) } catch { throw Failure(error) }
        switch format ?? (context.output.isTerminal ? .table : .json) {
        case .json: try context.print(found)
        case .table: try EventReport(found).print(context)
        }
        return .done
    }
}
