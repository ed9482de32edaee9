import Foundation
import Testing

/// A folder in which examples are run as their reader would: with the program on the path and the curated events
/// beside them. It is gone after the test.
final class ExampleFolder {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let folder: URL
    private let program: URL

    init() throws {
        program = try #require(Self.program, "build the product chancery, or set CHANCERY to the program")
        folder = FileManager.default.temporaryDirectory.appending(
            path: "chancery-example-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "Events"), withDestinationURL: Self.root.appending(path: "Events"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a script of bash, ended by the first command that fails.
    func bash(_ script: String) throws -> Outcome { try run("bash", ["-euo", "pipefail", "-c", script]) }

    func run(_ tool: String, _ arguments: [String], in directory: URL? = nil) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.currentDirectoryURL = directory ?? folder
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = program.deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
        for name in ["CHANCERY_STORE", "CHANCERY_KEY", "COLUMNS", "MAKEFLAGS", "MAKELEVEL"] {
            environment[name] = nil
        }
        process.environment = environment
        let files = ["output", "errors"].map { folder.appending(path: ".example-\($0)") }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Outcome(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: name).path)
    }

    /// Whether a tool is on this machine.
    static func finds(_ tool: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
        }
    }

    /// The program: that of $CHANCERY, else the one that was built with the tests.
    static var program: URL? {
        var places = [
            root.appending(path: ".build/debug/chancery"), root.appending(path: ".build/release/chancery"),
        ]
        if let named = ProcessInfo.processInfo.environment["CHANCERY"] {
            places.insert(URL(filePath: named), at: 0)
        }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
