/// An actor that is known without any `actor.defined` in the log.
public struct KnownActor: Sendable, Hashable {
    /// The code by which events name the actor, in ASCII capitals, digits and hyphens: ISO 3166-1
    /// alpha-3 for states and territories, ISO 3166-3 four letters for withdrawn entries, the usual
    /// acronym for organisations, a plain word of five or more characters where no standard has a code.
    public let code: String

    /// What sort of party it is.
    public let kind: ActorKind

    /// The short English name in common use.
    public let name: String

    /// An EDTF interval of its existence, as information for readers only; `nil` where none is stated.
    ///
    /// Projections do not use it: whether an actor exists on a day follows from the log's own
    /// `actor.*` events.
    public let existed: String?

    /// Makes an actor from its parts, which are taken as they are.
    public init(code: String, kind: ActorKind, name: String, existed: String?) {
        self.code = code
        self.kind = kind
        self.name = name
        self.existed = existed
    }
}
