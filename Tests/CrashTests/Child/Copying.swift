import EventLog
import Foundation
import LMDB

/// Appends batch after batch, each by opening the store anew, as scripts do; says so after each receipt.
func appendReopening(_ path: String, name: String, count: Int) throws {
    for batch in 0..<count {
        let size = Int.random(in: 1...20)
        let lines = (0..<size).map { place in
            #"{"id":"\#(name).\#(batch).\#(place)","type":"meeting.held","occurred":"2018","#
                + #""actors":{"participants":["RUS","SGP"]},"note":"\#(size)"}"#
        }
        do {
            let log = try EventLog.openOrCreate(path: path, seed: Array(name.utf8))
            var source = EventSource(bytes: Array(lines.joined(separator: "\n").utf8))
            let receipt = try log.append(&source, clock: { Int64(Date().timeIntervalSince1970 * 1_000_000) })
            say("\(name).\(batch) \(size) \(receipt.lastRevision)")
        }
    }
}

/// Compacts again and again, and says after each how it went.
func compact(_ path: String, count: Int) throws {
    for _ in 0..<count {
        let scratch = try ScratchFolder(in: path)
        defer { scratch.remove() }
        do {
            let done = try EventLog.compact(path: path, scratch: scratch, patience: .seconds(5))
            say("compacted \(done.head.revision)")
        } catch LogError.busy {
            say("busy")
        }
    }
}

/// Opens the store, says so, and keeps it open.
func hold(_ path: String) throws {
    let log = try EventLog.openOrCreate(path: path, seed: [1])
    say("open \(log.id)")
    while true { Thread.sleep(forTimeInterval: 60) }
}
