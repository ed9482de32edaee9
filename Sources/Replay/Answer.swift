public import CanonicalJSON

/// What a projection says through a lens.
public struct Answer: Sendable {
    /// The projection's name.
    public let projection: String
    public let lens: JSONValue
    /// The log that was asked: its id, its revision and the head of its chain there.
    public let log: JSONValue
    /// The items as they are kept.
    let content: AnswerItems
    public let warnings: [JSONValue]
    /// Where they were asked for: the events that the items rest on, by id, as the lens sees them, each with its time
    /// of recording.
    public internal(set) var events: [String: JSONValue] = [:]

    init(
        projection: String, lens: JSONValue, log: JSONValue, items: AnswerItems, warnings: [JSONValue]
    ) {
        self.projection = projection
        self.lens = lens
        self.log = log
        content = items
        self.warnings = warnings
    }

    /// What the projection shows, in its order.
    public var items: [JSONValue] { content.values }

    /// The whole as one value.
    public var json: JSONValue {
        [
            "items": .list(items), "lens": lens, "log": log, "projection": .text(projection),
            "warnings": .list(warnings),
        ]
    }

    /// The whole as JSON text: the same bytes for the same log and lens, an item a line, a line end at the end.
    public func text() -> [UInt8] {
        var writer = CanonicalWriter()
        writer.raw("{\"items\":")
        content.write(into: &writer)
        writer.raw(",\n\"lens\":")
        writer.write(lens)
        writer.raw(",\n\"log\":")
        writer.write(log)
        writer.raw(",\n\"projection\":")
        writer.write(.text(projection))
        writer.raw(",\n\"warnings\":")
        writer.writeLines(warnings)
        writer.raw("}\n")
        return writer.bytes
    }
}
