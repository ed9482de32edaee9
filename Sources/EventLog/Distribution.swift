/// Sorting by distribution: comparing costs several times as much where there are many entries.
enum Distribution {
    /// Sorts by a number, from its least significant byte to its most; what has the same number stays in its order.
    @inline(__always)
    static func sort<Entry>(_ entries: inout [Entry], by number: (Entry) -> UInt64) {
        var to = entries
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            var starts = [Int](repeating: 0, count: 257)
            for entry in entries { starts[Int(number(entry) >> shift & 0xFF) + 1] += 1 }
            // A byte that all have in common needs no pass.
            if starts.contains(entries.count) { continue }
            for byte in 0..<256 { starts[byte + 1] += starts[byte] }
            for entry in entries {
                let byte = Int(number(entry) >> shift & 0xFF)
                to[starts[byte]] = entry
                starts[byte] += 1
            }
            swap(&entries, &to)
        }
    }
}
