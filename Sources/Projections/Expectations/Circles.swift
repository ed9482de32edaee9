import DiplomaticEvents

/// Between whom expectations lie. Looking a pair up costs as much as the shorter of its two actors' lists.
struct Circles: Sendable {
    /// Who has stated it, and who has a part in what is expected: to predict what others will do is no tie to
    /// them.
    private struct Circle: Sendable {
        var statement: Set<ActorID> = []
        var matter: Set<ActorID> = []

        func contains(_ pair: ActorPair) -> Bool {
            [statement, matter].contains { $0.contains(pair.first) && $0.contains(pair.second) }
        }
    }

    private var circles: [SubjectID: Circle] = [:]
    private var byActor: [ActorID: Set<SubjectID>] = [:]
    /// The actors that events name about each subject, each once; lists, since there are many and most are
    /// short.
    private var named: [SubjectID: [ActorID]] = [:]

    /// The expectations that lie between two actors.
    func common(_ pair: ActorPair) -> [SubjectID] {
        guard let one = byActor[pair.first], let other = byActor[pair.second] else { return [] }
        let (few, many) = one.count < other.count ? (one, other) : (other, one)
        return few.filter { many.contains($0) && circles[$0]?.contains(pair) == true }
    }

    /// Whether an actor has stated an expectation or has a part in what is expected.
    func contains(_ actor: ActorID, _ key: SubjectID) -> Bool { byActor[actor]?.contains(key) == true }

    mutating func note(statement step: Step, of key: SubjectID) {
        for part in step.parts {
            circles[key, default: Circle()].statement.insert(part.actor)
            byActor[part.actor, default: []].insert(key)
        }
    }

    /// Forgets who has a part in what was expected: something else is expected from now on.
    mutating func forgetMatter(of key: SubjectID) {
        guard let circle = circles[key] else { return }
        for actor in circle.matter where !circle.statement.contains(actor) { byActor[actor]?.remove(key) }
        circles[key]?.matter = []
    }

    mutating func note(parties: [ActorID], subject: SubjectID?, of key: SubjectID) {
        add(parties, to: key)
        if let subject, let actors = named[subject] { add(actors, to: key) }
    }

    mutating func note(outcome parts: ActorParts, of key: SubjectID) { add(parts.map(\.actor), to: key) }

    /// Notes who takes part in what is done about a subject, and the expectations about it.
    mutating func note(_ parts: ActorParts, of subject: SubjectID, expectations: [SubjectID]) {
        if parts.isEmpty { return }
        var added: [ActorID] = []
        Self.add(parts, to: &named[subject, default: []]) { if !expectations.isEmpty { added.append($0) } }
        if !added.isEmpty { for key in expectations { add(added, to: key) } }
    }

    /// Adds the actors that a list doesn't have, and tells of them.
    private static func add(_ parts: ActorParts, to actors: inout [ActorID], _ tell: (ActorID) -> Void) {
        for part in parts where !actors.contains(part.actor) {
            actors.append(part.actor)
            tell(part.actor)
        }
    }

    private mutating func add(_ actors: some Sequence<ActorID>, to key: SubjectID) {
        for actor in actors {
            circles[key, default: Circle()].matter.insert(actor)
            byActor[actor, default: []].insert(key)
        }
    }
}
