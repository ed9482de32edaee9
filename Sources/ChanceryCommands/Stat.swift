import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery stat`
struct Statistics: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "stat",
        abstract: "Show the store in numbers: revision, head, sizes, counts, readers.",
        discussion: """
            Sizes are in bytes, of the file and of its pages that nothing uses; readers are those who have it open. \
            Nothing of the log is read, so it takes no longer for a large one.

            Example:
              chancery stat
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let replayer = Replayer(try global.openStore(context))
        let numbers: JSONValue
        do throws(ReplayError) { numbers = try replayer.statistics() } catch { throw Failure(error) }
        if context.output.isTerminal {
            let rows = (numbers.object?.members ?? []).map { [$0.name, ItemColumns.cell($0.value)] }
            try context.print(Table(titles: ["what", "value"], rows: rows))
        } else {
            try context.print(numbers)
        }
        return .done
    }
}
