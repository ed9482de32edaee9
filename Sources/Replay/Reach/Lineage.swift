import DiplomaticEvents
import EventLog
import LMDB

/// Which actors came before which: what bound a predecessor may bind its successor.
struct Lineage {
    private var predecessors: [String: Set<String>] = [:]
    private var successors: [String: Set<String>] = [:]
    /// The events that tell.
    private(set) var events: [UInt64] = []

    init(_ index: LogIndex, _ transaction: borrowing ReadTransaction) throws(LogError) {
        events = try index.events(of: .actorSucceeded, transaction)
        for event in events {
            let forms = try index.forms(event, transaction)
            var heirs = forms.flatMap { $0.codes(.successor) }
            var ended = forms.flatMap { $0.codes(.predecessor) }
            if forms.contains(where: \.actsForMembers) {
                heirs += try Self.members(of: heirs, index, transaction)
                ended += try Self.members(of: ended, index, transaction)
            }
            for successor in heirs {
                for predecessor in ended {
                    predecessors[successor, default: []].insert(predecessor)
                    successors[predecessor, default: []].insert(successor)
                }
            }
        }
        events += try index.events(of: .actorExtinguished, transaction)
    }

    /// Who may belong to some organisations, each of which may have acted for them.
    private static func members(
        of organisations: [String], _ index: LogIndex, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [String] {
        var members: [String] = []
        for number in organisations.compactMap(index.number) {
            members += try index.log.members(ofOrganisation: number, transaction).map(index.code)
        }
        return members
    }

    /// An actor and all that it may have taken over from.
    func ancestors(of code: String) -> Set<String> { reached(from: code) { predecessors[$0] ?? [] } }

    /// An actor and all that may have taken over from it.
    func heirs(of code: String) -> Set<String> { reached(from: code) { successors[$0] ?? [] } }

    /// An actor and all that are tied to it by any number of successions, in whichever direction.
    func kin(of code: String) -> Set<String> {
        reached(from: code) { (predecessors[$0] ?? []).union(successors[$0] ?? []) }
    }

    private func reached(from code: String, by edges: (String) -> Set<String>) -> Set<String> {
        var reached: Set<String> = [code]
        var waiting = [code]
        while let next = waiting.popLast() {
            for other in edges(next) where reached.insert(other).inserted { waiting.append(other) }
        }
        return reached
    }
}
