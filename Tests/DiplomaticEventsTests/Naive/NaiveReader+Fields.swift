import CanonicalJSON

@testable import DiplomaticEvents

/// Values of common forms, and the source.
extension NaiveReader {
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

    mutating func text(_ field: String, _ node: JSONNode) {
        if !document.isText(node) { fault(field, "\(shown(node)) is not a text") }
    }

    mutating func texts(_ field: String, _ node: JSONNode) {
        guard document.isList(node) else {
            fault(field, "\(shown(node)) is not a list of texts")
            return
        }
        for (index, element) in document.elements(node).enumerated() { text("\(field)[\(index)]", element) }
    }

    mutating func name(_ field: String, _ node: JSONNode, among names: [String]) {
        guard let given = document.text(node) else {
            fault(field, "\(shown(node)) is not a text; one of \(list(names)) is needed")
            return
        }
        if names.contains(given) { return }
        let nearest = NearestName.question(given, in: names)
        fault(
            field, "'\(given)' is unknown\(nearest.isEmpty ? "; one of \(list(names)) is needed" : nearest)")
    }

    private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    mutating func integer(_ field: String, _ node: JSONNode, least: Int64, most: Int64) {
        guard case .integer(let integer) = document.value(node), integer >= least, integer <= most else {
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
        let names = ["id", "title", "publisher", "url", "reliability", "credibility", "derivedFrom"]
        for (key, value) in document.members(node) {
            switch document.text(key) ?? "" {
            case "reliability":
                name("source.reliability", value, among: ["A", "B", "C", "D", "E", "F"])
            case "credibility": integer("source.credibility", value, least: 1, most: 6)
            case "derivedFrom": texts("source.derivedFrom", value)
            case let field where names.contains(field): text("source.\(field)", value)
            case let other:
                fault("source.\(other)", "unknown field '\(other)'\(NearestName.question(other, in: names))")
            }
        }
    }
}
