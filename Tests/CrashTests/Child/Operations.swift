import EventLog
import Foundation
import LMDB

private func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }

/// Appends an endless input in batches, and says so after each: `batch size revision`.
func appendEndlessly(to path: String, name: String, count: Int) throws {
    let log = try EventLog.openOrCreate(path: path, seed: Array(name.utf8))
    let size = 40
    var given = 0
    var source = EventSource { () throws(LogError) in
        if given == count { return [] }
        defer { given += 1 }
        let lines = (0..<size).map { place in
            #"{"id":"\#(name).\#(given).\#(place)","type":"meeting.held","occurred":"2018","#
                + #""actors":{"participants":["RUS","SGP"]},"note":"\#(size)"}"#
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
    var done = 0
    _ = try log.append(&source, inBatchesOf: size, options: AppendOptions(), clock: now) { receipt in
        while done * size < receipt.appended {
            say("\(name).\(done) \(size) \(receipt.lastRevision)")
            done += 1
        }
    }
}

/// Takes one backup after another, and says the name of each that is done.
func backUp(_ path: String, into folder: String, count: Int) throws {
    let log = try EventLog.open(path: path)
    for number in 0..<count {
        let scratch = try ScratchFolder(in: folder)
        defer { scratch.remove() }
        _ = try log.copy(into: scratch)
        try scratch.become(folder + "/\(number)", in: folder)
        say("\(number)")
    }
}

/// Restores a dump into one folder after another, and says the name of each that is done.
func restore(_ dump: String, into folder: String, count: Int) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: dump)))
    for number in 0..<count {
        let path = folder + "/\(number)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let scratch = try ScratchFolder(in: path)
        defer { scratch.remove() }
        var rest = bytes
        var source = DumpSource { () throws(LogError) in
            defer { rest = [] }
            return rest
        }
        _ = try EventLog.restore(&source, into: scratch)
        try EventLog.install(scratch, at: path, patience: .seconds(5))
        say("\(number)")
    }
}

/// Redacts `e0`, `e1` …, and says the id of each that is gone.
func redact(_ path: String, count: Int) throws {
    for number in 0..<count {
        // Opened each time, as the command does.
        let redaction = try EventLog.openOrCreate(path: path, seed: [1])
            .redact(id: "e\(number)", reason: "a slip", clock: now)
        guard redaction?.isScrubbed == true else { throw ChildFault.receipt }
        say("e\(number)")
    }
}
