import Glibc
import Synchronization
import SystemPackage

/// The few calls into the C library that nothing safer offers: the terminal, signals, the wall clock, and making
/// a written file durable. Everything `unsafe` of the commands is in this file.
enum System {
    // MARK: Terminal

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The width of the terminal in columns; `nil` where there is none or it doesn't say.
    static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    // MARK: Process

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    static func workingDirectory() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }

    static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

    /// Ends the process at once, without running what is registered for its end.
    static func exitNow(_ code: Int32) -> Never { _exit(code) }

    static func pause(milliseconds: UInt32) { usleep(milliseconds &* 1000) }

    // MARK: Signals

    /// Lets a write to a closed pipe fail instead of killing the process.
    static func ignoreClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

    /// Runs `body` on a thread of its own when the user or the system asks the process to end, with the exit code
    /// that shells give for the signal. A signal that the parent process has set to be ignored stays ignored.
    ///
    /// Waiting in a thread instead of handling the signal lets `body` do what a signal handler may not: take locks
    /// and write files.
    static func onInterrupt() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
            unsafe sigaddset(&signals, number)
        }
        // Before any other thread is there, so that all of them inherit it.
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        var thread = pthread_t()
        unsafe pthread_create(
            &thread, nil,
            { _ in
                var waited = sigset_t()
                unsafe pthread_sigmask(SIG_BLOCK, nil, &waited)
                var number: Int32 = 0
                while unsafe sigwait(&waited, &number) != 0 {}
                Interruption.shared.run()
                System.exitNow(128 &+ number)
            }, nil)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard unsafe sigaction(number, nil, &action) == 0 else { return false }
        let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
        return handler == ignoring
    }

    // MARK: Waiting

    /// Something that ends a wait from another thread, for good.
    final class WakeUp: Sendable {
        private let state = Mutex(false)
        fileprivate let reading: Int32
        private let writing: Int32

        init() {
            var ends: (Int32, Int32) = (-1, -1)
            unsafe withUnsafeMutableBytes(of: &ends) { bytes in
                _ = unsafe pipe(bytes.baseAddress?.assumingMemoryBound(to: Int32.self))
            }
            (reading, writing) = ends
        }

        deinit {
            close(reading)
            close(writing)
        }

        var isAwake: Bool { state.withLock { $0 } }

        func wake() {
            state.withLock { $0 = true }
            var byte: UInt8 = 0
            _ = unsafe write(writing, &byte, 1)
        }
    }

    /// Tells when somebody writes to a file (`inotify(7)`).
    final class FileWatch: Sendable {
        fileprivate let descriptor: Int32

        /// `nil` where the system can't watch it.
        init?(_ path: String) {
            descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            if descriptor < 0 { return nil }
            if unsafe inotify_add_watch(descriptor, path, UInt32(IN_MODIFY)) < 0 { return nil }
        }

        deinit { if descriptor >= 0 { close(descriptor) } }

        /// Takes note of all writes so far.
        fileprivate func drain() {
            while case .success(let bytes) = System.read(descriptor, atMost: 1 << 14), !bytes.isEmpty {}
        }
    }

    /// Waits until the file is written to, somebody wakes this up, nobody reads the output any more, or the time is up.
    static func wait(
        for watch: FileWatch?, or wake: WakeUp, orClosed output: Int32?, milliseconds: Int32
    ) {
        var waited = [pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0)]
        if let watch { waited.append(pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)) }
        // Asked for nothing, the system still tells of an end that is closed.
        if let output { waited.append(pollfd(fd: output, events: 0, revents: 0)) }
        _ = unsafe waited.withUnsafeMutableBufferPointer { places in
            unsafe poll(places.baseAddress, nfds_t(places.count), milliseconds)
        }
        watch?.drain()
    }

    /// Whether an output is a pipe that nobody reads any more.
    static func isClosed(_ output: Int32) -> Bool {
        var waited = pollfd(fd: output, events: 0, revents: 0)
        return unsafe poll(&waited, 1, 0) > 0 && waited.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
    }

    // MARK: Clock

    /// Microseconds since 1970-01-01T00:00:00Z.
    static func now() -> Int64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1000
    }

    // MARK: Files

    /// The next bytes of a file or stream; empty at its end, `nil` with the error's number where it fails.
    static func read(_ descriptor: Int32, atMost count: Int) -> Result<[UInt8], SystemFault> {
        while true {
            var length = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                length = unsafe Glibc.read(descriptor, buffer.baseAddress, count)
                filled = max(0, length)
            }
            if length >= 0 { return .success(bytes) }
            let code = errno
            if code != EINTR { return .failure(SystemFault(code: code)) }
        }
    }

    /// Puts a file, or the names in a folder, on stable storage.
    static func synchronise(_ descriptor: Int32) throws(SystemFault) {
        if fsync(descriptor) != 0 { throw SystemFault(code: errno) }
    }

    /// Gives a file another name, in place of whatever has that name, in one step.
    static func rename(_ path: String, to other: String) throws(SystemFault) {
        if unsafe Glibc.rename(path, other) != 0 { throw SystemFault(code: errno) }
    }

    static func remove(_ path: String) { _ = unsafe unlink(path) }

    static func removeFolder(_ path: String) { _ = unsafe rmdir(path) }

    /// Makes a folder; that it is there already is no fault.
    static func makeFolder(_ path: String) throws(SystemFault) {
        if unsafe mkdir(path, 0o777) != 0, errno != EEXIST { throw SystemFault(code: errno) }
    }

    /// A new folder that only this user may enter; `prefix` is the start of its path.
    static func makeScratchFolder(_ prefix: String) throws(SystemFault) -> String {
        guard let made = unsafe (prefix + "XXXXXX").withCString({ unsafe strdup($0) }) else {
            throw SystemFault(code: ENOMEM)
        }
        defer { unsafe free(made) }
        guard unsafe mkdtemp(made) != nil else { throw SystemFault(code: errno) }
        return unsafe String(cString: made)
    }

    /// The path with every symbolic link followed; `nil` where there is no such file.
    static func resolved(_ path: String) -> String? {
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }
}

/// A failure that the system reported.
struct SystemFault: Error, Sendable, Equatable {
    let code: Int32

    static let noSuchFile = SystemFault(code: ENOENT)
    static let brokenPipe = SystemFault(code: EPIPE)

    var isNoSpace: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
    var isMissing: Bool { code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG || code == ELOOP }

    /// The system's own words: "No such file or directory".
    var message: String { Errno(rawValue: code).description }
}
