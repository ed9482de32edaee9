public import CanonicalJSON
import DiplomaticEvents
public import EDTF
import EventCoding
import EventLog
import LMDB

/// Which events of the log are to be listed.
public struct EventQuery: Sendable {
    public var subject: String?
    public var actor: String?
    /// Events that name both.
    public var pair: Question.Pair?
    /// A type, or a pattern with `*` for any run of letters: `agreement.*`.
    public var typePattern: String?
    /// Events that may have occurred on this day or later; on this day or earlier.
    public var from: LensDate?
    public var to: LensDate?
    public var limit: Int?
    public var reverse = false
    /// In the order of valid time instead of the log's.
    public var byOccurred = false
    /// The lens; without `asOf` events to come are listed too.
    public var asOf: LensDate?
    public var reportedBy: LensDate?
    public var recordedBy: LensDate?
    public var atRevision: UInt64?
    public var dates = Lens.Dates.certain
    /// Only events after this revision: what has come since.
    public var after: UInt64 = 0

    public init() {}
}

/// An event as the log holds it.
public struct ListedEvent: Sendable {
    public let revision: UInt64
    /// RFC 3339, UTC, microseconds.
    public let recorded: String
    /// `sha256:` and 64 hex digits.
    public let hash: String
    /// Of an event whose content is withheld: the digest of what it was.
    public let withheld: String?
    /// As it was recorded.
    public let event: JSONObject

    /// The event with `revision`, `recorded` and `hash`.
    public var json: JSONValue {
        var all = event
        all["revision"] = .integer(Int64(clamping: revision))
        all["recorded"] = .text(recorded)
        all["hash"] = .text(hash)
        if let withheld { all["withheld"] = .text(withheld) }
        return .object(all)
    }
}

extension Replayer {
    /// Lists events as they were recorded, with `record.*` among them, in the log's order or by when they occurred.
    ///
    /// - Parameter body: is handed each event, and says whether to go on.
    public func events(
        _ query: EventQuery, _ body: (ListedEvent) throws(ReplayError) -> Bool
    ) throws(ReplayError) {
        try read { (transaction) throws(ReplayError) in
            var question = Question()
            question.pair = query.pair
            question.actor = query.actor
            question.subject = query.subject
            try check(question, transaction)
            do throws(LogError) {
                var selection = try EventSelection(log, query, transaction)
                try selection.run(transaction)
                var count = 0
                for revision in selection.ordered {
                    if let limit = query.limit, count >= limit { return }
                    count += 1
                    let listed = try listed(revision, transaction)
                    if try !handed(listed, body) { return }
                }
            } catch {
                throw ReplayError.log(error)
            }
        }
    }

    private func listed(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> ListedEvent {
        let recorded = try log.recorded(revision, transaction)
        return ListedEvent(
            revision: revision, recorded: Timestamp.text(recorded.recorded),
            hash: recorded.leaf.description,
            withheld: recorded.isWithheld ? recorded.contentDigest.description : nil,
            event: try log.event(revision, transaction))
    }

    private func handed(
        _ event: ListedEvent, _ body: (ListedEvent) throws(ReplayError) -> Bool
    ) throws(LogError) -> Bool {
        do throws(ReplayError) {
            return try body(event)
        } catch {
            throw LogError.input(error.description)
        }
    }
}

/// The revisions that a query asks for.
private struct EventSelection {
    private let log: EventLog
    private let query: EventQuery
    private let cut: KnowledgeCut
    private let types: [Bool]
    private let ranks: [UInt8]
    private let subject: UInt32?
    private let actors: [UInt32]
    private(set) var ordered: [UInt64] = []
    private var places: [FoldPlace] = []

    init(_ log: EventLog, _ query: EventQuery, _ transaction: borrowing ReadTransaction) throws(LogError) {
        self.log = log
        self.query = query
        let head = try log.head(transaction)
        cut = KnowledgeCut(
            through: min(head.revision, query.atRevision ?? .max),
            recordedBy: query.recordedBy.map { Timestamp.last(of: $0) },
            reportedBy: query.reportedBy?.last)
        let names = try log.typeNames(transaction)
        let pattern = query.typePattern.map(TypePattern.init)
        types = names.map { pattern?.matches($0) ?? true }
        ranks = names.map { Catalogue.type(named: $0)?.rank ?? EventType.own.rank }
        subject = try query.subject.flatMap { (name) throws(LogError) in
            try log.subjectNumber(name, transaction)
        }
        let codes = (query.actor.map { [$0] } ?? []) + (query.pair.map { [$0.one, $0.other] } ?? [])
        var actors: [UInt32] = []
        for code in codes { actors.append(try log.actorNumber(code, transaction) ?? 0) }
        self.actors = actors
    }

    mutating func run(_ transaction: borrowing ReadTransaction) throws(LogError) {
        if let candidates = try candidates(transaction) {
            for revision in candidates where revision > query.after && revision <= cut.through {
                take(revision, try log.header(revision, transaction))
            }
        } else {
            try log.forEachHeader(after: query.after, through: cut.through, transaction) {
                (revision, header) throws(LogError) in
                take(revision, header)
            }
        }
        if query.byOccurred {
            try FoldPlace.sort(&places) { (revision) throws(LogError) in
                try log.event(revision, transaction)["id"]?.text ?? ""
            }
            ordered = places.map(\.revision)
        }
        if query.reverse { ordered.reverse() }
    }

    /// The revisions that the indexes name, where a subject or actors are asked for.
    private func candidates(_ transaction: borrowing ReadTransaction) throws(LogError) -> [UInt64]? {
        var lists: [[UInt64]] = []
        if let subject { lists.append(try log.revisions(ofSubject: subject, transaction)) }
        for actor in actors { lists.append(try log.revisions(ofActor: actor, transaction)) }
        guard let shortest = lists.min(by: { $0.count < $1.count }) else { return nil }
        let sets = lists.map(Set.init)
        return shortest.filter { revision in sets.allSatisfy { $0.contains(revision) } }
    }

    private mutating func take(_ revision: UInt64, _ header: StoredHeader) {
        guard cut.admits(header, at: revision), Int(header.type) < types.count, types[Int(header.type)] else {
            return
        }
        let bounds = header.cappedBounds
        if let instant = query.asOf?.last {
            guard (query.dates == .certain ? bounds.latest : bounds.earliest) <= instant else { return }
        }
        if let from = query.from, bounds.latest < from.first { return }
        if let to = query.to, bounds.earliest > to.last { return }
        if query.byOccurred {
            places.append(
                FoldPlace(bounds, revision: revision, rank: ranks[Int(header.type)], isAlways: false))
        } else {
            ordered.append(revision)
        }
    }
}

/// A type's name with `*` for any run of characters.
private struct TypePattern {
    private let pattern: [UInt8]

    init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

    func matches(_ name: String) -> Bool {
        let text = Array(name.utf8)
        var (place, star, retry, index) = (0, -1, 0, 0)
        while index < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                (star, retry) = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == text[index] {
                place += 1
                index += 1
            } else if star >= 0 {
                place = star + 1
                retry += 1
                index = retry
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension LensDate {
    /// The first instant of the day, month or year that the text names; of an instant, itself.
    var first: Instant {
        if text.utf8.contains(UInt8(ascii: "T")) { return last }
        return (try? EDTFDate(text))?.start.earliest ?? last.day.firstInstant
    }
}
