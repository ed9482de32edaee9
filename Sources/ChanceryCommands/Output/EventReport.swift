import CanonicalJSON
import Replay

/// One event as people read it: what it says, what was said of it, what it changed, what depends on it.
struct EventReport {
    private let shown: JSONValue

    init(_ shown: JSONValue) { self.shown = shown }

    func print(_ context: Context) throws(Failure) {
        try context.print(text: PrettyJSON.text(shown["event"] ?? .null))
        let facts = [
            "revision \(shown["revision"]?.integer ?? 0)", "recorded \(shown["recorded"]?.text ?? "")",
            shown["hash"]?.text ?? "",
        ]
        try context.print(text: DisplayText.safe(facts.joined(separator: "  ")))
        if let about = shown["about"]?.text {
            try context.print(text: "about \(DisplayText.safe(about))")
        }
        if shown["retracted"] == true { try context.print(text: "retracted: it counts no more") }
        try printRecords(context)
        try printChanges(context)
        try printDependents(context)
    }

    private func printRecords(_ context: Context) throws(Failure) {
        let records = shown["records"]?.list ?? []
        if records.isEmpty { return }
        try context.print(text: "\nWhat was said about it")
        for record in records {
            let words = ["revision", "type", "id", "reported", "reason"].map {
                ItemColumns.cell(record[$0] ?? .null)
            }
            let note = record["inForce"] == false ? "  (retracted)" : ""
            try context.print(text: DisplayText.safe("  " + words.joined(separator: "  ") + note))
            for change in record["changes"]?.list ?? [] {
                let path = change["path"]?.text ?? ""
                try context.print(text: DisplayText.safe("      \(path): \(EventReport.turn(change))"))
            }
        }
    }

    private func printChanges(_ context: Context) throws(Failure) {
        let changed = shown["changed"]?.list ?? []
        if changed.isEmpty { return }
        try context.print(text: "\nWhat it changed")
        for line in HistoryLines.changes(changed) { try context.print(text: DisplayText.safe(line)) }
    }

    private func printDependents(_ context: Context) throws(Failure) {
        let day = shown["lens"]?["asOf"]?.text ?? ""
        let dependents = shown["dependents"]?.list ?? []
        if dependents.isEmpty {
            return try context.print(text: "\nNothing depends on it as of \(DisplayText.safe(day))")
        }
        try context.print(text: "\nWhat depends on it as of \(DisplayText.safe(day))")
        var table = Table(titles: ["  item", "what", "without it", "is"])
        for item in dependents {
            let name = "  \(item["projection"]?.text ?? ""): \(DifferenceReport.name(item["key"] ?? .null))"
            for change in item["changes"]?.list ?? [] {
                let path = change["path"]?.text ?? ""
                if path == "because" || path.hasSuffix(".because") { continue }
                table.rows.append([
                    name,
                    path.isEmpty
                        ? item["change"]?.text ?? "" : DifferenceReport.label(path: path),
                    DifferenceReport.value(change["from"] ?? .null),
                    DifferenceReport.value(change["to"] ?? .null),
                ])
            }
        }
        try context.print(table)
    }

    private static func turn(_ change: JSONValue) -> String {
        "\(ItemColumns.cell(change["from"] ?? .null)) → \(ItemColumns.cell(change["to"] ?? .null))"
    }
}
