/// The built-in table of actors.
///
/// It is built on first use, so that commands which need no actor don't pay for it, and holds no
/// more than names: whatever else is to be known of an actor belongs into the log.
public enum KnownActors {
    /// Every known actor, sorted by code (ASCII order); codes are unique.
    public static var all: [KnownActor] { sorted }

    /// The actor with exactly this code (case counts), or `nil`. Takes about nine comparisons.
    public static func find(_ code: String) -> KnownActor? {
        let table = sorted
        var low = 0
        var high = table.count
        while low < high {
            let middle = low &+ (high &- low) / 2
            if table[middle].code < code {
                low = middle &+ 1
            } else {
                high = middle
            }
        }
        return low < table.count && table[low].code == code ? table[low] : nil
    }

    /// The tables that make up the whole, in no particular order.
    static let tables: [String] = [
        states, territories, withdrawnEntries, formerStates, contested, organisations,
    ]

    private static let sorted: [KnownActor] =
        tables.flatMap { table in table.utf8.split(separator: newline).compactMap(parse) }
        .sorted { $0.code < $1.code }

    /// Reads one line `code|kind|name` or `code|kind|name|existed`; `nil` for anything else.
    ///
    /// The tables are strings because the compiler takes far longer over a literal of hundreds of
    /// values than this takes to read them.
    private static func parse(_ line: Substring.UTF8View) -> KnownActor? {
        let fields = line.split(separator: bar).map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == 3 || fields.count == 4, let kind = ActorKind(rawValue: fields[1]) else {
            return nil
        }
        return KnownActor(
            code: fields[0], kind: kind, name: fields[2], existed: fields.count == 4 ? fields[3] : nil)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let bar = UInt8(ascii: "|")
}
