import EventLog
import LMDB

/// Which of a log's events bear on the answers of a view.
enum Reach: Hashable {
    /// Any may.
    case everything
    /// Of a pair, those that ``PairReach`` finds; without a pair, any.
    case pairs(withSurroundings: Bool)
    /// Those that ``AgreementReach`` finds.
    case agreements
    /// Of a subject, those about it; without one, any.
    case matters
    /// Of a subject that is an expectation, those that ``ExpectationReach`` finds.
    case expectation
    /// Of an actor that is an organisation, those that ``MembershipReach`` finds: enough for its own item.
    case organisation
    /// Those that ``HistoryReach`` finds.
    case history
    /// These.
    case events([UInt64])

    /// Whether only some events bear on a question.
    func isBounded(by question: Question) -> Bool {
        switch self {
        case .everything: false
        case .pairs: question.pair != nil
        case .matters, .expectation: question.subject != nil
        case .organisation: question.actor != nil
        case .agreements, .history, .events: true
        }
    }

    /// The revisions to read for a question, ascending; `nil` for all.
    ///
    /// - Parameter sight: that of the lens.
    func revisions(
        _ question: Question, _ lens: Lens, _ sight: Sight, _ log: EventLog,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [UInt64]? {
        switch self {
        case .everything: return nil
        case .pairs(let withSurroundings):
            guard let pair = question.pair else { return nil }
            return try PairReach.revisions(
                pair, withSurroundings: withSurroundings, sight, log, transaction)
        case .agreements: return try AgreementReach.revisions(of: question.subject, sight, log, transaction)
        case .matters:
            guard let subject = question.subject else { return nil }
            return NumberSet(try LogIndex(log, transaction).events(about: subject, transaction)).sorted
        case .expectation:
            guard let subject = question.subject else { return nil }
            return try ExpectationReach.revisions(of: subject, sight, log, transaction)
        case .organisation:
            guard let actor = question.actor else { return nil }
            return try MembershipReach.revisions(of: actor, sight, log, transaction)
        case .events(let revisions): return revisions
        case .history: return try HistoryReach.revisions(question, lens, sight, log, transaction)
        }
    }
}
