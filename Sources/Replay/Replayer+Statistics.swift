public import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB

extension Replayer {
    /// The store in numbers: where the log stands, how large it is, what it holds.
    public func statistics() throws(ReplayError) -> JSONValue {
        try read { (transaction) throws(ReplayError) in
            do throws(LogError) {
                let head = try log.head(transaction)
                let store = try log.statistics(transaction)
                let shelf = SnapshotShelf(log)
                func size(_ number: some BinaryInteger) -> JSONValue { .integer(Int64(clamping: number)) }
                return [
                    "actors": size(store.actors), "bytes": size(store.bytes), "events": size(head.revision),
                    "format": size(log.formatVersion), "freeBytes": size(store.freeBytes),
                    "head": .text(head.digest.description), "id": .text(log.id),
                    "maxReaders": size(store.maxReaders),
                    "readers": size(store.readers), "records": size(store.records),
                    "revision": size(head.revision), "snapshotBytes": size(shelf.bytes),
                    "snapshots": size(shelf.names.count),
                    "subjects": size(store.subjects), "types": size(store.types),
                ]
            } catch {
                throw ReplayError.log(error)
            }
        }
    }

    /// The actors that are known: those of the built-in table, and those that events of this log name.
    public func actors() throws(ReplayError) -> [JSONValue] {
        try read { (transaction) throws(ReplayError) in
            do throws(LogError) {
                var rows: [String: JSONValue] = [:]
                for actor in KnownActors.all { rows[actor.code] = Self.row(actor, events: 0) }
                for (number, code) in try log.actorCodes(transaction).enumerated() where !code.isEmpty {
                    let events = try log.eventCount(ofActor: UInt32(number), transaction)
                    rows[code] = Self.row(
                        KnownActors.find(code)
                            ?? KnownActor(code: code, kind: .other, name: code, existed: nil),
                        events: events)
                }
                for (code, defined) in try definitions(transaction) {
                    guard let row = rows[code]?.object else { continue }
                    rows[code] = JSONValue.object(row).merged(with: defined)
                }
                return rows.keys.sorted { $0.precedes($1) }.compactMap { rows[$0] }
            } catch {
                throw ReplayError.log(error)
            }
        }
    }

    private static func row(_ actor: KnownActor, events: Int) -> JSONValue {
        [
            "code": .text(actor.code), "events": .integer(Int64(events)),
            "existed": .text(orNull: actor.existed),
            "kind": .text(actor.kind.rawValue), "name": .text(actor.name),
        ]
    }

    /// What `actor.defined` events of the log say, the last one of each actor.
    private func definitions(
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [(code: String, JSONValue)] {
        let types = try log.typeNames(transaction)
        guard let number = types.firstIndex(of: Catalogue[.actorDefined].name) else { return [] }
        var found: [(String, JSONValue)] = []
        for revision in try log.revisions(ofType: UInt16(clamping: number), transaction) {
            let version = try log.version(of: revision, KnowledgeCut(through: .max), transaction)
            guard version.retractions.isEmpty, let code = version.event["actors"]?["actor"]?.text else {
                continue
            }
            var row = JSONObject()
            row["kind"] = version.event["data"]?["kind"]
            row["name"] = version.event["data"]?["names"]?.list?.first
            row["existed"] = version.event["data"]?["exists"]
            found.append((code, .object(row)))
        }
        return found
    }
}
