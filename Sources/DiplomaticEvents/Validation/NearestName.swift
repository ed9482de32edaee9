/// Finds what somebody may have meant.
public enum NearestName {
    /// The candidate nearest to `name` by edits (insertions, deletions, replacements, swaps of neighbours),
    /// ignoring case; `nil` where none is near enough to be worth asking about.
    public static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().utf8.prefix(64))
        var best: (name: String, distance: Int)?
        let limit = max(1, min(4, wanted.count / 3 + 1))
        for candidate in candidates {
            let other = Array(candidate.lowercased().utf8.prefix(64))
            if abs(other.count - wanted.count) > limit { continue }
            let distance = distance(wanted, other)
            if distance <= limit, best.map({ distance < $0.distance }) ?? true {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// `": did you mean 'x'?"`, or nothing.
    public static func question(_ name: String, in candidates: some Sequence<String>) -> String {
        of(name, in: candidates).map { ": did you mean '\($0)'?" } ?? ""
    }

    /// The optimal string alignment distance.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, byte) in one.enumerated() {
            var current = [row + 1]
            for (column, otherByte) in other.enumerated() {
                var least = min(
                    last[column] + (byte == otherByte ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, byte == other[column - 1], one[row - 1] == otherByte {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            before = last
            last = current
        }
        return last[other.count]
    }
}
