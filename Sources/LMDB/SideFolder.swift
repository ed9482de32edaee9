import Glibc

/// A folder of files that can be thrown away, beside the files of a store. Each is there whole or not at all.
public struct SideFolder: Sendable {
    /// Where it is; there need be none.
    public let path: String
    /// The file whose owner and mode its files get.
    private let model: String

    /// - Parameters:
    ///   - name: of the folder.
    ///   - store: the folder of the store.
    public init(_ name: String, ofStore store: String) {
        path = "\(store)/\(name)"
        model = "\(store)/data.mdb"
    }

    private static let aside = ".aside-"

    /// The names of its files, sorted.
    public var names: [String] {
        FileCalls.names(in: path).filter { !$0.hasPrefix(".") }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }

    /// All bytes of a file; `nil` where there is none, or none that can be read.
    public func bytes(of name: String) -> [UInt8]? { try? FileCalls.allBytes(ofPath: "\(path)/\(name)") }

    /// The size of a file; 0 where there is none.
    public func size(of name: String) -> Int { FileCalls.size(ofPath: "\(path)/\(name)") ?? 0 }

    /// Writes a file aside, puts it on stable storage, and gives it its name in one step.
    ///
    /// - Throws: ``LMDBError/permissionDenied``, ``LMDBError/diskFull`` …; nothing is left then.
    public func write(_ pieces: [[UInt8]], to name: String) throws(LMDBError) {
        try FileCalls.createDirectory(path)
        sweep()
        let aside = "\(path)/\(Self.aside)\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        do throws(LMDBError) {
            try FileCalls.write(pieces, toNewFile: aside)
            try FileCalls.copyOwnerAndMode(from: model, to: aside)
            try FileCalls.rename(aside, to: "\(path)/\(name)")
            try FileCalls.makeDurable(path)
        } catch {
            FileCalls.remove(aside)
            throw error
        }
    }

    /// Removes a file, and overwrites what it held before.
    ///
    /// - Returns: whether it is gone.
    @discardableResult
    public func remove(_ name: String) -> Bool {
        FileCalls.blank("\(path)/\(name)")
        FileCalls.remove("\(path)/\(name)")
        return FileCalls.size(ofPath: "\(path)/\(name)") == nil
    }

    /// Removes all files, and the folder where nothing else is in it.
    ///
    /// - Returns: whether all are gone.
    @discardableResult
    public func removeAll() -> Bool {
        var areGone = true
        for name in FileCalls.names(in: path) where !remove(name) { areGone = false }
        FileCalls.removeDirectory(path)
        return areGone
    }

    /// Removes what processes that died have left. What another one is just writing may go with it: then that one fails,
    /// and can try again.
    private func sweep() {
        for name in FileCalls.names(in: path) where name.hasPrefix(Self.aside) {
            if FileCalls.age(ofPath: "\(path)/\(name)") ?? 0 > 3600 { remove(name) }
        }
    }
}

extension FileCalls {
    /// The size of a file in bytes; nil where there is none.
    static func size(ofPath path: String) -> Int? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// How many seconds ago a file was written to; nil where there is none.
    static func age(ofPath path: String) -> Int? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? time(nil) - status.st_mtim.tv_sec : nil
    }

    /// All bytes of a file; nil where there is none.
    static func allBytes(ofPath path: String) throws(LMDBError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw LMDBError(code: errno)
        }
        defer { close(descriptor) }
        let length = try length(ofDescriptor: descriptor)
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            while count < buffer.count {
                let read = unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count, count)
                if read < 0 { code = errno }
                if read <= 0 { break }
                count += read
            }
        }
        if code != 0 { throw LMDBError(code: code) }
        return bytes
    }

    /// Writes a file that must not be there yet, and puts it on stable storage.
    static func write(_ pieces: [[UInt8]], toNewFile path: String) throws(LMDBError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LMDBError(code: errno) }
        defer { close(descriptor) }
        var offset = 0
        for piece in pieces {
            try write(descriptor, at: offset, piece)
            offset += piece.count
        }
        guard fsync(descriptor) == 0 else { throw LMDBError(code: errno) }
    }

    /// Overwrites all of a file with zeros, as far as that can be done.
    static func blank(_ path: String) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard let length = try? length(ofDescriptor: descriptor) else { return }
        let zeros = [UInt8](repeating: 0, count: 1 << 16)
        for offset in stride(from: 0, to: length, by: zeros.count) {
            try? write(descriptor, at: offset, Array(zeros.prefix(length - offset)))
        }
        fsync(descriptor)
    }
}
