import DiplomaticEvents
import EventCoding
import LMDB

/// The numbers of names during an append, and who is known.
struct BatchNames {
    private var actors: NumberedNames
    private var subjects: NumberedNames
    /// By their bytes: own types may be spelt in ways that `String` holds to be equal.
    private var types: NumberedNames
    /// The numbers of the catalogue's types; 0 for those not yet met.
    private var catalogued = [UInt16](repeating: 0, count: 256)
    /// What is known of the actors, by their places among ``actors``.
    private var standings: [Standing] = []
    /// Who was named before anybody knew them: the batch may still define them.
    private var doubtful: [(line: Int, field: String, actor: Int)] = []

    private let allowsNew: Bool

    private struct Standing {
        /// The built-in table has it, or the log had it before this batch.
        var isKnown = false
        /// The batch defines it.
        var isDefined = false
    }

    /// - Parameter allowsNew: takes codes that nothing has defined.
    init(_ tables: StoreTables, allowsNew: Bool) {
        actors = NumberedNames(tables.actors)
        subjects = NumberedNames(tables.subjects)
        types = NumberedNames(tables.types)
        self.allowsNew = allowsNew
    }

    /// Takes the names of the next lines in hand; what is asked of events is about theirs.
    mutating func take(_ lines: PreparedLines) {
        actors.take(lines.actors)
        subjects.take(lines.subjects)
        types.take(lines.ownTypes)
        grow()
    }

    private mutating func grow() {
        while standings.count < actors.count { standings.append(Standing()) }
    }

    // MARK: Who is known

    /// Takes note of an actor that a refused line would have defined: the lines that name it are not at fault.
    mutating func noteDefinition(_ draft: EventDraft) {
        guard draft.type == .actorDefined else { return }
        for part in draft.parts where part.role == .actor { standings[place(part.code)].isDefined = true }
    }

    private mutating func place(_ code: String) -> Int {
        let place = actors.place(of: code)
        grow()
        return place
    }

    /// Notes the actors of an event that nobody knows yet: the batch may still define them.
    mutating func check(
        _ event: PreparedEvent, of lines: PreparedLines, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if allowsNew { return }
        do throws(LMDBError) {
            for place in event.parts {
                let part = lines.parts[place]
                let actor = actors.place(inHand: Int(part.actor))
                if event.type == .actorDefined, part.role == .actor {
                    standings[actor].isDefined = true
                } else if !standings[actor].isKnown {
                    try lookUp(
                        actor, "actors.\(part.role.name)", lines.linesBefore + event.line, transaction)
                }
            }
            guard let draft = lines.draft(event) else { return }
            for other in draft.otherActors {
                try check(other.code, other.field, lines.linesBefore + event.line, transaction)
            }
        } catch {
            throw LogError(error)
        }
    }

    /// As ``check(_:of:_:)``, for an event that a correction makes.
    mutating func check(
        correction draft: EventDraft, line: Int, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if allowsNew { return }
        do throws(LMDBError) {
            for part in draft.parts {
                if draft.type == .actorDefined, part.role == .actor {
                    standings[place(part.code)].isDefined = true
                } else {
                    try check(part.code, "data.patch.actors.\(part.role.name)", line, transaction)
                }
            }
            for other in draft.otherActors {
                try check(other.code, "data.patch.\(other.field)", line, transaction)
            }
        } catch {
            throw LogError(error)
        }
    }

    private mutating func check(
        _ code: String, _ field: String, _ line: Int, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let actor = place(code)
        if !standings[actor].isKnown { try lookUp(actor, field, line, transaction) }
    }

    private mutating func lookUp(
        _ actor: Int, _ field: String, _ line: Int, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        // A number given in this batch doesn't make an actor known; one that the log held before does.
        var isKnown = KnownActors.find(actors.name(actor)) != nil
        if !isKnown, !actors.hasNumber(actor) { isKnown = try actors.isStored(actor, transaction) }
        standings[actor].isKnown = isKnown
        if !isKnown { doubtful.append((line, field, actor)) }
    }

    /// The faults of codes that nothing has defined.
    func unknownActors() -> [LineFault] {
        if doubtful.isEmpty { return [] }
        func sorted(_ isIncluded: (Standing) -> Bool) -> [String] {
            standings.indices.filter { isIncluded(standings[$0]) }.map(actors.name).sorted()
        }
        let codes = KnownActors.all.map(\.code) + sorted(\.isDefined) + sorted(\.isKnown)
        var questions: [Int: String] = [:]
        return doubtful.filter { !standings[$0.actor].isDefined }.map { doubt in
            let code = actors.name(doubt.actor)
            let nearest = questions[doubt.actor] ?? NearestName.question(code, in: codes)
            questions[doubt.actor] = nearest
            return LineFault(
                line: doubt.line, field: doubt.field,
                message: "unknown actor '\(code)'"
                    + (nearest.isEmpty
                        ? "; an `actor.defined` event or --allow-new-actors lets it in" : nearest))
        }
    }

    // MARK: Numbers

    /// Gives an event's header its place in the log.
    ///
    /// - Parameter numbers: takes the numbers of the event's actors, in the order of its parts.
    mutating func place(
        _ event: PreparedEvent, of lines: PreparedLines, recorded: Int64, actors numbers: inout [UInt32],
        _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> StoredHeader {
        let type =
            event.type == .own
            ? try number(ofOwnType: types.place(inHand: event.ownType), &transaction)
            : try number(ofCatalogued: event.type, &transaction)
        var subject: UInt32 = 0
        if event.subject >= 0 {
            subject = try subjects.number(at: subjects.place(inHand: event.subject), &transaction)
        }
        numbers.removeAll(keepingCapacity: true)
        for place in event.parts {
            let actor = actors.place(inHand: Int(lines.parts[place].actor))
            numbers.append(try actors.number(at: actor, &transaction))
        }
        var header = event.header
        header.place(recorded: recorded, type: type, subject: subject, actors: numbers)
        return header
    }

    /// - Throws: ``LMDBError/badSize`` where a store would get more than 65,535 types.
    mutating func number(
        ofType name: String, _ type: EventType, _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt16 {
        type == .own
            ? try number(ofOwnType: types.place(of: name), &transaction)
            : try number(ofCatalogued: type, &transaction)
    }

    private mutating func number(
        ofCatalogued type: EventType, _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt16 {
        let known = catalogued[Int(type.rawValue)]
        if known > 0 { return known }
        let number = try number(ofOwnType: types.place(of: type.name), &transaction)
        catalogued[Int(type.rawValue)] = number
        return number
    }

    private mutating func number(
        ofOwnType place: Int, _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt16 {
        guard let number = UInt16(exactly: try types.number(at: place, &transaction)) else {
            throw LMDBError.badSize
        }
        return number
    }
}
