import Synchronization
import SystemPackage

/// A file or stream to read.
final class FileSource: ByteSource {
    private let descriptor: FileDescriptor
    private let name: String
    private let isOwned: Bool
    let size: Int?

    init(_ descriptor: FileDescriptor, name: String) {
        self.descriptor = descriptor
        self.name = name
        isOwned = false
        size = FileSource.size(of: descriptor)
    }

    /// Opens a file.
    init(path: String, name: String) throws(StreamError) {
        self.name = name
        isOwned = true
        if let status = try? Stat(FilePath(path)), status.type == .directory {
            throw .missing("'\(name)' can't be read: it is a folder; name a file")
        }
        do {
            descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
        } catch {
            throw .missing("'\(name)' can't be read: \(error); check the path")
        }
        size = FileSource.size(of: descriptor)
    }

    deinit {
        if isOwned { try? descriptor.close() }
    }

    private static func size(of descriptor: FileDescriptor) -> Int? {
        guard let status = try? descriptor.stat(), status.type == .regular else { return nil }
        return Int(clamping: status.size)
    }

    var isTerminal: Bool { System.isTerminal(descriptor.rawValue) }

    func read() throws(StreamError) -> [UInt8] {
        switch System.read(descriptor.rawValue, atMost: 1 << 18) {
        case .success(let bytes): return bytes
        case .failure(let fault):
            throw .failed("'\(name)' can't be read: \(fault.message)")
        }
    }
}

/// A stream to write to, which holds bytes back until there are many.
final class FileSink: ByteSink {
    private let file: FileDescriptor
    private let pending = Mutex<[UInt8]>([])
    private let capacity: Int

    /// What it is called in messages.
    private let name: String

    init(_ file: FileDescriptor, named name: String = "the output", capacity: Int = 1 << 16) {
        self.file = file
        self.name = name
        self.capacity = capacity
    }

    var isTerminal: Bool { System.isTerminal(file.rawValue) }
    var columns: Int? { System.columns(file.rawValue) }
    var descriptor: Int32? { file.rawValue }

    func write(_ bytes: [UInt8]) throws(StreamError) {
        let full = pending.withLock { held in
            // As much as this is not copied once more.
            if held.isEmpty, bytes.count >= capacity { return bytes }
            held.append(contentsOf: bytes)
            if held.count < capacity { return [UInt8]() }
            defer { held = [] }
            return held
        }
        try send(full)
    }

    func flush() throws(StreamError) {
        try send(
            pending.withLock { held in
                defer { held = [] }
                return held
            })
    }

    private func send(_ bytes: [UInt8]) throws(StreamError) {
        if bytes.isEmpty { return }
        do {
            try file.writeAll(bytes)
        } catch let error as Errno {
            throw StreamError(error, "\(name) can't be written")
        } catch {
            throw .failed("\(name) can't be written: \(error)")
        }
    }
}

extension StreamError {
    init(_ error: Errno, _ what: String) {
        switch error {
        case .brokenPipe: self = .closed
        case .noSpace, .diskQuotaExceeded, .fileTooLarge:
            self = .noSpace("\(what): \(error); free some space")
        default: self = .failed("\(what): \(error)")
        }
    }
}
