public import CanonicalJSON

extension Difference {
    /// The second answer's items, made of the first's and this difference.
    ///
    /// - Parameters:
    ///   - items: the items from which the difference starts, in their order.
    ///   - registry: the projections among which the difference's own is.
    /// - Returns: `nil` where the difference doesn't start from these items.
    public func apply(
        to items: [JSONValue], _ registry: ProjectionRegistry = .builtIn
    ) -> [JSONValue]? {
        let before = ItemKeys(items, registry.itemKeys(projection))
        var changes: [JSONValue: Item] = [:]
        for item in self.items { changes[item.key] = item }
        var result: [JSONValue] = []
        var placed: [(position: Int, item: JSONValue)] = []
        for key in before.keys {
            guard let item = before.items[key] else { return nil }
            guard let change = changes.removeValue(forKey: key) else {
                result.append(item)
                continue
            }
            guard change.change != .added, let new = change.applied(to: item) else { return nil }
            if change.change == .removed { continue }
            if let position = change.position { placed.append((position, new)) } else { result.append(new) }
        }
        for (_, item) in changes {
            guard item.change == .added, let position = item.position, let new = item.applied(to: .null)
            else {
                return nil
            }
            placed.append((position, new))
        }
        for (position, item) in placed.sorted(by: { $0.position < $1.position }) {
            guard position >= 0, position <= result.count else { return nil }
            result.insert(item, at: position)
        }
        return result
    }
}

extension Difference.Item {
    /// The item with its fields changed, each of which must be what it was; `null` for one that is removed.
    fileprivate func applied(to item: JSONValue) -> JSONValue? {
        var result = item
        for field in fields {
            guard result.value(at: field.path.components[...]) ?? .null == field.from,
                let next = result.setting(field.to, at: field.path.components[...])
            else { return nil }
            result = next
        }
        return result
    }
}
