import Foundation

/// The program itself, as it is built beside the tests.
final class Program {
    private let process = Process()
    private let output = Pipe()
    private let errorOutput: URL

    /// Where it is.
    static var path: String {
        let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: own ?? "").deletingLastPathComponent().appendingPathComponent("chancery")
            .path
    }

    convenience init(_ place: Workplace, _ arguments: String...) throws { try self.init(place, arguments) }

    /// - Parameter tool: a program and its arguments that it is to be run by.
    init(_ place: Workplace, by tool: [String] = [], _ arguments: [String]) throws {
        let all = tool + [Self.path] + arguments
        process.executableURL = URL(fileURLWithPath: all[0])
        process.arguments = Array(all.dropFirst())
        process.currentDirectoryURL = URL(filePath: place.folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        errorOutput = URL(filePath: place.folder + "/errors-" + UUID().uuidString)
        try Data().write(to: errorOutput)
        process.standardError = try FileHandle(forWritingTo: errorOutput)
        try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    var number: Int32 { process.processIdentifier }

    func waitForLine() throws {
        while try output.fileHandleForReading.read(upToCount: 1) != Data("\n".utf8) {}
    }

    /// Waits for its end; the exit code is -1 where a signal ended it.
    func end() throws -> Outcome {
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            exit: process.terminationReason == .exit ? process.terminationStatus : -1,
            output: String(decoding: bytes, as: UTF8.self),
            errors: try String(contentsOf: errorOutput, encoding: .utf8))
    }
}
