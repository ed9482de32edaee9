/// Where a command's input comes from.
public protocol ByteSource: AnyObject {
    /// Whether a person is typing it.
    var isTerminal: Bool { get }
    /// The size of the whole in bytes, where it is known beforehand.
    var size: Int? { get }

    /// The next bytes; an empty list at the end.
    func read() throws(StreamError) -> [UInt8]
}

/// Where a command's output goes.
public protocol ByteSink: AnyObject, Sendable {
    /// Whether a person is looking at it.
    var isTerminal: Bool { get }
    /// The width of that person's terminal.
    var columns: Int? { get }
    /// The system's number for it, where it is one of the process's own files or streams.
    var descriptor: Int32? { get }

    func write(_ bytes: [UInt8]) throws(StreamError)

    /// Hands on what has been held back so far.
    func flush() throws(StreamError)
}

extension ByteSink {
    public var descriptor: Int32? { nil }
}

/// Why a stream could not go on.
public enum StreamError: Error, Sendable, Equatable {
    /// Nobody reads it any more: no fault of anybody's.
    case closed
    /// There is no such file.
    case missing(String)
    /// The disk is full.
    case noSpace(String)
    /// Whatever else the system says.
    case failed(String)
}
