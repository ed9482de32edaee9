public import DiplomaticEvents

/// The state of the relations between two actors: recognition, relations, representation, measures, treaties,
/// contacts and all else that ties them.
public struct Relations: WrittenProjection {
    public typealias Key = ActorPair
    public typealias ItemKey = ActorPair

    public static let name = "relations"
    public static let summary =
        "the relations of two actors: recognition, relations, missions, treaties, contacts"
    public static let version = 1
    public static let itemKeys = [["pair"]]
    public static let countsSignals = true
    public static let folds = EventTypes(.actorDefined ... .callHeld)
        .union(EventTypes(.incidentOccurred ... .measureLifted))
        .union([.statementMade])
        .union(Surroundings.folds)
    public static let reads = folds.subtracting([
        .relationsEstablished, .relationsSuspended, .relationsSevered, .relationsRestored,
        .relationsWarDeclared, .relationsPeaceRestored, .staffExpelled, .staffWithdrawn, .meetingScheduled,
        .meetingPostponed, .meetingCancelled, .meetingHeld, .visitMade, .callHeld, .statementMade,
        .actorRenamed, .missionProtectingPowerRequested, .missionProtectingPowerAccepted,
        .missionProtectingPowerEnded, .expectationFailed, .expectationFulfilled, .expectationWithdrawn,
    ]).subtracting(EventTypes(.incidentOccurred ... .incidentProtested))
        .subtracting(EventTypes(.membershipApplied ... .membershipChairAssumed))
        .subtracting(AgreementAct.tellingNothingMore)

    private var pairs: [ActorPair: Relationship] = [:]
    /// Of a part: all pairs as they were, to inherit from.
    private var heritage: [ActorPair: Relationship] = [:]
    /// Of a part: the pair that it is about; steps change no other.
    private var focus: ActorPair?
    private(set) var missions = Missions()
    private(set) var existence = Existence()
    private(set) var contacts: [ActorPair: Contacts] = [:]
    private(set) var signals: [ActorPair: SignalCounts] = [:]
    private(set) var ties = Ties()
    /// What other projections know of the pairs; a part goes without.
    private(set) var surroundings = Surroundings()

    public init() {}

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if focus == nil { try surroundings.fold(step, chronicle) }
        try foldOwn(step, chronicle)
    }

    /// The surroundings are a strand of their own: they know nothing of the relations, nor these of them.
    public static var strands: Int { 2 }

    public mutating func fold(
        _ step: Step, strand: Int, _ chronicle: some Chronicle
    ) throws(ChronicleFault) {
        if strand == 0 { try foldOwn(step, chronicle) } else { try surroundings.fold(step, chronicle) }
    }

    public mutating func take(strand: Int, of other: Relations) { surroundings = other.surroundings }

    private mutating func foldOwn(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        if focus == nil { ties.note(step) }
        guard step.isAsserted, step.phase != .notice else { return }
        switch step.type {
        case .actorDefined: try existence.define(step, chronicle)
        case .actorSucceeded, .actorExtinguished:
            _ = try missions.apply(step, chronicle)
            if let succession = try Succession(step, chronicle) { apply(succession, step) }
        case .recognitionGranted, .recognitionWithdrawn: try foldRecognition(step, chronicle)
        case .measureImposed, .measureEased, .measureLifted: try foldMeasure(step, chronicle)
        case .meetingHeld, .visitMade, .callHeld:
            guard focus == nil else { return }
            Contacts.forEachPair(step) { contacts[$0, default: Contacts()].count(step) }
        default:
            try foldRelations(step, chronicle)
            if Missions.folds.contains(step.type) { try foldMissions(step, chronicle) }
        }
    }

    public mutating func count(_ signal: Signal) {
        guard let pair = ActorPair(signal.source, signal.target) else { return }
        signals[pair, default: SignalCounts()].add(signal)
    }

    private mutating func foldRelations(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        switch step.type {
        case .relationsEstablishmentAgreed, .relationsRestorationAgreed:
            let due = try chronicle.text(step.event, "due")
            change(step.relatedPairs) { $0.agree(by: step, due: due) }
        case .relationsEstablished: change(step.relatedPairs) { $0.fold(.established, by: step) }
        case .relationsSuspended: change(step.relatedPairs) { $0.fold(.suspended, by: step) }
        case .relationsSevered: change(step.relatedPairs) { $0.fold(.severed, by: step) }
        case .relationsRestored: change(step.relatedPairs) { $0.fold(.restored, by: step) }
        case .relationsUpgraded: change(step.relatedPairs) { $0.raise() }
        case .relationsDowngraded: change(step.relatedPairs) { $0.lower() }
        case .relationsWarDeclared: change(step.relatedPairs) { $0.declareWar(by: step) }
        case .relationsPeaceRestored: change(step.relatedPairs) { $0.makePeace(by: step) }
        default: break
        }
    }

    /// A withdrawn recognition takes the relations along.
    private mutating func foldRecognition(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        let directions = step.directions(from: .recognising, to: .recognised)
        if step.type == .recognitionGranted {
            let kind = try chronicle.text(step.event, "kind").flatMap(RecognitionState.init) ?? .deJure
            for direction in directions { change(direction) { $0.recognise(kind, direction, by: step) } }
        } else {
            for direction in directions {
                change(direction) {
                    $0.recognise(.withdrawn, direction, by: step)
                    $0.fold(.recognitionWithdrawn, by: step)
                }
            }
            _ = try missions.apply(step, chronicle)
        }
    }

    private mutating func foldMissions(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        for (direction, change) in try missions.apply(step, chronicle) {
            switch change {
            case .lowered: self.change(direction) { $0.lower() }
            case .raised: self.change(direction) { $0.raise() }
            case .none: break
            }
        }
        if step.type == .headCredentialsPresented {
            for direction in step.directions(from: .sending, to: .receiving) {
                change(direction) { $0.fold(.credentialsPresented, by: step) }
            }
        }
    }

    private mutating func foldMeasure(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard let kind = try chronicle.text(step.event, "kind") else { return }
        for direction in step.directions(from: .by, to: .against) {
            let measure = Measure(kind: kind, direction: direction)
            change(direction) {
                switch step.type {
                case .measureImposed: $0.impose(measure, by: step)
                case .measureEased: $0.ease(measure, by: step)
                default: $0.lift(measure, by: step)
                }
            }
        }
    }

    // MARK: The ends of actors

    private mutating func apply(_ succession: Succession, _ step: Step) {
        existence.apply(succession, step)
        let touched = focus.map { [$0] } ?? pairs(touchedBy: succession)
        for pair in touched {
            for heir in succession.heirs where pair.contains(heir) {
                for ended in succession.ended {
                    let other = pair.other(than: heir)
                    guard other != ended, let source = ActorPair(ended, other) else { continue }
                    if focus == nil, let inherited = contacts[source] {
                        contacts[pair, default: Contacts()].inherit(inherited)
                    }
                    guard let inherited = pairs[source] ?? heritage[source] else { continue }
                    let isTurned = (source.first == ended) != (pair.first == heir)
                    pairs[pair, default: Relationship()]
                        .inherit(inherited, isTurned: isTurned, heir: heir, of: ended, by: step)
                }
            }
        }
        for pair in touched {
            if succession.ended.contains(where: pair.contains) {
                pairs[pair, default: Relationship()].lapse(by: step)
            } else if succession.successors.contains(where: pair.contains), existence.end(of: pair) == nil {
                pairs[pair]?.begin()
            }
        }
    }

    /// The pairs of those who end, and of those who continue them.
    func pairs(touchedBy succession: Succession) -> [ActorPair] {
        var touched: Set<ActorPair> = []
        func touch(_ pair: ActorPair) {
            if succession.successors.contains(where: pair.contains) { touched.insert(pair) }
            for ended in succession.ended where pair.contains(ended) {
                touched.insert(pair)
                for heir in succession.heirs {
                    if let new = ActorPair(heir, pair.other(than: ended)) { touched.insert(new) }
                }
            }
        }
        for pair in pairs.keys { touch(pair) }
        for pair in contacts.keys { touch(pair) }
        return Array(touched)
    }

    // MARK: What is known of a pair

    /// The state of the relations of a pair, as ``relationship(_:)`` has it.
    func relationsState(_ pair: ActorPair) -> RelationsState {
        if let place = pairs.index(forKey: pair) { return pairs.values[place].relations.value }
        return relationship(pair).relations.value
    }

    private mutating func change(_ direction: DirectedPair, _ body: (inout Relationship) -> Void) {
        if let pair = direction.pair { change([pair], body) }
    }

    private mutating func change(_ pairs: [ActorPair], _ body: (inout Relationship) -> Void) {
        for pair in pairs where focus == nil || focus == pair {
            // Found by its place: a relationship is large, and would be copied to be looked at.
            if let place = self.pairs.index(forKey: pair) {
                body(&self.pairs.values[place])
            } else {
                var new = relationship(pair)
                body(&new)
                self.pairs[pair] = new
            }
        }
    }

    /// What binds a pair. One that no event has named shares the end of its actors all the same.
    func relationship(_ pair: ActorPair) -> Relationship {
        if let known = pairs[pair] { return known }
        var relationship = Relationship()
        if let end = existence.end(of: pair) { relationship.lapse(by: end) }
        return relationship
    }

    /// The pairs of some actors of which anything is known.
    func known(of actors: [ActorID]) -> [ActorPair] {
        let missions = missions.posts.keys.compactMap(\.pair)
        return Set(pairs.keys).union(contacts.keys).union(missions)
            .filter { pair in actors.contains(where: pair.contains) }
    }

    /// Every pair that an event ties.
    func tied() -> Set<ActorPair> {
        var result = ties.pairs.union(pairs.keys).union(contacts.keys).union(signals.keys)
        for direction in missions.posts.keys {
            if let pair = direction.pair { result.insert(pair) }
        }
        surroundings.tie(&result)
        return result
    }

    /// As much as folding steps that touch a pair takes.
    public func part(of key: ActorPair) -> Relations {
        var part = Relations()
        part.focus = key
        part.heritage = pairs
        part.existence = existence
        part.missions = missions.part(of: [DirectedPair(forward: key), DirectedPair(backward: key)])
        part.pairs[key] = pairs[key]
        return part
    }
}
