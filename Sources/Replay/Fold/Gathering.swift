import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// The places of the steps that are certain or possible on a lens's day, gathered header by header.
struct Gathering {
    private let cut: LensCut
    private let types: EventTypes
    private let definesAlways: Bool
    private let instant: Instant
    private(set) var events = FoldedEvents()
    /// Events whose headers don't tell all: they are read in the end, on all threads.
    private var unread: [UInt64] = []

    /// How many events a thread reads in one go.
    private static let run = 1024

    /// - Parameters:
    ///   - types: the types that are wanted.
    ///   - definesAlways: `actor.defined` counts on every day.
    init(_ cut: LensCut, _ types: EventTypes, definesAlways: Bool) {
        self.cut = cut
        self.types = types
        self.definesAlways = definesAlways
        instant = cut.lens.asOf.last
    }

    /// Takes an event's header.
    ///
    /// - Parameters:
    ///   - isChanged: whether the event is not as it was recorded.
    ///   - countsOwn: whether events of the user's own types are counted.
    mutating func take(
        _ revision: UInt64, _ header: StoredHeader, isChanged: Bool, countsOwn: Bool
    ) {
        guard let type = cut.type(of: header) else {
            if countsOwn, !isChanged, cut.cut.admits(header, at: revision) { events.passedOver += 1 }
            return
        }
        if isChanged { return unread.append(revision) }
        guard types.contains(type), cut.cut.admits(header, at: revision) else { return }
        if StepMaker.needsBody(header) { return unread.append(revision) }
        let isAlways = definesAlways && type == .actorDefined
        let bounds = header.cappedBounds
        if bounds.earliest > instant, !isAlways { return }
        let place = FoldPlace(bounds, revision: revision, rank: type.rank, isAlways: isAlways)
        if bounds.latest <= instant || isAlways {
            events.certain.append(place)
        } else {
            events.possible.append(place)
        }
    }

    /// Reads the events whose headers didn't tell all.
    mutating func read() throws(LogError) {
        let (cut, unread) = (cut, unread)
        let read = try InParallel.map(unread.count, by: Self.run) { (run) throws(LogError) -> [[Step]] in
            try cut.log.reading { (transaction) throws(LogError) in
                var steps: [[Step]] = []
                for revision in unread[run] { steps.append(try cut.steps(of: revision, transaction)) }
                return steps
            }
        }
        self.unread = []
        for (revision, steps) in zip(unread, read.joined()) { place(steps, revision) }
    }

    private mutating func place(_ steps: [Step], _ revision: UInt64) {
        var isPlaced = false
        for (index, step) in steps.enumerated() where types.contains(step.type) {
            let isAlways = definesAlways && step.type == .actorDefined
            if step.bounds.earliest > instant, !isAlways { continue }
            let place = FoldPlace(step, index: index, isAlways: isAlways)
            if step.bounds.latest <= instant || isAlways, !step.isOnlyPossible {
                events.certain.append(place)
            } else {
                events.possible.append(place)
            }
            isPlaced = true
        }
        if isPlaced { events.read[revision] = steps }
    }
}

extension LensCut {
    /// The type of a header; `nil` for one of the user's own.
    func type(of header: StoredHeader) -> EventType? {
        Int(header.type) < types.count ? types[Int(header.type)] : nil
    }

    /// The steps of an event as the lens has it.
    fileprivate func steps(
        of revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Step] {
        let header = try log.header(revision, transaction)
        guard let type = type(of: header) else { return [] }
        return try maker.admitted(revision, header, type, cut, transaction)
    }
}
