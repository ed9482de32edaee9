import Foundation

/// A page of documentation, and the blocks of code in it.
struct Page {
    struct Block {
        let language: String
        let text: String
        /// The line on which it begins, from 1.
        let line: Int
    }

    let blocks: [Block]

    /// - Parameter path: from the project's folder on.
    init(_ path: String) throws {
        let text = try String(contentsOf: ExampleFolder.root.appending(path: path), encoding: .utf8)
        var blocks: [Block] = []
        var open: (language: String, line: Int, lines: [Substring])?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard line.hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                blocks.append(
                    Block(
                        language: block.language, text: block.lines.joined(separator: "\n"), line: block.line)
                )
                open = nil
            } else {
                open = (String(line.dropFirst(3)), index + 1, [])
            }
        }
        self.blocks = blocks
    }
}
