import ChanceryCommands
import Foundation
import Replay
import RepresentationGaps
import Synchronization
import Testing

/// The program with the projection in it, on the curated events of the United States and Cuba.
@Suite struct DeskTests {
    @Test func everyCommandKnowsTheProjection() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let events = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Events/united-states-cuba.ndjson").path
        func desk(_ arguments: String...) -> (exit: Int32, output: String) { Self.run(arguments, in: folder) }

        #expect(desk("append", events).exit == 0)
        #expect(desk("projections").output.contains("representation-gaps"))
        let export = desk(
            "export", "representation-gaps", "--pair", "CUB", "USA", "--as-of", "2015-12-31", "--format",
            "ndjson")
        #expect(export.exit == 0)
        let lines = export.output.split(separator: "\n")
        #expect(lines.count == 1)
        #expect(export.output.contains(#""charge":"Jeffrey DeLaurentis""#), "\(export.output)")
        #expect(export.output.contains(#""days":164"#), "\(export.output)")
        #expect(export.output.contains(#""since":"2015-07-20""#))
        #expect(
            desk("view", "representation-gaps", "--as-of", "2015-12-31").output.contains("DeLaurentis"))
        let diff = desk(
            "diff", "representation-gaps", "--from", "2015-09-16", "--to", "2015-09-17", "--exit-code")
        #expect(diff.exit == 1)
        #expect(diff.output.contains("united-states-cuba-credentials-cabanas-2015"))
        #expect(desk("verify").exit == 0)
        #expect(desk("export", "representation-gaps", "--status", "vacant").exit == 64)
        #expect(desk("export", "relations", "--pair", "CUB", "USA").exit == 0)
    }

    /// With the program that was built beside the tests, in the project's folder.
    @Test func theReadmeRunsAsWritten() throws {
        let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let built = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        try #require(FileManager.default.isExecutableFile(atPath: built.appending(path: "desk").path))
        let scratch = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        try FileManager.default.createSymbolicLink(
            at: scratch.appending(path: "Events"),
            withDestinationURL: examples.deletingLastPathComponent().appending(path: "Events"))
        var printed = ""
        let readme = try String(contentsOf: examples.appending(path: "README.md"), encoding: .utf8)
        for (index, block) in readme.split(separator: "```", omittingEmptySubsequences: false).enumerated()
        where !index.isMultiple(of: 2) {
            if block.hasPrefix("sh\n") {
                let shell = Process()
                shell.executableURL = URL(filePath: "/bin/bash")
                shell.arguments = ["-euo", "pipefail", "-c", String(block.dropFirst(3))]
                shell.currentDirectoryURL = scratch
                var environment = ProcessInfo.processInfo.environment
                environment["PATH"] = "\(built.path):\(environment["PATH"] ?? "")"
                environment["TMPDIR"] = scratch.path
                shell.environment = environment
                let output = Pipe()
                shell.standardOutput = output
                try shell.run()
                printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                shell.waitUntilExit()
                #expect(shell.terminationStatus == 0, "\(block)")
            } else if block.hasPrefix("text\n") {
                #expect(block.dropFirst(5) == printed)
            }
        }
        #expect(printed.contains("DeLaurentis"))
    }

    private static func run(_ arguments: [String], in folder: String) -> (exit: Int32, output: String) {
        let (output, errors) = (Kept(), Kept())
        let exit = CommandLineProgram.run(
            arguments: arguments, environment: [:], input: Nothing(), output: output, errorOutput: errors,
            directory: folder,
            projections: .builtIn.adding(RepresentationGaps.self, filters: [.pair, .actor]))
        return (exit, output.text)
    }

    private final class Nothing: ByteSource {
        var isTerminal: Bool { false }
        var size: Int? { 0 }
        func read() throws(StreamError) -> [UInt8] { [] }
    }

    private final class Kept: ByteSink {
        private let bytes = Mutex<[UInt8]>([])
        var isTerminal: Bool { false }
        var columns: Int? { nil }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
        func write(_ more: [UInt8]) throws(StreamError) { bytes.withLock { $0 += more } }
        func flush() throws(StreamError) {}
    }
}
