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
        let ids = try environment.table("ids", keys: .integer, duplicates: .integers)
        let hash = EventIDHash.of("a")
        // Forgotten, said again with other content, and remembered.
        try environment.write { transaction in try transaction.deleteDuplicate(ids, hash, 1) }
        try store.append(#"{"id":"a","type":"x.other","occurred":""}"#)
        try environment.write { transaction in _ = try transaction.putDuplicate(ids, hash, 1) }
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
            try transaction.put(headers, 0, (frame + frame.prefix(64)).span)
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
        let ids = try environment.table("ids", keys: .integer, duplicates: .integers)
        try environment.write { transaction in
            _ = try transaction.putDuplicate(about, 3, 2)
            try transaction.deleteDuplicate(about, 1, 2)
            _ = try transaction.putDuplicate(ids, EventIDHash.of("a"), 3)
        }
        #expect(
            try store.log.verify().findings.contains(
                "revision 2: missing in the index of what is said about 'a'"))
    }
}
