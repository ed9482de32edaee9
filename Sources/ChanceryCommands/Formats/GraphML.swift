import CanonicalJSON

/// The network as GraphML (graphml.graphdrawing.org), which Gephi, Cytoscape, yEd and networkx read: an undirected
/// graph with typed keys. What has a direction (a mission, a measure, a membership) says so in its text, `FRA>RUS …`.
enum GraphML {
    private enum Kind: String {
        case text = "string"
        case integer = "long"
        case real = "double"
        case boolean
    }

    /// A value of nodes or edges: what it is called, its type, and where an item has it.
    private struct Key {
        let name: String
        let kind: Kind
        let value: (JSONValue) -> JSONValue?

        init(_ name: String, _ kind: Kind, _ value: @escaping (JSONValue) -> JSONValue?) {
            self.name = name
            self.kind = kind
            self.value = value
        }

        /// The member of the same name.
        init(_ name: String, _ kind: Kind) { self.init(name, kind) { $0[name] } }
    }

    private static var nodeKeys: [Key] {
        [
            Key("label", .text) { $0["name"]?.text.map(JSONValue.text) ?? $0["actor"] },
            Key("name", .text), Key("kind", .text), Key("exists", .boolean), Key("degree", .integer),
            Key("strength", .integer) { $0["weight"] }, Key("because", .text) { joined($0["because"]) },
        ]
    }

    private static var edgeKeys: [Key] {
        let ties = ["relations", "mission", "membership", "agreement", "war", "measure"].map { tie in
            Key(tie, .text) { .text(GraphItems.ties($0, tie)) }
        }
        return [
            Key("weight", .integer), Key("status", .text),
            Key("certain", .boolean) { .bool(GraphItems.isCertain($0)) }, Key("cooperative", .integer),
            Key("hostile", .integer),
        ] + ties + [
            Key("signals", .integer) { $0["signals"]?["count"] },
            Key("goldstein", .real) { $0["signals"]?["goldstein"] },
            Key("because", .text) { joined($0["because"]) },
        ]
    }

    private static func joined(_ list: JSONValue?) -> JSONValue? {
        list?.list.map { .text($0.compactMap(\.text).joined(separator: ";")) }
    }

    static func bytes(of answer: [JSONValue], lens: JSONValue, log: JSONValue) -> [UInt8] {
        let graph = GraphItems(answer)
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
            http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">

            """
        for name in ["lens", "log"] {
            text += #"  <key id="g-\#(name)" for="graph" attr.name="\#(name)" attr.type="string"/>"# + "\n"
        }
        let (nodeKeys, edgeKeys) = (Self.nodeKeys, Self.edgeKeys)
        for key in nodeKeys { text += declaration("n", "node", key.name, key.kind) }
        for key in edgeKeys { text += declaration("e", "edge", key.name, key.kind) }
        text += #"  <graph id="network" edgedefault="undirected">"# + "\n"
        for (name, value) in [("lens", lens), ("log", log)] {
            text += #"    <data key="g-\#(name)">\#(escaped(CanonicalWriter.text(of: value)))</data>"# + "\n"
        }
        for node in graph.nodes {
            text += #"    <node id="\#(escaped(node["actor"]?.text ?? ""))">"# + "\n"
            for key in nodeKeys { text += data("n-" + key.name, key.value(node)) }
            text += "    </node>\n"
        }
        for edge in graph.edges {
            let (source, target) = GraphItems.ends(edge)
            text +=
                #"    <edge id="\#(escaped(source))--\#(escaped(target))" source="\#(escaped(source))" "#
                + #"target="\#(escaped(target))">"# + "\n"
            for key in edgeKeys { text += data("e-" + key.name, key.value(edge)) }
            text += "    </edge>\n"
        }
        text += "  </graph>\n</graphml>\n"
        return Array(text.utf8)
    }

    private static func declaration(_ prefix: String, _ what: String, _ name: String, _ kind: Kind) -> String
    {
        #"  <key id="\#(prefix)-\#(name)" for="\#(what)" attr.name="\#(name)" attr.type="\#(kind.rawValue)"/>"#
            + "\n"
    }

    /// What isn't known has no value.
    private static func data(_ key: String, _ value: JSONValue?) -> String {
        guard let value, !value.isNull else { return "" }
        let text = value.text ?? CanonicalWriter.text(of: value)
        return text.isEmpty ? "" : #"      <data key="\#(key)">\#(escaped(text))</data>"# + "\n"
    }

    /// Text as XML 1.0 has it: the five that mean something written out, and what it allows in no form (controls,
    /// noncharacters) shown as U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&apos;"
            case "\t": result += "&#9;"
            case "\n": result += "&#10;"
            case "\r": result += "&#13;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
