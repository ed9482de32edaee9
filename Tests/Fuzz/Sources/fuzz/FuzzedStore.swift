import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import Glibc
import LMDB
import Replay

/// The targets that need a file.
enum FuzzedStore {
    private static let folder: String = makeFolder()

    private static func makeFolder() -> String {
        var template = Array("/dev/shm/chancery-fuzz-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("there is no /dev/shm for the fuzzed store") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static let log: EventLog? = {
        guard let log = try? EventLog.openOrCreate(path: folder, seed: [1]) else { return nil }
        _ = try? append(events, to: log)
        return log
    }()

    /// Something of each kind that a store can hold.
    private static let events = """
        {"id":"a","type":"visit.made","occurred":"2018","actors":{"visitor":"RUS","host":"SGP"}}
        {"id":"m","type":"membership.joined","occurred":"1999","actors":{"organisation":"ASEAN","member":"KHM"}}
        {"id":"s","type":"signal.coded","occurred":"2018-08-02","actors":{"source":"RUS","target":"SGP"},"data":{"cameo":"036","goldstein":4}}
        {"id":"o","type":"x.own","occurred":"","subject":"agreement/own-1","note":"é"}
        {"id":"c","type":"record.corrected","data":{"target":"a","patch":{"occurred":"2018-08"}}}
        {"id":"r","type":"record.retracted","data":{"target":"o"}}
        """

    static func append(_ text: String, to log: EventLog) throws -> Receipt {
        var source = EventSource(bytes: Array(text.utf8))
        return try log.append(&source, clock: { 1 })
    }

    /// What is given to be appended is refused or would be recorded; tried only, for the sake of speed.
    @Sendable static func append(_ bytes: [UInt8]) {
        guard let log else { fatalError("the store can't be made") }
        var options = AppendOptions()
        options.dryRun = true
        var source = EventSource(bytes: bytes)
        _ = try? log.append(&source, options: options, clock: { 2 })
    }

    /// A dump of anything is refused, or makes a store that dumps to the same bytes; and so is one whose digests are
    /// right but whose events nobody has checked.
    @Sendable static func restore(_ bytes: [UInt8]) {
        tryRestoring(bytes)
        if let dump = dump(of: bytes) { tryRestoring(dump) }
    }

    private static func tryRestoring(_ bytes: [UInt8]) {
        guard let scratch = try? ScratchFolder(in: folder) else {
            fatalError("there is no room to restore in")
        }
        defer { scratch.remove() }
        var rest = bytes
        var source = DumpSource { () throws(LogError) in
            defer { rest = [] }
            return rest
        }
        guard (try? EventLog.restore(&source, into: scratch)) != nil else { return }
        guard let log = try? EventLog.open(path: scratch.path) else {
            preconditionFailure("what was restored can't be opened")
        }
        guard let findings = try? log.verify().findings, findings.isEmpty else {
            preconditionFailure("what was restored is not whole")
        }
        var again: [UInt8] = []
        guard (try? log.dump { (bytes) throws(LogError) in again += bytes }) != nil else {
            preconditionFailure("what was restored can't be dumped")
        }
        precondition(again == bytes || again == bytes + [0x0A], "what was restored dumps to other bytes")
    }

    /// A dump of the lines, each an event as far as its digests tell.
    private static func dump(of bytes: [UInt8]) -> [UInt8]? {
        var lines: [DumpLine] = []
        var tree = Frontier()
        for text in bytes.split(separator: 0x0A) {
            guard let document = try? JSONDocument(Array(text).span), document.isObject(document.root) else {
                continue
            }
            var writer = CanonicalWriter()
            writer.write(document.root, of: document)
            let number = UInt64(lines.count + 1)
            let leaf = MerkleTree.leaf(
                revision: Revision(number), recorded: Int64(number), content: .of(writer.bytes.span))
            tree.append(leaf)
            lines.append(
                DumpLine(revision: number, recorded: Int64(number), hash: leaf, content: writer.bytes))
        }
        var log: DumpedLog? = DumpedLog(
            format: log?.formatVersion ?? 0, head: tree.root, id: String(repeating: "0f", count: 16),
            revision: tree.size)
        var writer = DumpWriter()
        for line in lines {
            guard (try? writer.write(line, log: log)) != nil else { return nil }
            log = nil
        }
        return writer.bytes
    }

    /// A store's file, to lay other bytes over.
    private static let whole: [UInt8] = {
        let own = makeFolder()
        guard let log = try? EventLog.openOrCreate(path: own, seed: [1]) else { return [] }
        for round in 0..<3 {
            _ = try? append(events.replacing("\"id\":\"", with: "\"id\":\"\(round)"), to: log)
        }
        let descriptor = Glibc.open(own + "/data.mdb", O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        return Array(bytes.prefix(max(0, count)))
    }()

    /// A file of anything, and a store's file with other bytes in places, is refused, or found to be damaged, or whole:
    /// LMDB is never led astray by it.
    @Sendable static func open(_ bytes: [UInt8]) {
        if bytes.count >= 4096 { return look(at: bytes) }
        // Two bytes of a page, two of a place in it, how many follow.
        var file = whole
        var place = 0
        while place + 5 < bytes.count {
            let number = Int(bytes[place]) | Int(bytes[place + 1]) << 8
            let inPage = (Int(bytes[place + 2]) | Int(bytes[place + 3]) << 8) % 4096
            let count = min(1 + Int(bytes[place + 4] % 16), bytes.count - place - 5)
            for index in 0..<count {
                let target = number % max(1, file.count / 4096) * 4096 + inPage + index
                if target < file.count { file[target] = bytes[place + 5 + index] }
            }
            place += 5 + count
        }
        look(at: file)
    }

    private static func look(at bytes: [UInt8]) {
        let path = folder + "/data.mdb"
        unlink(path)
        let descriptor = Glibc.open(path, O_CREAT | O_RDWR, 0o600)
        guard descriptor >= 0 else { return }
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard let damage = try? EventLog.damage(path: folder), damage.isEmpty else { return }
        guard let log = try? EventLog.open(path: folder) else { return }
        _ = try? log.verify()
        _ = try? log.dump { (_) throws(LogError) in }
        _ = try? log.read { transaction in
            for number in 0...8 as ClosedRange<UInt32> {
                _ = try? log.revisions(ofActor: number, transaction)
                _ = try? log.revisions(ofSubject: number, transaction)
                _ = try? log.revisions(ofType: UInt16(number), transaction)
            }
        }
        if let day = try? LensDate("2019") {
            for name in ["relations", "memberships"] {
                _ = try? Replayer(log).answer(name, Question(), Lens(asOf: day)).items.count
            }
        }
        _ = try? append("{\"id\":\"z\",\"type\":\"x.own\",\"occurred\":\"\"}", to: log)
    }
}
