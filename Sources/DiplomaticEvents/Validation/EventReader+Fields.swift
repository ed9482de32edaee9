import CanonicalJSON

/// Values of common forms, and the source.
extension EventReader {
    /// The value as a message shows it: short.
    func shown(_ node: JSONNode) -> String {
        switch document.kind(node) {
        case .object: return "an object"
        case .list: return "a list"
        case .text:
            let text = document.text(node) ?? ""
            return text.utf8.count > 80 ? "'\(text.prefix(60))…'" : "'\(text)'"
        default: return "'\(CanonicalWriter.text(of: document.value(node)))'"
        }
    }

    mutating func text(_ field: FieldPath, _ node: JSONNode) {
        if !document.isText(node) { fault(field, "\(shown(node)) is not a text") }
    }

    mutating func texts(_ field: FieldPath, _ node: JSONNode) {
        guard document.isList(node) else {
            fault(field, "\(shown(node)) is not a list of texts")
            return
        }
        for (index, element) in document.elements(node).enumerated() where !document.isText(element) {
            text("\(text(of: field))[\(index)]", element)
        }
    }

    mutating func name(_ field: FieldPath, _ node: JSONNode, among names: Vocabulary) {
        if document.place(of: node, in: names) >= 0 { return }
        let names = names.names
        guard let given = document.text(node) else {
            fault(field, "\(shown(node)) is not a text; one of \(list(names)) is needed")
            return
        }
        let nearest = NearestName.question(given, in: names)
        fault(
            field, "'\(given)' is unknown\(nearest.isEmpty ? "; one of \(list(names)) is needed" : nearest)")
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    mutating func integer(_ field: FieldPath, _ node: JSONNode, least: Int64, most: Int64) {
        guard let integer = document.integer(node), integer >= least, integer <= most else {
            let bound = most == .max ? "of \(least) or more" : "from \(least) to \(most)"
            fault(field, "\(shown(node)) is not a whole number \(bound)")
            return
        }
    }

    mutating func readSource(_ node: JSONNode) {
        guard document.isObject(node) else {
            fault("source", "\(shown(node)) is not an object, such as {\"title\":…}")
            return
        }
        var walk = document.walk(members: node)
        while let (key, value) = document.nextMember(&walk) {
            switch SourceField(rawValue: document.place(of: key, in: Self.sourceFields)) {
            case .reliability: name("source.reliability", value, among: Self.reliabilities)
            case .credibility: integer("source.credibility", value, least: 1, most: 6)
            case .derivedFrom: texts("source.derivedFrom", value)
            case .id, .title, .publisher, .url: text(.member("source.", key), value)
            case nil:
                let other = document.text(key) ?? ""
                let nearest = NearestName.question(other, in: Self.sourceFields.names)
                fault("source.\(other)", "unknown field '\(other)'\(nearest)")
            }
        }
    }

    private enum SourceField: Int, CaseIterable {
        case id, title, publisher, url, reliability, credibility, derivedFrom
    }

    private static let sourceFields = Vocabulary(SourceField.allCases.map { "\($0)" })
    private static let reliabilities = Vocabulary(["A", "B", "C", "D", "E", "F"])
}
