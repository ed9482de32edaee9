import ArgumentParser
import DiplomaticEvents
public import Replay
import SystemPackage

/// The program `chancery`, with everything that ties it to a process handed in: a test runs it as a script would.
public enum CommandLineProgram {
    /// The program's version.
    public static let version = "0.1.0"

    /// Runs one command.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - environment: the variables that are honoured: `CHANCERY_STORE`, `CHANCERY_KEY`, `NO_COLOR`, `TMPDIR`.
    ///   - input: standard input.
    ///   - output: takes data.
    ///   - errorOutput: takes everything else.
    ///   - directory: the folder that relative paths start from; the process's own by default.
    ///   - projections: those that can be asked for.
    ///   - clock: microseconds since 1970-01-01T00:00:00Z.
    /// - Returns: the exit code.
    public static func run(
        arguments: [String], environment: [String: String], input: any ByteSource, output: any ByteSink,
        errorOutput: any ByteSink, directory: String? = nil,
        projections: ProjectionRegistry = .builtIn, clock: (@Sendable () -> Int64)? = nil
    ) -> Int32 {
        let arguments = ArgumentOrder.arranged(arguments)
        let form = ArgumentOrder.errorForm(arguments)
        let context = Context(
            environment: environment, input: input, output: output, errors: errorOutput, errorForm: form,
            directory: directory ?? System.workingDirectory(), registry: projections,
            clock: clock ?? System.now)
        var status = ExitStatus.done
        do throws(Failure) {
            status = try run(arguments, context)
        } catch {
            status = error.status
            if !error.isClosedPipe { context.reporter.report(error) }
        }
        do throws(StreamError) {
            try output.flush()
        } catch {
            if error != .closed {
                let failure = Failure(error)
                context.reporter.report(failure)
                if status == .done { status = failure.status }
            }
        }
        try? errorOutput.flush()
        return status.rawValue
    }

    private static func run(_ arguments: [String], _ context: Context) throws(Failure) -> ExitStatus {
        if let first = arguments.first, !first.hasPrefix("-"), !Chancery.commandNames.contains(first) {
            let nearest = NearestName.question(first, in: Chancery.commandNames)
            throw .usage("no command '\(first)'" + (nearest.isEmpty ? "; see 'chancery --help'" : nearest))
        }
        let setting = CompletionSetting(
            environment: context.environment, directory: context.directory, registry: context.registry)
        do {
            var command = try CompletionSetting.$current.withValue(setting) {
                try Chancery.parseAsRoot(arguments)
            }
            if let command = command as? any ChanceryCommand { return try command.run(context) }
            // Those that the parser brings along, `help` among them, throw what they have to say.
            try command.run()
            return .done
        } catch let failure as Failure {
            throw failure
        } catch {
            if Chancery.exitCode(for: error) == .success {
                try context.print(text: Chancery.message(for: error))
                return .done
            }
            throw usage(error)
        }
    }

    /// The parser's complaint in one line, and where to read more.
    private static func usage(_ error: any Error) -> Failure {
        let message = Chancery.message(for: error)
        let full = Chancery.fullMessage(for: error)
        var help = "chancery --help"
        if let start = full.range(of: "See '"), let end = full[start.upperBound...].firstIndex(of: "'") {
            help = String(full[start.upperBound..<end])
        }
        let line = message.split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty }.joined(
            separator: " ")
        let text = line.hasSuffix(".") ? String(line.dropLast()) : line
        if text.isEmpty { return .usage("no command; see '\(help)'") }
        return .usage(text.loweredFirst + (text.hasSuffix("?") ? "" : "; see '\(help)'"))
    }

    /// Runs the command that the process was started with, and ends the process.
    ///
    /// - Parameter projections: those that can be asked for. A program of one's own hands in
    ///   `ProjectionRegistry.builtIn.adding(…)`, and is `chancery` with that projection.
    public static func main(projections: ProjectionRegistry = .builtIn) -> Never {
        System.ignoreClosedPipes()
        let arguments = Array(CommandLine.arguments.dropFirst())
        FatalSignals.handle(ArgumentOrder.errorForm(ArgumentOrder.arranged(arguments)))
        System.onInterrupt()
        var environment: [String: String] = [:]
        for name in EnvironmentVariable.allCases.map(\.rawValue) {
            environment[name] = System.environment(name)
        }
        System.exit(
            run(
                arguments: arguments, environment: environment,
                input: FileSource(.standardInput, name: "standard input"), output: FileSink(.standardOutput),
                errorOutput: FileSink(.standardError, capacity: 1), projections: projections))
    }
}

extension StringProtocol {
    /// The first place where `text` stands.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }

    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// With a small first letter, to stand after `chancery: `.
    fileprivate var loweredFirst: String { prefix(1).lowercased() + dropFirst() }
}
