public import CanonicalJSON
import DiplomaticEvents
public import EventCoding
public import LMDB

/// The read path.
extension EventLog {
    /// Where the log stands.
    public func head(_ transaction: borrowing ReadTransaction) throws(LogError) -> LogHead {
        try tables.head(transaction)
    }

    /// Hands each header up to a revision to `body`, in the order of the log.
    public func forEachHeader(
        after first: UInt64 = 0, through last: UInt64, _ transaction: borrowing ReadTransaction,
        _ body: (UInt64, StoredHeader) throws(LogError) -> Void
    ) throws(LogError) {
        try forEachFrame(after: first, through: last, transaction) {
            (revision, headers) throws(LogError) in
            var revision = revision
            for place in stride(from: 0, to: headers.count, by: StoredHeader.size) {
                guard let header = StoredHeader(headers, at: place) else {
                    throw .corrupt("the header of revision \(revision) is broken")
                }
                try body(revision, header)
                revision += 1
            }
        }
    }

    /// Hands the stored headers up to a revision to `body`, frame by frame in the order of the log: for passes that
    /// need little of each header.
    ///
    /// - Parameter body: is given the revision of the first header and the bytes of one or more headers.
    public func forEachFrame(
        after first: UInt64 = 0, through last: UInt64, _ transaction: borrowing ReadTransaction,
        _ body: (UInt64, Span<UInt8>) throws(LogError) -> Void
    ) throws(LogError) {
        guard first < last else { return }
        var revision = first
        let frames = first / StoredHeader.perFrame...(last - 1) / StoredHeader.perFrame
        var cursor: Cursor
        do throws(LMDBError) { cursor = try transaction.cursor(over: tables.headers) } catch {
            throw LogError(error)
        }
        try cursor.forEach(in: frames) { (number, frame) throws(LogError) in
            let base = number * StoredHeader.perFrame
            let end = min(last, base + StoredHeader.perFrame)
            let range =
                Int(clamping: revision &- base) * StoredHeader.size..<Int(end - base) * StoredHeader.size
            guard base <= revision, range.upperBound <= frame.count else {
                throw .corrupt("the header of revision \(revision + 1) is missing")
            }
            try body(revision + 1, frame.extracting(range))
            revision = end
            return revision < last
        }
        if revision < last { throw .corrupt("the header of revision \(revision + 1) is missing") }
    }

    /// Hands the headers of some events to `body`.
    ///
    /// - Parameter revisions: ascending; that is what makes it quicker than asking for each.
    public func forEachHeader(
        of revisions: some Sequence<UInt64>, _ transaction: borrowing ReadTransaction,
        _ body: (UInt64, StoredHeader) throws(LogError) -> Void
    ) throws(LogError) {
        var cursor: Cursor
        do throws(LMDBError) { cursor = try transaction.cursor(over: tables.headers) } catch {
            throw LogError(error)
        }
        var frame = UInt64.max
        for revision in revisions {
            guard revision > 0 else { throw .corrupt("there is no revision 0") }
            let wanted = (revision - 1) / StoredHeader.perFrame
            if wanted != frame {
                let isThere: Bool
                do throws(LMDBError) { isThere = try cursor.seek(exactly: wanted) } catch {
                    throw LogError(error)
                }
                guard isThere else { throw .corrupt("the header of revision \(revision) is missing") }
                frame = wanted
            }
            let place = Int((revision - 1) % StoredHeader.perFrame) * StoredHeader.size
            guard let header = StoredHeader(cursor.value, at: place) else {
                throw .corrupt("the header of revision \(revision) is missing")
            }
            try body(revision, header)
        }
    }

    /// The header of an event.
    public func header(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> StoredHeader {
        try tables.header(revision, transaction)
    }

    /// An event, checked against its leaf of the tree.
    ///
    /// - Throws: ``LogError/corrupt(_:)`` where a bit of it has changed.
    public func recorded(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> RecordedEvent {
        try tables.recorded(revision, transaction)
    }

    /// Hands the canonical JSON of an event, checked against its leaf of the tree, to `body`, without a copy.
    public func withContent<Result>(
        of revision: UInt64, _ transaction: borrowing ReadTransaction,
        _ body: (Span<UInt8>) throws(LogError) -> Result
    ) throws(LogError) -> Result {
        try tables.withRecord(revision, transaction) { (record) throws(LogError) in
            guard let place = StoredBody.checkedContent(record, revision: Revision(revision)) else {
                throw .corrupt("the body of revision \(revision) is not what was recorded")
            }
            return try body(record.extracting(place))
        }
    }

    /// The id of an event; checked as ``recorded(_:_:)`` does.
    public func id(
        of revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> String {
        try withContent(of: revision, transaction) { (content) throws(LogError) in
            let id = CanonicalText.member("id", of: content.indices, in: content)
            guard let id = id.flatMap({ CanonicalText.string($0, in: content) }) else {
                throw .corrupt("the body of revision \(revision) has no id")
            }
            return id
        }
    }

    /// The revision of the event with an id; `nil` where the log has none.
    public func revision(
        ofID id: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64? {
        for revision in try tables.revisions(ofIDHash: EventIDHash.of(id), transaction) {
            let content = try recorded(revision, transaction).content
            if try StoreTables.id(ofContent: content, revision).isSame(as: id) { return revision }
        }
        return nil
    }

    /// An event as it was recorded, as a tree; checked against its leaf.
    public func event(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> JSONObject {
        try tables.event(revision, transaction).event
    }

    /// The last revision, of those up to `through`, that was recorded by a time. Recorded times never go back, so it
    /// is found by halving.
    public func lastRevision(
        recordedBy time: Int64, through: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64 {
        var (low, high) = (UInt64(0), through)
        while low < high {
            let middle = low + (high - low + 1) / 2
            if try header(middle, transaction).recorded <= time { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The number of an actor's code; `nil` where no event names it.
    public func actorNumber(
        _ code: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt32? {
        if code.utf8.isEmpty || code.utf8.count > ActorCode.longest { return nil }
        do throws(LMDBError) { return try tables.actors.number(of: code, transaction) } catch {
            throw LogError(error)
        }
    }

    /// The codes of all actors that events name; that of number n stands at n.
    public func actorCodes(_ transaction: borrowing ReadTransaction) throws(LogError) -> [String] {
        do throws(LMDBError) { return try tables.actors.all(transaction) } catch { throw LogError(error) }
    }

    /// The names of all types that the log holds; that of number n stands at n.
    public func typeNames(_ transaction: borrowing ReadTransaction) throws(LogError) -> [String] {
        do throws(LMDBError) { return try tables.types.all(transaction) } catch { throw LogError(error) }
    }

    /// The subject of a number.
    public func subjectName(
        _ number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> String {
        do throws(LMDBError) {
            if let name = try tables.subjects.name(of: number, transaction) { return name }
        } catch {
            throw LogError(error)
        }
        throw LogError.corrupt("subject \(number) has no name")
    }

    /// The number of a subject; `nil` where no event is about it.
    public func subjectNumber(
        _ name: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt32? {
        if name.utf8.isEmpty || name.utf8.count > SubjectName.longest { return nil }
        do throws(LMDBError) { return try tables.subjects.number(of: name, transaction) } catch {
            throw LogError(error)
        }
    }

    /// The revisions of a type's events. Signals have none.
    public func revisions(
        ofType number: UInt16, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try tables.postings(.type, UInt64(number), transaction)
    }

    /// The revisions of the events that name an actor.
    public func revisions(
        ofActor number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try tables.postings(.actor, UInt64(number), transaction)
    }

    /// The revisions of the events about a subject.
    public func revisions(
        ofSubject number: UInt32, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try tables.postings(.subject, UInt64(number), transaction)
    }

    /// The revisions of the `record.*` about an event.
    public func records(
        about revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        try tables.records(about: revision, transaction)
    }

    /// The events that some `record.*` is about, ascending.
    public func eventsWithRecords(_ transaction: borrowing ReadTransaction) throws(LogError) -> [UInt64] {
        var found: [UInt64] = []
        do throws(LMDBError) {
            var cursor = try transaction.cursor(over: tables.about)
            var isThere = try cursor.first()
            while isThere {
                found.append(cursor.key)
                isThere = try cursor.nextKey()
            }
        } catch {
            throw LogError(error)
        }
        return found
    }

    /// Those of some events that a `record.*` is about.
    ///
    /// - Parameter events: ascending. Whichever are fewer, these or all that records are about, bound the work.
    public func eventsWithRecords(
        among events: [UInt64], _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var found: [UInt64] = []
        var place = events.startIndex
        do throws(LMDBError) {
            var cursor = try transaction.cursor(over: tables.about)
            while place < events.endIndex, try cursor.seek(events[place]) {
                let target = cursor.key
                if target == events[place] {
                    found.append(target)
                    place += 1
                } else {
                    place = events.firstPlace(from: place, notBelow: target)
                }
            }
        } catch {
            throw LogError(error)
        }
        return found
    }
}

extension Array<UInt64> {
    /// The first place, from one on, of an element that is not less than `bound`; of an array that ascends.
    fileprivate func firstPlace(from start: Int, notBelow bound: UInt64) -> Int {
        var (low, step) = (start, 1)
        // It mostly lies near.
        while low + step < endIndex, self[low + step] < bound {
            low += step
            step *= 2
        }
        var high = Swift.min(low + step, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension StoreTables {
    func header(_ revision: UInt64, _ transaction: borrowing ReadTransaction) throws(LogError) -> StoredHeader
    {
        guard revision > 0 else { throw .corrupt("there is no revision 0") }
        do throws(LMDBError) {
            let frame = try transaction.get(headers, (revision - 1) / StoredHeader.perFrame)
            let place = Int((revision - 1) % StoredHeader.perFrame) * StoredHeader.size
            if let frame, let header = StoredHeader(frame, at: place) { return header }
        } catch {
            throw LogError(error)
        }
        throw .corrupt("the header of revision \(revision) is missing")
    }

    func recorded(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> RecordedEvent {
        try withRecord(revision, transaction) { (record) throws(LogError) in
            guard let event = RecordedEvent(record, revision: Revision(revision)) else {
                throw .corrupt("the body of revision \(revision) is not what was recorded")
            }
            return event
        }
    }

    /// An event as it was recorded, as a tree.
    func event(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> (event: JSONObject, recorded: Int64) {
        let recorded = try recorded(revision, transaction)
        do throws(JSONFault) {
            return (try recorded.event(), recorded.recorded)
        } catch {
            throw .corrupt("the body of revision \(revision) is not JSON: \(error)")
        }
    }
}
