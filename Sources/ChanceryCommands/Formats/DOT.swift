import CanonicalJSON

/// The network as a graph in Graphviz's DOT language: `dot -Tsvg`, or `sfdp` for many actors.
///
/// Dashed is what isn't certain or has been suspended, red where the two are at war or one has taken measures; the
/// width of a line grows with the number of ties.
enum DOT {
    static func bytes(of items: [JSONValue], lens: JSONValue) -> [UInt8] {
        let graph = GraphItems(items)
        var text = "graph network {\n"
        text += "  graph [label=\(quoted("as of " + (lens["asOf"]?.text ?? ""))), overlap=false];\n"
        text += "  node [shape=ellipse];\n"
        for node in graph.nodes {
            let code = node["actor"]?.text ?? ""
            var attributes = [("label", node["name"]?.text ?? code), ("tooltip", code)]
            if node["kind"] == "organisation" { attributes.append(("shape", "box")) }
            text += "  \(quoted(code)) \(list(attributes));\n"
        }
        for edge in graph.edges {
            let (one, other) = GraphItems.ends(edge)
            let weight = edge["weight"]?.integer ?? 1
            let kinds = (edge["ties"]?.list ?? []).compactMap { $0["tie"]?.text }
            var attributes = [
                ("weight", "\(weight)"), ("penwidth", "\(1 + min(weight, 8) / 2)"),
                ("tooltip", (edge["status"]?.text ?? "") + ": " + kinds.joined(separator: ", ")),
            ]
            if (edge["hostile"]?.integer ?? 0) > 0 { attributes.append(("color", "red")) }
            if !GraphItems.isCertain(edge) || edge["status"] == "suspended" {
                attributes.append(("style", "dashed"))
            }
            text += "  \(quoted(one)) -- \(quoted(other)) \(list(attributes));\n"
        }
        return Array((text + "}\n").utf8)
    }

    private static func list(_ attributes: [(String, String)]) -> String {
        "[" + attributes.map { "\($0.0)=\(quoted($0.1))" }.joined(separator: ", ") + "]"
    }

    /// A text in quotes. In labels a backslash begins an escape of Graphviz's own, so each is doubled.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": break
            case _ where scalar.value < 0x20: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
