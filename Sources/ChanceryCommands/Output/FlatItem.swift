import CanonicalJSON

/// An item's facts as the cells of one row: objects become columns named by their path, lists of
/// texts are joined by `;`, others stay JSON.
struct FlatItem {
    private(set) var cells: [(path: String, value: JSONValue)] = []

    init(_ item: JSONValue) { add(item, at: "") }

    private mutating func add(_ value: JSONValue, at path: String) {
        guard case .object(let object) = value, !object.members.isEmpty else {
            cells.append((path, value))
            return
        }
        for member in object.members {
            add(member.value, at: path.isEmpty ? member.name : "\(path).\(member.name)")
        }
    }
}

/// Rows of comma-separated values (RFC 4180, with line feeds): a first row of names, then a row for each item.
enum CSV {
    static func bytes(of items: [JSONValue], lens: JSONValue) -> [UInt8] {
        let rows = items.map { FlatItem($0).cells + FlatItem(["lens": lens]).cells }
        var names: [String] = []
        var places: [String: Int] = [:]
        for row in rows {
            for (path, _) in row where places[path] == nil {
                places[path] = names.count
                names.append(path)
            }
        }
        let told = names.filter { !isHollow($0, names, rows) }
        // The lens last, whichever item brought it first.
        let ordered = told.filter { !$0.hasPrefix("lens.") } + told.filter { $0.hasPrefix("lens.") }
        var text = ordered.isEmpty ? "" : ordered.map(quoted).joined(separator: ",") + "\n"
        for row in rows {
            let values = Dictionary(row, uniquingKeysWith: { $1 })
            text += ordered.map { values[$0].map(cell) ?? "" }.joined(separator: ",") + "\n"
        }
        return Array(text.utf8)
    }

    /// Whether a column only says that what other columns tell piece by piece is not there.
    private static func isHollow(
        _ name: String, _ names: [String], _ rows: [[(path: String, value: JSONValue)]]
    ) -> Bool {
        names.contains { $0.hasPrefix(name + ".") }
            && rows.allSatisfy { row in row.allSatisfy { $0.path != name || $0.value.isNull } }
    }

    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .text(let text): quoted(text)
        // Codes, ids, names: what has a ';' of its own stays JSON.
        case .list(let list) where list.allSatisfy({ $0.text?.utf8.contains(0x3B) == false }):
            quoted(list.compactMap(\.text).joined(separator: ";"))
        default: quoted(CanonicalWriter.text(of: value))
        }
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes
            ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\"" : text
    }
}
