public import DiplomaticEvents
public import EDTF

/// The agreements between two actors.
extension Agreements {
    /// The agreements in which both have a part: in force, applied provisionally, suspended, or on their way; in no
    /// order that means anything.
    ///
    /// One that is in force without binding both is on its way for them. Those that one has left, or that have
    /// ended or been given up, are in none.
    public func agreements(
        of pair: ActorPair, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> (
        inForce: [SubjectID], provisional: [SubjectID], suspended: [SubjectID], pending: [SubjectID]
    ) {
        var inForce: [SubjectID] = []
        var provisional: [SubjectID] = []
        var suspended: [SubjectID] = []
        var pending: [SubjectID] = []
        if let one = byActor[pair.first], let other = byActor[pair.second] {
            let (few, many) = one.count < other.count ? (one, other) : (other, one)
            for subject in few where many.contains(subject) {
                switch outlook(subject, on: day).place(pair) {
                case .inForce?: inForce.append(subject)
                case .provisional?: provisional.append(subject)
                case .suspended?: suspended.append(subject)
                case .pending?: pending.append(subject)
                case nil: break
                }
            }
        }
        return (inForce, provisional, suspended, pending)
    }

    /// The pairs that an agreement ties by itself: each two of the parties that its definition names, or the only
    /// two that events name; of one that is open to all, none.
    public func pairsTied(by subject: SubjectID) -> [ActorPair] {
        var parties: Set<ActorID> = []
        var named: Set<ActorID> = []
        var heirs: [(ended: ActorID, heirs: [ActorID])] = []
        for act in acts[subject] ?? [] {
            named.formUnion(act.parties)
            switch act.detail {
            case .definition(let definition):
                if !definition.parties.isEmpty { parties = Set(definition.parties) }
            case .succession(let succession):
                for ended in succession.ended { heirs.append((ended, succession.heirs)) }
            default: break
            }
        }
        if parties.isEmpty, named.count == 2 { parties = named }
        for succession in heirs where parties.contains(succession.ended) {
            parties.formUnion(succession.heirs)
        }
        let sorted = parties.sorted()
        let pairs = sorted.indices.flatMap { index in
            sorted[(index + 1)...].compactMap { ActorPair(sorted[index], $0) }
        }
        // Who continues another is no party beside it.
        return pairs.filter { pair in
            !heirs.contains { pair.contains($0.ended) && $0.heirs.contains(where: pair.contains) }
        }
    }
}
