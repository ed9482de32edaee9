import CanonicalJSON
import Replay

/// A difference as people read it: an item, and under it a row for each value that changed.
struct DifferenceReport {
    private let difference: Difference

    init(_ difference: Difference) { self.difference = difference }

    func print(_ context: Context) throws(Failure) {
        let sides = ["from", "to"].map { DifferenceReport.lens(difference.lens[$0]) }
        try context.print(text: "\(difference.projection): \(sides[0])  →  \(sides[1])")
        var passing = 0
        for item in difference.items {
            let rows = rows(item)
            if rows.isEmpty, item.change == .changed {
                passing += 1
                continue
            }
            let sign: String
            switch item.change {
            case .added: sign = "+"
            case .removed: sign = "-"
            case .changed: sign = "~"
            case .moved: sign = ">"
            }
            try context.print(text: "\n\(sign) \(DisplayText.safe(DifferenceReport.name(item.key)))")
            if rows.isEmpty { continue }
            try context.print(Table(titles: ["  what", "was", "is", "because"], rows: rows))
        }
        if difference.items.isEmpty { try context.print(text: "\n(no difference)") }
        if passing > 0 {
            try context.print(
                text:
                    "\n(of \(passing) more \(passing == 1 ? "item" : "items") only the count of days changed)"
            )
        }
    }

    /// The values that changed. What only gives the reasons of a value that changed too stands in its last column.
    private func rows(_ item: Difference.Item) -> [[String]] {
        let paths = item.fields.map(\.path.components)
        return item.fields.compactMap { field in
            if let last = field.path.components.last,
                last == .member("pendingDays") || last == .member("days")
            {
                return nil
            }
            if field.path.components.last == .member("because") {
                let owner = field.path.components.dropLast()
                let isTold = paths.contains { path in
                    path.count == owner.count + 1 && path.dropLast() == owner
                        && path.last != .member("because")
                }
                if isTold { return nil }
            }
            // What to do about a finding follows from what it says.
            if difference.projection == "quality", field.path.components.first == .member("advice") {
                return nil
            }
            let path = DifferenceReport.label(field.path)
            return [
                "  " + (path.isEmpty ? item.change.rawValue : path), DifferenceReport.value(field.from),
                DifferenceReport.value(field.to), DifferenceReport.cause(field),
            ]
        }
    }

    /// A path in fewer words: `CUB>USA mission.kind` for `representation[from=CUB,to=USA].mission.kind`.
    static func label(_ path: FieldPath) -> String {
        var words: [String] = []
        var isNew = true
        for component in path.components {
            switch component {
            case .member(let name):
                if isNew { words.append(name) } else { words[words.count - 1] += "." + name }
                isNew = false
            case .element(let key):
                let values = Dictionary(
                    key.map { ($0.name, ItemColumns.cell($0.value)) }, uniquingKeysWith: { first, _ in first }
                )
                if let from = values["from"] ?? values["by"], let to = values["to"] ?? values["against"] {
                    // The direction says which list it is, with the kind of a measure.
                    if !words.isEmpty { words.removeLast() }
                    words.append("\(from)>\(to)")
                    if let kind = values["kind"] { words.append(kind) }
                } else {
                    words += key.map { ItemColumns.cell($0.value) }
                }
                isNew = true
            }
        }
        return words.joined(separator: " ")
    }

    /// As ``label(_:)``, of a path as text.
    static func label(path: String) -> String { FieldPath(path).map(label) ?? path }

    private static func cause(_ field: Difference.Field) -> String {
        let shown = field.because.prefix(4).map { ItemColumns.cell($0) }
        var text = shown.joined(separator: ", ")
        if field.causes > shown.count { text += " and \(field.causes - shown.count) more" }
        switch field.cause {
        case .events: return text
        case .clock: return text.isEmpty ? "the clock" : "the clock, on \(text)"
        case .both: return "the clock, and \(text)"
        }
    }

    static func name(_ key: JSONValue) -> String {
        switch key {
        case .list(let list): return list.map { name($0) }.joined(separator: ", ")
        case .object(let object):
            // A finding is known by what it is, whom it is about, and its first event.
            if let finding = object["finding"]?.text {
                return [
                    finding, object["subject"]?.text, object["actors"].map { name($0) },
                    object["event"]?.text,
                ]
                .compactMap(\.self).filter { !$0.isEmpty && $0 != "–" }.joined(separator: "  ")
            }
            return object.members.map { "\($0.name) \(name($0.value))" }.joined(separator: ", ")
        default: return ItemColumns.cell(key)
        }
    }

    /// A value in a phrase: of an object what it is, without its reasons.
    static func value(_ value: JSONValue) -> String {
        guard let object = value.object else { return ItemColumns.cell(value) }
        if object["finding"] != nil, let message = object["message"]?.text { return message }
        let silent: Set<String> = ["because", "certain", "mayBe"]
        var parts: [String] = []
        for member in object.members where !silent.contains(member.name) && !member.value.isNull {
            switch member.value {
            case .object(let inner):
                let main = ["state", "stage", "person", "status"].compactMap { inner[$0]?.text }
                if !main.isEmpty { parts.append("\(member.name) \(main.joined(separator: " "))") }
            case .list(let list) where list.isEmpty || list.contains { $0.object != nil }: break
            default: parts.append("\(member.name) \(ItemColumns.cell(member.value))")
            }
        }
        return parts.joined(separator: ", ")
    }

    private static func lens(_ lens: JSONValue?) -> String {
        var parts = ["as of \(lens?["asOf"]?.text ?? "")"]
        if let date = lens?["reportedBy"]?.text { parts.append("reported by \(date)") }
        if let time = lens?["recordedBy"]?.text { parts.append("recorded by \(time)") }
        parts.append("at revision \(lens?["atRevision"]?.integer ?? 0)")
        if lens?["dates"]?.text == "possible" { parts.append("dates possible") }
        return parts.joined(separator: ", ")
    }
}
