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
    var suspended: Fact<Bool>?
    /// A notice of withdrawal that stands, and when it takes effect.
    var notice: (fact: Fact<Bool>, from: CivilDay?)?
    var withdrawn: (fact: Fact<Bool>, day: CivilDay)?
    /// The end of its actor.
    var lapsed: (fact: Fact<Bool>, day: CivilDay)?
    /// Spells for which it was bound before it left and came back.
    var former: [(from: CivilDay, to: CivilDay)] = []
    var isDefined = false
    var succession: [Revision] = []
    var boundFrom: CivilDay?

    var hasSigned: Bool { signature != nil && disavowed == nil }

    /// Whether the consent stands: not revoked, not withdrawn, its actor still there.
    var consents: Bool { consent != nil && revoked == nil && withdrawn == nil && lapsed == nil }
}
