public import CanonicalJSON
public import DiplomaticEvents
public import Projections

/// The events of one lens, held as plain JSON trees.
public struct NaiveChronicle: Chronicle {
    var events: [Revision: JSONObject] = [:]
    var codes: [String] = []
    var subjects: [String] = []
    var organisations: Set<String> = []

    public func id(of event: Revision) throws(ChronicleFault) -> String {
        try self.event(event)["id"]?.text ?? "?"
    }

    public func event(_ event: Revision) throws(ChronicleFault) -> JSONObject {
        guard let found = events[event] else { throw ChronicleFault("no event at revision \(event)") }
        return found
    }

    public func code(of actor: ActorID) -> String { codes[Int(actor.rawValue)] }

    public func actor(_ code: String) -> ActorID? {
        codes.firstIndex(of: code).map { ActorID(rawValue: UInt32($0)) }
    }

    public func isOrganisation(_ actor: ActorID) -> Bool { organisations.contains(code(of: actor)) }

    public func name(of subject: SubjectID) -> String { subjects[Int(subject.rawValue)] }

    public func subject(_ name: String) -> SubjectID? {
        subjects.firstIndex(of: name).map { SubjectID(rawValue: UInt32($0)) }
    }
}
