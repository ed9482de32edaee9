import EventCoding
import EventLog
import Foundation
import LMDB
import Testing

/// What no append would do, done to the tables by hand: verify tells of it.
@Suite struct VerificationOfTablesTests {
    @Test func twoEventsOfOneIDAreFound() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"))
        let environment = try Environment.open(path: store.path)
        // Forgotten, said again with other content, and remembered.
        try rewriteIDs(environment) { entry in
            if entry.event == 1 { entry.hash = 0 }
        }
        try store.append(#"{"id":"a","type":"x.other","occurred":""}"#)
        try rewriteIDs(environment) { entry in
            if entry.hash == 0 { entry.hash = EventIDHash.of("a") }
        }
        #expect(try store.log.verify().findings == ["revision 3: the id 'a' is that of revision 1 too"])
    }

    @Test func aHeaderBeyondTheHeadIsFound() throws {
        let store = try TestStore()
        try store.append(meeting("a"), meeting("b"))
        let environment = try Environment.open(path: store.path)
        let headers = try environment.table("headers", keys: .integer)
        try environment.write { transaction in
            var frame: [UInt8] = []
            if let stored = try transaction.get(headers, 0) { frame = stored.copied() }
            let longer = frame + frame.prefix(64)
            try transaction.put(headers, 0, longer.span)
        }
        #expect(try store.log.verify().findings == ["a frame of headers does not end where it should"])
    }

    @Test func aRecordAboutAnEventAfterItIsFound() throws {
        let store = try TestStore()
        try store.append(
            meeting("a"), #"{"id":"r","type":"record.annotated","data":{"target":"a","reason":"said"}}"#,
            meeting("c"))
        let environment = try Environment.open(path: store.path)
        let about = try environment.table("about", keys: .integer, duplicates: .integers)
        try environment.write { transaction in
            _ = try transaction.putDuplicate(about, 3, 2)
            _ = try transaction.deleteDuplicate(about, 1, 2)
        }
        try rewriteIDs(environment) { entry in
            if entry.event == 3 { entry.hash = EventIDHash.of("a") }
        }
        #expect(
            try store.log.verify().findings.contains(
                "revision 2: missing in the index of what is said about 'a'"))
    }

    private typealias Entry = (hash: UInt64, event: UInt64)

    /// Puts the runs of ids, 12 bytes an entry, as `change` leaves them.
    private func rewriteIDs(_ environment: Environment, _ change: (inout Entry) -> Void) throws {
        let ids = try environment.table("ids", keys: .integer)
        try environment.write { transaction in
            for first in 1...3 as ClosedRange<UInt64> {
                var bytes: [UInt8] = []
                if let stored = try transaction.get(ids, first) { bytes = stored.copied() }
                if bytes.isEmpty { continue }
                var entries: [Entry] = stride(from: 0, to: bytes.count, by: 12).map { place in
                    (
                        bytes[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) },
                        first + bytes[place + 8..<place + 12].reversed().reduce(0) { $0 << 8 | UInt64($1) }
                    )
                }
                for index in entries.indices { change(&entries[index]) }
                var run: [UInt8] = []
                for entry in entries.sorted(by: { ($0.hash, $0.event) < ($1.hash, $1.event) }) {
                    for shift in 0..<8 { run.append(UInt8(truncatingIfNeeded: entry.hash >> (8 * shift))) }
                    for shift in 0..<4 {
                        run.append(UInt8(truncatingIfNeeded: (entry.event - first) >> (8 * shift)))
                    }
                }
                try transaction.put(ids, first, run.span)
            }
        }
    }
}
