import EventCoding
import EventLog
import Foundation
import Glibc

/// Turns one bit of a store's file round, looks what a reader and `verify` make of it, and turns it back; for each
/// number from `first` to before `last`, which decides the bit. Where `last` is 0, the numbers run through all bytes
/// that are used, with four bits of each.
///
/// Says for each: its number, and `refused` (it can't be opened), `found` (verify tells of it), `harmless` (everything
/// reads as it was), `older` (it reads as it was before the last appends, whole), or `WRONG` and why.
func flipBits(of path: String, in scratch: String, from first: UInt64, to last: UInt64) throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: path + "/data.mdb"))
    let expected = try reading(path)
    let used = whole.indices.filter { whole[$0] != 0 }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: scratch + "/data.mdb"))
    for number in first..<(last == 0 ? UInt64(used.count) * 4 : last) {
        // A hang is as bad as a crash: the alarm ends the process, and the parent sees where.
        alarm(20)
        var mixed = (number &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        mixed = mixed &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 32
        let offset: Int
        if last == 0 {
            offset = used[Int(number / 4)]
        } else if number % 4 == 0 {
            offset = Int(mixed >> 3) % whole.count
        } else {
            offset = used[Int(mixed >> 3) % used.count]
        }
        // Of each byte in turn the four bits that are even or those that are odd.
        let bit = UInt8(1) << UInt8(last == 0 ? number % 4 * 2 + number / 4 % 2 : mixed & 7)
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: [whole[offset] ^ bit])
        say("\(number) at \(offset) bit \(bit)")
        say("\(number) \(verdict(scratch, expected))")
        try file.seek(toOffset: UInt64(offset))
        try file.write(contentsOf: [whole[offset]])
    }
    alarm(0)
    say("end")
}

private struct Reading: Equatable {
    var id: String
    var revision: UInt64
    var head: String
    var contents: [String]
    var headers: [StoredHeader] = []
    /// Names, and what the indexes lead to.
    var names: [String] = []
    var places: [[UInt64]] = []
}

private func reading(_ path: String) throws -> Reading {
    let log = try EventLog.open(path: path)
    return try log.read { transaction in
        let head = try log.head(transaction)
        var contents: [String] = []
        for revision in 1...head.revision {
            contents.append(String(decoding: try log.recorded(revision, transaction).content, as: UTF8.self))
        }
        var reading = Reading(
            id: log.id, revision: head.revision, head: head.digest.description, contents: contents)
        try log.forEachHeader(through: head.revision, transaction) { (_, header) throws(LogError) in
            reading.headers.append(header)
        }
        let (actors, types) = (try log.actorCodes(transaction), try log.typeNames(transaction))
        reading.names = actors + types
        for number in actors.indices {
            reading.places.append(try log.revisions(ofActor: UInt32(number), transaction))
        }
        for number in types.indices {
            reading.places.append(try log.revisions(ofType: UInt16(number), transaction))
        }
        for number in Set(reading.headers.map(\.subject)).sorted() where number > 0 {
            reading.names.append(try log.subjectName(number, transaction))
            reading.places.append(try log.revisions(ofSubject: number, transaction))
        }
        reading.places.append(try log.eventsWithRecords(transaction))
        return reading
    }
}

private func verdict(_ path: String, _ expected: Reading) -> String {
    let log: EventLog
    do { log = try EventLog.open(path: path) } catch { return "refused" }
    // What can be read of an event is what was recorded, whether or not anybody has verified the store.
    for (index, content) in expected.contents.enumerated() {
        let read = try? log.read { transaction in try log.recorded(UInt64(index) + 1, transaction).content }
        if let read, String(decoding: read, as: UTF8.self) != content {
            return "WRONG revision \(index + 1) reads otherwise"
        }
    }
    do {
        if !(try log.verify().findings.isEmpty) { return "found" }
    } catch {
        return "found"
    }
    do {
        let read = try reading(path)
        if read == expected { return "harmless" }
        let isShorter = read.contents.count < expected.contents.count
        if isShorter, read.id == expected.id, expected.contents.starts(with: read.contents) { return "older" }
        return "WRONG verify finds nothing, but something reads otherwise"
    } catch {
        return "WRONG verify finds nothing, but: \(error)"
    }
}
