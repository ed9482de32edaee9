import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// What a lens makes of one event: all that a fold can tell from what another lens makes of it.
struct EventAccount: Hashable {
    /// One of the event's steps.
    struct Part: Hashable {
        var phase: Step.Phase
        var standing: EventStanding
        var subject: String?
        /// The role and code of each actor, `by USA`.
        var cast: [String]
    }

    var parts: [Part] = []
    /// The event as corrected.
    var corrected: JSONObject?
    /// How the event stands where it has no steps.
    var absence = EventStanding.unknown

    /// How the event stands as a whole.
    var standing: EventStanding {
        guard let first = parts.first?.standing else { return absence }
        let last = parts.map(\.standing).max() ?? first
        let isAhead = parts.contains { $0.phase == .effect && $0.standing == .notYet }
        return isAhead && last == .certain ? .notice : last
    }
}

extension LensCut {
    /// What this lens makes of an event.
    ///
    /// - Parameter definesAlways: `actor.defined` counts on every day.
    func account(
        of revision: UInt64, _ header: StoredHeader, _ type: EventType, definesAlways: Bool,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> EventAccount {
        var account = EventAccount()
        switch overlay.changes[revision] {
        case .removed?:
            if cut.holds(header, at: revision) { account.absence = .retracted }
            return account
        case .corrected(let event, _)?: account.corrected = event
        case nil: break
        }
        for step in try maker.admitted(revision, header, type, cut, transaction) {
            let isDefinition = definesAlways && step.type == .actorDefined
            account.parts.append(
                EventAccount.Part(
                    phase: step.phase,
                    standing: isDefinition
                        ? .certain : standing(step.bounds, isOnlyPossible: step.isOnlyPossible),
                    subject: step.subject.map(chronicle.name(of:)),
                    cast: step.parts.map { "\($0.role.name) \(chronicle.code(of: $0.actor))" }))
        }
        return account
    }

    /// How what takes effect between two instants stands on the lens's day.
    func standing(_ bounds: Bounds, isOnlyPossible: Bool = false) -> EventStanding {
        let instant = lens.asOf.last
        if bounds.earliest > instant { return .notYet }
        if bounds.latest <= instant, !isOnlyPossible { return .certain }
        return lens.dates == .certain ? .possible : .assumed
    }
}
