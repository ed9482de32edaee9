import DiplomaticEvents
import LMDB

/// The numbers of names during an append, and who is known.
struct BatchNames {
    private let tables: StoreTables
    private var actors: [String: UInt32] = [:]
    private var subjects: [String: UInt32] = [:]
    private var types: [String: UInt32] = [:]
    /// Codes that have been found known, or will be if the batch defines them.
    private var known: Set<String> = []
    private var defined: Set<String> = []
    private var doubtful: [(line: Int, field: String, code: String)] = []

    private let allowsNew: Bool

    /// - Parameter allowsNew: takes codes that nothing has defined.
    init(_ tables: StoreTables, allowsNew: Bool) {
        self.tables = tables
        self.allowsNew = allowsNew
    }

    /// Notes the actors of an event that nobody knows yet: the batch may still define them.
    mutating func check(
        _ draft: EventDraft, line: Int, _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if allowsNew { return }
        do throws(LMDBError) {
            for part in draft.parts {
                if draft.type == .actorDefined, part.role == .actor {
                    defined.insert(part.code)
                } else {
                    try check(part.code, "actors.\(part.role.name)", line, transaction)
                }
            }
            for other in draft.otherActors { try check(other.code, other.field, line, transaction) }
        } catch {
            throw LogError(error)
        }
    }

    private mutating func check(
        _ code: String, _ field: @autoclosure () -> String, _ line: Int, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        if known.contains(code) { return }
        // A number given in this batch doesn't make an actor known; one that the log held before does.
        var isKnown = KnownActors.find(code) != nil
        if !isKnown, actors[code] == nil {
            isKnown = try tables.actors.number(of: code, transaction) != nil
        }
        if isKnown { known.insert(code) } else { doubtful.append((line, field(), code)) }
    }

    /// The faults of codes that nothing has defined.
    func unknownActors() -> [LineFault] {
        if doubtful.isEmpty { return [] }
        let codes = KnownActors.all.map(\.code) + defined.sorted() + known.sorted()
        return doubtful.filter { !defined.contains($0.code) }.map { doubt in
            let nearest = NearestName.question(doubt.code, in: codes)
            return LineFault(
                line: doubt.line, field: doubt.field,
                message: "unknown actor '\(doubt.code)'"
                    + (nearest.isEmpty ? "; an `actor.defined` event or --allow-new-actors lets it in" : nearest))
        }
    }

    mutating func number(ofActor code: String, _ transaction: inout WriteTransaction) throws(LMDBError) -> UInt32 {
        try Self.number(code, in: tables.actors, &actors, &transaction)
    }

    mutating func number(ofSubject name: String, _ transaction: inout WriteTransaction) throws(LMDBError) -> UInt32 {
        try Self.number(name, in: tables.subjects, &subjects, &transaction)
    }

    /// - Throws: ``LMDBError/badSize`` where a store would get more than 65,535 types.
    mutating func number(ofType name: String, _ transaction: inout WriteTransaction) throws(LMDBError) -> UInt16 {
        guard let number = UInt16(exactly: try Self.number(name, in: tables.types, &types, &transaction)) else {
            throw LMDBError.badSize
        }
        return number
    }

    private static func number(
        _ name: String, in table: NameTable, _ cache: inout [String: UInt32],
        _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt32 {
        if let number = cache[name] { return number }
        var number = try table.number(of: name, transaction.reading)
        if number == nil { number = try table.add(name, &transaction) }
        cache[name] = number
        return number ?? 0
    }
}
