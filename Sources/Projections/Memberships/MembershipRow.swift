import CanonicalJSON
import DiplomaticEvents
import EDTF

/// What one actor is to one organisation.
///
/// To be an observer and to be a candidate are two things: one may be both. A member is neither.
struct MembershipRow: Sendable {
    /// A notice of withdrawal that has not yet taken effect.
    struct Leaving: Sendable {
        /// The notice that counts: the latest that says when it takes effect.
        var notice: Revision
        var isDated: Bool
        var because: [Revision]
        /// The last instant at which it may have been given.
        var latest: Instant
    }

    private(set) var member = Standing(false)
    private(set) var observer = Standing(false)
    private(set) var candidate = Standing(false)
    private(set) var suspended = Standing(false)
    private(set) var leaving: Leaving?

    /// Whether it is in none of the three lists.
    var isNone: Bool { !member.value && !observer.value && !candidate.value }

    /// Folds an event of `membership.*`; `isDated` says whether the event has an `effective`.
    mutating func fold(_ step: Step, isDated: Bool) {
        if step.type == .membershipWithdrawalNotified { return notify(step, isDated: isDated) }
        guard step.phase != .notice else { return }
        switch step.type {
        // Who is in already applied and observed before that, however late a vague date makes it fold.
        case .membershipApplied, .membershipAgreedInPrinciple:
            if !member.value { candidate.become(true, by: step) }
        case .membershipObserverAdmitted:
            if !member.value { observer.become(true, by: step) }
        case .membershipJoined: join(step)
        case .membershipSuspended: suspended.become(true, by: step)
        case .membershipLeft: leave(step)
        default: break
        }
    }

    /// A member that joins once more has been let in again: its suspension is over, its notice taken back.
    private mutating func join(_ step: Step) {
        if member.value {
            if suspended.value, !suspended.mayPrecede(step) { suspended.become(false, by: step) }
            if let leaving, step.bounds.earliest > leaving.latest { self.leaving = nil }
        }
        member.become(true, by: step)
        guard member.value else { return }
        if observer.value { observer.become(false, by: step) }
        if candidate.value { candidate.become(false, by: step) }
    }

    /// A notice alone leaves everything as it is until its effective day.
    private mutating func notify(_ step: Step, isDated: Bool) {
        switch step.phase {
        case .effect:
            // One that was taken back, or given anew for another day, has no effect.
            if leaving?.notice == step.event { leave(step) }
        case .whole where step.isEffectiveDated: leave(step)
        case .notice, .whole:
            var because = leaving?.because ?? []
            if !because.contains(step.event) { because.append(step.event) }
            let counts = isDated || leaving?.isDated != true
            leaving = Leaving(
                notice: counts ? step.event : leaving?.notice ?? step.event,
                isDated: isDated || leaving?.isDated == true, because: because, latest: step.bounds.latest)
        }
    }

    private mutating func leave(_ step: Step) {
        if member.value || !observer.value && !candidate.value {
            member.become(false, by: step, from: [true])
        }
        if observer.value { observer.become(false, by: step) }
        if candidate.value { candidate.become(false, by: step) }
        if suspended.value { suspended.become(false, by: step) }
        leaving = nil
    }

    /// The end of the actor or of the organisation ends all that tied them.
    mutating func end(by step: Step) {
        if member.value { member.become(false, by: step) }
        if observer.value { observer.become(false, by: step) }
        if candidate.value { candidate.become(false, by: step) }
        if suspended.value { suspended.become(false, by: step) }
        leaving = nil
    }

    /// Takes over what the actor was that this one continues: it is the same person in law.
    mutating func inherit(_ other: MembershipRow, by step: Step) {
        guard !other.isNone, !member.value else { return }
        let own = self
        self = other
        if own.observer.value { observer = own.observer }
        if own.candidate.value { candidate = own.candidate }
        if member.value { member.join(step) }
        if observer.value { observer.join(step) }
        if candidate.value { candidate.join(step) }
    }
}
