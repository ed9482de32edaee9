import EventCoding

/// What an index is asked by, and what its values are.
enum IndexKind: UInt8, CaseIterable, Sendable {
    /// Number of an actor → revisions of the events that name it in a role, each once.
    case actor = 1
    /// Number of a subject → revisions of the events about it.
    case subject = 2
    /// Number of a type → revisions of its events; signals, which only counts are made of, are left out.
    case type = 3
    /// Two actors (``ActorPairKey``) → revisions of the events that name both.
    case pair = 4
    /// Hash of a name → revisions of the events that speak of it elsewhere than in `actors` and `subject`
    /// (``Mentions``).
    case mention = 5
    /// Number of an actor → numbers of the subjects of events that name it, each once.
    case subjectOfActor = 6
    /// Who is named as a member of whom, in events of membership (``MembershipKey``) → numbers of the others, each once.
    case membership = 7

    /// As people are told of it.
    var name: String {
        switch self {
        case .actor: "by actor"
        case .subject: "by subject"
        case .type: "by type"
        case .pair: "by pair"
        case .mention: "of what events speak of"
        case .subjectOfActor: "of subjects by actor"
        case .membership: "of memberships"
        }
    }
}

/// Where an entry stands: in which run, under what, and its value. The keys of the table are places, written so that
/// their bytes have the same order.
struct IndexPlace: Comparable {
    var run: UInt32
    var kind: UInt8
    var key: UInt64
    var value: UInt64

    static let size = 21

    init(_ run: UInt32, _ kind: UInt8, _ key: UInt64, _ value: UInt64) {
        (self.run, self.kind, self.key, self.value) = (run, kind, key, value)
    }

    init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        run = bytes.littleEndian32(at: 0).byteSwapped
        kind = bytes[4]
        key = bytes.littleEndian64(at: 5).byteSwapped
        value = bytes.littleEndian64(at: 13).byteSwapped
    }

    /// Most significant bytes first.
    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.size)
        bytes.append(littleEndian: run.byteSwapped)
        bytes.append(kind)
        bytes.append(littleEndian: key.byteSwapped)
        bytes.append(littleEndian: value.byteSwapped)
        return bytes
    }

    static func < (one: IndexPlace, other: IndexPlace) -> Bool {
        (one.run, one.kind, one.key, one.value) < (other.run, other.kind, other.key, other.value)
    }
}
