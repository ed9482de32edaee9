import DiplomaticEvents
import EDTF

/// How far a head of mission has come on the way into the post and out of it (VCDR 4, 9, 10, 13, 43).
public enum HeadStage: String, Sendable, Hashable {
    case nominated
    case agrementRequested = "agrement-requested"
    case agrementGranted = "agrement-granted"
    case agrementRefused = "agrement-refused"
    case appointed, declined, arrived, accredited
    case recalledForConsultations = "recalled-for-consultations"
    case recalled
    case personaNonGrata = "persona-non-grata"
    case departed, died

    /// The stage that an event of `head.*` leads to; `nil` for a chargé's.
    init?(_ type: EventType) {
        switch type {
        case .headNominated: self = .nominated
        case .headAgrementRequested: self = .agrementRequested
        case .headAgrementGranted: self = .agrementGranted
        case .headAgrementRefused: self = .agrementRefused
        case .headAppointed: self = .appointed
        case .headDeclined: self = .declined
        case .headArrived: self = .arrived
        case .headCredentialsPresented, .headReturned: self = .accredited
        case .headRecalledForConsultations: self = .recalledForConsultations
        case .headRecalled: self = .recalled
        case .headDeclaredPersonaNonGrata: self = .personaNonGrata
        case .headDeparted: self = .departed
        case .headDied: self = .died
        default: return nil
        }
    }

    /// The place on the way into the post; `nil` for who holds it or has left it.
    var approach: Int? {
        switch self {
        case .nominated: 0
        case .agrementRequested: 1
        case .agrementGranted: 2
        case .appointed: 3
        case .arrived: 4
        default: nil
        }
    }

    /// Whether the person holds the post: a head who is home for consultations keeps it.
    var isInPost: Bool { self == .accredited || self == .recalledForConsultations }

    /// Whether the person's way to the post or time in it is over.
    var isOver: Bool { approach == nil && !isInPost }

    /// Of those who are leaving: a recalled head, or one declared persona non grata, has yet to depart.
    var exit: Int {
        switch self {
        case .recalled: 1
        case .personaNonGrata: 2
        case .departed: 3
        default: 4
        }
    }
}

/// One person's way into the post of head of mission and out of it.
struct Tenure: Sendable {
    var person: String
    var rank: String?
    var stage: Standing<HeadStage>
    /// Whether the breaking off of relations ended it, not an act of its own.
    var isEndedBySeverance = false
    /// The last instant at which letters may have been renewed, where they were.
    var renewed: Instant?
    /// When it last changed, in the order of its direction's changes.
    var turn: Int

    init(_ person: String, rank: String?, _ stage: HeadStage, by step: Step, turn: Int) {
        self.person = person
        self.rank = rank
        self.stage = Standing(stage)
        self.turn = turn
        self.stage.become(stage, by: step)
    }

    /// A person whom the source doesn't name.
    static let unnamed = "unnamed"

    var isUnnamed: Bool { person == Tenure.unnamed }

    /// Whether the post is held by a chargé d'affaires *en titre*, the lowest class of heads (VCDR 14.1 c).
    var isCharge: Bool { rank.map(Tenure.isCharge) ?? false }

    static func isCharge(_ rank: String) -> Bool { rank == "charge-daffaires" || rank == "charge-ad-interim" }

    mutating func become(
        _ new: HeadStage, by step: Step, from before: [HeadStage] = [], turn now: Int
    ) {
        if stage.become(new, by: step, from: before) {
            turn = now
            isEndedBySeverance = false
        }
    }

    /// Whether a step ends no more than the person's former time in the post: who is promoted leaves the
    /// former rank, and who renews the letters leaves on that day what goes on.
    func isOnlyFormer(_ step: Step, _ rank: String?) -> Bool {
        guard stage.value == .accredited else { return false }
        if let renewed, step.bounds.latest <= renewed { return true }
        guard let rank, let held = self.rank, rank != held else { return false }
        return stage.mayPrecede(step)
    }

    /// Begins anew: what came before is another time in the post.
    mutating func restart(_ new: HeadStage, by step: Step, turn now: Int) {
        stage = Standing(new)
        become(new, by: step, turn: now)
        turn = now
        isEndedBySeverance = false
    }
}
