import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Projections

/// Finds the events that made two answers differ.
struct Causes {
    private let differences: EventDifferences
    private var revisions: [String: UInt64?] = [:]
    private var ids: [UInt64: String] = [:]
    private var index: Index?
    /// The events named so far, by revision.
    private(set) var named: Set<UInt64> = []

    /// The events that differ by what they are about and whom they name.
    private struct Index {
        var subjects: [String: [Int]] = [:]
        var actors: [String: [Int]] = [:]
    }

    init(_ differences: EventDifferences) { self.differences = differences }

    /// The fields of an item with what caused each.
    ///
    /// - Parameters:
    ///   - item: what differs.
    ///   - clocked: the item as the events of the earlier day leave it on the later one.
    ///   - isForward: whether the second lens is of the later day.
    mutating func fields(
        _ item: ItemDifference, clocked: JSONValue, isForward: Bool, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Difference.Field] {
        var own: [Set<Int>] = []
        for field in item.fields { own.append(try stated(item, field, transaction)) }
        let parts = zip(item.fields, own).filter { ChangeReasons.decidesStatus($0.0.path) }
        let all = parts.reduce(into: Set<Int>()) { $0.formUnion($1.1) }
        var fields: [Difference.Field] = []
        for (field, stated) in zip(item.fields, own) {
            let cause = cause(field, clocked: clocked, isForward: isForward)
            var revisions: Set<UInt64> = []
            if cause == .clock {
                revisions = try grounds(item, field, transaction)
            } else {
                var places = stated
                // What sums an item up follows from its parts.
                if places.isEmpty, field.path.components == [.member("status")] { places = all }
                if places.isEmpty { places = try touching(item, field, transaction) }
                for place in places {
                    let revision = differences.entries[place].revision
                    revisions.insert(revision)
                    revisions.formUnion(try differences.records(about: revision, transaction))
                }
            }
            fields.append(try self.field(field, cause, revisions, transaction))
        }
        return fields
    }

    private mutating func field(
        _ field: FieldDifference, _ cause: Difference.Cause, _ revisions: Set<UInt64>,
        _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Difference.Field {
        let told = revisions.sorted().prefix(Difference.namedCauses)
        named.formUnion(told)
        var ids: [String] = []
        for revision in told { ids.append(try id(revision, transaction)) }
        ids.sort { $0.precedes($1) }
        return Difference.Field(
            path: field.path, from: field.from, to: field.to, cause: cause, because: ids.map(JSONValue.text),
            causes: revisions.count)
    }

    /// Whether events or the clock made a value differ: whether it differs already where the events of the earlier
    /// day are looked at on the later.
    private func cause(
        _ field: FieldDifference, clocked: JSONValue, isForward: Bool
    ) -> Difference.Cause {
        let (start, end) = isForward ? (field.from, field.to) : (field.to, field.from)
        let between = clocked.value(at: field.path.components[...]) ?? .null
        if between == start { return .events }
        if between == end || differences.entries.isEmpty { return .clock }
        // Of what comes or goes only that counts, not what has changed about it before.
        if start.isNull != end.isNull { return between.isNull == start.isNull ? .events : .clock }
        return .both
    }

    /// The events that the item names as reasons of the value on either side and that stand otherwise in the other
    /// lens.
    private mutating func stated(
        _ item: ItemDifference, _ field: FieldDifference, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<Int> {
        var found: Set<Int> = []
        for id in ChangeReasons.ids(item.from, field.path) + ChangeReasons.ids(item.to, field.path) {
            if let revision = try revision(id, transaction), let place = differences.place(of: revision) {
                found.insert(place)
            }
        }
        return found
    }

    /// The events on which a value rests that the clock has brought about.
    private mutating func grounds(
        _ item: ItemDifference, _ field: FieldDifference, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<UInt64> {
        var ids = ChangeReasons.ids(item.to, field.path)
        if ids.isEmpty { ids = ChangeReasons.ids(item.from, field.path) }
        if ids.isEmpty { ids = (item.to["because"] ?? item.from["because"])?.list?.compactMap(\.text) ?? [] }
        var found: Set<UInt64> = []
        for id in ids { if let revision = try revision(id, transaction) { found.insert(revision) } }
        return found
    }

    // MARK: Events that an item doesn't name

    /// The events that stand otherwise in the other lens and bear on the value: those about what is named in one
    /// value and not in the other, else those about the item, else those that name one of its actors, else all.
    private mutating func touching(
        _ item: ItemDifference, _ field: FieldDifference, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> Set<Int> {
        if differences.entries.isEmpty { return [] }
        let index = try indexed(transaction)
        let changed = ChangeReasons.namesThatDiffer(field.from, field.to)
        let keys = ChangeReasons.names(item.key)
        let near = any(index.actors, keys).union(any(index.subjects, keys))
        if !keys.isSuperset(of: changed), !field.path.components.isEmpty {
            let about = any(index.subjects, changed)
            if !about.isEmpty { return fitting(about, field) }
            let whose = any(index.actors, changed).intersection(near)
            if !whose.isEmpty { return fitting(whose, field) }
        }
        // Of a pair, those that name both; of a party to an agreement, those that are about the one and name the other.
        var all: Set<Int>?
        for key in keys {
            let places = Set((index.actors[key] ?? []) + (index.subjects[key] ?? []))
            if !places.isEmpty || isName(key) { all = all.map { $0.intersection(places) } ?? places }
        }
        if let all, !all.isEmpty { return fitting(all, field) }
        if !near.isEmpty { return fitting(near, field) }
        let everywhere = ChangeReasons.names(item.from).union(ChangeReasons.names(item.to))
        let wide = any(index.actors, everywhere).union(any(index.subjects, everywhere))
        return fitting(wide.isEmpty ? Set(differences.entries.indices) : wide, field)
    }

    /// Whether a text is an actor or subject that the lenses know; a month, say, is neither.
    private func isName(_ text: String) -> Bool {
        differences.to.chronicle.actor(text) != nil || differences.to.chronicle.subject(text) != nil
    }

    private func any(_ index: [String: [Int]], _ names: Set<String>) -> Set<Int> {
        var found: Set<Int> = []
        for name in names { found.formUnion(index[name] ?? []) }
        return found
    }

    /// Those of the types that bear on the part of the item, if there are any.
    private func fitting(_ places: Set<Int>, _ field: FieldDifference) -> Set<Int> {
        guard let prefixes = ChangeReasons.prefixes(field.path) else { return places }
        let fit = places.filter { place in
            let name = differences.entries[place].type.name
            return prefixes.contains(where: name.hasPrefix)
        }
        return fit.isEmpty ? places : fit
    }

    private mutating func indexed(_ transaction: borrowing ReadTransaction) throws(LogError) -> Index {
        if let index { return index }
        var new = Index()
        for (place, entry) in differences.entries.enumerated() {
            let (subjects, actors) = try differences.names(of: entry, transaction)
            for subject in subjects { new.subjects[subject, default: []].append(place) }
            for actor in actors { new.actors[actor, default: []].append(place) }
        }
        index = new
        return new
    }

    // MARK: Ids

    private mutating func revision(
        _ id: String, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> UInt64? {
        if let known = revisions[id] { return known }
        let revision = try differences.to.log.revision(ofID: id, transaction)
        revisions[id] = .some(revision)
        if let revision { ids[revision] = id }
        return revision
    }

    private mutating func id(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> String {
        if let known = ids[revision] { return known }
        let id = try differences.to.log.event(revision, transaction)["id"]?.text ?? "?"
        ids[revision] = id
        return id
    }

    /// The events that were named, sorted by id: what each is, and how it stands on either side.
    mutating func events(_ transaction: borrowing ReadTransaction) throws(LogError) -> [JSONValue] {
        var rows: [(id: String, row: JSONValue)] = []
        for revision in named {
            let event = try differences.to.log.event(revision, transaction)
            let id = event["id"]?.text ?? "?"
            let sides = try standings(revision, transaction)
            rows.append(
                (
                    id,
                    [
                        "event": .text(id), "from": .text(sides.from.rawValue),
                        "occurred": event["occurred"] ?? "", "reported": event["reported"] ?? .null,
                        "to": .text(sides.to.rawValue), "type": event["type"] ?? .null,
                    ]
                ))
        }
        return rows.sorted { $0.id.precedes($1.id) }.map(\.row)
    }

    private func standings(
        _ revision: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> (from: EventStanding, to: EventStanding) {
        let header = try differences.from.log.header(revision, transaction)
        func standing(_ cut: LensCut) throws(LogError) -> EventStanding {
            guard Int(header.type) < cut.types.count, let type = cut.types[Int(header.type)], !type.isRecord
            else {
                return cut.cut.admits(header, at: revision) ? .certain : .unknown
            }
            return try cut.account(
                of: revision, header, type, definesAlways: differences.definesAlways, transaction
            ).standing
        }
        return (try standing(differences.from), try standing(differences.to))
    }
}
