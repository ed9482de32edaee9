import DiplomaticEvents
import EventCoding
import LMDB

/// The write path.
extension EventLog {
    /// Appends every event of a source in one transaction: all of them or none.
    ///
    /// The receipt is given once everything is on stable storage. An event that the log holds already, with the
    /// same content, is skipped; so an append that was cut off can be run again.
    ///
    /// - Parameters:
    ///   - clock: the time in microseconds since 1970; recorded times never go back, whatever it says.
    ///   - progress: is told now and then how many events have been read.
    /// - Throws: ``LogError/refused(_:)`` with every bad line; ``LogError/conditionFailed(_:)``; what the
    ///   storage says. In each case nothing is recorded.
    public func append(
        _ source: inout EventSource, options: AppendOptions = AppendOptions(), clock: @escaping () -> Int64,
        progress: (Int) -> Void = { _ in }
    ) throws(LogError) -> Receipt {
        let receipt = try appendBatch(
            &source, options: options, limit: .max, clock: clock, progress: progress)
        guard let receipt else { throw Self.noEvents }
        return receipt
    }

    /// Appends an endless source in batches, each whole or not at all.
    ///
    /// - Parameters:
    ///   - size: how many lines a batch takes.
    ///   - committed: is handed the receipt of all batches so far, after each.
    public func append(
        _ source: inout EventSource, inBatchesOf size: Int, options: AppendOptions,
        clock: @escaping () -> Int64,
        committed: (Receipt) -> Void
    ) throws(LogError) -> Receipt {
        var options = options
        var sum: Receipt?
        while let receipt = try appendBatch(
            &source, options: options, limit: size, clock: clock, progress: { _ in })
        {
            var total = receipt
            total.appended += sum?.appended ?? 0
            total.skipped += sum?.skipped ?? 0
            total.firstRevision = sum?.firstRevision ?? receipt.firstRevision
            sum = total
            committed(total)
            // The conditions were about what stood before the first batch.
            options.ifRevision = nil
            options.ifUnchanged = []
        }
        guard let sum else { throw Self.noEvents }
        return sum
    }

    private static let noEvents = LogError.refused([LineFault(line: 1, message: "no events in the input")])

    /// `nil` where the source had nothing left.
    private func appendBatch(
        _ source: inout EventSource, options: AppendOptions, limit: Int, clock: @escaping () -> Int64,
        progress: (Int) -> Void
    ) throws(LogError) -> Receipt? {
        // What the input can give at once is waited for before the writers' lock is held.
        try source.prefetch(lines: limit)
        var isFirstTry = true
        do {
            return try environment.write {
                (transaction: inout WriteTransaction) throws(Interruption) -> Receipt? in
                if !isFirstTry { throw Interruption.failed(.tryAgain) }
                isFirstTry = false
                return try batch(&source, &transaction, options, limit, clock, progress)
            }
        } catch {
            switch error {
            case .dryRun(let receipt): return receipt
            case .failed(let error): throw error
            }
        }
    }

    private func batch(
        _ source: inout EventSource, _ transaction: inout WriteTransaction, _ options: AppendOptions,
        _ limit: Int, _ clock: @escaping () -> Int64, _ progress: (Int) -> Void
    ) throws(Interruption) -> Receipt? {
        let receipt: Receipt
        do throws(LogError) {
            var batch = try AppendBatch(tables, &transaction, options: options, clock: clock)
            var preparation = LinePreparation()
            var count = 0
            while let prepared = try preparation.next(&source, limit: limit) {
                try batch.take(prepared, &transaction)
                count += prepared.count
                progress(count)
            }
            if count == 0 { return nil }
            receipt = try batch.finish(&transaction)
        } catch {
            throw Interruption.failed(error)
        }
        if options.dryRun { throw Interruption.dryRun(receipt) }
        return receipt
    }

    /// Why a write ends without a commit.
    private enum Interruption: LMDBErrorConvertible {
        case dryRun(Receipt)
        case failed(LogError)

        init(_ error: LMDBError) { self = .failed(LogError(error)) }
    }
}
