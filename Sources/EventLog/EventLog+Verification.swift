import CanonicalJSON
import DiplomaticEvents
public import EventCoding
import LMDB

/// What reading everything has found.
public struct VerificationReport: Sendable {
    /// How many events were read.
    public var events: UInt64 = 0
    /// Where the log stands.
    public var head: LogHead
    /// What is wrong, in the order in which it was found; empty for a whole store.
    public var findings: [String] = []
    /// The roots of the tree over the events as they were read, at the revisions that were asked for.
    public var roots: [UInt64: LogDigest] = [:]

    /// So many findings, and the reading ends: the store is beyond repair.
    public static let mostFindings = 10_000
}

extension EventLog {
    /// Reads everything and holds it against the invariants that DESIGN.md lists: the tree of digests, the JSON of
    /// every event, its header, its entries in every index, and that the indexes have no others.
    ///
    /// - Parameters:
    ///   - revisions: where the root of the tree is wanted.
    ///   - progress: is told now and then how many events of how many have been read.
    /// - Throws: only where the storage can't be read at all; whatever else is wrong is reported.
    public func verify(
        rootsAt revisions: Set<UInt64> = [], progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(LogError) -> VerificationReport {
        do {
            return try read { transaction in
                var walk = VerificationWalk(
                    tables, try tables.head(transaction), rootsAt: revisions,
                    idRuns: try tables.idRuns(transaction))
                // No further than there are bodies: the head itself may be what is wrong.
                let bodies = UInt64(try transaction.statistics(of: tables.bodies).entries)
                let last = min(
                    walk.report.head.revision, max(bodies, try transaction.lastKey(of: tables.bodies) ?? 0))
                var revision: UInt64 = 0
                while revision < last, walk.report.findings.count < VerificationReport.mostFindings {
                    revision += 1
                    try walk.check(revision, transaction)
                    if revision & 0xFFFF == 0 { progress(revision, last) }
                }
                try walk.checkWhole(transaction)
                return walk.report
            }
        } catch let error as LogError {
            throw error
        } catch let error as LMDBError {
            throw LogError(error)
        } catch {
            throw .corrupt("\(error)")
        }
    }
}

/// The walk of one verification, event after event.
private struct VerificationWalk {
    private let tables: StoreTables
    var report: VerificationReport
    private var tree = VerifiedTree()
    private let wanted: Set<UInt64>
    private var recorded = Int64.min
    private var about = IndexTally()
    private var entries = IndexTallies()

    /// Where the runs of ids begin.
    private let idRuns: [UInt64]

    init(_ tables: StoreTables, _ head: LogHead, rootsAt wanted: Set<UInt64>, idRuns: [UInt64]) {
        self.idRuns = idRuns
        self.tables = tables
        self.wanted = wanted
        report = VerificationReport(head: head)
        if wanted.contains(0) { report.roots[0] = tree.root }
    }

    private mutating func find(_ what: String) { report.findings.append(what) }

    mutating func check(_ revision: UInt64, _ transaction: borrowing ReadTransaction) throws(LogError) {
        report.events += 1
        let event: RecordedEvent
        do throws(LogError) {
            event = try tables.recorded(revision, transaction)
        } catch {
            guard case .corrupt(let what) = error else { throw error }
            find(what)
            return try extendTree(by: nil, transaction)
        }
        try extendTree(by: event.leaf, transaction)
        if event.recorded < recorded {
            find("revision \(revision): recorded before the event that precedes it")
        }
        recorded = event.recorded
        do {
            let document = try JSONDocument(event.content.span)
            let (draft, faults) = EventReader.read(document)
            for fault in faults { find("revision \(revision): \(fault)") }
            try check(draft, event, document, transaction)
        } catch let error as JSONFault {
            find("revision \(revision): is not JSON: \(error)")
        } catch let error as LogError {
            throw error
        } catch {
            find("revision \(revision): \(error)")
        }
    }

    private mutating func extendTree(
        by leaf: LogDigest?, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if let what = try tree.append(leaf, tables, transaction) { find(what) }
        if wanted.contains(report.events) { report.roots[report.events] = tree.root }
    }

    private mutating func check(
        _ draft: EventDraft, _ event: RecordedEvent, _ document: JSONDocument,
        _ transaction: borrowing ReadTransaction
    ) throws {
        let revision = event.revision.number
        if event.isWithheld, try !tables.isRedacted(revision, transaction) {
            find("revision \(revision): is withheld, and no record says so")
        }
        var writer = CanonicalWriter()
        writer.write(document.root, of: document)
        if writer.bytes != event.content { find("revision \(revision): the JSON is not canonical") }
        guard let id = draft.id else { return find("revision \(revision): has no id") }
        if try !tables.revisions(ofIDHash: EventIDHash.of(id), in: idRuns, transaction).contains(revision) {
            find("revision \(revision): the id '\(id)' is not in the index")
        }
        if let other = try tables.revision(ofID: id, before: revision, in: idRuns, transaction) {
            find("revision \(revision): the id '\(id)' is that of revision \(other) too")
        }
        guard let type = try tables.types.number(of: draft.typeName, transaction) else {
            return find("revision \(revision): the type '\(draft.typeName)' has no number")
        }
        let subject = try draft.subject.map { try tables.subjects.number(of: $0, transaction) ?? 0 } ?? 0
        if let name = draft.subject, subject == 0 {
            find("revision \(revision): the subject '\(name)' has no number")
        }
        let actors = try tables.actorNumbers(of: draft, transaction)
        let header = StoredHeader(
            draft, recorded: event.recorded, type: UInt16(clamping: type), subject: subject, actors: actors)
        if try !tables.holds(header, at: revision, transaction) {
            find("revision \(revision): the header does not fit the event")
        }
        IndexEntries.forEach(of: draft, header, document, at: revision, actors: actors) { kind, key, value in
            entries.expect(kind, key, value)
        }
        try checkTarget(revision, draft, transaction)
    }

    private mutating func checkTarget(
        _ revision: UInt64, _ draft: EventDraft, _ transaction: borrowing ReadTransaction
    ) throws {
        guard draft.type.isRecord, let target = draft.target else { return }
        var place: UInt64?
        for candidate in try tables.revisions(ofIDHash: EventIDHash.of(target), in: idRuns, transaction)
        where place == nil && candidate < revision {
            if try transaction.containsDuplicate(tables.about, candidate, revision) { place = candidate }
        }
        if let place {
            about.add(place, revision)
        } else {
            find("revision \(revision): missing in the index of what is said about '\(target)'")
        }
    }

    /// What only the whole can tell: that nothing is there beyond the head, and no index has more than it should.
    mutating func checkWhole(_ transaction: borrowing ReadTransaction) throws {
        let head = report.head
        if report.findings.isEmpty, tree.root != head.digest || head.revision > 0 && recorded != head.recorded
        {
            find("the head is not that of the last event")
        }
        func count(_ table: Table, _ expected: Int, _ name: String) throws {
            let entries = try transaction.statistics(of: table).entries
            // What the table says of itself, and what a walk meets.
            let met = try transaction.walk(table, atMost: expected + 1)
            if entries != expected || met != expected {
                find("the table \(name) has \(max(entries, met)) entries where there should be \(expected)")
            }
        }
        let events = Int(clamping: head.revision)
        try count(tables.meta, 3, "of the log itself")
        try count(tables.bodies, events, "of bodies")
        try count(tables.tree, Int(clamping: head.revision / TreeBlock.size), "of the tree")
        let frames =
            head.revision / StoredHeader.perFrame + (head.revision % StoredHeader.perFrame > 0 ? 1 : 0)
        try count(tables.headers, Int(clamping: frames), "of headers")
        if frames > 0, try !tables.framesAreFull(upTo: head.revision, transaction) {
            find("a frame of headers does not end where it should")
        }
        for (table, name) in [
            (tables.actors, "actors"), (tables.subjects, "subjects"), (tables.types, "types"),
        ] {
            if try !table.isWhole(transaction) {
                find("the names and numbers of \(name) do not fit one another")
            }
        }
        if report.findings.isEmpty {
            if try tables.idCount(transaction) != events {
                find("the runs of ids do not fit the number of events")
            }
            try count(tables.about, about.count, "of what is said about events")
            let met = try IndexTally(of: tables.about, atMost: about.count + 1, transaction)
            if report.findings.isEmpty, met != about {
                find("the table of what is said about events has other entries than it should")
            }
        }
        try checkIndex(transaction)
    }

    /// Holds the index as a whole against what the events call for; only where it differs is each entry looked for.
    private mutating func checkIndex(_ transaction: borrowing ReadTransaction) throws {
        var found: IndexTallies?
        do throws(LMDBError) {
            found = try tables.index.tallies(transaction)
        } catch {
            guard error == .corrupted else { throw error }
            find("the index is not in its order")
        }
        let isWhole = report.findings.isEmpty
        let differing = IndexKind.allCases.filter { found?[$0] != entries[$0] }
        if isWhole, differing.isEmpty, found?.hasStrangers == false { return }
        let findings = report.findings.count
        try findMissing(transaction)
        // What events that can't be read call for is not known.
        guard isWhole, report.findings.count == findings else { return }
        for kind in differing { find("the index \(kind.name) has other entries than it should") }
        if differing.isEmpty { find("the index has entries of a kind that there is not") }
    }

    /// Looks for each entry of each event that can be read.
    private mutating func findMissing(_ transaction: borrowing ReadTransaction) throws {
        var revision: UInt64 = 0
        while revision < report.events, report.findings.count < VerificationReport.mostFindings {
            revision += 1
            guard let event = try? tables.recorded(revision, transaction),
                let document = try? JSONDocument(event.content.span)
            else { continue }
            let draft = EventReader.read(document).draft
            guard let type = try tables.types.number(of: draft.typeName, transaction) else { continue }
            let subject = try draft.subject.map { try tables.subjects.number(of: $0, transaction) ?? 0 } ?? 0
            let actors = try tables.actorNumbers(of: draft, transaction)
            var missing: Set<IndexKind> = []
            let header = StoredHeader(
                draft, recorded: event.recorded, type: UInt16(clamping: type), subject: subject,
                actors: actors)
            try IndexEntries.forEach(of: draft, header, document, at: revision, actors: actors) {
                kind, key, value in
                let isThere: Bool
                do throws(LMDBError) {
                    isThere = try tables.index.contains(kind, key, value, transaction)
                } catch {
                    guard error == .corrupted else { throw error }
                    isThere = false
                }
                if !isThere { missing.insert(kind) }
            }
            for kind in IndexKind.allCases where missing.contains(kind) {
                find("revision \(revision): missing in the index \(kind.name)")
            }
        }
    }
}

extension StoreTables {
    /// Whether the frame holds this very header, byte for byte, and ends where it should.
    fileprivate func holds(
        _ header: StoredHeader, at revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        var expected: [UInt8] = []
        header.encode(into: &expected)
        let place = Int((revision - 1) % StoredHeader.perFrame) * StoredHeader.size
        guard let frame = try transaction.get(headers, (revision - 1) / StoredHeader.perFrame),
            frame.count % StoredHeader.size == 0, place + StoredHeader.size <= frame.count
        else { return false }
        return frame.extracting(place..<place + StoredHeader.size).isSame(as: expected.span)
    }
}

extension ReadTransaction {
    /// How many entries a walk through a table meets, which it need not go through to the end.
    fileprivate func walk(_ table: Table, atMost most: Int) throws(LMDBError) -> Int {
        var count = 0
        var cursor = try cursor(over: table)
        while count < most, try cursor.next() { count += 1 }
        return count
    }
}

extension NameTable {
    /// Whether the numbers run from 1 without a gap, and each name leads to its number and back.
    fileprivate func isWhole(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> Bool {
        let all = try all(transaction)
        // Names that went with the last event of them have left their numbers behind.
        let known = all.count { !$0.isEmpty }
        for (table, expected) in [(names, all.count - 1), (numbers, known)] {
            guard try transaction.statistics(of: table).entries == expected,
                try transaction.walk(table, atMost: expected + 1) == expected
            else { return false }
        }
        for number in all.indices.dropFirst() {
            guard let place = UInt32(exactly: number), let name = try transaction.get(names, UInt64(place)),
                name.count <= 511
            else { return false }
            if name.isEmpty { continue }
            guard let value = try transaction.get(numbers, name), value.count == 8,
                value.littleEndian64(at: 0) == UInt64(place)
            else { return false }
        }
        return true
    }
}
