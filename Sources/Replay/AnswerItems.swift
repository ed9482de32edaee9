public import CanonicalJSON

/// The items of an answer: as values, or as the text that is written of them, which costs less where nothing else is
/// done with it.
public struct AnswerItems: Sendable {
    private enum Form: Sendable {
        case values([JSONValue])
        /// Some items each, separated by a comma and a line end.
        case text([ArraySlice<UInt8>])
    }

    private let form: Form

    init(_ values: [JSONValue]) { form = .values(values) }

    /// - Parameter runs: the items of each run, each on a line, with a comma between them.
    init(text runs: [ArraySlice<UInt8>]) { form = .text(runs.filter { !$0.isEmpty }) }

    /// The items as values.
    public var values: [JSONValue] {
        switch form {
        case .values(let values): return values
        case .text(let runs):
            var values: [JSONValue] = []
            for run in runs {
                let list: [UInt8] = [UInt8(ascii: "[")] + run + [UInt8(ascii: "]")]
                guard let document = try? JSONDocument(list.span) else { continue }
                values += document.elements(document.root).map(document.valueAsWritten)
            }
            return values
        }
    }

    /// Writes them as a list with each item on a line of its own.
    func write(into writer: inout CanonicalWriter) {
        switch form {
        case .values(let values): writer.writeLines(values)
        case .text(let runs):
            writer.raw("[")
            writer.bytes.reserveCapacity(writer.bytes.count + runs.reduce(64) { $0 + $1.count + 2 })
            for (index, run) in runs.enumerated() {
                writer.raw(index == 0 ? "\n" : ",\n")
                writer.bytes.append(contentsOf: run)
            }
            writer.raw(runs.isEmpty ? "]" : "\n]")
        }
    }
}
