import CanonicalJSON

/// All that is known of a pair, as people read it: a line for each facet of which anything is known.
struct PairCard {
    private(set) var lines: [String] = []

    /// - Parameter item: an item of `relations`.
    init(_ item: JSONValue) {
        add("relations", PairCard.fact(item["relations"], ["state"]))
        if let restoration = item["restoration"], !restoration.isNull {
            let due = restoration["due"]?.text.map { ", due \($0)" } ?? ""
            let late = restoration["overdue"] == true ? ", overdue" : ""
            add("agreed", "on \(ItemColumns.cell(restoration["agreed"] ?? .null))\(due)\(late)")
        }
        for one in item["recognition"]?.list ?? [] where one["state"] != "none" {
            add(
                "recognition",
                "\(PairCard.text(one, "from")) of \(PairCard.text(one, "to")): "
                    + PairCard.fact(one, ["state"]))
        }
        for one in item["representation"]?.list ?? [] {
            let parts = PairCard.representation(one)
            if !parts.isEmpty {
                add(
                    "\(PairCard.text(one, "from")) in \(PairCard.text(one, "to"))",
                    parts.joined(separator: "; "))
            }
        }
        for one in item["measures"]?.list ?? [] {
            add(
                "measure",
                "\(PairCard.text(one, "by")) against \(PairCard.text(one, "against")): "
                    + PairCard.fact(one, ["kind"]))
        }
        for (name, title) in [
            ("inForce", "in force"), ("provisional", "provisional"), ("suspended", "suspended"),
            ("pending", "pending"),
        ] { addList(title, item["agreements"]?[name]) }
        let counts = ["meetings", "visits", "calls"].map { "\(item["contacts"]?[$0]?.integer ?? 0) \($0)" }
        if let last = item["contacts"]?["last"], !last.isNull {
            add(
                "contacts",
                counts.joined(separator: ", ")
                    + "; last \(PairCard.text(last, "type")) \(PairCard.text(last, "occurred"))")
        }
        addList("incidents", item["incidents"])
        addList("expectations", item["expectations"])
        addList("via blocs", item["viaBlocs"])
        if let signals = item["signals"], let count = signals["count"]?.integer, count > 0 {
            add("signals", "\(count), sum of scores \(PairCard.text(signals, "goldstein"))")
        }
    }

    private mutating func add(_ title: String, _ text: String) {
        let gap = String(repeating: " ", count: max(1, 14 - DisplayText.width(title)))
        lines.append("  \(title)\(gap)\(text)")
    }

    private mutating func addList(_ title: String, _ list: JSONValue?) {
        if let list, list.list?.isEmpty == false { add(title, ItemColumns.cell(list)) }
    }

    private static func text(_ value: JSONValue, _ name: String) -> String {
        ItemColumns.cell(value[name] ?? .null)
    }

    /// A value, since when, what else it may be, and the events that say so.
    private static func fact(_ value: JSONValue?, _ names: [String]) -> String {
        guard let value else { return "" }
        var text = names.compactMap { value[$0]?.text }.joined(separator: ", ")
        if let since = value["since"]?.text { text += " since \(since.isEmpty ? "an unknown day" : since)" }
        if let others = value["mayBe"]?.list, !others.isEmpty {
            text += ", may be \(ItemColumns.cell(.list(others)))"
        }
        if let because = value["because"]?.list, !because.isEmpty {
            text += "  [\(because.compactMap(\.text).joined(separator: " "))]"
        }
        return text
    }

    private static func representation(_ one: JSONValue) -> [String] {
        var parts: [String] = []
        if let mission = one["mission"], mission["state"] != "none" || mission["certain"] == false {
            let kind = mission["kind"]?.text ?? "mission"
            let seat = mission["seat"]?.text.map { " in \($0)" } ?? ""
            parts.append("\(kind)\(seat) \(fact(mission, ["state"]))")
        }
        if let head = one["head"], !(head["person"] ?? .null).isNull || head["certain"] == false {
            parts.append("head \(fact(head, ["person", "rank", "stage"]))")
        }
        if let acting = one["acting"], !acting.isNull { parts.append("chargé \(fact(acting, ["person"]))") }
        if let power = one["interestsServedBy"]?.text { parts.append("interests served by \(power)") }
        return parts
    }
}
