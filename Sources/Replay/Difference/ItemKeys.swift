import CanonicalJSON

/// Items by what tells them apart, in their order.
struct ItemKeys {
    /// The keys, in the order of the items; of several items with one key, all but the first have a number added.
    private(set) var keys: [JSONValue] = []
    private(set) var items: [JSONValue: JSONValue] = [:]

    /// - Parameter alternatives: the members that make up a key; of an item that doesn't have all of them, those of
    ///   the next alternative. An item that fits none is its own key.
    init(_ items: [JSONValue], _ alternatives: [[String]]) {
        var counts: [JSONValue: Int64] = [:]
        keys.reserveCapacity(items.count)
        for item in items {
            var key = ItemKeys.key(item, alternatives)
            let count = (counts[key] ?? 0) + 1
            counts[key] = count
            if count > 1 { key = ["key": key, "number": .integer(count)] }
            keys.append(key)
            self.items[key] = item
        }
    }

    private static func key(_ item: JSONValue, _ alternatives: [[String]]) -> JSONValue {
        for names in alternatives {
            let members = names.compactMap { name in
                item[name].map { JSONObject.Member(name: name, value: $0) }
            }
            guard members.count == names.count, let first = members.first else { continue }
            return members.count == 1 ? first.value : .object(JSONObject(members))
        }
        return item
    }
}
