import CanonicalJSON

/// The items of `network` sorted out, for the formats that have a place for nodes and one for edges.
struct GraphItems {
    let nodes: [JSONValue]
    let edges: [JSONValue]

    init(_ items: [JSONValue]) {
        nodes = items.filter { $0["item"] == "node" }
        edges = items.filter { $0["item"] == "edge" }
    }

    /// The two ends of an edge.
    static func ends(_ edge: JSONValue) -> (String, String) {
        let pair = edge["pair"]?.list?.compactMap(\.text) ?? []
        return (pair.first ?? "", pair.last ?? "")
    }

    /// The ties of a kind in one text, joined by `;`: what tells them apart, or how they stand.
    static func ties(_ edge: JSONValue, _ kind: String) -> String {
        (edge["ties"]?.list ?? []).filter { $0["tie"]?.text == kind }.map { tie in
            let what = tie["what"]?.text ?? tie["state"]?.text ?? ""
            guard let from = tie["from"]?.text, let to = tie["to"]?.text else { return what }
            return "\(from)>\(to) \(what)"
        }
        .joined(separator: ";")
    }

    /// Whether all that ties the two is certain.
    static func isCertain(_ edge: JSONValue) -> Bool {
        (edge["ties"]?.list ?? []).allSatisfy { $0["certain"] == true }
    }
}
