import CanonicalJSON
import DiplomaticEvents
import EventLog
import LMDB
import Projections

/// What depends on an event: what its items would say if the log did not have it.
struct Dependents {
    private let log: EventLog
    private let lens: Lens
    private let without: Sight
    private let with: Sight
    private var cuts: [Asked: (without: LensCut, with: LensCut)] = [:]

    /// What is asked of a projection.
    private struct Asked: Hashable {
        let question: Question
        let reach: Reach
    }

    /// - Parameter event: the revision of the event.
    init(
        _ log: EventLog, _ lens: Lens, _ event: UInt64, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) {
        self.log = log
        self.lens = lens
        do throws(LogError) {
            without = try Sight(lens, except: event, log, transaction)
            with = try Sight(lens, log, transaction)
        } catch {
            throw .log(error)
        }
    }

    /// The last revision that the lens lets in.
    var through: UInt64 { with.cut.through }

    /// Beyond so many items of a projection all of its items are asked for at once.
    private static let askedForOneByOne = 12

    /// The values of the items that an event touches that would be others without it: by projection and key, with what
    /// each would be and what it is.
    mutating func items(
        _ touched: Set<TouchedItem>, actors: [String], _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> [JSONValue] {
        var found: [JSONValue] = []
        for (projection, keys) in wanted(touched, actors) {
            guard let view = ProjectionRegistry.builtIn.view(projection) else { continue }
            var told: [(key: String, row: JSONValue)] = []
            for (asked, keys) in try asked(view, keys, transaction) {
                let cuts = try cuts(asked, transaction)
                let before = try view.answer(cuts.without, asked.question, transaction, nil)
                let after = try view.answer(cuts.with, asked.question, transaction, nil)
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

    /// The log without the event and with it, as far as it bears on a question.
    private mutating func cuts(
        _ asked: Asked, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> (without: LensCut, with: LensCut) {
        if let known = cuts[asked] { return known }
        let codes = asked.question.codes
        do throws(LogError) {
            var reached: [UInt64]?
            // What bears on it may be other events without it than with it.
            if let one = try asked.reach.revisions(asked.question, lens, without, log, transaction),
                let other = try asked.reach.revisions(asked.question, lens, with, log, transaction)
            {
                reached = NumberSet(one + other).sorted
            }
            let made = (
                without: try LensCut(log, lens, without, codes: codes, reached: reached, transaction),
                with: try LensCut(log, lens, with, codes: codes, reached: reached, transaction)
            )
            cuts[asked] = made
            return made
        } catch {
            throw .log(error)
        }
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

    /// The questions that lead to the items with some keys, each with the keys that it is asked for.
    private func asked(
        _ view: any AnsweringView, _ keys: Set<JSONValue>, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> [(Asked, Set<JSONValue>)] {
        var general = Question()
        general.includeStale = true
        if keys.count > Dependents.askedForOneByOne {
            return [(Asked(question: general, reach: view.reach), keys)]
        }
        var all: [(Asked, Set<JSONValue>)] = []
        for key in keys {
            var question = general
            var reach = view.reach
            switch view.description.name {
            case Relations.name, Missions.name:
                let codes = key.list?.compactMap(\.text) ?? []
                if codes.count == 2 { question.pair = Question.Pair(codes[0], codes[1]) }
            case Memberships.name:
                question.actor = key.text
                reach = .organisation
            case Expectations.name:
                question.subject = key.text
                reach = .expectation
            case Meetings.name where key.text?.hasPrefix("meeting/") != true:
                // A meeting without a subject is known by its event, and can't be asked for.
                reach = .events(try event(key.text, transaction))
            default: question.subject = key.text
            }
            all.append((Asked(question: question, reach: reach), [key]))
        }
        return all
    }

    private func event(
        _ id: String?, _ transaction: borrowing ReadTransaction
    ) throws(ReplayError) -> [UInt64] {
        do throws(LogError) {
            return try id.flatMap { (id) throws(LogError) in try log.revision(ofID: id, transaction) }
                .map { [$0] } ?? []
        } catch {
            throw .log(error)
        }
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
