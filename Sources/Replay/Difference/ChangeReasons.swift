import CanonicalJSON

/// What an item itself says of why one of its values is as it is.
enum ChangeReasons {
    /// The members of an item that its own `because` explains; that of an object within it explains all of them.
    private static let explained: Set<String> = [
        "because", "certain", "mayBe", "outcome", "since", "stage", "state", "status", "when",
    ]

    /// The ids of the events that the value at a path rests on.
    static func ids(_ item: JSONValue, _ path: FieldPath) -> [String] {
        var ids: [String] = []
        if let value = item.value(at: path.components[...]) {
            collect(value, named: path.components.last, &ids)
        }
        guard case .member(let name)? = path.components.last,
            path.components.count > 1 || explained.contains(name),
            let owner = item.value(at: path.components.dropLast())
        else { return ids }
        ids += owner["because"]?.list?.compactMap(\.text) ?? []
        return ids
    }

    /// All ids in a value that is, or holds, reasons.
    private static func collect(_ value: JSONValue, named name: FieldPath.Component?, _ ids: inout [String]) {
        switch value {
        case .object(let object):
            for member in object.members { collect(member.value, named: .member(member.name), &ids) }
        case .list(let list):
            for element in list { collect(element, named: name, &ids) }
        case .text(let text):
            if case .member(let name)? = name, ["because", "event", "events", "outcome"].contains(name) {
                ids.append(text)
            }
        default: break
        }
    }

    /// The texts that stand in one value and not in the other.
    static func namesThatDiffer(_ from: JSONValue, _ to: JSONValue) -> Set<String> {
        names(from).symmetricDifference(names(to))
    }

    /// Whether a value bears on the `status` in which an item of relations is summed up.
    static func decidesStatus(_ path: FieldPath) -> Bool {
        guard case .member(let name)? = path.components.first else { return false }
        return ["relations", "representation", "restoration"].contains(name)
    }

    /// All texts of a value.
    static func names(_ value: JSONValue) -> Set<String> {
        var found: Set<String> = []
        func collect(_ value: JSONValue) {
            switch value {
            case .text(let text): found.insert(text)
            case .list(let list): for element in list { collect(element) }
            case .object(let object): for member in object.members { collect(member.value) }
            default: break
            }
        }
        collect(value)
        return found
    }

    /// The families of types, or the beginnings of types, that bear on a part of an item, by the name of that part;
    /// where it isn't known here, any may.
    static func prefixes(_ path: FieldPath) -> [String]? {
        guard case .member(let name)? = path.components.first else { return nil }
        return byPart[name]
    }

    private static let byPart: [String: [String]] = [
        "agreements": ["agreement."], "conflictual": ["signal."],
        "contacts": ["meeting.held", "visit.", "call."],
        "cooperative": ["signal."], "count": ["signal."], "counts": ["agreement.", "actor."],
        "directions": ["signal."], "drafts": ["agreement.draft-"], "entryIntoForce": ["agreement."],
        "expectations": ["expectation."], "expects": ["expectation."], "goldstein": ["signal."],
        "incidents": ["incident."], "measures": ["measure."], "next": ["agreement."],
        "recognition": ["recognition."], "relations": ["relations.", "recognition.", "head.", "actor."],
        "representation": ["mission.", "head.", "relations."], "restoration": ["relations."],
        "signals": ["signal."],
    ]
}
