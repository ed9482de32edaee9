import ArgumentParser
import CanonicalJSON
import EventLog

/// `chancery append`
struct Append: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Append events to the log: all of them, or none.",
        discussion: """
            Events come as NDJSON, one JSON object a line; a JSON array or one object over several lines will do too. \
            Every line is checked first; what is wrong is told with its line, and then nothing is recorded. Events \
            that the log holds already are skipped, so an append can be run again. The receipt is JSON.

            With --format cloudevents each of them is a CloudEvent in structured mode, whose data is the event.

            Examples:
              chancery append Events/asean-russia-2018.ndjson
              chancery append --batch 100 Events/reference/*.ndjson Events/*.ndjson
              cat Events/paris-agreement.ndjson | chancery append --dry-run -
            """)

    @Argument(
        help: ArgumentHelp("Files of events, taken as one batch; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "The form of the input: events as they are, or each in the envelope of CloudEvents 1.0.",
            valueName: "form"))
    var format: EventForm = .ndjson

    @OptionGroup(title: "Conditions") var conditions: AppendConditions

    @Option(
        help: ArgumentHelp(
            "Commit every n lines, for input that never ends. The receipt says how far it came.",
            valueName: "n"))
    var batch: Int?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let options = try conditions.options()
        if let batch, batch < 1 { throw .usage("--batch takes a number of lines from 1 up, not \(batch)") }
        let inputs = try inputs(context)
        return try global.withLogToAppend(context, isDryRun: options.dryRun) { (log) throws(Failure) in
            let meter = ProgressMeter(context, global, unit: "events")
            defer { meter.finish() }
            if let batch {
                return try BatchedAppend(
                    log: log, files: EventFiles(inputs, form: format), size: batch, options: options
                )
                .run(context, meter)
            }
            let receipt = try whole(inputs, log, options, context, meter)
            try context.print(.object(receipt.json(isDryRun: options.dryRun)))
            return .done
        }
    }

    private func inputs(_ context: Context) throws(Failure) -> [EventFiles.File] {
        if files.isEmpty, context.input.isTerminal {
            throw .usage("append needs a file, or - for standard input; see 'chancery append --help'")
        }
        if files.count(where: { $0 == "-" }) > 1 {
            throw .usage("standard input can be read only once: - stands twice")
        }
        var inputs: [EventFiles.File] = []
        for file in files.isEmpty ? ["-"] : files {
            if file == "-" {
                inputs.append(EventFiles.File(name: "standard input", source: context.input))
                continue
            }
            do throws(StreamError) {
                let source = try FileSource(path: context.path(file), name: file)
                inputs.append(EventFiles.File(name: file, source: source))
            } catch {
                throw Failure(error)
            }
        }
        return inputs
    }

    /// One batch of everything. A single input is handed to the log as it is.
    private func whole(
        _ inputs: [EventFiles.File], _ log: EventLog, _ options: AppendOptions, _ context: Context,
        _ meter: ProgressMeter
    ) throws(Failure) -> Receipt {
        let counted = inputs.map { CountedSource($0.source) }
        let files = EventFiles(
            zip(inputs, counted).map { EventFiles.File(name: $0.name, source: $1) }, form: format)
        let single = inputs.count == 1 && format == .ndjson ? counted.first : nil
        var source = single.map { $0.eventSource() } ?? files.source()
        let sizes = inputs.map(\.source.size)
        let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
        do throws(LogError) {
            return try log.append(&source, options: options, clock: context.clock) { count in
                let read = counted.reduce(0) { $0 + $1.count }
                meter.update(count, share: total.map { Double(read) / Double(max($0, 1)) })
            }
        } catch {
            if let fault = single?.fault ?? files.fault { throw Failure(fault) }
            if case .refused(let faults) = error, single == nil {
                throw Failure(.badData, faults.flatMap { files.located($0) })
            }
            throw Failure(error)
        }
    }
}

/// A source that keeps count of what it has given, and why it could not go on.
final class CountedSource: ByteSource {
    private let source: any ByteSource
    private(set) var count = 0
    private(set) var fault: StreamError?

    init(_ source: any ByteSource) { self.source = source }

    var isTerminal: Bool { source.isTerminal }
    var size: Int? { source.size }

    func read() throws(StreamError) -> [UInt8] {
        do throws(StreamError) {
            let bytes = try source.read()
            count += bytes.count
            return bytes
        } catch {
            fault = error
            throw error
        }
    }

    func eventSource() -> EventSource {
        EventSource { () throws(LogError) in
            do throws(StreamError) { return try self.read() } catch { throw LogError.input("\(error)") }
        }
    }
}
