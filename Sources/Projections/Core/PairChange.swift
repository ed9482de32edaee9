public import DiplomaticEvents

/// Whose items a step may change, of a projection whose items are about two actors each.
public enum PairChange: Sendable {
    /// Those of these pairs, and of nobody else.
    case exactly([ActorPair])
    /// Those of pairs among these actors, and of others who stand in for them: whoever continues them, the members of
    /// an organisation, those between whom an expectation lies that it meets.
    case among([ActorID])
    /// Anybody's.
    case anything
}
