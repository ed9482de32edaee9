import Foundation

/// The first lines of a file, in memory.
struct Lines {
    let bytes: [UInt8]
    /// Where each begins, and where the last ends.
    let starts: [Int]

    var count: Int { starts.count - 1 }

    init(path: String, most: Int) throws {
        let all = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var starts = [0]
        var place = 0
        while starts.count <= most, place < all.count {
            if all[place] == UInt8(ascii: "\n") { starts.append(place + 1) }
            place += 1
        }
        self.starts = starts
        bytes = Array(all[..<(starts.last ?? 0)])
    }

    /// A line with its end.
    subscript(place: Int) -> [UInt8] { Array(bytes[starts[place]..<starts[place + 1]]) }
}

/// The seconds of a clock that only goes forward.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The time of day, in microseconds since 1970, as appends record it.
func microseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}
