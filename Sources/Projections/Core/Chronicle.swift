public import CanonicalJSON
public import DiplomaticEvents

/// What a projection may ask about the events and names that its steps speak of.
///
/// A step holds only numbers. The few projections that need a person's name or a rule, and the rendering,
/// which needs ids and dates as they were written, ask here; bodies are read only then.
public protocol Chronicle {
    /// The event's id.
    func id(of event: Revision) throws(ChronicleFault) -> String
    /// The event as the lens sees it, corrections laid over it: the whole line as an object.
    func event(_ event: Revision) throws(ChronicleFault) -> JSONObject
    /// A field of the event, as ``event(_:)`` has it.
    func field(_ name: String, of event: Revision) throws(ChronicleFault) -> JSONValue?
    /// A field of the event's `data`, as ``event(_:)`` has it.
    func data(_ event: Revision, _ name: String) throws(ChronicleFault) -> JSONValue?
    /// The actor's code.
    func code(of actor: ActorID) -> String
    /// The actor of that code, if any event names it.
    func actor(_ code: String) -> ActorID?
    /// Whether the actor is an organisation, by its definition in the log or the built-in table.
    func isOrganisation(_ actor: ActorID) -> Bool
    /// The subject's name, `kind/slug`.
    func name(of subject: SubjectID) -> String
    /// The subject of that name, if any event is about it.
    func subject(_ name: String) -> SubjectID?
}

/// A body that could not be read while folding or rendering.
public struct ChronicleFault: Error, Sendable, CustomStringConvertible {
    public let description: String

    /// A fault, in a sentence.
    public init(_ description: String) { self.description = description }
}

extension Chronicle {
    public func field(_ name: String, of event: Revision) throws(ChronicleFault) -> JSONValue? {
        try self.event(event)[name]
    }

    public func data(_ event: Revision, _ name: String) throws(ChronicleFault) -> JSONValue? {
        try self.event(event)["data"]?[name]
    }

    /// A text field of the event's `data`.
    public func text(_ event: Revision, _ name: String) throws(ChronicleFault) -> String? {
        try data(event, name)?.text
    }

    /// The date that a mark stands for, as its source wrote it.
    public func date(_ mark: Mark) throws(ChronicleFault) -> String {
        try field(mark.isEffective ? "effective" : "occurred", of: mark.event)?.text ?? ""
    }

    /// The ids of events, sorted by code points.
    public func ids(_ events: some Sequence<Revision>) throws(ChronicleFault) -> JSONValue {
        var ids: [String] = []
        for event in events { ids.append(try id(of: event)) }
        ids.sort { $0.precedes($1) }
        return .texts(ids)
    }
}
