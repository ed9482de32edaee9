import CanonicalJSON

/// An entry of a replay as people read it: a line of when, what and who, and under it a line for each change.
struct HistoryLines {
    let lines: [String]

    init(_ entry: JSONValue) {
        // What an event is about stands in its line already.
        let own = [entry["subject"], entry["event"]].compactMap { $0 }.filter { !$0.isNull }
        let changes = (entry["changed"]?.list ?? []).filter { change in
            change["facet"] != "when" || change["to"] != entry["occurred"]
        }
        lines = [HistoryLines.head(entry)] + HistoryLines.changes(changes, of: own)
    }

    private static func head(_ entry: JSONValue) -> String {
        let occurred = ItemColumns.cell(entry["occurred"] ?? .null)
        var words: [String]
        switch entry["phase"]?.text {
        case "clock": return "\(occurred)  (by the clock)"
        case "effect":
            words = [ItemColumns.cell(entry["effective"] ?? .null), ItemColumns.cell(entry["type"] ?? .null)]
            words.append("(takes effect)")
        case "notice":
            words = [occurred, ItemColumns.cell(entry["type"] ?? .null)]
            words.append("(to take effect \(ItemColumns.cell(entry["effective"] ?? .null)))")
        default: words = [occurred, ItemColumns.cell(entry["type"] ?? .null)]
        }
        if let assertion = entry["assertion"]?.text, assertion != "asserted" {
            words.append("(\(assertion))")
        }
        let about = EventPrinter.about(entry["subject"], entry["actors"])
        if !about.isEmpty { words.append(about) }
        words.append("[\(ItemColumns.cell(entry["event"] ?? .null))]")
        return words.joined(separator: "  ")
    }

    /// A line for each change; of many parties that do the same, one.
    ///
    /// - Parameter own: the items that need no name.
    static func changes(_ changes: [JSONValue], of own: [JSONValue] = []) -> [String] {
        var lines: [String] = []
        var parties: [String] = []
        for (place, change) in changes.enumerated() {
            guard let party = party(change) else {
                lines.append("    " + phrase(change, ItemColumns.cell(change["facet"] ?? .null), own))
                continue
            }
            parties.append(party)
            if place + 1 < changes.count, isAlike(change, changes[place + 1]) { continue }
            let more = parties.count > named ? " and \(parties.count - named) more" : ""
            let facet =
                (parties.count == 1 ? "party " : "parties ") + parties.prefix(named).joined(separator: " ")
            lines.append("    " + phrase(change, facet + more, own))
            parties = []
        }
        return lines
    }

    private static let named = 8

    private static func party(_ change: JSONValue) -> String? {
        guard let facet = change["facet"]?.text, facet.hasPrefix("party ") else { return nil }
        return String(facet.dropFirst("party ".count))
    }

    private static func isAlike(_ one: JSONValue, _ other: JSONValue) -> Bool {
        party(other) != nil && one["item"] == other["item"] && one["from"] == other["from"]
            && one["to"] == other["to"]
    }

    /// What of which item, from what, to what; a facet that names a direction needs no pair before it.
    private static func phrase(_ change: JSONValue, _ facet: String, _ own: [JSONValue]) -> String {
        let isDirected = facet.prefix { $0 != " " }.contains(">")
        let item: String
        switch change["item"] {
        case let value? where own.contains(value): item = ""
        case .list(let codes)?:
            item = isDirected ? "" : codes.compactMap(\.text).joined(separator: "–") + "  "
        case let value?: item = ItemColumns.cell(value) + "  "
        case nil: item = ""
        }
        return item + facet + ": " + turn(change)
    }

    /// From what to what; what there was not before, or is no more, needs only one side.
    private static func turn(_ change: JSONValue) -> String {
        let (from, to) = (change["from"] ?? .null, change["to"] ?? .null)
        if from.isNull { return ItemColumns.cell(to) }
        return "\(ItemColumns.cell(from)) → \(ItemColumns.cell(to))"
    }
}
