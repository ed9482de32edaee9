import DiplomaticEvents
import EDTF

/// What one party has done about an agreement, up to a day.
struct PartyRow: Sendable {
    /// The consent to be bound (VCLT 11).
    struct Consent: Sendable {
        var fact: Fact<String>
        var day: CivilDay
        var earliest: CivilDay
        /// From when it binds, where that was said.
        var effective: CivilDay?
    }

    var negotiating: Fact<Bool>?
    var initialled: Fact<Bool>?
    /// The signature's mode.
    var signature: Fact<String>?
    var signatureDay: CivilDay?
    var disavowed: Fact<Bool>?
    var consent: Consent?
    var revoked: Fact<Bool>?
    var revokedDay: CivilDay?
    var suspended: Fact<Bool>?
    /// A notice of withdrawal that stands, and when it takes effect.
    var notice: (fact: Fact<Bool>, from: CivilDay?)?
    var withdrawn: (fact: Fact<Bool>, day: CivilDay)?
    /// The end of its actor.
    var lapsed: (fact: Fact<Bool>, day: CivilDay)?
    /// Consents that ended with a withdrawal before it came back.
    var former: [(consent: Consent, to: CivilDay)] = []
    var isDefined = false
    var succession: [Revision] = []
    var boundFrom: CivilDay?

    var hasSigned: Bool { signature != nil && disavowed == nil }

    /// Whether the signature is more than one ad referendum (VCLT 12.2 b).
    var hasSignedFully: Bool { hasSigned && signature?.value != "ad-referendum" }

    /// Whether the consent stands: not revoked, not withdrawn, its actor still there.
    var consents: Bool { consent != nil && revoked == nil && withdrawn == nil && lapsed == nil }
}
