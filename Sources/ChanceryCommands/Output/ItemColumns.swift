import CanonicalJSON

/// Which columns people see of a projection's items.
struct ItemColumns {
    private let columns: [(title: String, path: [Substring])]
    /// The rows, where they are not the items.
    private var rows: [JSONValue]?

    /// The columns of the known projections; the path of each value within an item.
    private static let known: [String: [(String, String)]] = [
        "relations": [
            ("pair", "pair"), ("status", "status"), ("relations", "relations.state"),
            ("since", "relations.since"),
            ("certain", "relations.certain"), ("may be", "relations.mayBe"),
            ("in force", "agreements.inForce"),
            ("pending", "agreements.pending"), ("contact", "contacts.last.occurred"),
        ],
        "missions": [
            ("from", "from"), ("to", "to"), ("mission", "mission.state"), ("kind", "mission.kind"),
            ("seat", "mission.seat"), ("head", "head.person"), ("rank", "head.rank"), ("stage", "head.stage"),
            ("since", "head.since"), ("acting", "acting.person"), ("interests", "interestsServedBy"),
        ],
        "agreements": [
            ("agreement", "agreement"), ("status", "status"), ("since", "since"), ("signed", "counts.signed"),
            ("consented", "counts.consented"), ("bound", "counts.bound"), ("next", "next.what"),
            ("on", "next.on"),
            ("title", "title"),
        ],
        "pending-agreements": [
            ("agreement", "agreement"), ("status", "status"), ("since", "since"), ("days", "pendingDays"),
            ("certain", "certain"), ("signed", "counts.signed"), ("consented", "counts.consented"),
            ("next", "next.what"), ("on", "next.on"), ("title", "title"),
        ],
        "pending-parties": [
            ("agreement", "agreement"), ("actor", "actor"), ("signed", "signed"), ("days", "days"),
        ],
        "memberships": [
            ("organisation", "organisation"), ("members", "members"), ("observers", "observers"),
            ("candidates", "candidates"),
        ],
        "meetings": [
            ("meeting", "meeting"), ("state", "state"), ("when", "when"), ("level", "level"),
            ("place", "place"),
            ("participants", "participants"),
        ],
        "expectations": [
            ("expectation", "expectation"), ("state", "state"), ("due", "due"), ("likelihood", "likelihood"),
            ("expects", "expects.type"), ("about", "expects.subject"), ("outcome", "outcome"),
        ],
        "incidents": [
            ("incident", "incident"), ("target", "target"), ("perpetrator", "perpetrator"),
            ("occurred", "occurred"),
            ("disclosed", "disclosed"), ("attribution", "attribution.state"), ("by", "attribution.by"),
            ("to", "attribution.to"),
        ],
        "network": [
            ("item", "item"), ("actor", "actor"), ("pair", "pair"), ("status", "status"),
            ("weight", "weight"), ("ties", "ties"), ("kind", "kind"), ("name", "name"),
        ],
        "findings": [
            ("finding", "finding"), ("count", "count"), ("high", "high"), ("medium", "medium"),
            ("low", "low"),
        ],
        "quality": [
            ("severity", "severity"), ("finding", "finding"), ("events", "events"), ("message", "message"),
        ],
        "timeline": [
            ("occurred", "occurred"), ("type", "type"), ("assertion", "assertion"), ("event", "event"),
            ("changed", "changed"),
        ],
    ]

    /// The columns of a projection; of one that isn't known, or whose items have another form, every member.
    init(_ projection: String, _ items: [JSONValue]) {
        let isCount = items.first?["finding"] != nil && items.first?["count"] != nil
        let columns = (ItemColumns.known[isCount ? "findings" : projection] ?? []).map {
            (title: $0.0, path: $0.1.split(separator: "."))
        }
        if items.first?["likelihoods"] != nil {
            self = ItemColumns(sources: items)
            return
        }
        let fits = items.allSatisfy { item in columns.contains { item[String($0.path.first ?? "")] != nil } }
        if !columns.isEmpty, fits {
            self.columns = columns
        } else {
            self.columns = (items.first?.object?.members ?? []).map { (title: $0.name, path: [$0.name[...]]) }
        }
    }

    /// Of each source's expectations a row for each likelihood that it gave.
    private init(sources items: [JSONValue]) {
        let states = items.first?["likelihoods"]?.list?.first?["states"]?.object?.members ?? []
        columns =
            [("source", ["source"]), ("likelihood", ["likelihood"]), ("all", ["total"])]
            + states.map { (title: $0.name, path: ["states", $0.name[...]]) }
        rows = items.flatMap { item in
            (item["likelihoods"]?.list ?? []).map { line in
                var row = line.object ?? JSONObject()
                row["source"] = item["source"]
                return .object(row)
            }
        }
    }

    func table(_ items: [JSONValue]) -> Table {
        Table(
            titles: columns.map(\.title),
            rows: (rows ?? items).map { item in
                columns.map { ItemColumns.cell(ItemColumns.value(item, $0.path)) }
            },
            empty: "no items")
    }

    private static func value(_ item: JSONValue, _ path: [Substring]) -> JSONValue {
        path.reduce(item) { $0[String($1)] ?? .null }
    }

    static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: "–"
        case .bool(let bool): bool ? "yes" : "no"
        case .text(let text): text.isEmpty ? "unknown" : text
        case .list(let list): list.isEmpty ? "–" : list.map(element).joined(separator: ", ")
        default: CanonicalWriter.text(of: value)
        }
    }

    private static func element(_ value: JSONValue) -> String {
        if let actor = value["actor"] { return cell(actor) }
        if value["facet"] != nil { return change(value) }
        if let tie = value["tie"]?.text {
            return [tie, value["what"]?.text].compactMap(\.self).joined(separator: " ")
        }
        return cell(value)
    }

    /// A change as one phrase: what, from what, to what.
    static func change(_ change: JSONValue) -> String {
        "\(cell(change["item"] ?? .null)) \(cell(change["facet"] ?? .null)): "
            + "\(cell(change["from"] ?? .null)) → \(cell(change["to"] ?? .null))"
    }
}
