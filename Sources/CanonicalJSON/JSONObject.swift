/// The members of a JSON object, kept in the order of their names' code points.
///
/// Names compare code point for code point: Swift's `==` on strings would take two spellings of one
/// character (composed and decomposed) for the same name, which JSON does not.
public struct JSONObject: Sendable, Hashable {
    /// A name and its value.
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        public static func == (one: Member, other: Member) -> Bool {
            one.name.isSame(as: other.name) && one.value == other.value
        }
    }

    /// The members, sorted by name, each name once.
    public private(set) var members: [Member]

    public init() { members = [] }

    /// Sorts the members; where a name stands twice the last one holds.
    public init(_ unsorted: [Member]) {
        var isSorted = true
        for index in unsorted.indices.dropFirst()
        where !unsorted[index - 1].name.precedes(unsorted[index].name) {
            isSorted = false
            break
        }
        if isSorted {
            members = unsorted
            return
        }
        members = []
        // Swift's sort keeps the order of equals, but does not promise it: the place decides.
        let sorted = unsorted.enumerated().sorted { one, other in
            one.element.name.isSame(as: other.element.name)
                ? one.offset < other.offset : one.element.name.precedes(other.element.name)
        }
        for (_, member) in sorted {
            if let last = members.last, last.name.isSame(as: member.name) { members.removeLast() }
            members.append(member)
        }
    }

    /// The value of that name; setting `nil` takes the member away.
    public subscript(_ name: String) -> JSONValue? {
        get {
            let place = place(of: name)
            guard place < members.count, members[place].name.isSame(as: name) else {
                return Optional<JSONValue>.none
            }
            return members[place].value
        }
        set {
            let place = place(of: name)
            let exists = place < members.count && members[place].name.isSame(as: name)
            switch (exists, newValue) {
            case (true, let value?): members[place].value = value
            case (true, nil): members.remove(at: place)
            case (false, let value?): members.insert(Member(name: name, value: value), at: place)
            case (false, nil): break
            }
        }
    }

    private func place(of name: String) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if members[middle].name.precedes(name) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension JSONValue {
    /// This value with a JSON Merge Patch (RFC 7396) laid over it: a member of the patch replaces the
    /// member of that name, `null` takes it away, objects are merged member by member.
    public func merged(with patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var result = object ?? JSONObject()
        for change in changes.members {
            // Spelt out: a bare `nil` would be the JSON value `null`.
            result[change.name] =
                change.value.isNull
                ? JSONValue?.none : (result[change.name] ?? JSONValue.null).merged(with: change.value)
        }
        return .object(result)
    }
}

extension String {
    /// Whether this comes before `other` by code points. UTF-8 keeps that order, byte for byte.
    public func precedes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// Whether both are the same code points; `==` would hold canonical equivalents to be equal.
    public func isSame(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
