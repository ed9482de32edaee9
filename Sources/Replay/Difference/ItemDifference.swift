import CanonicalJSON

/// What differs between two lists of items, before anything is said of causes.
struct ItemDifference {
    let key: JSONValue
    let change: Difference.Change
    let position: Int?
    let from: JSONValue
    let to: JSONValue
    let fields: [FieldDifference]

    /// In the order of the second list; what is only in the first stands before what came after it there.
    static func between(_ one: ItemKeys, _ other: ItemKeys) -> [ItemDifference] {
        let moved = moved(one, other)
        var found: [ItemDifference] = []
        var old = one.keys[...]
        func tellRemoved() {
            while let key = old.first, other.items[key] == nil || moved.contains(key) {
                old.removeFirst()
                guard other.items[key] == nil, let item = one.items[key] else { continue }
                found.append(
                    ItemDifference(
                        key: key, change: .removed, position: nil, from: item, to: .null,
                        fields: FieldDifference.between(item, .null)))
            }
        }
        for (position, key) in other.keys.enumerated() {
            tellRemoved()
            guard let new = other.items[key] else { continue }
            guard let before = one.items[key] else {
                found.append(
                    ItemDifference(
                        key: key, change: .added, position: position, from: .null, to: new,
                        fields: FieldDifference.between(.null, new)))
                continue
            }
            let isMoved = moved.contains(key)
            if !isMoved { old = old.dropFirst() }
            let fields = FieldDifference.between(before, new)
            if fields.isEmpty, !isMoved { continue }
            found.append(
                ItemDifference(
                    key: key, change: fields.isEmpty ? .moved : .changed, position: isMoved ? position : nil,
                    from: before, to: new, fields: fields))
        }
        tellRemoved()
        return found
    }

    /// The fewest keys that must change their place for the others to be in the same order on both sides.
    private static func moved(_ one: ItemKeys, _ other: ItemKeys) -> Set<JSONValue> {
        let places = Dictionary(
            one.keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let common = other.keys.compactMap { key in places[key].map { (key: key, place: $0) } }
        if zip(common, common.dropFirst()).allSatisfy({ $0.place < $1.place }) { return [] }
        // The longest ascending run: for each length, the least place that one of it can end with.
        var ends: [Int] = []
        var previous: [Int?] = []
        for (index, entry) in common.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if common[ends[middle]].place < entry.place { low = middle + 1 } else { high = middle }
            }
            previous.append(low > 0 ? ends[low - 1] : nil)
            if low == ends.count { ends.append(index) } else { ends[low] = index }
        }
        var moved = Set(common.map(\.key))
        var next = ends.last
        while let index = next {
            moved.remove(common[index].key)
            next = previous[index]
        }
        return moved
    }
}
