import Glibc

/// What is said when the system is about to end the process: where damage in a large store leads the library astray
/// (``SIGSEGV``), the file is cut short or the disk fails while it is mapped (``SIGBUS``), or this program is at fault.
///
/// A handler may do next to nothing, since anything may have been going on when the signal came: all it does is to write
/// bytes that were made ready at the start, and to end the process. No commit can come of that.
enum FatalSignals {
    private static let numbers = [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP]
    /// Enough for the handler, where the stack is what has run out.
    private static let stackSize = 1 << 16

    /// What the handler writes; never moved or freed once it is there.
    nonisolated(unsafe) private static var ofTheStore = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    nonisolated(unsafe) private static var ofTheProgram = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

    /// Makes everything ready, for the main thread's stack and all threads' signals.
    ///
    /// - Parameter form: how errors are told.
    static func handle(_ form: ErrorForm) {
        unsafe ofTheStore = text(
            form, "corrupt",
            "the store's file is damaged, or can't be read to its end; `chancery verify` tells what is wrong")
        unsafe ofTheProgram = text(
            form, "fault",
            "this program is at fault and had to stop: please report what it was doing; what was recorded before is "
                + "safe, and to run the command again is too")
        var stack = unsafe stack_t()
        unsafe stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stackSize, alignment: 16)
        unsafe stack.ss_size = stackSize
        _ = unsafe sigaltstack(&stack, nil)
        // Whoever started this process may have blocked them.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        for number in numbers {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { number in
                let isOfTheStore = number == SIGSEGV || number == SIGBUS
                let text = unsafe isOfTheStore ? FatalSignals.ofTheStore : FatalSignals.ofTheProgram
                _ = unsafe write(STDERR_FILENO, text.baseAddress, text.count)
                _exit(ExitStatus.fault.rawValue)
            }
            action.sa_flags = Int32(SA_ONSTACK) | Int32(bitPattern: UInt32(SA_RESETHAND))
            _ = unsafe sigaction(number, &action, nil)
        }
    }

    /// The line of an error, for good.
    private static func text(_ form: ErrorForm, _ code: String, _ message: String) -> UnsafeRawBufferPointer {
        let line = Array((ErrorReporter.text(of: Problem(code, message), .fault, form) + "\n").utf8)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: line.count, alignment: 1)
        unsafe bytes.copyBytes(from: line)
        return UnsafeRawBufferPointer(bytes)
    }
}
