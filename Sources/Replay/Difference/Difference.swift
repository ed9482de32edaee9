public import CanonicalJSON

/// What differs between two answers of one projection, item by item and field by field, with what caused it.
public struct Difference: Sendable, Hashable {
    public let projection: String
    /// Two values, `from` and `to`.
    public let lens: JSONValue
    public let log: JSONValue
    /// In the order of the answers, each where it stands in the second or stood in the first.
    public let items: [Item]
    /// The events that are named as causes, sorted by id: each with its type and date, and how it stands on either
    /// side.
    public let events: [JSONValue]

    /// An item that is not the same on both sides.
    public struct Item: Sendable, Hashable {
        /// What tells it from the projection's others: the value of one of its members, or an object of several.
        public let key: JSONValue
        public let change: Change
        /// Its place among the second answer's items, from 0, where it was not at that place before; else `nil`.
        public let position: Int?
        public let fields: [Field]
    }

    public enum Change: String, Sendable, Hashable, CaseIterable {
        case added, removed, changed
        /// The same item at another place.
        case moved
    }

    /// A value that is not the same on both sides.
    public struct Field: Sendable, Hashable {
        public let path: FieldPath
        /// What it was; `null` also for an item or a member of a list that wasn't there.
        public let from: JSONValue
        public let to: JSONValue
        public let cause: Cause
        /// The ids of the events that caused it, sorted; where the clock alone did, of those that the value rests on.
        public let because: [JSONValue]
        /// How many events caused it. It can be more than ``because`` names, which is held to ``namedCauses``.
        public let causes: Int
    }

    /// What brought a change about.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// Events that one lens lets in and the other doesn't, or that read otherwise.
        case events
        /// The passing of time, with no event.
        case clock
        /// Time, and then events.
        case both
    }

    /// How many events a change names at most: signals may cause one by the thousand.
    public static let namedCauses = 100

    public var isEmpty: Bool { items.isEmpty }
}

extension Difference {
    /// The whole as one value.
    public var json: JSONValue {
        [
            "events": .list(events), "items": .list(items.map(\.json)), "lens": lens, "log": log,
            "projection": .text(projection),
        ]
    }

    /// The whole as JSON text: the same bytes for the same log and lenses, an item a line, a line end at the end.
    public func text() -> [UInt8] {
        var writer = CanonicalWriter()
        writer.raw("{\"events\":")
        writer.writeLines(events)
        writer.raw(",\n\"items\":")
        writer.writeLines(items.map(\.json))
        writer.raw(",\n\"lens\":")
        writer.write(lens)
        writer.raw(",\n\"log\":")
        writer.write(log)
        writer.raw(",\n\"projection\":")
        writer.write(.text(projection))
        writer.raw("}\n")
        return writer.bytes
    }

    /// Reads a difference as ``json`` writes it; `nil` for anything else.
    public init?(_ json: JSONValue) {
        guard let projection = json["projection"]?.text, let lens = json["lens"], let log = json["log"],
            let items = json["items"]?.list, let events = json["events"]?.list
        else { return nil }
        let read = items.compactMap(Item.init)
        guard read.count == items.count else { return nil }
        self.init(projection: projection, lens: lens, log: log, items: read, events: events)
    }
}

extension Difference.Item {
    public var json: JSONValue {
        [
            "change": .text(change.rawValue), "changes": .list(fields.map(\.json)), "key": key,
            "position": position.map { .integer(Int64($0)) } ?? .null,
        ]
    }

    public init?(_ json: JSONValue) {
        guard let key = json["key"], let change = json["change"]?.text.flatMap(Difference.Change.init),
            let changes = json["changes"]?.list, let position = json["position"]
        else { return nil }
        let fields = changes.compactMap(Difference.Field.init)
        guard fields.count == changes.count else { return nil }
        self.init(
            key: key, change: change, position: position.integer.flatMap { Int(exactly: $0) }, fields: fields)
    }
}

extension Difference.Field {
    public var json: JSONValue {
        [
            "because": .list(because), "cause": .text(cause.rawValue), "causes": .integer(Int64(causes)),
            "from": from, "path": .text(path.description), "to": to,
        ]
    }

    public init?(_ json: JSONValue) {
        guard let path = json["path"]?.text.flatMap({ FieldPath($0) }), let from = json["from"],
            let to = json["to"], let cause = json["cause"]?.text.flatMap(Difference.Cause.init),
            let because = json["because"]?.list, let causes = json["causes"]?.integer
        else { return nil }
        self.init(
            path: path, from: from, to: to, cause: cause, because: because,
            causes: Int(clamping: causes))
    }
}
