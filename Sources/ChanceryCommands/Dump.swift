import ArgumentParser
import EventLog

/// `chancery dump`
struct Dump: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the whole log as NDJSON: that is how a log moves.",
        discussion: """
            Each event stands on a line with its revision, its time of recording and its hash, and the first line says \
            which log it is and where it ends. `chancery restore` makes the same log of it, with the same head.

            Example:
              chancery dump -o log.ndjson
            """)

    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        let log = try global.openStore(context)
        let meter = ProgressMeter(context, global, unit: "events")
        defer { meter.finish() }
        if let file = output.file {
            try OutputFile(file, context).write { (sink) throws(Failure) in
                try dump(log, to: sink, meter)
            }
        } else {
            try dump(log, to: context.output, meter)
        }
        return .done
    }

    private func dump(_ log: EventLog, to sink: any ByteSink, _ meter: ProgressMeter) throws(Failure) {
        var fault: StreamError?
        do throws(LogError) {
            try log.dump(progress: { done, total in
                meter.update(Int(clamping: done), share: Double(done) / Double(max(total, 1)))
            }) { (bytes) throws(LogError) in
                do throws(StreamError) {
                    try sink.write(bytes)
                } catch {
                    fault = error
                    throw .input("\(error)")
                }
            }
        } catch {
            if let fault { throw Failure(fault) }
            throw Failure(error)
        }
    }
}
