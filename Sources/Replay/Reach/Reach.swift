import EventLog
import LMDB

/// Which of a log's events bear on the answers of a view.
enum Reach {
    /// Any may.
    case everything
    /// Of a pair, those that ``PairReach`` finds; without a pair, any.
    case pairs
    /// Those that ``AgreementReach`` finds.
    case agreements

    /// The revisions to read for a question, ascending; `nil` for all.
    func revisions(
        _ question: Question, _ log: EventLog, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64]? {
        switch self {
        case .everything: nil
        case .pairs:
            if let pair = question.pair {
                try PairReach.revisions(pair, log, transaction)
            } else {
                nil
            }
        case .agreements: try AgreementReach.revisions(log, transaction)
        }
    }
}
