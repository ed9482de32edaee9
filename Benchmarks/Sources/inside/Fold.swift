import EventCoding
import EventLog

/// What the signals between two come to.
private struct Tally {
    var count: UInt32 = 0
    var cooperative: UInt32 = 0
    var conflictual: UInt32 = 0
    var goldstein: Int64 = 0

    @inline(__always)
    mutating func add(_ signal: SignalHeader) {
        count &+= 1
        if (1...8).contains(signal.cameoRoot) { cooperative &+= 1 }
        if signal.cameoRoot >= 9 { conflictual &+= 1 }
        goldstein &+= Int64(signal.goldstein)
    }
}

/// Signals by pair over all headers of a store, so many times; prints the seconds of each and a digest of what was
/// counted, which is the same as that of `floor`.
func measureFold(store: String, rounds: Int) throws {
    let log = try EventLog.open(path: store)
    try log.read { transaction in
        let last = try log.head(transaction).revision
        let actors = try log.actorCodes(transaction).count
        let signal = UInt16(try log.typeNames(transaction).firstIndex(of: "signal.coded") ?? 0)
        for _ in 0..<rounds {
            var tallies = [Tally](repeating: Tally(), count: actors * actors)
            let start = now()
            try log.forEachFrame(through: last, transaction) { (_, headers) throws(LogError) in
                for place in stride(from: 0, to: headers.count, by: StoredHeader.size) {
                    guard let header = SignalHeader(headers, at: place, type: signal) else { continue }
                    let (one, other) = (Int(header.actors.0), Int(header.actors.1))
                    guard one < actors, other < actors else { continue }
                    tallies[one < other ? one * actors + other : other * actors + one].add(header)
                }
            }
            let seconds = now() - start
            var digest: UInt64 = 0
            for tally in tallies {
                digest = digest &* 31 &+ UInt64(bitPattern: tally.goldstein) &+ UInt64(tally.count) &* 7
                digest = digest &+ UInt64(tally.cooperative) &* 5 &+ UInt64(tally.conflictual) &* 3
            }
            print(seconds, digest)
        }
    }
}
