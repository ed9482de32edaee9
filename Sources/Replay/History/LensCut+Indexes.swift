import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// What the indexes tell of a cut; they are of events as recorded, whether or not the lens lets them in.
extension LensCut {
    /// The number of an actor in the store; `nil` where no event names it.
    func number(of actor: ActorID, _ transaction: borrowing ReadTransaction) throws(LogError) -> UInt32? {
        try log.actorNumber(chronicle.code(of: actor), transaction)
    }

    /// The type of an event as recorded; `nil` for the user's own.
    func type(of revision: UInt64, _ transaction: borrowing ReadTransaction) throws(LogError) -> EventType? {
        let number = Int(try log.header(revision, transaction).type)
        return number < types.count ? types[number] : nil
    }

    /// The events about a subject.
    func revisions(
        about subject: SubjectID, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        guard let number = try log.subjectNumber(chronicle.name(of: subject), transaction) else { return [] }
        return try log.revisions(ofSubject: number, transaction).filter { $0 <= cut.through }
    }

    /// The events of some types; signals have no index.
    func revisions(
        of wanted: EventTypes, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64] {
        var found: [UInt64] = []
        for (number, type) in types.enumerated() {
            guard let type, wanted.contains(type) else { continue }
            found += try log.revisions(ofType: UInt16(clamping: number), transaction)
        }
        return found.filter { $0 <= cut.through }
    }

    /// An event's steps as the cut has them.
    func steps(_ revision: UInt64, _ transaction: borrowing ReadTransaction) throws(LogError) -> [Step] {
        guard revision <= cut.through else { return [] }
        let header = try log.header(revision, transaction)
        guard Int(header.type) < types.count, let type = types[Int(header.type)] else { return [] }
        return try maker.admitted(revision, header, type, cut, transaction)
    }
}
