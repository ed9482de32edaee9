import CanonicalJSON
import DiplomaticEvents
import EventLog
import LMDB
import Projections

/// What depends on an event: what its items would say if the log did not have it.
struct Dependents {
    let without: LensCut
    let with: LensCut

    /// Beyond so many items of a projection all of its items are asked for at once.
    private static let askedForOneByOne = 12

    /// The values of the items that an event touches that would be others without it: by projection and key, with what
    /// each would be and what it is.
    func items(
        _ touched: Set<TouchedItem>, actors: [String], _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> [JSONValue] {
        var found: [JSONValue] = []
        for (projection, keys) in wanted(touched, actors) {
            guard let view = ProjectionRegistry.builtIn.view(projection) else { continue }
            var told: [(key: String, row: JSONValue)] = []
            for question in Dependents.questions(projection, keys) {
                let before = try view.answer(without, question, transaction, nil)
                let after = try view.answer(with, question, transaction, nil)
                for item in ItemDifference.between(
                    ItemKeys(before.items, view.itemKeys), ItemKeys(after.items, view.itemKeys))
                where isWanted(item, keys) {
                    told.append((CanonicalWriter.text(of: item.key), Dependents.row(projection, item)))
                }
            }
            found += told.sorted { $0.key.precedes($1.key) }.map(\.row)
        }
        return found
    }

    private static func row(_ projection: String, _ item: ItemDifference) -> JSONValue {
        [
            "change": .text(item.change.rawValue),
            "changes": .list(
                item.fields.map { ["from": $0.from, "path": .text($0.path.description), "to": $0.to] }),
            "key": item.key, "projection": .text(projection),
        ]
    }

    /// The items to look at, by projection: those touched, and what other projections say of the same.
    private func wanted(_ touched: Set<TouchedItem>, _ actors: [String]) -> [(String, Set<JSONValue>)] {
        var wanted: [String: Set<JSONValue>] = [:]
        for item in touched {
            switch item.projection {
            case Agreements.name:
                for name in [Agreements.name, PendingAgreements.name, PendingParties.name] {
                    wanted[name, default: []].insert(item.key)
                }
            case Relations.name:
                for name in [Relations.name, Missions.name] { wanted[name, default: []].insert(item.key) }
            default: wanted[item.projection, default: []].insert(item.key)
            }
        }
        // Of contacts and the like only the pair's count tells.
        for (index, one) in actors.enumerated() where actors.count <= Dependents.mostActors {
            for other in actors[(index + 1)...] {
                let pair = [one, other].sorted { $0.precedes($1) }
                wanted[Relations.name, default: []].insert(.texts(pair))
            }
        }
        return wanted.sorted { $0.key.precedes($1.key) }
    }

    private static let mostActors = 4

    private static func questions(_ projection: String, _ keys: Set<JSONValue>) -> [Question] {
        var general = Question()
        general.includeStale = true
        if keys.count > askedForOneByOne { return [general] }
        var questions: Set<Question> = []
        for key in keys {
            var question = general
            switch projection {
            case Relations.name, Missions.name:
                let codes = key.list?.compactMap(\.text) ?? []
                if codes.count == 2 { question.pair = Question.Pair(codes[0], codes[1]) }
            case Memberships.name: question.actor = key.text
            // A meeting without a subject is known by its event, and can't be asked for.
            case Meetings.name: question.subject = key.text.flatMap { $0.hasPrefix("meeting/") ? $0 : nil }
            default: question.subject = key.text
            }
            questions.insert(question)
        }
        return Array(questions)
    }

    /// Whether an item is one of those that are to be looked at; of derived projections, any that was asked for.
    private func isWanted(_ item: ItemDifference, _ keys: Set<JSONValue>) -> Bool {
        if keys.contains(item.key) { return true }
        guard let key = item.key.object else { return false }
        if let from = key["from"]?.text, let to = key["to"]?.text {
            return keys.contains(.texts([from, to].sorted { $0.precedes($1) }))
        }
        return key["agreement"].map(keys.contains) ?? false
    }
}
