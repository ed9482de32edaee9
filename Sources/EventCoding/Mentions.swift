public import CanonicalJSON
public import DiplomaticEvents

/// The names that an event speaks of without naming them in `actors` or `subject`: those that a question about them
/// must come upon all the same.
///
/// An expectation speaks of the subject and the parties that it expects something of, a definition of the agreement
/// that it takes the place of, and a correction of everything that its target may come to name by it.
public enum Mentions {
    /// Stands for all names: what is expected of nobody in particular may concern anybody.
    public static let anything = "*"

    /// The names, each once; empty for most events.
    public static func of(_ draft: EventDraft, _ document: JSONDocument) -> Set<String> {
        switch draft.type {
        case .expectationStated, .expectationRevised, .agreementDefined, .recordCorrected:
            guard let node = document.member(document.root, "data") else { return [] }
            var names: Set<String> = []
            add(data: document.value(node), to: &names)
            return names
        default: return []
        }
    }

    private static func add(data: JSONValue, to names: inout Set<String>) {
        if let expected = data["expects"] {
            let before = names.count
            if let subject = expected["subject"]?.text { names.insert(subject) }
            add(codes: expected["party"], to: &names)
            if names.count == before { names.insert(anything) }
        }
        if let superseded = data["supersedes"]?.text { names.insert(superseded) }
        guard let patch = data["patch"] else { return }
        if let subject = patch["subject"]?.text { names.insert(subject) }
        if let type = patch["type"]?.text { names.insert(type) }
        for role in patch["actors"]?.object?.members ?? [] { add(codes: role.value, to: &names) }
        if let data = patch["data"] { add(data: data, to: &names) }
    }

    private static func add(codes: JSONValue?, to names: inout Set<String>) {
        if let code = codes?.text { names.insert(code) }
        for code in codes?.list?.compactMap(\.text) ?? [] { names.insert(code) }
    }
}
