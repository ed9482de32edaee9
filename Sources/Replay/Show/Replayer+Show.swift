public import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

extension Replayer {
    /// One event: as recorded and after each correction, what was said about it, what it changed when it happened,
    /// and what on the lens's day would be otherwise without it.
    ///
    /// - Throws: ``ReplayError/unknown(_:)`` where the log has no such event.
    public func show(_ id: String, _ lens: Lens) throws(ReplayError) -> JSONValue {
        try read { (transaction) throws(ReplayError) in
            let revision: UInt64
            let root: UInt64
            do throws(LogError) {
                guard let found = try log.revision(ofID: id, transaction) else {
                    throw LogError.input("no event '\(id)' in this log")
                }
                revision = found
                root = try self.root(of: found, transaction)
            } catch {
                if case .input(let message) = error { throw .unknown(message) }
                throw .log(error)
            }
            var dependents = try Dependents(log, lens, revision, transaction)
            var touched: Set<TouchedItem> = []
            var changed: [JSONValue] = []
            var forms = [try changes(of: root, lens, except: nil, transaction)]
            if root == revision {
                changed = forms[0].changed
            } else {
                forms.append(try changes(of: root, lens, except: revision, transaction))
            }
            for form in forms { touched.formUnion(form.touched) }
            do {
                let version = try log.version(of: revision, KnowledgeCut(through: .max), transaction)
                let rootVersion = try log.version(of: root, KnowledgeCut(through: .max), transaction)
                let recorded = try log.recorded(revision, transaction)
                let statements = try EventStatements(log, revision, transaction)
                let items = try dependents.items(
                    touched, actors: Self.actors(rootVersion.event), transaction)
                return [
                    "about": root == revision ? .null : rootVersion.event["id"] ?? .null,
                    "asCorrected": version.corrections.isEmpty ? .null : .object(version.event),
                    "changed": .list(changed), "dependents": .list(items),
                    "event": .object(try log.event(revision, transaction)),
                    "hash": .text(recorded.leaf.description), "id": .text(id),
                    "lens": lens.json(revision: dependents.through),
                    "recorded": .text(Timestamp.text(recorded.recorded)),
                    "records": .list(statements.records),
                    "retracted": .bool(!version.retractions.isEmpty),
                    "revision": .integer(Int64(clamping: revision)), "versions": .list(statements.versions),
                    "withheld": .bool(recorded.isWithheld),
                ]
            } catch let error as LogError {
                throw .log(error)
            } catch let error as ReplayError {
                throw error
            } catch {
                throw .log(.corrupt("\(error)"))
            }
        }
    }

    /// The event that a record is about in the end; of any other event, itself.
    private func root(
        of revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64 {
        var next = revision
        while true {
            let event = try log.event(next, transaction)
            guard event["type"]?.text.flatMap(Catalogue.type(named:))?.isRecord == true,
                let target = event["data"]?["target"]?.text,
                // A record stands after what it is about, so this ends.
                let place = try log.revision(ofID: target, transaction), place < next
            else { return next }
            next = place
        }
    }

    private static func actors(_ event: JSONObject) -> [String] {
        var codes: Set<String> = []
        for role in event["actors"]?.object?.members ?? [] {
            codes.formUnion(role.value.list?.compactMap(\.text) ?? [role.value.text].compactMap { $0 })
        }
        return codes.sorted { $0.precedes($1) }
    }

    /// What an event changes on the day on which it becomes certain, whenever that is, and the items that it touches.
    private func changes(
        of revision: UInt64, _ lens: Lens, except: UInt64?, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> (changed: [JSONValue], touched: Set<TouchedItem>) {
        var always = lens
        do throws(EDTFError) { always.asOf = try LensDate("Y1E12") } catch { return ([], []) }
        let cut: LensCut
        do throws(LogError) {
            let sight = try Sight(always, except: except, log, transaction)
            let reached = try HistoryReach.revisions(
                Question(), event: revision, always, sight, log, transaction)
            cut = try LensCut(log, always, sight, codes: [], reached: reached, transaction)
        } catch {
            throw .log(error)
        }
        var history = History(cut, Question())
        history.event = Revision(revision)
        var changed: [JSONValue] = []
        let walked = try history.walk(transaction, nil) { (account) throws(ReplayError) in
            if case .step(_, let changes) = account { changed += changes }
        }
        return (changed, walked.touched)
    }
}
