import EventLog
import Foundation

/// Each line in a durable append of its own; prints the seconds of each.
func measureCommits(store: String, lines: Lines) throws {
    let log = try newLog(store)
    for place in 0..<lines.count {
        let line = lines[place]
        let start = now()
        var source = EventSource(bytes: line)
        _ = try log.append(&source, options: forMadeUpActors, clock: microseconds)
        print(now() - start)
    }
}

/// All lines in durable appends of `size`; prints the seconds of the whole.
func measureBatches(store: String, lines: Lines, size: Int) throws {
    let log = try newLog(store)
    var place = 0
    let start = now()
    var source = EventSource {
        let end = min(place + 1 << 18, lines.bytes.count)
        defer { place = end }
        return Array(lines.bytes[place..<end])
    }
    _ = try log.append(
        &source, inBatchesOf: size, options: forMadeUpActors, clock: microseconds, committed: { _ in })
    print(now() - start)
}

private func newLog(_ path: String) throws -> EventLog {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return try EventLog.openOrCreate(path: path, seed: Array("benchmark".utf8))
}

/// A renamed actor may come before the line that defines it, where only the first lines are taken.
private var forMadeUpActors: AppendOptions {
    var options = AppendOptions()
    options.allowNewActors = true
    return options
}
