import CanonicalJSON
import DiplomaticEvents
import EDTF

/// Whether one actor recognises another as a state or government.
public enum RecognitionState: String, Sendable, Hashable {
    case none
    case deJure = "de-jure"
    case deFacto = "de-facto"
    case withdrawn
}

/// What the parties have agreed to do about their relations and haven't done yet.
struct Restoration: Sendable {
    /// When they agreed.
    var agreed: Mark
    /// By when they mean to have done it, as the source wrote it, and the last instant of that.
    var due: String?
    var latest: Instant?
    var because: [Revision]
}

/// A coercive measure of one side against the other.
struct Measure: Sendable, Hashable {
    let kind: String
    let direction: DirectedPair
}

/// What binds two actors: the facets of a pair that change by acts in law. They are independent: recognition,
/// relations and missions are three things.
struct Relationship: Sendable {
    private(set) var relations = Standing(RelationsState.none)
    private(set) var restoration: Restoration?
    /// By the pair's first actor of its second, and the other way round.
    private(set) var forward = Standing(RecognitionState.none)
    private(set) var backward = Standing(RecognitionState.none)
    private(set) var war = Standing(false)
    /// Measures in being, and those lifted: what is lifted can still turn up with a vague date.
    private(set) var measures: [Measure: Standing<Bool>] = [:]
    /// Whether the latest change of representation lowered its level.
    private(set) var isLowered = false
    /// The credentials from which relations were inferred that no event has stated.
    private(set) var inferredFrom: Revision?

    func recognition(_ direction: DirectedPair) -> Standing<RecognitionState> {
        direction.from < direction.to ? forward : backward
    }

    /// The kinds of measures in being in a direction, sorted.
    func measures(_ direction: DirectedPair) -> [String] {
        measures.filter { $0.key.direction == direction && $0.value.value }.map(\.key.kind)
            .sorted { $0.precedes($1) }
    }

    // MARK: Relations

    /// Folds an act that bears on the state of relations. Severing leaves treaties as they are (VCLT 63).
    mutating func fold(_ act: RelationsAct, by step: Step) {
        let before = relations.value
        let after = before.after(act)
        guard after != before || isReached(after, by: act) else { return }
        let isChanged = relations.become(after, by: step, from: act.presupposes)
        if act != .credentialsPresented, after == .established { inferredFrom = nil }
        guard isChanged else { return }
        inferredFrom = act == .credentialsPresented ? step.event : nil
        // A change of state leaves nothing agreed undone, and starts representation afresh.
        if after != .suspended { isLowered = false }
        restoration = nil
    }

    /// Whether an act that changes nothing found its end state reached already.
    private func isReached(_ state: RelationsState, by act: RelationsAct) -> Bool {
        switch act {
        case .established, .restored: state == .established
        case .suspended: state == .suspended
        case .severed, .recognitionWithdrawn: state == .severed
        case .actorEnded: state == .lapsed
        case .establishmentAgreed, .restorationAgreed, .credentialsPresented: false
        }
    }

    /// The parties agree to establish or to restore what there is not.
    mutating func agree(by step: Step, due: String?) {
        guard relations.value != .established else { return }
        let date = due.flatMap { try? EDTFDate($0) }
        let latest = date.map { $0.end?.latest ?? $0.start.latest }
        if var standing = restoration {
            if let due { (standing.due, standing.latest) = (due, latest) }
            if !standing.because.contains(step.event) { standing.because.append(step.event) }
            restoration = standing
        } else {
            restoration = Restoration(agreed: step.mark, due: due, latest: latest, because: [step.event])
        }
    }

    // MARK: Other facets

    mutating func recognise(_ state: RecognitionState, _ direction: DirectedPair, by step: Step) {
        let before: [RecognitionState] = state == .withdrawn ? [.deJure, .deFacto, .withdrawn] : []
        if direction.from < direction.to {
            forward.become(state, by: step, from: before)
        } else {
            backward.become(state, by: step, from: before)
        }
    }

    mutating func declareWar(by step: Step) { war.become(true, by: step) }

    mutating func makePeace(by step: Step) { war.become(false, by: step, from: [true]) }

    mutating func impose(_ measure: Measure, by step: Step) {
        measures[measure, default: Standing(false)].become(true, by: step)
    }

    /// A measure that is eased is still in being.
    mutating func ease(_ measure: Measure, by step: Step) {
        let standing = measures[measure]
        if standing?.value == true || standing == nil {
            measures[measure, default: Standing(true)].join(step)
        }
    }

    mutating func lift(_ measure: Measure, by step: Step) {
        measures[measure, default: Standing(false)].become(false, by: step, from: [true])
    }

    mutating func lower() { isLowered = true }

    mutating func raise() { isLowered = false }

    // MARK: The end of an actor

    /// One of the two has ceased to exist: nothing between them is in being any more.
    mutating func lapse(by step: Step) {
        fold(.actorEnded, by: step)
        war = Standing(false)
        measures = [:]
    }

    /// A code that had ended stands for an actor again, which begins with a clean slate.
    mutating func begin() {
        if relations.value == .lapsed { self = Relationship() }
    }

    /// What bound the predecessor binds the state that continues it, but for what that has brought about
    /// itself. The directions may run the other way: the codes sort differently.
    mutating func inherit(
        _ other: Relationship, isTurned: Bool, heir: ActorID, of ended: ActorID, by step: Step
    ) {
        func take<Value>(_ own: inout Standing<Value>, _ inherited: Standing<Value>) {
            guard !own.isFolded, inherited.isFolded else { return }
            own = inherited
            own.join(step)
        }
        if !relations.isFolded, other.relations.isFolded {
            restoration = other.restoration ?? restoration
            inferredFrom = other.inferredFrom
        }
        take(&relations, other.relations)
        take(&forward, isTurned ? other.backward : other.forward)
        take(&backward, isTurned ? other.forward : other.backward)
        take(&war, other.war)
        isLowered = isLowered || other.isLowered
        for (measure, standing) in other.measures {
            guard let direction = measure.direction.replacing(ended, by: heir) else { continue }
            take(
                &measures[Measure(kind: measure.kind, direction: direction), default: Standing(false)],
                standing)
        }
    }
}
