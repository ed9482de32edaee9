import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB

/// Through what a question is asked, as far as finding the events that bear on it takes.
struct Sight: Sendable {
    /// Which events are let in.
    let cut: KnowledgeCut
    /// The last instant of the day that is asked for.
    let instant: Instant

    /// - Parameter except: an event that is left out.
    init(
        _ lens: Lens, except: UInt64? = nil, _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        let recordedBy = lens.recordedBy.map { Timestamp.last(of: $0) }
        var through = min(try log.head(transaction).revision, lens.atRevision ?? .max)
        if let recordedBy {
            through = try log.lastRevision(recordedBy: recordedBy, through: through, transaction)
        }
        cut = KnowledgeCut(
            through: through, recordedBy: recordedBy, reportedBy: lens.reportedBy?.last, except: except)
        instant = lens.asOf.last
    }
}
