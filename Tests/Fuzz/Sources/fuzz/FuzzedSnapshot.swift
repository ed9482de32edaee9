import EDTF
import EventCoding
import EventLog
import Glibc
import Replay

/// Snapshots: files beside a store that are believed once their digest fits.
enum FuzzedSnapshot {
    private static let store: (log: EventLog, lens: Lens)? = {
        guard let log = FuzzedStore.log, let day = try? LensDate("2019-01-01") else { return nil }
        return (log, Lens(asOf: day))
    }()

    /// A snapshot as it is written, its name, and where its parts begin.
    private static let whole: (name: String, bytes: [UInt8])? = {
        guard let store, let info = try? Replayer(store.log).buildSnapshot("relations", store.lens),
            let bytes = store.log.snapshotFolder.bytes(of: info.name)
        else { return nil }
        // What is put in place of it is older than this: that is what has items exchanged.
        _ = try? FuzzedStore.append(
            #"{"id":"later","type":"call.held","occurred":"2018-05","actors":{"participants":["RUS","SGP"]}}"#,
            to: store.log)
        return (info.name, bytes)
    }()

    /// A file of anything, and a snapshot with other bytes in places whose digest is right, is passed over or answers:
    /// nothing of it ends the process.
    @Sendable static func read(_ bytes: [UInt8]) {
        guard let store, let whole else { fatalError("the snapshot can't be made") }
        try? store.log.snapshotFolder.write([bytes], to: whole.name)
        ask(store)
        // Two bytes of a place, one of how many follow.
        var file = Array(whole.bytes.dropLast(LogDigest.size))
        var place = 0
        while place + 3 < bytes.count {
            let start = (Int(bytes[place]) | Int(bytes[place + 1]) << 8) % file.count
            let count = min(1 + Int(bytes[place + 2] % 16), bytes.count - place - 3, file.count - start)
            file.replaceSubrange(start..<start + count, with: bytes[place + 3..<place + 3 + count])
            place += 3 + count
        }
        let digest = LogDigest.of(LogDigest.of(file.span).bytes.span)
        try? store.log.snapshotFolder.write([file, digest.bytes], to: whole.name)
        ask(store)
    }

    private static func ask(_ store: (log: EventLog, lens: Lens)) {
        let replayer = Replayer(store.log)
        _ = try? replayer.snapshots()
        var question = Question()
        question.asText = true
        _ = try? replayer.answer("relations", question, store.lens).text()
        _ = try? replayer.answer("relations", Question(), store.lens).items.count
        _ = try? replayer.verifySnapshots()
    }
}
