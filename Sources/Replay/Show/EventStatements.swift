import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

/// What has been said about an event, and the event after each of it.
struct EventStatements {
    /// Every `record.*` about the event, about those, and so on, in the order of the log.
    let records: [JSONValue]
    /// The event as it was recorded, and as it was after each record that changed it.
    let versions: [JSONValue]

    init(
        _ log: EventLog, _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        var version = try log.version(of: revision, KnowledgeCut(through: revision), transaction)
        var records: [JSONValue] = []
        var versions = [EventStatements.version(version, by: version.event["id"] ?? .null, revision)]
        for (record, target) in try EventStatements.records(log, about: revision, transaction) {
            let said = try log.version(of: record, KnowledgeCut(through: .max), transaction)
            let stored = try log.recorded(record, transaction)
            let next = try log.version(of: revision, KnowledgeCut(through: record), transaction)
            let changes = FieldDifference.between(EventStatements.aligned(version.event, next.event))
            let isRetraction = version.retractions.isEmpty != next.retractions.isEmpty
            records.append([
                "changes": .list(
                    changes.map { ["from": $0.from, "path": .text($0.path.description), "to": $0.to] }),
                "id": said.event["id"] ?? .null, "inForce": .bool(said.retractions.isEmpty),
                "reason": said.event["data"]?["reason"] ?? .null,
                "recorded": .text(Timestamp.text(stored.recorded)),
                "reported": said.event["reported"] ?? .null,
                "revision": .integer(Int64(clamping: record)), "source": said.event["source"] ?? .null,
                "target": .text(target), "type": said.event["type"] ?? .null,
            ])
            if !changes.isEmpty || isRetraction {
                versions.append(EventStatements.version(next, by: said.event["id"] ?? .null, record))
            }
            version = next
        }
        self.records = records
        self.versions = versions
    }

    private static func version(_ version: EventVersion, by id: JSONValue, _ revision: UInt64) -> JSONValue {
        [
            "by": id, "event": .object(version.event), "retracted": .bool(!version.retractions.isEmpty),
            "revision": .integer(Int64(clamping: revision)),
        ]
    }

    /// The records that bear on an event, each with the id of what it is about, in the order of the log.
    private static func records(
        _ log: EventLog, about revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [(record: UInt64, target: String)] {
        var found: [UInt64: String] = [:]
        var waiting = [revision]
        while let next = waiting.popLast() {
            let id = try log.event(next, transaction)["id"]?.text ?? "?"
            for record in try log.records(about: next, transaction) where found[record] == nil {
                found[record] = id
                waiting.append(record)
            }
        }
        return found.sorted { $0.key < $1.key }.map { (record: $0.key, target: $0.value) }
    }

    /// Two events with the same members: what one of them lacks is `null` in it.
    private static func aligned(_ one: JSONObject, _ other: JSONObject) -> (JSONValue, JSONValue) {
        var (first, second) = (one, other)
        for name in Set((one.members + other.members).map(\.name)) {
            switch (one[name] ?? .null, other[name] ?? .null) {
            case (.object(let inner), .object(let outer)):
                (first[name], second[name]) = aligned(inner, outer)
            case (.object(let inner), .null): (first[name], second[name]) = aligned(inner, JSONObject())
            case (.null, .object(let outer)): (first[name], second[name]) = aligned(JSONObject(), outer)
            case (let inner, let outer): (first[name], second[name]) = (inner, outer)
            }
        }
        return (.object(first), .object(second))
    }
}

extension FieldDifference {
    fileprivate static func between(_ values: (JSONValue, JSONValue)) -> [FieldDifference] {
        between(values.0, values.1)
    }
}
