import EventCoding
import EventLog
import Foundation
import Glibc
import LMDB
import Synchronization

/// Appends as ``appendBatches(to:name:count:)`` does, and ends itself by SIGKILL where a write for the so-many-th time
/// comes to a stage of its commit.
func appendUntil(_ stage: String, _ times: Int, to path: String, name: String) throws {
    let seen = Atomic<Int>(0)
    CommitStage.observe { reached in
        guard reached.rawValue == stage else { return }
        if seen.wrappingAdd(1, ordering: .relaxed).newValue == times { kill(getpid(), SIGKILL) }
    }
    try appendBatches(to: path, name: name, count: times + 1)
}

/// Appends batches of which each also says what the other processes of the crowd say, and now and then only if
/// nothing came between. Says `batch size` for each.
func appendAmongOthers(to path: String, name: String, count: Int) throws {
    let log = try EventLog.openOrCreate(path: path, seed: [1])
    for batch in 0..<count {
        let size = 1 + batch % 5
        var lines = (0..<size).map { place in
            #"{"id":"\#(name).\#(batch).\#(place)","type":"x.own","occurred":"2018","note":"\#(size)"}"#
        }
        lines.append(
            #"{"id":"common.\#(batch)","type":"meeting.held","occurred":"2018","actors":{"participants":["RUS","SGP"]}}"#
        )
        while true {
            var options = AppendOptions()
            if batch % 2 == 0 {
                let seen = try log.read { transaction in try log.head(transaction).revision }
                options.ifRevision = seen
                // Says what it is bound to: the event must stand right behind that.
                lines[0] =
                    #"{"id":"\#(name).\#(batch).0","type":"x.own","occurred":"2018","note":"\#(size)","place":"\#(seen)"}"#
            }
            var source = EventSource(bytes: Array(lines.joined(separator: "\n").utf8))
            do {
                let receipt = try log.append(&source, options: options, clock: { Int64(batch) })
                guard receipt.appended + receipt.skipped == lines.count else { throw ChildFault.receipt }
                break
            } catch LogError.conditionFailed {
                continue
            }
        }
        say("\(name).\(batch) \(size)")
    }
}

/// Reads from beginning to end, again and again until there are so many events: every revision is there and every
/// batch whole in each state, and nothing that was there changes or goes.
func readAmongOthers(_ path: String, until events: UInt64) throws {
    let log = try EventLog.openOrCreate(path: path, seed: [1])
    var seen: [String] = []
    while seen.count < events {
        let now = try log.read { transaction in
            try (0..<(try log.head(transaction).revision)).map { revision in
                String(decoding: try log.recorded(revision + 1, transaction).content, as: UTF8.self)
            }
        }
        guard now.starts(with: seen) else { throw ChildFault.changed }
        var batches: [Substring: (held: Int, size: Int)] = [:]
        for line in now where line.contains(#""note":""#) {
            let id = line.split(separator: #""id":""#)[1].prefix { $0 != "\"" }
            let size = Int(line.split(separator: #""note":""#)[1].prefix { $0 != "\"" }) ?? 0
            guard let end = id.lastIndex(of: ".") else { throw ChildFault.changed }
            batches[id[..<end], default: (0, size)].held += 1
        }
        guard batches.values.allSatisfy({ $0.held == $0.size }) else { throw ChildFault.half }
        seen = now
    }
    say("\(seen.count)")
}

/// Reads one state and never lets go of it.
func readForEver(_ path: String) throws {
    let log = try EventLog.open(path: path)
    try log.read { _ in
        say("reading")
        while true { sleep(1_000) }
    }
}

enum ChildFault: Error {
    case receipt, changed, half
}
