import EventLog
import Replay

/// Lists what is there, and then what is appended, a whole append at a time, until it is asked to end or nobody reads
/// it any more.
///
/// The store's file is watched: a write to it wakes this up, and nothing else is done meanwhile. So that nothing is
/// missed the watch begins before the first look. Should the system tell of no write, there is a look now and then
/// all the same.
struct Following {
    let log: EventLog
    let query: EventQuery

    /// How long it is waited for a write before there is a look without one, in milliseconds.
    private static let patience: Int32 = 5_000
    /// As ``patience``, where the file can't be watched.
    private static let interval: Int32 = 500
    /// A write of many pages wakes this up many times before it is whole; between two looks there is a rest.
    private static let rest: UInt32 = 20
    /// How long a listing that is under way gets to come to the end of its line when the process is asked to end.
    private static let grace: UInt32 = 5_000

    func run(_ printer: EventPrinter, _ context: Context) throws(Failure) -> ExitStatus {
        let wake = System.WakeUp()
        let toEnd: @Sendable () -> Void = {
            wake.wake()
            System.pause(milliseconds: Following.grace)
        }
        try Interruption.shared.guarding(toEnd) { () throws(Failure) in
            var printer = printer
            let watch = System.FileWatch(log.path + "/data.mdb")
            try follow(&printer, watch, wake, context)
        }
        return .done
    }

    private func follow(
        _ printer: inout EventPrinter, _ watch: System.FileWatch?, _ wake: System.WakeUp, _ context: Context
    ) throws(Failure) {
        let replayer = Replayer(log)
        var query = query
        var left = query.limit ?? .max
        let last = query.atRevision ?? .max
        while left > 0, !wake.isAwake {
            let head = try head()
            if head > query.after {
                query.limit = left == .max ? nil : left
                query.atRevision = min(head, last)
                try replayer.list(query) { (event) throws(Failure) in
                    if wake.isAwake { throw Failure(.done, []) }
                    left -= left == .max ? 0 : 1
                    try printer.printAtOnce(event, context)
                }
                query.after = head
                try context.flush()
            }
            // No later event is within the lens.
            if head >= last || left == 0 { return }
            System.wait(
                for: watch, or: wake, orClosed: context.output.descriptor,
                milliseconds: watch == nil ? Following.interval : Following.patience)
            if context.output.descriptor.map(System.isClosed) ?? false { return }
            System.pause(milliseconds: Following.rest)
        }
    }

    private func head() throws(Failure) -> UInt64 {
        do {
            return try log.read { transaction in try log.head(transaction).revision }
        } catch let error as LogError {
            throw Failure(error)
        } catch {
            throw Failure(.fault, "storage", "\(error)")
        }
    }
}
