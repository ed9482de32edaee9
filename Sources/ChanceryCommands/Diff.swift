import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery diff`
struct Diff: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what changed between two lenses, with the events that caused it.",
        discussion: """
            Two days (--from, --to), two days of reporting, two revisions, or any two lenses. An option of the lens \
            that has no -from or -to holds for both sides; a side that is left out is as known today. Each change \
            says what it was, what it is, and which events made the difference, or that the clock alone did.

            Examples:
              chancery diff relations --pair CUB USA --from 2014-12-16 --to 2015-07-20
              chancery diff agreements --reported-from 2018-07-30 --reported-to 2018-08-03 --as-of 2018-12-31
              chancery diff pending-agreements --revision-from 100 --as-known 2018-08-03
            """)

    @Argument(
        help: ArgumentHelp("A projection's name.", valueName: "projection"),
        completion: Candidates.projections)
    var projection: String

    @OptionGroup(title: "Between") var between: LensPairOptions
    @OptionGroup(title: "Which items") var scope: ScopeOptions
    @OptionGroup(title: "Which items, further") var items: ItemOptions
    @OptionGroup(title: "Lens of both sides") var lens: LensOptions

    @Option(
        help: ArgumentHelp(
            "The form of the output. Default: table at a terminal, else json.", valueName: "form"))
    var format: Format?

    @Flag(help: "End with 1 where there is a difference.")
    var exitCode = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    enum Format: String, Sendable, CaseIterable, ExpressibleByArgument {
        case json, ndjson, table
    }

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let question = try Question(scope, items, context.registry.find(projection))
        let lenses = try between.lenses(lens, context)
        let replayer = Replayer(try global.openStore(context), context.registry)
        let difference: Difference
        do {
            let meter = ProgressMeter(context, global, unit: "events")
            defer { meter.finish() }
            difference = try replayer.difference(
                projection, question, from: lenses.from, to: lenses.to,
                progress: { meter.update($0, share: Double($0) / Double(max($1, 1))) })
        } catch {
            throw Failure(error)
        }
        switch format ?? (context.output.isTerminal ? .table : .json) {
        case .json: try context.write(difference.text())
        case .ndjson: try context.write(Diff.lines(difference))
        case .table: try DifferenceReport(difference).print(context)
        }
        return exitCode && !difference.isEmpty ? .findings : .done
    }

    /// An item a line, with both lenses in it.
    private static func lines(_ difference: Difference) -> [UInt8] {
        var writer = CanonicalWriter()
        for item in difference.items {
            var object = item.json.object ?? JSONObject()
            object["lens"] = difference.lens
            writer.write(.object(object))
            writer.raw("\n")
        }
        return writer.bytes
    }
}
