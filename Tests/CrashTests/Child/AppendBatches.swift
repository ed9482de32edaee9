import EventLog
import Foundation

/// Appends batch after batch and says so after each receipt: `batch size revision`.
func appendBatches(to path: String, name: String, count: Int) throws {
    let log = try EventLog.openOrCreate(path: path, seed: Array(name.utf8))
    var random = SystemRandomNumberGenerator()
    for batch in 0..<count {
        // Most are small; a large one is likely to be under way when the kill comes.
        let size =
            Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 100...300) : Int.random(in: 1...20)
        let lines = (0..<size).map { place in
            #"{"id":"\#(name).\#(batch).\#(place)","type":"meeting.held","occurred":"2018","#
                + #""actors":{"participants":["RUS","SGP"]},"note":"\#(size)"}"#
        }
        var source = EventSource(bytes: Array(lines.joined(separator: "\n").utf8))
        let receipt = try log.append(&source, clock: { Int64(Date().timeIntervalSince1970 * 1_000_000) })
        say("\(name).\(batch) \(size) \(receipt.lastRevision)")
    }
}
