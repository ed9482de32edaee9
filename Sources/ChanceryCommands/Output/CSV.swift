import CanonicalJSON
import Replay

/// Rows of comma-separated values (RFC 4180): a first row of names, then a row for each item.
///
/// The columns are those of ``CSVColumns``, whatever the items; behind them stands the lens. A text that a spreadsheet
/// would take for a formula has `'` put before it, and so has one that begins with `'`: whoever takes one `'` away
/// from the start has the text back.
enum CSV {
    static func bytes(of items: [JSONValue], columns: [CSVColumns.Column], lens: JSONValue) -> [UInt8] {
        var writer = Writer()
        let lensColumns = CSVColumns.lens
        writer.row((columns + lensColumns).map { quoted($0.name) })
        let lensCells = lensColumns.map { cell(["lens": lens], $0) }
        for item in items { writer.row(columns.map { cell(item, $0) } + lensCells) }
        return writer.bytes
    }

    private struct Writer {
        private(set) var bytes: [UInt8] = []

        mutating func row(_ cells: [String]) {
            for (index, cell) in cells.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += cell.utf8
            }
            bytes += [0x0D, 0x0A]
        }
    }

    private static func cell(_ item: JSONValue, _ column: CSVColumns.Column) -> String {
        let value = column.path.reduce(item) { $0[$1] ?? .null }
        switch value {
        case .null: return ""
        case .text(let text): return text.isEmpty ? "\"\"" : quoted(guarded(text))
        case .list(let list) where column.form == .list:
            return quoted(list.compactMap(\.text).joined(separator: ";"))
        default: return quoted(CanonicalWriter.text(of: value))
        }
    }

    /// What begins a formula in one spreadsheet or another, and what they skip before it.
    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "'"]

    private static func guarded(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, formulaStarts.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        return needsQuotes
            ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\"" : text
    }
}
