import DiplomaticEvents
import EDTF

/// What happens once, until something undoes it: the statements about one such matter, in the order of folding.
///
/// Relations between two are established once until they are severed, a member joins once until it leaves, a party
/// signs once. So two statements of it with no undoing between them speak of one fact.
struct FactTracks: Sendable {
    /// Whose matter it is.
    struct Key: Sendable, Hashable {
        enum Matter: UInt8, Sendable, Hashable {
            case actor, membership, recognition, relations, mission, head, meeting, agreement, incident
        }

        let matter: Matter
        let subject: SubjectID?
        let first: ActorID?
        let second: ActorID?

        init(_ matter: Matter, _ first: ActorID, _ second: ActorID? = nil) {
            self.matter = matter
            self.first = first
            self.second = second
            subject = nil
        }

        init(_ matter: Matter, _ subject: SubjectID, party: ActorID? = nil) {
            self.matter = matter
            self.subject = subject
            first = party
            second = nil
        }
    }

    /// For each matter: the places of its statements.
    private(set) var tracks: [Key: [Int32]] = [:]
    /// For each actor: the places of the events that ended it. Whatever comes after begins anew.
    private(set) var endings: [ActorID: [Int32]] = [:]

    /// Notes the statement at a place.
    mutating func note(_ step: Step, at place: Int32) {
        for key in Self.keys(step) {
            // All parts of one event are one statement.
            if tracks[key]?.last != place { tracks[key, default: []].append(place) }
        }
        switch step.type {
        case .actorSucceeded: for actor in step.actors(.predecessor) { end(actor, at: place) }
        case .actorExtinguished: for actor in step.actors(.actor) { end(actor, at: place) }
        case .relationsSevered, .relationsSuspended:
            // With the relations the missions end.
            for pair in step.relatedPairs {
                for (from, to) in [(pair.first, pair.second), (pair.second, pair.first)] {
                    tracks[Key(.mission, from, to)]?.append(place)
                    tracks[Key(.head, from, to)]?.append(place)
                }
            }
        default: break
        }
    }

    private mutating func end(_ actor: ActorID, at place: Int32) {
        endings[actor, default: []].append(place)
    }

    private static func keys(_ step: Step) -> [Key] {
        switch step.type {
        case .actorExtinguished: return step.actors(.actor).map { Key(.actor, $0) }
        case .actorSucceeded: return step.actors(.predecessor).map { Key(.actor, $0) }
        case .membershipObserverAdmitted, .membershipJoined, .membershipSuspended, .membershipLeft:
            return step.directions(from: .organisation, to: .member).map { Key(.membership, $0.from, $0.to) }
        case .recognitionGranted, .recognitionWithdrawn:
            return step.directions(from: .recognising, to: .recognised).map {
                Key(.recognition, $0.from, $0.to)
            }
        case .relationsEstablished, .relationsSuspended, .relationsSevered, .relationsRestored,
            .relationsWarDeclared, .relationsPeaceRestored:
            return step.relatedPairs.map { Key(.relations, $0.first, $0.second) }
        case .missionOpened, .missionClosed, .missionSuspended, .missionReopened:
            return step.directions(from: .sending, to: .receiving).map { Key(.mission, $0.from, $0.to) }
        case .meetingHeld: return step.subject.map { [Key(.meeting, $0)] } ?? []
        case .incidentOccurred, .incidentDisclosed: return step.subject.map { [Key(.incident, $0)] } ?? []
        default: break
        }
        if step.type >= .headNominated, step.type <= .headDied {
            return step.directions(from: .sending, to: .receiving).map { Key(.head, $0.from, $0.to) }
        }
        guard step.type >= .agreementTextAgreed, step.type <= .agreementAbandoned, let subject = step.subject
        else { return [] }
        let parties = step.actors(.party)
        return parties.isEmpty
            ? [Key(.agreement, subject)] : parties.map { Key(.agreement, subject, party: $0) }
    }

    // MARK: What happens once

    /// Whether to say it a second time with another date is to contradict the first.
    static func isClaim(_ type: EventType) -> Bool {
        switch type {
        case .actorSucceeded, .actorExtinguished, .membershipObserverAdmitted, .membershipJoined,
            .membershipLeft, .recognitionGranted, .recognitionWithdrawn, .relationsEstablished,
            .relationsSuspended, .relationsSevered, .relationsRestored, .relationsWarDeclared,
            .relationsPeaceRestored, .missionOpened, .missionClosed, .missionReopened, .headAppointed,
            .headArrived, .headCredentialsPresented, .headDeparted, .headDied, .meetingHeld,
            .agreementTextAgreed, .agreementAdopted, .agreementInitialled, .agreementOpenedForSignature,
            .agreementSigned, .agreementInstrumentDeposited, .agreementInstrumentsExchanged,
            .agreementEnteredIntoForce, .agreementTerminated, .incidentOccurred, .incidentDisclosed:
            true
        default: false
        }
    }

    /// What may be stated anew after an event of this type.
    static func undone(by type: EventType) -> EventTypes {
        switch type {
        case .membershipObserverAdmitted: [.membershipLeft]
        // Some state the end of a suspension as joining again.
        case .membershipSuspended: [.membershipJoined]
        case .membershipJoined: [.membershipLeft, .membershipObserverAdmitted]
        case .membershipLeft: [.membershipJoined, .membershipObserverAdmitted]
        case .recognitionGranted: [.recognitionWithdrawn]
        case .recognitionWithdrawn: [.recognitionGranted, .relationsEstablished, .relationsRestored]
        case .relationsEstablished, .relationsRestored: [.relationsSevered, .relationsSuspended]
        case .relationsSevered, .relationsSuspended:
            [
                .relationsEstablished, .relationsRestored, .missionOpened, .missionReopened, .headAppointed,
                .headArrived, .headCredentialsPresented,
            ]
        case .relationsWarDeclared: [.relationsPeaceRestored]
        case .relationsPeaceRestored: [.relationsWarDeclared]
        case .missionOpened, .missionReopened: [.missionClosed]
        case .missionClosed, .missionSuspended: [.missionOpened, .missionReopened]
        case .headNominated, .headAppointed, .headArrived, .headCredentialsPresented: [.headDeparted]
        case .headRecalled, .headDeclaredPersonaNonGrata, .headDeparted, .headDeclined, .headDied:
            [.headAppointed, .headArrived, .headCredentialsPresented]
        case .agreementSignatureDisavowed: [.agreementSigned]
        case .agreementConsentRevoked, .agreementWithdrawalNotified: [.agreementInstrumentDeposited]
        case .agreementInstrumentDeposited: [.agreementTerminated]
        case .agreementTerminated: [.agreementEnteredIntoForce, .agreementInstrumentDeposited]
        default: []
        }
    }

    // MARK: Conflicts

    /// The statements of one fact whose dates exclude one another: for each their places and those whose fact it is.
    ///
    /// What only bodies tell (whose appointment, which kind of mission) is asked of `identity`, and only where a
    /// matter has been stated more than once.
    func conflicts(
        _ notes: [QualityNote], identity: (Int32) throws(ChronicleFault) -> EventIdentity
    ) throws(ChronicleFault) -> [(places: [Int32], actors: [ActorID])] {
        var found: [[Int32]: Set<ActorID>] = [:]
        for (key, places) in tracks where places.count > 1 {
            guard Self.hasRepeatedClaim(places, notes) else { continue }
            var track = Track(notes: notes, isOfRelations: key.matter == .relations)
            var merged: [(place: Int32, isEnding: Bool)] = places.map { ($0, false) }
            if key.matter != .actor {
                for actor in [key.first, key.second].compactMap({ $0 }) {
                    merged += (endings[actor] ?? []).map { ($0, true) }
                }
                merged.sort { $0.place < $1.place }
            }
            for (place, isEnding) in merged {
                if isEnding {
                    track.closeAll()
                } else {
                    track.take(place, try Self.reads(notes[Int(place)].type) ? identity(place) : .none)
                }
            }
            track.closeAll()
            for conflict in track.conflicts {
                found[conflict, default: []].formUnion([key.first, key.second].compactMap { $0 })
            }
        }
        return found.map { (places: $0.key, actors: $0.value.sorted()) }
    }

    private static func hasRepeatedClaim(_ places: [Int32], _ notes: [QualityNote]) -> Bool {
        var seen = EventTypes()
        for place in places {
            let type = notes[Int(place)].type
            guard isClaim(type) else { continue }
            if seen.contains(type) { return true }
            seen.insert(type)
        }
        return false
    }

    /// Whether only the body tells what the statement is about.
    private static func reads(_ type: EventType) -> Bool {
        switch type {
        case .missionOpened, .missionClosed, .missionSuspended, .missionReopened, .agreementSigned,
            .recognitionGranted, .meetingHeld:
            true
        default: type >= .headNominated && type <= .headDied
        }
    }

    /// One matter gone through in order.
    private struct Track {
        let notes: [QualityNote]
        /// Whether it is about relations themselves, whose end is told to missions too.
        let isOfRelations: Bool
        /// The statements that nothing has undone yet.
        private var open: [Claim: [Int32]] = [:]
        private(set) var conflicts: [[Int32]] = []

        private struct Claim: Hashable {
            let type: EventType
            let identity: EventIdentity
        }

        init(notes: [QualityNote], isOfRelations: Bool) {
            self.notes = notes
            self.isOfRelations = isOfRelations
        }

        mutating func take(_ place: Int32, _ identity: EventIdentity) {
            let type = notes[Int(place)].type
            let undone = FactTracks.undone(by: type)
            for claim in open.keys
            where undone.contains(claim.type) && identity.mayBe(claim.identity) { close(claim) }
            guard FactTracks.isClaim(type), !identity.isOpen, isOfRelations || !type.isOfRelations else {
                return
            }
            var claim = Claim(type: type, identity: identity)
            // An account that gives no rank is of the first that it may be.
            if type >= .headNominated, type <= .headDied, open[claim] == nil {
                let same = open.filter { $0.key.type == type && $0.key.identity.mayBe(identity) }
                if let first = same.min(by: { $0.value.first ?? 0 < $1.value.first ?? 0 }) {
                    claim = first.key
                }
            }
            open[claim, default: []].append(place)
        }

        mutating func closeAll() { for claim in open.keys { close(claim) } }

        private mutating func close(_ claim: Claim) {
            guard let places = open.removeValue(forKey: claim), places.count > 1 else { return }
            let spans = places.map { notes[Int($0)].span }
            let last = spans.map(\.earliest).max() ?? .distantPast
            let first = spans.map(\.latest).min() ?? .distantFuture
            if last > first { conflicts.append(places) }
        }
    }
}

extension EventType {
    /// Whether it is of the family `relations`.
    fileprivate var isOfRelations: Bool {
        self >= .relationsEstablishmentAgreed && self <= .relationsPeaceRestored
    }
}
