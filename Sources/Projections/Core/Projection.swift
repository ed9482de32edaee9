public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// A view that is folded from the log: a state, the fold of one step into it, and its rendering for a day.
///
/// Adding one is adding a file with a type like this and a line in the registry. The engine owns lenses,
/// corrections, the order of events, blocs that act for their members, and what is certain or only possible;
/// a projection is a pure fold of steps that it takes for what happened. The engine finds what *may* be so by
/// folding the possible steps of a key into copies of that key's part of the state and comparing the
/// ``facets(of:on:_:)``.
public protocol Projection: Sendable {
    /// What the items are keyed by: a pair, an agreement, an organisation …
    associatedtype Key: Hashable & Sendable
    /// What an item is made of, where items are made one by one; else the items themselves.
    associatedtype ItemKey: Sendable = JSONValue

    /// The name on the command line, in kebab-case.
    static var name: String { get }
    /// What it shows, in a line.
    static var summary: String { get }
    /// Raised with every change of the fold or the rendering: snapshots of another version are discarded.
    static var version: Int { get }
    /// The types that it folds; the engine hands it no others.
    static var folds: EventTypes { get }
    /// The types of which folding a step asks for the event's body. It is a hint: of these the bodies are read ahead.
    /// Default: all that it folds.
    static var reads: EventTypes { get }
    /// The members of an item that tell it from the others, so that what has changed can be told item by item. Items
    /// that are made in several forms have an alternative for each. Default: an item is known only as a whole.
    static var itemKeys: [[String]] { get }
    /// Whether it counts signals.
    static var countsSignals: Bool { get }

    /// The state before any event.
    init()

    /// Folds one step, whatever its assertion.
    mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault)
    /// Of how many strands the fold is made: none looks at another's part of the state, so they may be folded side by
    /// side. Default: one.
    static var strands: Int { get }
    /// Folds one strand's share of a step. The shares of all strands come to ``fold(_:_:)``.
    mutating func fold(_ step: Step, strand: Int, _ chronicle: some Chronicle) throws(ChronicleFault)
    /// Takes over a strand's part of another state.
    mutating func take(strand: Int, of other: Self)
    /// Counts one signal, in any order.
    mutating func count(_ signal: Signal)

    /// The keys whose facets or items a step may change, given the state so far.
    func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Key]
    /// As much of the state as folding steps that touch `key` and looking at its facets takes.
    func part(of key: Key) -> Self
    /// The values that are shown with `certain` and `mayBe`, by a name of the projection's own, on a day. A
    /// facet that has no value (a vacant post) is `nil` or left out. Clockwork (terms, notices, thresholds that run
    /// out) must be reckoned here.
    func facets(of key: Key, on day: CivilDay, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Facet]

    /// Whether each item is about two actors, and all warnings are about items.
    static var isByActors: Bool { get }
    /// The actors that an item is about, in the order by which items are sorted first; `nil` where not ``isByActors``.
    static func actors(of key: ItemKey) -> (ActorID, ActorID)?
    /// The warnings that are about an item, where ``isByActors``.
    func warnings(of key: ItemKey, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning]
    /// Which items a step may change, whatever its date: it may be too many, never too few.
    static func change(by step: Step) -> PairChange

    /// The items that the filter lets through, rendered and sorted.
    func items(_ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle) throws(ChronicleFault)
        -> [JSONValue]
    /// What these items are made of, in the same order.
    func listed(_ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle) throws(ChronicleFault)
        -> [ItemKey]
    /// One of these items. Several may be made at once, on as many threads.
    func item(
        _ key: ItemKey, _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue
    /// Writes one of these items; what is written is the canonical text of ``item(_:_:_:_:)``.
    func write(
        _ key: ItemKey, _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault)
    /// What the reader should be warned of, on the view's day.
    func warnings(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning]
}

extension Projection {
    public static var itemKeys: [[String]] { [] }
    public static var reads: EventTypes { folds }
    public static var countsSignals: Bool { false }
    public static var strands: Int { 1 }
    public mutating func fold(
        _ step: Step, strand: Int, _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        try fold(step, chronicle)
    }
    public mutating func take(strand: Int, of other: Self) {}
    public static var isByActors: Bool { false }
    public static func actors(of key: ItemKey) -> (ActorID, ActorID)? { nil }
    public static func change(by step: Step) -> PairChange { .anything }
    public func warnings(of key: ItemKey, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning] {
        []
    }
    public func write(
        _ key: ItemKey, _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle,
        into writer: inout CanonicalWriter
    ) throws(ChronicleFault) {
        writer.write(try item(key, view, doubts, chronicle))
    }
    public mutating func count(_ signal: Signal) {}
    public func warnings(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning] { [] }
}

extension Projection where ItemKey == JSONValue {
    public func listed(
        _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        try items(view, doubts, chronicle)
    }

    public func item(
        _ key: JSONValue, _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue { key }
}

/// A projection that makes its items one by one: `listed` and `item` (``Projection``) are all there is to say of
/// them.
public protocol ItemwiseProjection: Projection {}

extension ItemwiseProjection {
    public func items(
        _ view: View, _ doubts: Doubts<Key>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [JSONValue] = []
        for key in try listed(view, doubts, chronicle) {
            items.append(try item(key, view, doubts, chronicle))
        }
        return items
    }
}

/// A value that may be in doubt, under a name that tells it from the key's others.
public struct Facet: Sendable, Hashable {
    /// Such as `relations.state`, or `USA>IRN mission.state`.
    public let name: String
    /// Such as `severed`; `nil` for none.
    public let value: String?

    /// A facet under a name that the key's others don't have.
    public init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }
}

/// What is not certain: by key and facet, what else it may be.
public struct Doubts<Key: Hashable & Sendable>: Sendable {
    /// For each key and facet in doubt: the other values, sorted.
    public var others: [Key: [String: [String]]] = [:]

    /// Nothing is in doubt.
    public init() {}

    /// `certain` and `mayBe` of a facet, as every folded value shows them.
    public func members(_ key: Key, _ facet: String) -> [JSONObject.Member] {
        let other = others[key]?[facet]
        return [
            JSONObject.Member(name: "certain", value: .bool(other == nil)),
            JSONObject.Member(name: "mayBe", value: .texts(other ?? [])),
        ]
    }
}

/// What is asked of a projection: a day, and which items.
public struct View: Sendable {
    /// The day on which things are so. Steps that the engine folds took effect on it or before.
    public var day: CivilDay
    /// The last instant that the view lets in, for what lasts: the day's last one, unless the lens names an
    /// instant.
    public var instant: Instant
    /// Only the item of this pair (and always it), by code in any order.
    public var pair: ActorPair?
    /// Only items that this actor has a part in.
    public var actor: ActorID?
    /// Only the item of this subject.
    public var subject: SubjectID?
    /// Only items with this status.
    public var status: String?
    /// After how many years without an event a pending agreement is stale.
    public var staleAfterYears = 5
    /// Also what is stale and has no known rule.
    public var includeStale = false
    /// How each source's expectations turned out.
    public var bySource = false
    /// Only findings of this kind, by its code.
    public var finding: String?
    /// Only the first so many items.
    public var limit: Int?
    /// How many items there are of each kind, and not the items.
    public var countsOnly = false

    /// Everything on a day, up to its end or to an instant of it.
    public init(day: CivilDay, instant: Instant? = nil) {
        self.day = day
        self.instant = instant ?? day.lastInstant
    }

    /// Whether an item with these actors passes the filters for an actor and a pair.
    public func admits(actors: some Sequence<ActorID>) -> Bool {
        guard pair != nil || actor != nil else { return true }
        let set = Set(actors)
        if let actor, !set.contains(actor) { return false }
        if let pair, !(set.contains(pair.first) && set.contains(pair.second)) { return false }
        return true
    }
}

/// Something that the reader of a projection should know.
public struct Warning: Sendable, Hashable {
    /// In kebab-case, such as `entry-into-force-mismatch`.
    public let code: String
    /// A sentence without a full stop.
    public let message: String
    /// The events that it is about.
    public let events: [Revision]

    /// A warning about some events, or about none in particular.
    public init(code: String, message: String, events: [Revision]) {
        self.code = code
        self.message = message
        self.events = events
    }
}
