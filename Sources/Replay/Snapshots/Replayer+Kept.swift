import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// Answers from snapshots.
extension Replayer {
    /// The answer that a snapshot and what came since give; `nil` where there is none that serves, or folding everything
    /// is quicker.
    func kept(
        _ view: any AnsweringView, _ question: Question, _ lens: Lens,
        _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> Answer? {
        guard view.version != nil, question.asksForEverything else { return nil }
        let name = SnapshotKey(lens).fileName(view.description.name)
        guard let snapshot = SnapshotShelf(log).snapshot(name) else { return nil }
        do throws(LogError) {
            guard try serves(snapshot, name, transaction) else { return nil }
            let through = try KnowledgeCut(log, lens, transaction).through
            guard snapshot.about.revision <= through else { return nil }
            let delta = try SnapshotDelta(view, snapshot, log, lens, through: through, transaction)
            guard case .pairs(let pairs) = delta.extent else { return nil }
            return try renewed(view, snapshot, delta, pairs, lens, through: through, transaction)
        } catch {
            throw .log(error)
        }
    }

    /// Whether a snapshot is one of this log, made by this code, with nothing taken out of the log since.
    func serves(
        _ snapshot: Snapshot, _ name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Bool {
        let about = snapshot.about
        guard registry.view(about.projection) != nil, about.code == registry.code,
            snapshot.fileName == name, about.log == log.id
        else { return false }
        let head = try log.head(transaction)
        guard about.revision <= head.revision, try log.lastRedaction(transaction) <= about.redaction else {
            return false
        }
        return try log.root(at: about.revision, transaction).description == about.head
    }

    private func renewed(
        _ view: any AnsweringView, _ snapshot: Snapshot, _ delta: SnapshotDelta, _ pairs: Set<TwoCodes>,
        _ lens: Lens, through: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Answer? {
        var fresh: [TwoCodes: [UInt8]] = [:]
        var remarks = snapshot.warnings.filter { remark in
            if remark.isOfRecords, delta.recordsSeen != nil { return false }
            return remark.actors.map { !pairs.contains($0) && !pairs.contains($0.turned) } ?? true
        }
        .map(\.warning)
        for pair in pairs {
            let parts = try parts(of: pair, view, lens, transaction)
            for items in parts.items { if let actors = items.actors { fresh[actors] = items.text } }
            remarks += parts.warnings.filter { !$0.isOfRecords }.map(\.warning)
        }
        if let cut = delta.recordsSeen { remarks += try view.recordWarnings(cut) }
        let passedOver = snapshot.about.passedOver + delta.passedOver
        if passedOver > 0 { remarks.append(Warning.passedOver(passedOver).jsonWithoutEvents) }
        guard let items = items(snapshot, pairs, fresh) else { return nil }
        return Answer(
            projection: view.description.name, lens: lens.json(revision: through),
            log: try log.json(at: through, transaction), items: items, warnings: Warning.sorted(remarks))
    }

    /// What is so between two, folded from the events that bear on them.
    private func parts(
        of pair: TwoCodes, _ view: any AnsweringView, _ lens: Lens, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> SnapshotParts {
        var question = Question()
        question.pair = Question.Pair(pair.first, pair.second)
        do throws(ReplayError) {
            let cut = try cut(lens, question, reach: view.reach, transaction)
            return try view.parts(cut, only: pair, transaction, nil)
        } catch {
            if case .log(let error) = error { throw error }
            throw .corrupt(error.description)
        }
    }

    /// The kept items, those of some pairs exchanged for fresh ones.
    private func items(
        _ snapshot: Snapshot, _ pairs: Set<TwoCodes>, _ fresh: [TwoCodes: [UInt8]]
    ) -> AnswerItems? {
        if pairs.isEmpty { return AnswerItems(text: [snapshot.items]) }
        guard let places = SnapshotFile.index(snapshot) else { return nil }
        let start = snapshot.items.startIndex
        var runs: [ArraySlice<UInt8>] = []
        var stretch: Range<Int>?
        func end() {
            if let stretch {
                runs.append(snapshot.items[start + stretch.lowerBound..<start + stretch.upperBound])
            }
            stretch = nil
        }
        var waiting = fresh.keys.sorted()[...]
        for place in places {
            while let next = waiting.first, !(place.actors < next) {
                end()
                runs.append((fresh[next] ?? [])[...])
                waiting.removeFirst()
            }
            if pairs.contains(place.actors) || pairs.contains(place.actors.turned) {
                end()
            } else {
                stretch = (stretch?.lowerBound ?? place.range.lowerBound)..<place.range.upperBound
            }
        }
        end()
        for next in waiting { runs.append((fresh[next] ?? [])[...]) }
        return AnswerItems(text: runs)
    }
}

extension Snapshot.About {
    /// The lens at the snapshot's own revision.
    var lens: Lens? {
        guard let asOf = try? LensDate(asOf), asOf.last.seconds == key.asOf else { return nil }
        var reportedBy: LensDate?
        if let seconds = key.reportedBy {
            reportedBy = try? LensDate("\(Instant(seconds: seconds))")
            guard reportedBy?.last.seconds == seconds else { return nil }
        }
        return Lens(asOf: asOf, reportedBy: reportedBy, atRevision: revision, dates: key.dates)
    }
}

extension Question {
    /// Whether nothing narrows it, and nothing but the items is wanted.
    var asksForEverything: Bool {
        var plain = self
        plain.asText = false
        return plain == Question()
    }
}
