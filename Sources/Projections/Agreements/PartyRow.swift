import DiplomaticEvents
import EDTF

/// What one party has done about an agreement, up to a day.
struct PartyRow: Sendable {
    /// A signature (VCLT 12).
    struct Signature: Sendable {
        /// Its mode.
        var fact: Fact<String>
        var when: VagueDay
        /// Since when it is one in full; `nil` for one ad referendum that has not been confirmed.
        var full: VagueDay?
        /// From when on it binds, where that was said and it does.
        var effective: VagueDay?
    }

    /// The consent to be bound (VCLT 11).
    struct Consent: Sendable {
        /// How it was expressed.
        var fact: Fact<String>
        var when: VagueDay
        /// From when on it binds, where that was said.
        var effective: VagueDay?
    }

    /// What ended something, and when.
    struct Ending: Sendable {
        var fact: Fact<Bool>
        var when: VagueDay
        /// At which instants, for what folds later and may have been before.
        var bounds: Bounds
    }

    /// A party of the definition, not only of some event.
    var isDefined = false
    var negotiating: Fact<Bool>?
    var initialled: Fact<Bool>?
    var signature: Signature?
    var disavowed: Ending?
    var consent: Consent?
    /// The consent was taken back before it bound (a revocation), or the party has left (a withdrawal).
    var revoked: Ending?
    var withdrawn: Ending?
    /// Earlier consents, which withdrawals or revocations have ended.
    var former: [(consent: Consent, end: Ending)] = []
    /// A notice of withdrawal that stands, and when it takes effect.
    var notice: (fact: Fact<Bool>, event: Revision, from: VagueDay?)?
    var suspended: Fact<Bool>?
    /// The end of its actor.
    var lapsed: Ending?
    /// The events by which the row came from one actor to another.
    var succession: [Revision] = []
    /// From when on it is bound; known once the agreement's entry into force is.
    var boundFrom: VagueDay?

    var hasSigned: Bool { signature != nil && disavowed == nil }

    /// Whether it has signed in full: not only ad referendum.
    var hasFullySigned: Bool { hasSigned && signature?.full != nil }

    /// Whether the consent stands: not revoked, not withdrawn, its actor still there.
    var consents: Bool { consent != nil && revoked == nil && withdrawn == nil && lapsed == nil }
}
