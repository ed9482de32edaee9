import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// The events that a lens lets in, ready to be folded: the log's cut by both clocks of knowledge, corrections laid
/// over it, blocs known, names numbered.
struct LensCut: Sendable {
    let log: EventLog
    let lens: Lens
    /// The day on which what is let in is looked at: that of the lens, unless a later one is to tell what the clock
    /// alone brings about.
    var renderedOn: LensDate
    let cut: KnowledgeCut
    let overlay: Overlay
    let chronicle: LogChronicle
    let maker: StepMaker
    /// The store's types by number; `nil` for the user's own and unknown ones.
    let types: [EventType?]
    /// The log as an answer names it.
    let logJSON: JSONValue
    /// The events that are read, ascending; `nil` for all.
    let reached: [UInt64]?

    /// - Parameters:
    ///   - sight: that of the lens.
    ///   - codes: actors that the question names.
    ///   - reached: the only events that bear on it, ascending.
    init(
        _ log: EventLog, _ lens: Lens, _ sight: Sight, codes: [String], reached: [UInt64]? = nil,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        self.reached = reached
        self.log = log
        self.lens = lens
        renderedOn = lens.asOf
        cut = sight.cut
        logJSON = try log.json(at: cut.through, transaction)
        types = try log.typeNames(transaction).map {
            Catalogue.type(named: $0).flatMap { $0 == .own ? nil : $0 }
        }
        let joinings = try LensCut.joinings(log, types, reached, transaction)
        overlay = try Overlay(
            log, cut, about: try LensCut.readBeside(log, types, reached, joinings, transaction), transaction)
        var named = codes
        for case .corrected(_, let draft) in overlay.changes.values { named += draft.parts.map(\.code) }
        let numbering = ActorNumbering(stored: try log.actorCodes(transaction), others: named)
        let organisations = try LensCut.organisations(log, cut, types, overlay, transaction)
        chronicle = LogChronicle(log, numbering, overlay, organisations: organisations)
        let blocs = try LensCut.blocs(joinings, log, cut, types, chronicle, transaction)
        maker = StepMaker(log: log, chronicle: chronicle, blocs: blocs)
    }

    private static func number(of type: EventType, in types: [EventType?]) -> UInt16? {
        types.firstIndex(of: type).flatMap { UInt16(exactly: $0) }
    }

    /// The events that tell who joined and left the organisations that act for their members.
    private static func joinings(
        _ log: EventLog, _ types: [EventType?], _ reached: [UInt64]?, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        if let reached {
            return try BlocReach.memberships(for: reached, log, transaction)
        }
        var joinings: [UInt64] = []
        for type in [EventType.membershipJoined, .membershipLeft] {
            guard let number = number(of: type, in: types) else { continue }
            joinings += try log.revisions(ofType: number, transaction)
        }
        return joinings
    }

    /// All events that are looked at, ascending: what is said about them has to be known.
    private static func readBeside(
        _ log: EventLog, _ types: [EventType?], _ reached: [UInt64]?, _ joinings: [UInt64],
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64]? {
        guard let reached else { return nil }
        var all = joinings
        all += try definitions(log, transaction).sorted
        if all.isEmpty { return reached }
        var set = NumberSet(reached)
        set.formUnion(all)
        return set.sorted
    }

    /// The definitions of actors.
    private static func definitions(
        _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> NumberSet {
        NumberSet(try LogIndex(log, transaction).recorded(of: .actorDefined, transaction))
    }

    /// Whether an event is among those that bear on the question.
    func reaches(_ event: UInt64) -> Bool {
        guard let reached else { return true }
        var (low, high) = (0, reached.count)
        while low < high {
            let middle = (low + high) / 2
            if reached[middle] < event { low = middle + 1 } else { high = middle }
        }
        return low < reached.count && reached[low] == event
    }

    /// The codes that events of the cut define as organisations.
    private static func organisations(
        _ log: EventLog, _ cut: KnowledgeCut, _ types: [EventType?], _ overlay: Overlay,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<String> {
        var codes: Set<String> = []
        let definitions = try LensCut.definitions(log, transaction).sorted
        try log.forEachHeader(of: definitions, transaction) { (revision, header) throws(LogError) in
            guard Int(header.type) < types.count, types[Int(header.type)] == .actorDefined else { return }
            switch overlay.changes[revision] {
            case .removed?: return
            case .corrected(_, let draft)?:
                guard draft.definedKind == .organisation,
                    try Overlay.admits(draft, header, revision, cut)
                else { return }
                codes.formUnion(draft.parts.map(\.code))
            case nil:
                guard header.flags.contains(.definesOrganisation), cut.admits(header, at: revision) else {
                    return
                }
                let draft = try Overlay.read(try log.event(revision, transaction)).draft
                codes.formUnion(draft.parts.map(\.code))
            }
        }
        return codes
    }

    /// Who joined and left what, at all times: a bloc may have acted before the day that is asked for.
    private static func blocs(
        _ joinings: [UInt64], _ log: EventLog, _ cut: KnowledgeCut, _ types: [EventType?],
        _ chronicle: LogChronicle, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> BlocMembers {
        var blocs = BlocMembers()
        let plain = StepMaker(log: log, chronicle: chronicle, blocs: BlocMembers())
        for revision in joinings {
            let header = try log.header(revision, transaction)
            guard Int(header.type) < types.count, let type = types[Int(header.type)] else { continue }
            for step in try plain.admitted(revision, header, type, cut, transaction)
            where step.isAsserted && step.phase != .notice
                && (step.type == .membershipJoined || step.type == .membershipLeft)
            {
                blocs.note(
                    step.type, organisations: step.actors(.organisation), members: step.actors(.member),
                    step.bounds)
            }
        }
        blocs.settle()
        return blocs
    }
}

extension KnowledgeCut {
    /// What the clocks of knowledge let in.
    init(_ log: EventLog, _ lens: Lens, _ transaction: borrowing ReadTransaction) throws(LogError) {
        let recordedBy = lens.recordedBy.map { Timestamp.last(of: $0) }
        var through = min(try log.head(transaction).revision, lens.atRevision ?? .max)
        if let recordedBy {
            through = try log.lastRevision(recordedBy: recordedBy, through: through, transaction)
        }
        self.init(through: through, recordedBy: recordedBy, reportedBy: lens.reportedBy?.last)
    }
}

extension EventLog {
    /// The log at a revision as an answer names it.
    func json(at revision: UInt64, _ transaction: borrowing ReadTransaction) throws(LogError) -> JSONValue {
        [
            "head": .text(try root(at: revision, transaction).description), "id": .text(id),
            "revision": .integer(Int64(clamping: revision)),
        ]
    }
}

extension StepMaker {
    /// The steps of an event as the cut has it; none where it isn't let in.
    func admitted(
        _ revision: UInt64, _ header: StoredHeader, _ type: EventType, _ cut: KnowledgeCut,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Step] {
        switch chronicle.overlay.changes[revision] {
        case .removed?: return []
        case .corrected(let event, let draft)?:
            guard try Overlay.admits(draft, header, revision, cut) else { return [] }
            return steps(revision, header, corrected: event, draft)
        case nil:
            guard cut.admits(header, at: revision) else { return [] }
            if StepMaker.needsBody(header) { return try steps(revision, header, transaction) }
            return [step(revision, header, type)]
        }
    }
}
