/// What sort of party an actor is.
///
/// The kind says how projections may treat an actor (an organisation has members, a state has
/// missions). It takes no position on anybody's status in law.
public enum ActorKind: String, Sendable, CaseIterable {
    /// A state, present or former, whether or not all others recognise it.
    case state
    /// An international organisation, a standing forum or an alliance.
    case organisation
    /// A government, an authority or a movement that acts apart from the state it belongs to.
    case government
    /// A natural person.
    case person
    /// A dependent, disputed or administered territory.
    case territory
    /// Anything else that takes part in diplomacy, such as an entity that few states recognise.
    case other
}
