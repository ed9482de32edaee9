/// Which items of a projection are asked for.
public struct Question: Sendable, Hashable {
    /// Only the item of these two, in any order; it is always there.
    public var pair: Pair?
    /// Only items in which this actor has a part.
    public var actor: String?
    /// Only what is about this subject: an agreement, a meeting …
    public var subject: String?
    /// Only items with this status.
    public var status: String?
    /// After how many years without an event a pending agreement is stale.
    public var staleAfterYears = 5
    /// Also what is stale and has no known rule.
    public var includeStale = false
    /// Expectations: how each source's turned out.
    public var bySource = false
    /// Only findings of this kind, by its code.
    public var finding: String?
    /// Only the first so many items.
    public var limit: Int?
    /// How many items there are of each kind, and not the items.
    public var countsOnly = false

    /// Also the events that the items rest on, for forms of output that tell more of them.
    public var withEvents = false

    /// Nothing but the text of the items is wanted.
    public var asText = false

    /// Two actors, by their codes, in either order.
    public struct Pair: Sendable, Hashable {
        /// A code.
        public let one: String
        /// Another code.
        public let other: String

        /// The pair of two codes.
        public init(_ one: String, _ other: String) {
            self.one = one
            self.other = other
        }
    }

    /// All items.
    public init() {}

    /// The actors that it names.
    var codes: [String] { (pair.map { [$0.one, $0.other] } ?? []) + (actor.map { [$0] } ?? []) }
}
