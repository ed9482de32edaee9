import ArgumentParser
import CanonicalJSON
import Replay
import SystemPackage

/// What a command has to do with: streams, environment, clock.
struct Context {
    let environment: [String: String]
    let input: any ByteSource
    let output: any ByteSink
    let errors: any ByteSink
    let errorForm: ErrorForm
    /// The folder that relative paths start from.
    let directory: String
    /// The projections that can be asked for.
    let registry: ProjectionRegistry
    /// Microseconds since 1970-01-01T00:00:00Z.
    let clock: @Sendable () -> Int64

    var reporter: ErrorReporter { ErrorReporter(form: errorForm, sink: errors) }

    /// Whether people read the output, and colours don't disturb them.
    var showsColour: Bool { output.isTerminal && (environment["NO_COLOR"] ?? "").isEmpty }

    /// The path as the system takes it.
    func path(_ given: String) -> String { FilePath(directory).pushing(FilePath(given)).string }

    func write(_ bytes: [UInt8]) throws(Failure) {
        do throws(StreamError) { try output.write(bytes) } catch { throw Failure(error) }
    }

    func flush() throws(Failure) {
        do throws(StreamError) { try output.flush() } catch { throw Failure(error) }
    }

    func print(text: String) throws(Failure) { try write(Array((text + "\n").utf8)) }

    /// A value on a line of its own.
    func print(_ value: JSONValue) throws(Failure) {
        var writer = CanonicalWriter()
        writer.write(value)
        writer.raw("\n")
        try write(writer.bytes)
    }

    /// A list as one JSON text, a value a line.
    func print(list: [JSONValue]) throws(Failure) {
        var writer = CanonicalWriter()
        writer.raw("[")
        for (index, value) in list.enumerated() {
            writer.raw(index == 0 ? "\n" : ",\n")
            writer.write(value)
        }
        writer.raw(list.isEmpty ? "]\n" : "\n]\n")
        try write(writer.bytes)
    }

    func print(_ table: Table) throws(Failure) {
        try write(table.rendered(width: output.isTerminal ? output.columns : nil, showsColour: showsColour))
    }
}

/// A command of this program.
protocol ChanceryCommand: ParsableCommand {
    func run(_ context: Context) throws(Failure) -> ExitStatus
}
