import DiplomaticEvents

/// A set of actors of one replay: their numbers are dense, so a bit for each will do.
struct ActorSet: Sendable {
    private var words: [UInt64] = []

    /// Puts an actor in.
    ///
    /// - Returns: whether it wasn't in before.
    mutating func insert(_ actor: ActorID) -> Bool {
        let (word, bit) = (Int(actor.rawValue >> 6), UInt64(1) << UInt64(actor.rawValue & 63))
        while word >= words.count { words.append(0) }
        defer { words[word] |= bit }
        return words[word] & bit == 0
    }
}
