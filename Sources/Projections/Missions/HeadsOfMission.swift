import DiplomaticEvents
import EDTF

/// The post of head of mission in one direction: who holds it, who is on the way to it, who has left it, and
/// the chargé d'affaires who stands in (VCDR 19).
struct HeadsOfMission: Sendable {
    /// Whether a step has lowered or raised the level of representation.
    enum Change { case none, lowered, raised }

    private(set) var tenures: [Tenure] = []
    private(set) var acting: Fact<String>?
    /// Those who were chargés, or left as such before any event told of their coming.
    private var chargesLeft: [(person: String, unmatchedUntil: Instant?)] = []

    var isUntouched: Bool { tenures.isEmpty && acting == nil && chargesLeft.isEmpty }

    /// Whom the post shows: its holder; else who came nearest to it last; else who left it last.
    var shown: Tenure? { shownIndex.map { tenures[$0] } }

    /// Whether a head above the class of chargés d'affaires is accredited.
    var hasAccreditedHead: Bool { tenures.contains { $0.stage.value.isInPost && !$0.isCharge } }

    /// Whether a chargé d'affaires, ad interim or *en titre*, represents the sending side.
    var hasCharge: Bool { acting != nil || tenures.contains { $0.stage.value.isInPost && $0.isCharge } }

    private var shownIndex: Int? {
        last { $0.stage.value == .accredited } ?? last { $0.stage.value.isInPost }
            ?? last { $0.stage.value.approach != nil } ?? last { _ in true }
    }

    /// Folds a step of `head.*`.
    mutating func fold(_ step: Step, person: String, rank: String?, turn now: Int) -> Change {
        guard let stage = HeadStage(step.type) else {
            if step.type == .headChargeAssumed { assumeCharge(person, by: step) }
            return .none
        }
        switch step.type {
        case .headCredentialsPresented: return accredit(person, rank, by: step, now)
        case .headReturned: return bringBack(person, rank, by: step, now)
        case .headRecalledForConsultations: return consult(person, rank, by: step, now)
        case .headDeclined, .headAgrementRefused: return turnDown(person, rank, stage, by: step, now)
        case .headRecalled, .headDeclaredPersonaNonGrata, .headDeparted, .headDied:
            return end(person, rank, stage, by: step, now)
        default:
            approach(person, rank, stage, by: step, now)
            return .none
        }
    }

    // MARK: Into the post

    private mutating func approach(
        _ person: String, _ rank: String?, _ stage: HeadStage, by step: Step, _ now: Int
    ) {
        guard let index = comer(person) else {
            tenures.append(Tenure(person, rank: rank, stage, by: step, turn: now))
            return
        }
        let current = tenures[index].stage
        // Who holds the post and is appointed to it at another rank has it once credentials say so.
        note(person, current.value.isInPost ? nil : rank, at: index)
        if current.value == stage {
            tenures[index].become(stage, by: step, turn: now)
        } else if let reached = current.value.approach {
            if (stage.approach ?? 0) > reached || !current.mayPrecede(step) {
                tenures[index].become(stage, by: step, turn: now)
            }
        } else if current.value.isOver, !current.mayPrecede(step) {
            tenures[index].restart(stage, by: step, turn: now)
        }
    }

    /// New credentials end the time of the head before, and the chargé's.
    private mutating func accredit(_ person: String, _ rank: String?, by step: Step, _ now: Int) -> Change {
        var place = comer(person)
        if let index = place {
            let isPromoted = rank != nil && tenures[index].rank != nil && rank != tenures[index].rank
            note(person, rank, at: index)
            let current = tenures[index].stage
            if current.value == .accredited {
                // Another rank takes letters of its own: a promotion is another time in the post.
                if isPromoted, !current.mayPrecede(step) {
                    tenures[index].restart(.accredited, by: step, turn: now)
                    endCharge()
                    return .raised
                }
                tenures[index].become(.accredited, by: step, turn: now)
                tenures[index].renewed = step.bounds.latest
                return .none
            }
            if current.value.approach == nil {
                if current.mayPrecede(step) { return .none }
                tenures[index].restart(.accredited, by: step, turn: now)
            } else {
                tenures[index].become(.accredited, by: step, turn: now)
            }
        } else {
            place = tenures.count
            tenures.append(Tenure(person, rank: rank, .accredited, by: step, turn: now))
        }
        for index in tenures.indices where index != place && tenures[index].stage.value.isInPost {
            tenures[index].become(.departed, by: step, turn: now)
        }
        tenures.removeAll { $0.stage.value.approach != nil }
        endCharge()
        return .raised
    }

    private mutating func turnDown(
        _ person: String, _ rank: String?, _ stage: HeadStage, by step: Step, _ now: Int
    ) -> Change {
        guard let index = comer(person) else {
            tenures.append(Tenure(person, rank: rank, stage, by: step, turn: now))
            return .none
        }
        note(person, rank, at: index)
        let value = tenures[index].stage.value
        if value.approach != nil || value == stage { tenures[index].become(stage, by: step, turn: now) }
        return .none
    }

    // MARK: Away and back

    private mutating func consult(_ person: String, _ rank: String?, by step: Step, _ now: Int) -> Change {
        if let rank, Tenure.isCharge(rank), acting != nil { return .lowered }
        guard let index = holder(person) else {
            if acting.map({ matches($0.value, person) }) == true { return .lowered }
            let isHeld = tenures.contains { $0.stage.value.isInPost }
            tenures.append(Tenure(person, rank: rank, .recalledForConsultations, by: step, turn: now))
            return isHeld ? .none : .lowered
        }
        note(person, rank, at: index)
        let current = tenures[index].stage
        if current.value.isOver {
            if current.mayPrecede(step) { return .none }
            tenures[index].restart(.recalledForConsultations, by: step, turn: now)
        } else {
            tenures[index].become(.recalledForConsultations, by: step, turn: now)
        }
        return tenures[index].stage.value == .recalledForConsultations ? .lowered : .none
    }

    /// The head's return ends the chargé's standing in, which is provisional (VCDR 19.1).
    private mutating func bringBack(_ person: String, _ rank: String?, by step: Step, _ now: Int) -> Change {
        guard let index = holder(person) else {
            if tenures.contains(where: { $0.stage.value.isInPost }) { return .none }
            tenures.append(Tenure(person, rank: rank, .accredited, by: step, turn: now))
            endCharge()
            return .raised
        }
        note(person, rank, at: index)
        let current = tenures[index].stage
        if current.value.isOver {
            let isTaken = tenures.contains { $0.stage.value.isInPost }
            if isTaken || current.mayPrecede(step) { return .none }
            tenures[index].restart(.accredited, by: step, turn: now)
        } else {
            tenures[index].become(.accredited, by: step, from: [.recalledForConsultations], turn: now)
        }
        endCharge()
        return .raised
    }

    // MARK: Out of the post

    /// What ends a post ends that of the person named, and of nobody else.
    private mutating func end(
        _ person: String, _ rank: String?, _ stage: HeadStage, by step: Step, _ now: Int
    ) -> Change {
        let lowers: Change = stage == .recalled || stage == .personaNonGrata ? .lowered : .none
        if let rank, Tenure.isCharge(rank) {
            let index = tenures.lastIndex { $0.person == person && $0.isCharge && !$0.stage.value.isOver }
            if let index { tenures[index].become(stage, by: step, turn: now) }
            return leaveCharge(person, by: step) || index != nil ? lowers : .none
        }
        let isCharge = acting.map { $0.value == person } ?? false
        guard let index = holder(person) else {
            if isCharge || acting.map({ matches($0.value, person) }) == true {
                _ = leaveCharge(person, by: step)
                return lowers
            }
            if chargesLeft.contains(where: { $0.person == person }) { return .none }
            let isHeld = tenures.contains { $0.stage.value.isInPost }
            tenures.append(Tenure(person, rank: rank, stage, by: step, turn: now))
            return isHeld ? .none : lowers
        }
        if isCharge { _ = leaveCharge(person, by: step) }
        if tenures[index].isOnlyFormer(step, rank) { return .none }
        note(person, rank, at: index)
        let current = tenures[index].stage.value
        if current.isOver {
            let isOtherwise = tenures[index].isEndedBySeverance && current != stage
            let isFurther = stage == .personaNonGrata || stage == .departed
            if current == stage {
                tenures[index].become(stage, by: step, turn: now)
                return .none
            }
            guard isOtherwise || isFurther && stage.exit > current.exit else { return .none }
        }
        tenures[index].become(stage, by: step, turn: now)
        return lowers
    }

    // MARK: The chargé d'affaires

    private mutating func assumeCharge(_ person: String, by step: Step) {
        if let index = chargesLeft.firstIndex(where: { left in
            left.person == person && left.unmatchedUntil.map { step.bounds.earliest <= $0 } == true
        }) {
            chargesLeft[index].unmatchedUntil = nil
            return
        }
        if acting?.value == person {
            acting?.join(step)
        } else {
            endCharge()
            acting = Fact(person, by: step)
        }
    }

    private mutating func endCharge() {
        if let acting { chargesLeft.append((acting.value, nil)) }
        acting = nil
    }

    private mutating func leaveCharge(_ person: String, by step: Step) -> Bool {
        if let acting, matches(acting.value, person) {
            endCharge()
            return true
        }
        // Who was a chargé and gave way to another leaves once more, unremarked.
        if !chargesLeft.contains(where: { $0.person == person }) {
            chargesLeft.append((person, step.bounds.latest))
        }
        return false
    }

    // MARK: With the relations, with the state

    /// When relations are broken off the heads leave (VCDR 45); who had left already had said otherwise.
    mutating func sever(by step: Step, turn now: Int) {
        let shown = shownIndex
        for index in tenures.indices {
            if tenures[index].stage.value.isInPost || tenures[index].stage.value == .arrived {
                // Whoever was shown is so still, of all who leave at once.
                let turn = index == shown ? now : tenures[index].turn
                tenures[index].become(.departed, by: step, turn: turn)
                tenures[index].isEndedBySeverance = true
            } else if tenures[index].isEndedBySeverance {
                tenures[index].stage.join(step)
            }
        }
        endCharge()
    }

    /// One of the two sides has ceased to exist.
    mutating func lapse(by step: Step, turn now: Int) {
        let shown = shownIndex
        for index in tenures.indices where !tenures[index].stage.value.isOver {
            tenures[index].become(.departed, by: step, turn: index == shown ? now : tenures[index].turn)
        }
        endCharge()
    }

    /// The predecessor's people go on as those of the state that continues it.
    mutating func inherit(_ other: HeadsOfMission, by step: Step) {
        guard isUntouched else { return }
        self = other
        if let index = shownIndex { tenures[index].stage.join(step) }
        acting?.join(step)
    }

    // MARK: Who is meant

    private func last(_ condition: (Tenure) -> Bool) -> Int? {
        tenures.indices.filter { condition(tenures[$0]) }.max { tenures[$0].turn < tenures[$1].turn }
    }

    private func matches(_ one: String, _ other: String) -> Bool {
        one == other || one == Tenure.unnamed || other == Tenure.unnamed
    }

    /// Whom a step on the way into the post is about: the person of that name; whoever is on the way, where
    /// either is unnamed; `nil` for somebody new.
    private func comer(_ person: String) -> Int? {
        if person == Tenure.unnamed {
            return last { $0.stage.value.approach != nil } ?? last { $0.isUnnamed && !$0.stage.value.isOver }
        }
        return last { $0.person == person } ?? last { $0.isUnnamed && $0.stage.value.approach != nil }
    }

    /// Whom a step out of the post is about: the person of that name; whoever is there, where either is
    /// unnamed; `nil` for somebody of whom nothing is known.
    private func holder(_ person: String) -> Int? {
        if person == Tenure.unnamed {
            return last { $0.stage.value.isInPost } ?? last { $0.stage.value.approach != nil }
                ?? (acting == nil ? last { $0.isUnnamed } : nil)
        }
        return last { $0.person == person && !$0.stage.value.isOver } ?? last { $0.person == person }
            ?? last { $0.isUnnamed && $0.stage.value.isInPost }
            ?? last { $0.isUnnamed && $0.stage.value.approach != nil }
    }

    /// Takes along what a step tells of the person: a name that was missing, a rank.
    private mutating func note(_ person: String, _ rank: String?, at index: Int) {
        if person != Tenure.unnamed { tenures[index].person = person }
        if let rank { tenures[index].rank = rank }
    }
}
