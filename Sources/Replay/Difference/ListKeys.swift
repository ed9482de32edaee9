import CanonicalJSON

/// What tells the members of a list within an item apart.
enum ListKeys {
    /// By the list's name: the members that make up the key.
    private static let known: [String: [String]] = [
        "accusations": ["by", "to"], "candidates": ["actor"], "directions": ["from", "to"],
        "drafts": ["version"], "expectations": ["expectation"], "intervals": [],
        "likelihoods": ["likelihood"], "measures": ["kind", "by", "against"], "members": ["actor"],
        "observers": ["actor"], "parties": ["actor"], "possible": ["actor"], "recognition": ["from", "to"],
        "representation": ["from", "to"],
    ]
    /// Of lists of other names, the first of these that every member has.
    private static let usual = ["id", "key", "name", "code", "actor", "event"]

    /// The names of the members that tell the members of two lists apart; `nil` where nothing does.
    static func key(ofList name: String, _ one: [JSONValue], _ other: [JSONValue]) -> [String]? {
        let candidates = known[name].map { [$0] } ?? usual.map { [$0] }
        return candidates.first { key in !key.isEmpty && isKey(key, one) && isKey(key, other) }
    }

    private static func isKey(_ key: [String], _ list: [JSONValue]) -> Bool {
        var seen: Set<[JSONObject.Member]> = []
        return list.allSatisfy { element in
            let isTold = key.allSatisfy { name in
                switch element[name] {
                case .text?, .null?: true
                default: false
                }
            }
            return isTold && seen.insert(members(element, key)).inserted
        }
    }

    /// The members of a list's member that make up its key.
    static func members(_ element: JSONValue, _ key: [String]) -> [JSONObject.Member] {
        key.map { JSONObject.Member(name: $0, value: element[$0] ?? .null) }
    }

    static func matches(_ element: JSONValue, _ key: [JSONObject.Member]) -> Bool {
        key.allSatisfy { element[$0.name] == $0.value }
    }

    /// Whether a member of a list comes after where one with this key belongs.
    static func follows(_ element: JSONValue, _ key: [JSONObject.Member]) -> Bool {
        for member in key {
            let (own, other) = (element[member.name] ?? .null, member.value)
            if own == other { continue }
            // Unnamed ones come last.
            guard let own = own.text else { return true }
            return other.text.map { $0.precedes(own) } ?? false
        }
        return false
    }
}
