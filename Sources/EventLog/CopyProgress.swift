import Dispatch
import LMDB

/// Tells how far a copy has come while LMDB writes it, by looking at the size of the file now and then: LMDB itself
/// says nothing until it is done.
struct CopyProgress {
    /// Told how many bytes there are of how many.
    typealias Report = @Sendable (_ done: Int, _ total: Int) -> Void

    private let queue = DispatchQueue(label: "progress of a copy")
    private let timer: any DispatchSourceTimer

    /// - Parameter total: how many bytes the copy will have, about.
    init(of scratch: ScratchFolder, total: Int, _ report: @escaping Report) {
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .milliseconds(250), repeating: .milliseconds(250))
        timer.setEventHandler { report(min(scratch.dataBytes, total), total) }
        timer.activate()
    }

    /// Once this returns nothing is told any more.
    func end() {
        timer.cancel()
        queue.sync {}
    }
}
