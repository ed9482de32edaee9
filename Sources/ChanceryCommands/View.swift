import ArgumentParser
import CanonicalJSON
import Replay

/// `chancery view`
struct ViewCommand: ChanceryCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Show a projection as a table for people.",
        discussion: """
            The same as export, with the main values of each item in a row; of quality each finding with what to do \
            about it, and of a pair's relations all that is known.

            Example:
              chancery view pending-agreements --as-known 2018-08-03
            """)

    @Argument(
        help: ArgumentHelp("A projection's name.", valueName: "projection"),
        completion: Candidates.projections)
    var projection: String

    @OptionGroup(title: "Which items") var scope: ScopeOptions
    @OptionGroup(title: "Which items, further") var items: ItemOptions
    @OptionGroup(title: "Lens") var lens: LensOptions
    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let answer = try Asking(
            projection: projection, scope: scope, items: items, lens: lens, global: global
        )
        .answer(context)
        if projection == "quality", !items.count, !answer.items.isEmpty {
            for finding in answer.items {
                for line in FindingReport(finding).lines { try context.print(text: DisplayText.safe(line)) }
            }
        } else {
            try context.print(ItemColumns(projection, answer.items).table(answer.items))
        }
        if projection == "relations", scope.pair != nil, let item = answer.items.first {
            for line in [""] + PairCard(item).lines { try context.print(text: DisplayText.safe(line)) }
        }
        try context.print(text: "\n" + answer.lensLine)
        answer.tellWarnings(context)
        return .done
    }
}

extension Answer {
    /// The lens in a phrase.
    fileprivate var lensLine: String {
        var parts = ["as of \(lens["asOf"]?.text ?? "")"]
        if let date = lens["reportedBy"]?.text { parts.append("reported by \(date)") }
        if let time = lens["recordedBy"]?.text { parts.append("recorded by \(time)") }
        parts.append("at revision \(lens["atRevision"]?.integer ?? 0)")
        parts.append("dates \(lens["dates"]?.text ?? "")")
        return "\(projection) " + parts.joined(separator: ", ")
    }
}
