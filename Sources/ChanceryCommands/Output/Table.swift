/// Rows for people.
struct Table {
    var titles: [String]
    var rows: [[String]] = []
    /// What to say where there are no rows.
    var empty = "nothing"

    /// The least that a column is narrowed to.
    private static let least = 8
    private static let gap = 2

    /// - Parameter width: the columns of the terminal; the widest columns are narrowed to fit. `nil` narrows none.
    func rendered(width: Int?, showsColour: Bool) -> [UInt8] {
        if rows.isEmpty { return Array("(\(empty))\n".utf8) }
        let cells = rows.map { $0.map(DisplayText.safe) }
        let widths = fitted(natural(cells), to: width)
        var text = ""
        let head = line(titles, widths)
        text += showsColour ? "\u{1B}[1m\(head)\u{1B}[0m\n" : head + "\n"
        for row in cells { text += line(row, widths) + "\n" }
        return Array(text.utf8)
    }

    private func natural(_ cells: [[String]]) -> [Int] {
        var widths = titles.map(DisplayText.width)
        for row in cells {
            for (column, cell) in row.enumerated() where column < widths.count {
                widths[column] = max(widths[column], DisplayText.width(cell))
            }
        }
        return widths
    }

    private func fitted(_ natural: [Int], to width: Int?) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        var excess = widths.reduce(0, +) + Table.gap * max(0, widths.count - 1) - width
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Table.least
        {
            // Down to the second widest at one go.
            let next = widths.enumerated().filter { $0.offset != widest }.map(\.element).max() ?? 0
            let target = max(Table.least, min(widths[widest] - 1, max(next, widths[widest] - excess)))
            excess -= widths[widest] - target
            widths[widest] = target
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = ""
        for (column, cell) in cells.prefix(widths.count).enumerated() {
            let cut = DisplayText.cut(cell, to: widths[column])
            text += cut
            if column < widths.count - 1 {
                text += String(repeating: " ", count: widths[column] - DisplayText.width(cut) + Table.gap)
            }
        }
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
