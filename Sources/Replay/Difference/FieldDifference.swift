import CanonicalJSON

/// One value of an item that differs: where it stands, and what it is on either side.
///
/// A whole item or a member of a list that is only on one side is `null` on the other.
struct FieldDifference {
    let path: FieldPath
    let from: JSONValue
    let to: JSONValue
}

extension FieldDifference {
    /// What differs between two values, in the order of the members' names.
    ///
    /// Objects with the same members are compared member by member; lists whose members have a key
    /// (``ListKeys``) member by member too, where that tells all. Anything else is compared as a whole.
    static func between(_ from: JSONValue, _ to: JSONValue, at path: FieldPath = FieldPath())
        -> [FieldDifference]
    {
        if from == to { return [] }
        switch (from, to) {
        case (.object(let one), .object(let other)):
            if let found = members(one, other, path) { return found }
        case (.list(let one), .list(let other)):
            if let found = elements(one, other, path) { return found }
        default: break
        }
        return [FieldDifference(path: path, from: from, to: to)]
    }

    private static func members(_ one: JSONObject, _ other: JSONObject, _ path: FieldPath)
        -> [FieldDifference]?
    {
        guard one.members.count == other.members.count else { return nil }
        var found: [FieldDifference] = []
        for (first, second) in zip(one.members, other.members) {
            guard first.name.isSame(as: second.name) else { return nil }
            found += between(first.value, second.value, at: path.appending(.member(first.name)))
        }
        return found
    }

    private static func elements(_ one: [JSONValue], _ other: [JSONValue], _ path: FieldPath)
        -> [FieldDifference]?
    {
        guard case .member(let name)? = path.components.last,
            let key = ListKeys.key(ofList: name, one, other)
        else { return nil }
        let before = Dictionary(
            one.map { (ListKeys.members($0, key), $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(
            other.map { (ListKeys.members($0, key), $0) }, uniquingKeysWith: { first, _ in first })
        var found: [FieldDifference] = []
        for element in one {
            let members = ListKeys.members(element, key)
            let place = path.appending(.element(members))
            if let new = after[members] {
                found += between(element, new, at: place)
            } else {
                found.append(FieldDifference(path: place, from: element, to: .null))
            }
        }
        for element in other where before[ListKeys.members(element, key)] == nil {
            let place = path.appending(.element(ListKeys.members(element, key)))
            found.append(FieldDifference(path: place, from: .null, to: element))
        }
        // Members come and go by the order of their keys. A list in another order is told whole.
        var list = JSONValue.list(one)
        for difference in found {
            let inner = FieldPath(Array(difference.path.components.dropFirst(path.components.count)))
            guard let next = list.setting(difference.to, at: inner.components[...]) else { return nil }
            list = next
        }
        return list == .list(other) ? found : nil
    }
}

extension JSONValue {
    /// This value with another in a place; `nil` where there is no such place.
    ///
    /// A list takes a new member before the first whose key is greater, and loses one that becomes `null`.
    func setting(_ value: JSONValue, at path: ArraySlice<FieldPath.Component>) -> JSONValue? {
        guard let first = path.first else { return value }
        let rest = path.dropFirst()
        switch (first, self) {
        case (.member(let name), .object(var object)):
            guard let inner = object[name], let new = inner.setting(value, at: rest) else { return nil }
            object[name] = new
            return .object(object)
        case (.element(let key), .list(var list)):
            if let place = list.firstIndex(where: { ListKeys.matches($0, key) }) {
                guard let new = list[place].setting(value, at: rest) else { return nil }
                if rest.isEmpty, value.isNull { list.remove(at: place) } else { list[place] = new }
                return .list(list)
            }
            guard rest.isEmpty, !value.isNull else { return nil }
            list.insert(value, at: list.firstIndex { ListKeys.follows($0, key) } ?? list.endIndex)
            return .list(list)
        default: return nil
        }
    }

    /// The value in a place; `nil` where there is no such place.
    func value(at path: ArraySlice<FieldPath.Component>) -> JSONValue? {
        guard let first = path.first else { return self }
        switch (first, self) {
        case (.member(let name), .object(let object)): return object[name]?.value(at: path.dropFirst())
        case (.element(let key), .list(let list)):
            return list.first { ListKeys.matches($0, key) }?.value(at: path.dropFirst())
        default: return nil
        }
    }
}
