public import CanonicalJSON
public import DiplomaticEvents
public import EDTF
import Projections

/// The reference model: the whole log as JSON trees, every question answered by sorting and folding all of it.
/// It knows nothing of LMDB, headers, indexes or caches; whatever is fast is held against it.
public struct NaiveLog: Sendable {
    /// The events in the order of appending; the first is revision 1.
    public var events: [JSONObject]
    /// The day on which all of them were recorded, for events without `reported`.
    public var recordedDay: CivilDay

    public init(_ events: [JSONObject], recordedDay: CivilDay = CivilDay(number: 20_781)) {
        self.events = events
        self.recordedDay = recordedDay
    }

    /// Reads NDJSON lines.
    public init(lines: [String], recordedDay: CivilDay = CivilDay(number: 20_781)) throws {
        var events: [JSONObject] = []
        for line in lines {
            let document = try JSONDocument(Array(line.utf8).span)
            events.append(document.value(document.root).object ?? JSONObject())
        }
        self.init(events, recordedDay: recordedDay)
    }

    /// The events that the lens lets in, as corrected, by revision; `record.*` and what they took out are gone.
    public func effective(_ lens: NaiveLens) throws -> [Revision: JSONObject] {
        var versions: [String: JSONObject] = [:]
        var revisions: [String: Revision] = [:]
        var records: [(revision: Revision, id: String)] = []
        for (index, event) in events.enumerated() where index < lens.atRevision ?? .max {
            guard let id = event["id"]?.text, let type = event["type"]?.text else { continue }
            versions[id] = event
            revisions[id] = Revision(UInt64(index + 1))
            if type.hasPrefix("record."), try isReported(event, lens) {
                records.append((Revision(UInt64(index + 1)), id))
            }
        }
        // From the last to the first: whatever is said about a record stands behind it in the log.
        var patches: [String: [JSONValue]] = [:]
        var retracted: Set<String> = []
        var canonical: [(duplicate: String, of: String)] = []
        for (revision, id) in records.reversed() {
            guard !retracted.contains(id), let original = versions[id] else { continue }
            let record = Self.patched(original, patches[id])
            guard let target = record["data"]?["target"]?.text, let place = revisions[target],
                place < revision
            else { continue }
            switch record["type"]?.text {
            case "record.corrected":
                if let patch = record["data"]?["patch"] { patches[target, default: []].append(patch) }
            case "record.retracted": retracted.insert(target)
            case "record.duplicate-of":
                if let of = record["data"]?["canonical"]?.text { canonical.append((target, of)) }
            default: break
            }
        }
        var result: [Revision: JSONObject] = [:]
        for (id, event) in versions where event["type"]?.text?.hasPrefix("record.") == false {
            let version = Self.patched(event, patches[id])
            if !retracted.contains(id), try isReported(version, lens), let revision = revisions[id] {
                result[revision] = version
            }
        }
        var gone: [String: String] = [:]
        for (duplicate, named) in canonical.reversed() {
            var of = named
            while let next = gone[of] { of = next }
            // The canonical account must be there, and must not itself stand for this one.
            guard let place = revisions[of], result[place] != nil, duplicate != of, gone[duplicate] == nil,
                let own = revisions[duplicate]
            else { continue }
            result[own] = nil
            gone[duplicate] = of
        }
        return result
    }

    private static func patched(_ event: JSONObject, _ patches: [JSONValue]?) -> JSONObject {
        // They were gathered from the last to the first.
        (patches ?? []).reversed().reduce(JSONValue.object(event)) { $0.merged(with: $1) }.object ?? event
    }

    private func isReported(_ event: JSONObject, _ lens: NaiveLens) throws -> Bool {
        guard let by = lens.reportedBy else { return true }
        return try reported(event) <= by.last
    }

    private func reported(_ event: JSONObject) throws -> Instant {
        try event["reported"]?.text.map { text in try LensDate(text).last } ?? recordedDay.lastInstant
    }

    /// When an event occurred, capped by the day of its report.
    func occurred(_ event: JSONObject) throws -> (start: Bounds, end: Bounds?) {
        let date = try EDTFDate(event["occurred"]?.text ?? "")
        var start = date.start
        let cap = try reported(event).day.lastInstant
        let isAsserted = event["assertion"]?.text ?? "asserted" == "asserted"
        if isAsserted || date.isUnknown, start.latest > cap, start.earliest <= cap { start.latest = cap }
        return (start, date.end)
    }
}
