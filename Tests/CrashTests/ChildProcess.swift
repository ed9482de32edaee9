import Foundation
import Glibc

/// Another process, of the program `crash-child` that is built beside the tests.
struct ChildProcess {
    private let process = Process()
    private let output = Pipe()

    init(_ arguments: String...) throws {
        try self.init(beneath: [], arguments)
    }

    /// - Parameters:
    ///   - tool: a program and its arguments that the child is to run beneath.
    ///   - program: what is run instead of `crash-child`, by the name under which it is built.
    init(beneath tool: [String] = [], program: String = "crash-child", _ arguments: [String]) throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let child = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(program)
        process.executableURL = tool.first.map { URL(fileURLWithPath: $0) } ?? child
        process.arguments = tool.isEmpty ? arguments : tool.dropFirst() + [child.path] + arguments
        process.standardOutput = output
        // Some of these processes are meant to die; nobody wants to read how.
        process.environment = ProcessInfo.processInfo.environment
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        try process.run()
    }

    func kill() { _ = Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Its number.
    var number: Int32 { process.processIdentifier }

    /// Waits until it has said something.
    func waitForLine() throws {
        while try output.fileHandleForReading.read(upToCount: 1) != Data("\n".utf8) {}
    }

    /// Waits for its end. A last line without its line end was cut off, and is left out.
    func lines() throws -> [String] {
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        var lines = String(decoding: data, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        lines.removeLast()
        return lines.map(String.init)
    }

    /// After its end: whether it ended by itself and was content.
    var succeeded: Bool { process.terminationReason == .exit && process.terminationStatus == 0 }
    /// After its end: the code that it gave.
    var exit: Int32? { process.terminationReason == .exit ? process.terminationStatus : nil }
    /// After its end: the signal that ended it, if one did.
    var signal: Int32? { process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil }
}

/// A folder of its own for a test, removed with the value.
final class Folder {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "crash-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
