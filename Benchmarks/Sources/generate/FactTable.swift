import DiplomaticEvents

/// The events as rows for other programs: what a reader of the lines would put into a table to ask the same questions,
/// with the dates already read, which is no work for the others to be measured at.
///
/// An event has a row for each pair that it is about, or one without a pair. Columns of the facts: number of the event,
/// type, the pair's codes in their order, whether the first acts on the second, earliest and latest second at which it
/// takes effect, rank of the type, whether it is asserted, subject, party, score in tenths, root of the code. Columns of
/// the corrections: number, number of the corrected event, first and last second of the day that it says, whether what
/// it corrects is a correction.
final class FactTable {
    private let facts: Output
    private let corrections: Output

    init(facts: String, corrections: String) throws {
        self.facts = try Output(path: facts)
        self.corrections = try Output(path: corrections)
    }

    func add(_ number: Int, _ event: Happening, earliest: Int64, latest: Int64, isAsserted: Bool) {
        let pairs = event.pairs
        let before = "\(number),\(event.type.name),"
        let after =
            ",\(earliest),\(latest),\(event.type.rank),\(isAsserted ? 1 : 0),\(event.subject ?? "")"
            + ",\(event.party ?? ""),\(event.score),\(event.root)\n"
        for (from, to) in pairs {
            let isForward = from < to
            put(before, (isForward ? from : to), ",", (isForward ? to : from), isForward ? ",1" : ",0", after)
        }
        if pairs.isEmpty { put(before, ",,1", after) }
    }

    private func put(_ texts: String...) {
        for text in texts { facts.bytes.append(contentsOf: text.utf8) }
    }

    func add(correction number: Int, of target: Int, _ day: Dates.Told, isOfCorrection: Bool) {
        let row = "\(number),\(target),\(day.earliest),\(day.latest),\(isOfCorrection ? 1 : 0)\n"
        corrections.bytes.append(contentsOf: row.utf8)
    }

    func writeIfFull() throws {
        try facts.writeIfFull()
        try corrections.writeIfFull()
    }

    func flush() throws {
        try facts.flush()
        try corrections.flush()
    }
}
