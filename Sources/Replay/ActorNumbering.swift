import CanonicalJSON
import DiplomaticEvents

/// The actors of one replay, numbered in the order of their codes.
struct ActorNumbering: Sendable {
    /// The codes, sorted by code points.
    let codes: [String]
    /// For each number in the store, the actor; the code of none at 0.
    private let ofStored: [ActorID]

    /// - Parameters:
    ///   - stored: the store's codes by number.
    ///   - others: codes that a correction or a question names.
    init(stored: [String], others: some Sequence<String>) {
        // A name that went with the last event of it has left its number behind.
        var all = stored.filter { !$0.isEmpty }
        var known = Set(all)
        for code in others where known.insert(code).inserted { all.append(code) }
        all.sort { $0.precedes($1) }
        codes = all
        let place = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, UInt32($0)) })
        ofStored = stored.map { ActorID(rawValue: place[$0] ?? 0) }
    }

    func actor(stored number: UInt32) -> ActorID? {
        number > 0 && Int(number) < ofStored.count ? ofStored[Int(number)] : nil
    }

    func actor(_ code: String) -> ActorID? {
        var low = 0
        var high = codes.count
        while low < high {
            let middle = (low + high) / 2
            if codes[middle].precedes(code) { low = middle + 1 } else { high = middle }
        }
        return low < codes.count && codes[low].isSame(as: code) ? ActorID(rawValue: UInt32(low)) : nil
    }

    func code(_ actor: ActorID) -> String {
        Int(actor.rawValue) < codes.count ? codes[Int(actor.rawValue)] : "?"
    }
}
