import SystemPackage

/// Writes a file whole or not at all: aside, made durable, and given its name in one step. What had the name before
/// stays until then.
struct OutputFile {
    /// As the user named it.
    let name: String
    private let path: String

    init(_ name: String, _ context: Context) {
        self.name = name
        let given = context.path(name)
        // A link stays a link: what it leads to is replaced.
        path = System.resolved(given) ?? given
    }

    func write(_ bytes: [UInt8]) throws(Failure) {
        try write { (sink) throws(Failure) in
            do throws(StreamError) { try sink.write(bytes) } catch { throw Failure(error) }
        }
    }

    /// Writes what `body` gives, bit by bit; if it throws, nothing is left of it.
    func write(_ body: (any ByteSink) throws(Failure) -> Void) throws(Failure) {
        let status = try? Stat(FilePath(path))
        switch status?.type {
        case .directory?: throw cannotCreate("it is a folder; name a file in it")
        case .regular?, nil: try replace(permissions: status?.permissions, body)
        default: try writeThrough(body)
        }
    }

    private func replace(
        permissions: FilePermissions?, _ body: (any ByteSink) throws(Failure) -> Void
    ) throws(Failure) {
        let target = FilePath(path)
        let folder = target.removingLastComponent()
        let number = UInt64.random(in: 0...UInt64.max)
        let aside = folder.appending(
            ".\(target.lastComponent?.string ?? "out").\(String(number, radix: 36)).tmp")
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                aside, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: permissions ?? FilePermissions(rawValue: 0o666))
        } catch {
            throw cannotCreate("\(error); check the folder")
        }
        var isDone = false
        defer { if !isDone { System.remove(aside.string) } }
        try Interruption.shared.guarding({ System.remove(aside.string) }) { () throws(Failure) in
            try fill(descriptor, body)
            do throws(SystemFault) {
                try System.rename(aside.string, to: path)
            } catch {
                throw cannotCreate(error.message)
            }
        }
        isDone = true
        // The name is there; that it stays after a power cut is all that is left to ask for.
        if let descriptor = try? FileDescriptor.open(
            folder.isEmpty ? "." : folder, .readOnly, options: .directory)
        {
            try? System.synchronise(descriptor.rawValue)
            try? descriptor.close()
        }
    }

    private func fill(
        _ descriptor: FileDescriptor, _ body: (any ByteSink) throws(Failure) -> Void
    ) throws(Failure) {
        defer { try? descriptor.close() }
        try send(body, to: descriptor)
        do throws(SystemFault) { try System.synchronise(descriptor.rawValue) } catch {
            throw Failure(StreamError(Errno(rawValue: error.code), "'\(name)' can't be written"))
        }
    }

    /// A device or a pipe can't be replaced.
    private func writeThrough(_ body: (any ByteSink) throws(Failure) -> Void) throws(Failure) {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(FilePath(path), .writeOnly, options: .closeOnExec)
        } catch {
            throw cannotCreate("\(error)")
        }
        defer { try? descriptor.close() }
        try send(body, to: descriptor)
    }

    private func send(
        _ body: (any ByteSink) throws(Failure) -> Void, to descriptor: FileDescriptor
    ) throws(Failure) {
        let sink = FileSink(descriptor, named: "'\(name)'")
        try body(sink)
        do throws(StreamError) { try sink.flush() } catch { throw Failure(error) }
    }

    private func cannotCreate(_ reason: String) -> Failure {
        Failure(.cannotCreate, "cannot-create", "'\(name)' can't be created: \(reason)")
    }
}
