import DiplomaticEvents

/// An event but for its dates, its source and its words.
struct Happening {
    var type: EventType
    var actors: [(role: Role, codes: [String])] = []
    var subject: String?
    var data: [(name: String, value: Value)] = []
    var lasts = false
    /// After so many days it takes legal effect.
    var effectiveAfter: Int?
    /// The organisation that acts for each of its members.
    var eachMember: String?
    /// For a signal: its score in tenths and the root of its code.
    var score = 0
    var root = 0

    private func codes(_ role: Role) -> [String] {
        actors.first { $0.role == role }?.codes ?? []
    }

    /// The pairs that it is about, as (from, to).
    var pairs: [(String, String)] {
        switch type {
        case .signalCoded: product(.source, .target)
        case .visitMade: product(.visitor, .host)
        case .callHeld, .meetingHeld: among(.participants)
        case .statementMade: product(.by, .with)
        case .relationsEstablishmentAgreed ... .relationsPeaceRestored:
            among(.parties) + product(.by, .with)
        case .recognitionGranted, .recognitionWithdrawn: product(.recognising, .recognised)
        case .missionAgreed ... .staffWithdrawn: product(.sending, .receiving)
        case .measureImposed ... .measureLifted: product(.by, .against)
        default: []
        }
    }

    /// The one party that acts, in an event on an agreement.
    var party: String? { codes(.party).first }

    private func product(_ one: Role, _ other: Role) -> [(String, String)] {
        codes(one).flatMap { from in codes(other).map { (from, $0) } }
    }

    private func among(_ role: Role) -> [(String, String)] {
        let codes = codes(role)
        return codes.indices.flatMap { place in codes[(place + 1)...].map { (codes[place], $0) } }
    }
}
