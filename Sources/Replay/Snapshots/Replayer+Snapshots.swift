public import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// A snapshot as it is told of.
public struct SnapshotInfo: Sendable {
    /// The file's name.
    public let name: String
    /// Its size in bytes.
    public let bytes: Int
    /// What it is of, and whether it serves; only `bytes`, `name` and `state` of one that is damaged.
    public let json: JSONValue
}

/// Snapshots: answers that are kept beside the log, to be given again with what has changed since.
extension Replayer {
    /// Keeps what a projection says of everything through a lens.
    ///
    /// - Throws: ``ReplayError/unknown(_:)`` for a projection that there is not, ``ReplayError/usage(_:)`` for one of
    ///   which no snapshots are kept, and what the disk has against it.
    public func buildSnapshot(
        _ projection: String, _ lens: Lens, progress: Progress? = nil
    ) throws(ReplayError) -> SnapshotInfo {
        guard let view = registry.view(projection) else { throw registry.unknown(projection) }
        guard view.version != nil else {
            throw .usage("no snapshots are kept of \(projection): it is told event by event")
        }
        let snapshot = try read { (transaction) throws(ReplayError) -> Snapshot in
            let cut = try cut(lens, Question(), reach: view.reach, transaction)
            let parts = try view.parts(cut, only: nil, transaction, progress)
            do throws(LogError) {
                return try kept(view, parts, cut, transaction)
            } catch {
                throw ReplayError.log(error)
            }
        }
        let shelf = SnapshotShelf(log)
        let bytes: Int
        do throws(LMDBError) { bytes = try shelf.put(snapshot) } catch { throw ReplayError(error) }
        // Whoever redacts drops all snapshots; this one may have come too late for that.
        let isOutdated = try read { (transaction) throws(ReplayError) in
            do throws(LogError) { return try log.lastRedaction(transaction) > snapshot.about.redaction } catch
            {
                throw ReplayError.log(error)
            }
        }
        if isOutdated {
            _ = shelf.drop(snapshot.fileName)
            throw .log(.tryAgain)
        }
        return info(snapshot.fileName, bytes, snapshot.about, state: "current")
    }

    private func kept(
        _ view: any AnsweringView, _ parts: SnapshotParts, _ cut: LensCut,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Snapshot {
        let (text, index, count) = parts.joined
        let names = try log.nameCounts(transaction)
        let about = Snapshot.About(
            projection: view.description.name, code: registry.code, log: log.id, revision: cut.cut.through,
            head: try log.root(at: cut.cut.through, transaction).description, asOf: cut.lens.asOf.text,
            key: SnapshotKey(cut.lens), items: count, passedOver: parts.passedOver, actors: names.actors,
            subjects: names.subjects, redaction: try log.lastRedaction(transaction))
        return Snapshot(
            about: about, indexText: SnapshotFile.text(of: index), warnings: parts.warnings, items: text[...])
    }

    /// The snapshots that there are, by name.
    public func snapshots() throws(ReplayError) -> [SnapshotInfo] {
        let shelf = SnapshotShelf(log)
        return try read { (transaction) throws(ReplayError) in
            var infos: [SnapshotInfo] = []
            for name in shelf.names {
                let bytes = shelf.size(name)
                guard let snapshot = shelf.snapshot(name) else {
                    infos.append(
                        SnapshotInfo(
                            name: name, bytes: bytes,
                            json: ["bytes": .integer(Int64(bytes)), "name": .text(name), "state": "damaged"]))
                    continue
                }
                let state: String
                do throws(LogError) {
                    state = try serves(snapshot, name, transaction) ? "current" : "outdated"
                } catch {
                    throw ReplayError.log(error)
                }
                infos.append(info(name, bytes, snapshot.about, state: state))
            }
            return infos
        }
    }

    private func info(_ name: String, _ bytes: Int, _ about: Snapshot.About, state: String) -> SnapshotInfo {
        SnapshotInfo(
            name: name, bytes: bytes,
            json: [
                "asOf": .text(about.asOf), "bytes": .integer(Int64(bytes)),
                "dates": .text(about.key.dates.rawValue), "head": .text(about.head),
                "items": .integer(Int64(about.items)), "name": .text(name),
                "projection": .text(about.projection),
                "reportedBy": about.key.reportedBy.map { .text("\(Instant(seconds: $0))") } ?? .null,
                "revision": .integer(Int64(clamping: about.revision)), "state": .text(state),
            ])
    }

    /// Removes snapshots: of some projections, or all of them, damaged ones too.
    ///
    /// - Returns: how many are gone, and how many bytes they had.
    public func dropSnapshots(of projections: [String]) throws(ReplayError) -> (count: Int, bytes: Int) {
        for name in projections where registry.view(name) == nil {
            throw registry.unknown(name)
        }
        let shelf = SnapshotShelf(log)
        var dropped = (count: 0, bytes: 0)
        for name in shelf.names
        where projections.isEmpty || projections.contains(where: { name.hasPrefix($0 + ".") }) {
            let bytes = shelf.size(name)
            guard shelf.drop(name) else {
                throw ReplayError(LMDBError.permissionDenied)
            }
            dropped = (dropped.count + 1, dropped.bytes + bytes)
        }
        if projections.isEmpty { _ = shelf.dropAll() }
        return dropped
    }

    /// Holds what is answered by each snapshot against a replay.
    ///
    /// - Returns: how many serve, and what is wrong with others.
    public func verifySnapshots() throws(ReplayError) -> (held: Int, findings: [String]) {
        let shelf = SnapshotShelf(log)
        var held = 0
        var findings: [String] = []
        for name in shelf.names {
            guard let snapshot = shelf.snapshot(name) else {
                findings.append("the snapshot '\(name)' is damaged; `chancery snapshots drop` removes it")
                continue
            }
            guard let lens = snapshot.about.lens,
                let view = registry.view(snapshot.about.projection)
            else { continue }
            switch try isReplayed(view, lens) {
            case true?: held += 1
            case false?:
                findings.append(
                    "the snapshot '\(name)' is not what a replay gives; `chancery snapshots drop` removes it")
            case nil: break
            }
        }
        return (held, findings)
    }

    /// Whether what a snapshot answers is what a replay does; `nil` where it answers nothing.
    private func isReplayed(_ view: any AnsweringView, _ lens: Lens) throws(ReplayError) -> Bool? {
        try read { (transaction) throws(ReplayError) -> Bool? in
            var question = Question()
            question.asText = true
            guard let kept = try kept(view, question, lens, transaction) else { return nil }
            let cut = try cut(lens, question, reach: view.reach, transaction)
            return try view.answer(cut, question, transaction, nil).text() == kept.text()
        }
    }
}
