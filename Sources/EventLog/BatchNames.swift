import DiplomaticEvents
import LMDB

/// The numbers of names during an append, and who is known.
struct BatchNames {
    private let tables: StoreTables
    private var actors: [String: UInt32] = [:]
    private var subjects: [String: UInt32] = [:]
    /// By their bytes: own types may be spelt in ways that `String` holds to be equal.
    private var types: [[UInt8]: UInt32] = [:]
    /// The numbers of the catalogue's types; 0 for those not yet met.
    private var catalogued = [UInt16](repeating: 0, count: 256)
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

    /// Takes note of an actor that a refused line would have defined: the lines that name it are not at fault.
    mutating func noteDefinition(_ draft: EventDraft) {
        if draft.type == .actorDefined {
            defined.formUnion(draft.parts.lazy.filter { $0.role == .actor }.map(\.code))
        }
    }

    /// Notes the actors of an event that nobody knows yet: the batch may still define them.
    ///
    /// - Parameter prefix: stands before the fields in a fault.
    mutating func check(
        _ draft: EventDraft, line: Int, prefix: String = "", _ transaction: borrowing ReadTransaction
    ) throws(LogError) {
        if allowsNew { return }
        do throws(LMDBError) {
            for part in draft.parts {
                if draft.type == .actorDefined, part.role == .actor {
                    defined.insert(part.code)
                } else {
                    try check(part.code, "\(prefix)actors.\(part.role.name)", line, transaction)
                }
            }
            for other in draft.otherActors { try check(other.code, prefix + other.field, line, transaction) }
        } catch {
            throw LogError(error)
        }
    }

    private mutating func check(
        _ code: String, _ field: @autoclosure () -> String, _ line: Int,
        _ transaction: borrowing ReadTransaction
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
        var questions: [String: String] = [:]
        return doubtful.filter { !defined.contains($0.code) }.map { doubt in
            let nearest = questions[doubt.code] ?? NearestName.question(doubt.code, in: codes)
            questions[doubt.code] = nearest
            return LineFault(
                line: doubt.line, field: doubt.field,
                message: "unknown actor '\(doubt.code)'"
                    + (nearest.isEmpty
                        ? "; an `actor.defined` event or --allow-new-actors lets it in" : nearest))
        }
    }

    mutating func number(ofActor code: String, _ transaction: inout WriteTransaction) throws(LMDBError)
        -> UInt32
    {
        try Self.number(code, in: tables.actors, &actors, code, &transaction)
    }

    mutating func number(ofSubject name: String, _ transaction: inout WriteTransaction) throws(LMDBError)
        -> UInt32
    {
        try Self.number(name, in: tables.subjects, &subjects, name, &transaction)
    }

    /// - Throws: ``LMDBError/badSize`` where a store would get more than 65,535 types.
    mutating func number(
        ofType name: String, _ type: EventType, _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt16 {
        let known = catalogued[Int(type.rawValue)]
        if known > 0 { return known }
        guard
            let number = UInt16(
                exactly: try Self.number(name, in: tables.types, &types, Array(name.utf8), &transaction))
        else {
            throw LMDBError.badSize
        }
        // Own types are one type of the catalogue with many names.
        if type != .own { catalogued[Int(type.rawValue)] = number }
        return number
    }

    private static func number<Key: Hashable>(
        _ name: String, in table: NameTable, _ cache: inout [Key: UInt32], _ key: Key,
        _ transaction: inout WriteTransaction
    ) throws(LMDBError) -> UInt32 {
        if let number = cache[key] { return number }
        var number = try table.number(of: name, transaction.reading)
        if number == nil { number = try table.add(name, &transaction) }
        cache[key] = number
        return number ?? 0
    }
}
