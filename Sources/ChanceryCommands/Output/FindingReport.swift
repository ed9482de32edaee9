import CanonicalJSON

/// A finding of `quality` as people read it: what is wrong, which events say so, what to do, and the lines for it.
struct FindingReport {
    let lines: [String]

    init(_ finding: JSONValue) {
        func text(_ name: String) -> String { ItemColumns.cell(finding[name] ?? .null) }
        lines =
            [
                "\(text("severity"))  \(text("finding"))", "    \(text("message"))",
                "    events: \(text("events"))",
                "    \(ItemColumns.cell(finding["advice"]?["what"] ?? .null))",
            ] + (finding["advice"]?["lines"]?.list ?? []).map { "    " + CanonicalWriter.text(of: $0) }
    }
}
