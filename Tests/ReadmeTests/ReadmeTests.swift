import Foundation
import Testing

/// Runs the README's examples as they are written, one after another in one folder, as its reader would.
@Suite struct ReadmeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func examplesOfTheReadmeRunAsWritten() throws {
        let program = try #require(Self.program, "build the product chancery, or set CHANCERY to the program")
        let blocks = try Self.blocks("sh")
        #expect(blocks.count >= 3, "each of the three uses has an example")
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "chancery-readme-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "Events"), withDestinationURL: Self.root.appending(path: "Events"))
        for block in blocks {
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/bash")
            shell.arguments = ["-euo", "pipefail", "-c", block]
            shell.currentDirectoryURL = folder
            var environment = ProcessInfo.processInfo.environment
            environment["PATH"] = program.deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
            environment["CHANCERY_STORE"] = nil
            shell.environment = environment
            let output = Pipe()
            shell.standardOutput = output
            shell.standardError = output
            shell.standardInput = FileHandle.nullDevice
            try shell.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 0, "\(block)\n\(said.suffix(2000))")
            #expect(!said.isEmpty, "an example that prints nothing: \(block)")
        }
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "paris.json").path))
    }

    /// The fenced blocks of a language.
    private static func blocks(_ language: String) throws -> [String] {
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```" + language {
                block = []
            } else if line == "```", let lines = block {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    /// The program: that of $CHANCERY, else the one that was built with the tests.
    private static var program: URL? {
        var places = [
            root.appending(path: ".build/debug/chancery"), root.appending(path: ".build/release/chancery"),
        ]
        if let named = ProcessInfo.processInfo.environment["CHANCERY"] {
            places.insert(URL(filePath: named), at: 0)
        }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
