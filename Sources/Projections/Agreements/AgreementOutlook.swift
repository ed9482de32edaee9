import DiplomaticEvents
import EDTF
import Synchronization

/// How an agreement looks to its parties on a day: what the relations of two of them show of it.
struct AgreementOutlook: Sendable {
    /// Where a party stands.
    enum Side: Sendable {
        case bound, suspended, provisional, other
        /// Not a party any more, or never to be one.
        case gone
    }

    /// Where it belongs for two parties.
    enum Place: Sendable {
        case inForce, provisional, suspended, pending
    }

    let status: AgreementStatus
    let sides: [ActorID: Side]

    init(_ reckoning: AgreementReckoning) {
        status = reckoning.standing.status
        var sides: [ActorID: Side] = [:]
        for (actor, row) in reckoning.rows {
            sides[actor] =
                switch reckoning.state(of: actor, row).state {
                case .withdrawn, .lapsed, .revoked, .disavowed: .gone
                case .bound: .bound
                case .suspended: .suspended
                // On its way out it is bound still, unless it has suspended.
                case .withdrawalPending where reckoning.isBound(row):
                    reckoning.suspensions[actor] == nil ? .bound : .suspended
                case .provisionallyBound: .provisional
                default: .other
                }
        }
        self.sides = sides
    }

    /// Where the agreement belongs for two; `nil` where it is nothing, or nothing any more, between them.
    func place(_ pair: ActorPair) -> Place? {
        guard let one = sides[pair.first], let other = sides[pair.second], one != .gone, other != .gone
        else { return nil }
        let both = [one, other]
        switch status {
        case .suspended: return .suspended
        case .inForce:
            if both.contains(.provisional), !both.contains(.other) { return .provisional }
            if !both.allSatisfy({ $0 == .bound || $0 == .suspended }) { return .pending }
            return both.contains(.suspended) ? .suspended : .inForce
        case _ where status.isPending:
            return both.allSatisfy { $0 == .provisional } ? .provisional : .pending
        default: return nil
        }
    }
}

/// The outlooks that have been asked for: relations ask for the same agreement once for every pair.
final class OutlookCache: Sendable {
    private struct Entry: Hashable {
        let subject: SubjectID
        let day: CivilDay
    }

    private let known = Mutex<[Entry: AgreementOutlook]>([:])

    func outlook(
        _ subject: SubjectID, on day: CivilDay, _ reckon: () -> AgreementOutlook
    ) -> AgreementOutlook {
        let entry = Entry(subject: subject, day: day)
        if let found = known.withLock({ $0[entry] }) { return found }
        let outlook = reckon()
        known.withLock { $0[entry] = outlook }
        return outlook
    }

    /// Forgets what was known before something was folded. Copies of a projection share what they know until one
    /// of them folds on.
    static func forget(_ cache: inout OutlookCache) {
        if isKnownUniquelyReferenced(&cache), cache.known.withLock({ $0.isEmpty }) { return }
        cache = OutlookCache()
    }
}
