public import EventCoding

/// How events are to be appended.
public struct AppendOptions: Sendable {
    /// Takes codes that no table and no `actor.defined` knows.
    public var allowNewActors = false
    /// Checks everything and records nothing.
    public var dryRun = false
    /// Only if this is the log's last revision.
    public var ifRevision: UInt64?
    /// Only if no event of this subject or actor has come since that revision.
    public var ifUnchanged: [Unchanged] = []

    /// A subject or an actor, and the last revision at which the script has seen it.
    public struct Unchanged: Sendable {
        public let name: String
        public let since: UInt64

        public init(name: String, since: UInt64) {
            self.name = name
            self.since = since
        }
    }

    /// Takes the record of a redaction, which nobody else may append.
    var isRedaction = false

    public init() {}
}

/// What an append did.
public struct Receipt: Sendable, Hashable {
    public var appended = 0
    /// Events that the log held already, word for word.
    public var skipped = 0
    /// The first of the new revisions; `nil` where there are none.
    public var firstRevision: UInt64?
    /// The log's last revision now.
    public var lastRevision: UInt64
    public var head: LogDigest
}

/// Where events come from: an input that gives its bytes bit by bit.
public struct EventSource {
    var input = EventInput()
    let more: () throws(LogError) -> [UInt8]

    /// - Parameter more: the next bytes; an empty list at the end.
    public init(_ more: @escaping () throws(LogError) -> [UInt8]) {
        self.more = more
    }

    /// All of some bytes.
    public init(bytes: [UInt8]) {
        let rest = Remainder(bytes)
        more = { () throws(LogError) in rest.take() }
    }

    mutating func lines(upTo count: Int) throws(LogError) -> InputLines {
        try input.take(upTo: count, more)
    }

    mutating func wholeLines() throws(LogError) -> InputLines? {
        try input.takeWholeLines(more)
    }

    mutating func prefetch(lines: Int) throws(LogError) {
        try input.prefetch(more, lines: lines)
    }

    private final class Remainder {
        private var bytes: [UInt8]
        init(_ bytes: [UInt8]) { self.bytes = bytes }
        func take() -> [UInt8] {
            defer { bytes = [] }
            return bytes
        }
    }
}
