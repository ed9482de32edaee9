public import CanonicalJSON
import DiplomaticEvents
public import EDTF
public import EventCoding
public import LMDB

/// The cut of the log by the two clocks of knowledge.
public struct KnowledgeCut: Sendable, Hashable {
    /// The last revision that is let in.
    public var through: UInt64
    /// Only what was recorded by then, in microseconds since 1970.
    public var recordedBy: Int64?
    /// Only what was reported by then.
    public var reportedBy: Instant?
    /// As if this revision had not been recorded.
    public var except: UInt64?

    public init(
        through: UInt64, recordedBy: Int64? = nil, reportedBy: Instant? = nil, except: UInt64? = nil
    ) {
        self.through = through
        self.recordedBy = recordedBy
        self.reportedBy = reportedBy
        self.except = except
    }

    /// Whether the log held it then.
    public func holds(_ header: StoredHeader, at revision: UInt64) -> Bool {
        revision <= through && revision != except && recordedBy.map { header.recorded <= $0 } ?? true
    }

    /// Whether it is let in by both clocks.
    public func admits(_ header: StoredHeader, at revision: UInt64) -> Bool {
        holds(header, at: revision) && reportedBy.map { header.reported <= $0 } ?? true
    }
}

/// An event as a cut of the log has it, with what was said about it since.
///
/// Corrections of one event apply in the order of the log. A record is an event too: it is itself as later records
/// have left it, and a retracted one has no effect.
public struct EventVersion: Sendable {
    public let revision: UInt64
    /// The event with all corrections laid over it, in the order of the log.
    public var event: JSONObject
    /// The `record.corrected` that have changed it.
    public var corrections: [UInt64] = []
    /// The `record.retracted` that have taken it out; empty while it stands.
    public var retractions: [UInt64] = []
    /// The events that it is said to be a duplicate of.
    public var canonicals: [(record: UInt64, id: String)] = []
    /// The `record.disputed` and `record.annotated` about it.
    public var disputes: [UInt64] = []
    public var annotations: [UInt64] = []
}

extension EventLog {
    /// An event as the cut has it.
    ///
    /// What was said about the event, and about that, stands behind it in the log. So all of it is gone through
    /// from the last to the first: when a record's turn comes, whatever concerns it is known.
    public func version(
        of revision: UInt64, _ cut: KnowledgeCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> EventVersion {
        try tables.version(of: revision, cut, transaction)
    }
}

extension StoreTables {
    func version(
        of revision: UInt64, _ cut: KnowledgeCut, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> EventVersion {
        var reached: [UInt64: [UInt64]] = [:]
        var waiting = [revision]
        while let next = waiting.popLast() {
            guard reached[next] == nil else { continue }
            var records: [UInt64] = []
            for record in try self.records(about: next, transaction) {
                if cut.admits(try header(record, transaction), at: record) { records.append(record) }
            }
            reached[next] = records
            waiting += records
        }
        var versions: [UInt64: EventVersion] = [:]
        for place in reached.keys.sorted(by: >) {
            let event = try self.event(place, transaction).event
            var version = EventVersion(revision: place, event: event)
            for record in reached[place] ?? [] {
                guard let about = versions[record], about.retractions.isEmpty else { continue }
                version.apply(about)
            }
            versions[place] = version
        }
        guard let version = versions[revision] else { throw .corrupt("revision \(revision) is missing") }
        return version
    }
}

extension StoreTables {
    /// An event with everything that has been said about it.
    func effectiveEvent(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> JSONValue {
        .object(try version(of: revision, KnowledgeCut(through: .max), transaction).event)
    }
}

extension EventVersion {
    /// Takes in what a record says, which is itself in force.
    fileprivate mutating func apply(_ record: EventVersion) {
        let data = record.event["data"]
        switch record.event["type"]?.text.flatMap(Catalogue.type(named:)) {
        case .recordCorrected:
            guard let patch = data?["patch"] else { return }
            event = JSONValue.object(event).merged(with: patch).object ?? event
            corrections.append(record.revision)
        case .recordRetracted: retractions.append(record.revision)
        case .recordDuplicateOf:
            if let id = data?["canonical"]?.text { canonicals.append((record.revision, id)) }
        case .recordDisputed: disputes.append(record.revision)
        case .recordAnnotated: annotations.append(record.revision)
        default: break
        }
    }
}
