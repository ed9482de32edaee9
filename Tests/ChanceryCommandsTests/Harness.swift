import CanonicalJSON
import ChanceryCommands
import Foundation
import Synchronization

/// A standard input that holds some bytes.
final class MemorySource: ByteSource {
    private var chunks: [[UInt8]]
    let isTerminal: Bool
    var size: Int? { nil }

    init(_ text: String, isTerminal: Bool = false) {
        chunks = [Array(text.utf8)]
        self.isTerminal = isTerminal
    }

    func read() throws(StreamError) -> [UInt8] { chunks.isEmpty ? [] : chunks.removeFirst() }
}

/// An output that keeps what it is given, or fails as it is told to.
final class MemorySink: ByteSink {
    private let bytes = Mutex<[UInt8]>([])
    let isTerminal: Bool
    let columns: Int?
    private let fault: StreamError?

    init(isTerminal: Bool = false, columns: Int? = nil, fault: StreamError? = nil) {
        self.isTerminal = isTerminal
        self.columns = columns
        self.fault = fault
    }

    func write(_ more: [UInt8]) throws(StreamError) {
        if let fault { throw fault }
        bytes.withLock { $0 += more }
    }

    func flush() throws(StreamError) {}

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

/// What a command did.
struct Outcome {
    let exit: Int32
    let output: String
    let errors: String

    var json: JSONValue { get throws { try parse(output) } }

    /// The output's lines as JSON.
    var lines: [JSONValue] {
        get throws { try output.split(separator: "\n").map { try parse(String($0)) } }
    }

    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

func parse(_ text: String) throws -> JSONValue {
    let document = try JSONDocument(Array(text.utf8).span)
    return document.value(document.root)
}

/// A folder of a test's own, gone after it, with a store in it once something is appended.
final class Workplace {
    let folder: String
    var environment: [String: String] = [:]
    /// 2026-11-24T12:00:00Z.
    let clock: @Sendable () -> Int64 = { 1_795_521_600_000_000 }

    init() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "chancery-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        folder = path.path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult func run(_ arguments: String..., input: String = "") -> Outcome {
        run(arguments, input: input)
    }

    func run(
        _ arguments: [String], input: String = "", in directory: String? = nil,
        output: MemorySink = MemorySink()
    ) -> Outcome {
        let errors = MemorySink()
        let exit = CommandLineProgram.run(
            arguments: arguments, environment: environment, input: MemorySource(input), output: output,
            errorOutput: errors, directory: directory ?? folder, clock: clock)
        return Outcome(exit: exit, output: output.text, errors: errors.text)
    }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }

    func names(in name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/" + name).sorted()
    }
}

/// A line of input.
enum Line {
    static func meeting(_ id: String, _ occurred: String = "2018-03", _ others: [String] = ["ASEAN", "RUS"])
        -> String
    {
        let codes = others.map { "\"\($0)\"" }.joined(separator: ",")
        return
            #"{"id":"\#(id)","type":"meeting.held","occurred":"\#(occurred)","actors":{"participants":[\#(codes)]}}"#
            + "\n"
    }
}
