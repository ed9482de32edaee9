import DiplomaticEvents
import EDTF

/// Events that may be one and the same: of one type, about the same subject and actors, on days that fit one another.
///
/// The events are put under fingerprints, and those under one are gone through in the order of their dates: so the
/// work grows with the log (and the sorting of it), not with its square.
struct Fingerprints: Sendable {
    private struct Fingerprint: Sendable, Hashable {
        let type: EventType
        let subject: SubjectID?
        let parts: [ActorPart]
    }

    private var places: [Fingerprint: [Int32]] = [:]

    /// Notes the event at a place.
    mutating func note(_ step: Step, at place: Int32) {
        guard Self.isComparable(step.type) else { return }
        // Some accounts say who was host or chair and some don't, and a meeting may go without a subject.
        let parts = step.parts.filter { $0.role != .host && $0.role != .chair && $0.role != .to }
        let isContact =
            step.type >= .meetingScheduled && step.type <= .callHeld || step.type == .statementMade
        guard !parts.isEmpty || step.subject != nil else { return }
        let fingerprint = Fingerprint(
            type: step.type, subject: isContact ? nil : step.subject, parts: parts)
        places[fingerprint, default: []].append(place)
    }

    /// Who an actor is, what an agreement is, and what is expected may be said more than once.
    private static func isComparable(_ type: EventType) -> Bool {
        type != .actorDefined && type != .actorRenamed && type != .agreementDefined
            && !type.isExpectation
    }

    /// The groups of places whose events may be one.
    func groups(
        _ notes: [QualityNote], identity: (Int32) throws(ChronicleFault) -> EventIdentity
    ) throws(ChronicleFault) -> [[Int32]] {
        var groups: [[Int32]] = []
        for places in self.places.values where places.count > 1 {
            for cluster in Self.clusters(places, notes) where cluster.count > 1 {
                groups += try Self.alike(cluster, identity)
            }
        }
        return groups
    }

    /// Groups of which each two fit one another, since all may have happened on one day: that on which the first of
    /// them surely had.
    private static func clusters(_ places: [Int32], _ notes: [QualityNote]) -> [[Int32]] {
        func span(_ place: Int32) -> Bounds { notes[Int(place)].span }
        let byEnd = places.sorted { (span($0).latest, $0) < (span($1).latest, $1) }
        let byStart = places.sorted { (span($0).earliest, $0) < (span($1).earliest, $1) }
        var clusters: [[Int32]] = []
        var taken: Set<Int32> = []
        var next = 0
        for place in byEnd where !taken.contains(place) {
            var cluster: [Int32] = []
            while next < byStart.count, span(byStart[next]).earliest <= span(place).latest {
                cluster.append(byStart[next])
                taken.insert(byStart[next])
                next += 1
            }
            clusters.append(cluster.sorted())
        }
        return clusters
    }

    /// Up to how many different descriptions in one cluster each is held against each.
    private static let compared = 64

    /// Splits a cluster by what the bodies say.
    private static func alike(
        _ cluster: [Int32], _ identity: (Int32) throws(ChronicleFault) -> EventIdentity
    ) throws(ChronicleFault) -> [[Int32]] {
        var exact: [EventIdentity: Int] = [:]
        var groups: [(identity: EventIdentity, places: [Int32])] = []
        for place in cluster {
            let own = try identity(place)
            if let group = exact[own] {
                groups[group].places.append(place)
                continue
            }
            // What says less joins the first that it doesn't contradict.
            if groups.count <= compared, let group = groups.firstIndex(where: { $0.identity.mayBe(own) }) {
                groups[group].places.append(place)
                groups[group].identity.join(own)
                exact[own] = group
                continue
            }
            exact[own] = groups.count
            groups.append((own, [place]))
        }
        return groups.map(\.places).filter { $0.count > 1 }
    }
}
