import CanonicalJSON
import EventLog
import Synchronization

/// An append of endless input, committed every so many lines.
///
/// The lines of a batch are waited for before the log is touched: nobody else is held up by a slow input.
struct BatchedAppend {
    let log: EventLog
    let files: EventFiles
    let size: Int
    let options: AppendOptions

    func run(_ context: Context, _ meter: ProgressMeter) throws(Failure) -> ExitStatus {
        let sum = SumOfReceipts()
        let output = context.output
        let isDryRun = options.dryRun
        let printReceipt: @Sendable () -> Void = {
            guard let receipt = sum.receipt else { return }
            try? output.write(
                Array((CanonicalWriter.text(of: .object(receipt.json(isDryRun: isDryRun))) + "\n").utf8))
            try? output.flush()
        }
        var failure: Failure?
        Interruption.shared.guarding(printReceipt) {
            do throws(Failure) { try appendAll(context, sum, meter) } catch { failure = error }
        }
        guard let receipt = sum.receipt else { throw failure ?? noEvents }
        try context.print(.object(receipt.json(isDryRun: isDryRun)))
        if let failure { throw failure }
        return .done
    }

    private var noEvents: Failure {
        Failure(.badData, [Problem("bad-event", "no events in the input", line: 1)])
    }

    private func appendAll(_ context: Context, _ sum: SumOfReceipts, _ meter: ProgressMeter) throws(Failure) {
        var options = options
        var lines = 0
        while true {
            do throws(LogError) {
                let bytes = try files.take(upTo: size, bytes: .max)
                if bytes.isEmpty { return }
                var source = EventSource(bytes: bytes)
                sum.add(try log.append(&source, options: options, clock: context.clock))
            } catch {
                if let fault = files.fault { throw Failure(fault) }
                guard case .refused(let faults) = error else { throw Failure(error) }
                throw Failure(.badData, faults.flatMap { files.located($0, after: lines) })
            }
            lines += size
            meter.update(lines)
            // The conditions were about what stood before the first batch.
            options.ifRevision = nil
            options.ifUnchanged = []
        }
    }
}

/// The receipts of all batches so far, as one.
final class SumOfReceipts: Sendable {
    private let sum = Mutex<Receipt?>(nil)

    var receipt: Receipt? { sum.withLock { $0 } }

    func add(_ receipt: Receipt) {
        sum.withLock { sum in
            var total = receipt
            total.appended += sum?.appended ?? 0
            total.skipped += sum?.skipped ?? 0
            total.firstRevision = sum?.firstRevision ?? receipt.firstRevision
            sum = total
        }
    }
}
