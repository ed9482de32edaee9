import EventLog
import Glibc

/// The targets that need a file.
enum FuzzedStore {
    private static let folder: String = {
        var template = Array("/dev/shm/chancery-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("there is no /dev/shm for the fuzzed store") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }()

    private static let log: EventLog? = {
        guard let log = try? EventLog.openOrCreate(path: folder, seed: [1]) else { return nil }
        var source = EventSource(
            bytes: Array(
                #"{"id":"a","type":"visit.made","occurred":"2018","actors":{"visitor":"RUS","host":"SGP"}}"#
                    .utf8))
        _ = try? log.append(&source, clock: { 1 })
        return log
    }()

    /// What is given to be appended is refused or would be recorded; tried only, for the sake of speed.
    @Sendable static func append(_ bytes: [UInt8]) {
        guard let log else { fatalError("the store can't be made") }
        var options = AppendOptions()
        options.dryRun = true
        var source = EventSource(bytes: bytes)
        _ = try? log.append(&source, options: options, clock: { 2 })
    }

    /// A file of anything is refused, or found to be damaged, or whole: LMDB is never led astray by it.
    @Sendable static func open(_ bytes: [UInt8]) {
        let path = folder + "/data.mdb"
        unlink(path)
        let descriptor = Glibc.open(path, O_CREAT | O_RDWR, 0o600)
        guard descriptor >= 0 else { return }
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard let damage = try? EventLog.damage(path: folder), damage.isEmpty else { return }
        guard let log = try? EventLog.open(path: folder) else { return }
        _ = try? log.verify()
    }
}
