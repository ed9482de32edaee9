import CanonicalJSON
import DiplomaticEvents
import EventCoding
import EventLog
import LMDB
import Projections
import Synchronization

/// Answers what projections ask of events and names, from the log.
///
/// A body is read in a short read of its own: what a revision holds never changes, so it doesn't matter which
/// state of the store it is read from, and a long replay pins no pages. The last bodies read are kept, since a fold or
/// a rendering asks for several things of the same event.
final class LogChronicle: Chronicle, Sendable {
    private let log: EventLog
    let numbering: ActorNumbering
    let overlay: Overlay
    private let organisations: Set<String>
    private let cache = Mutex(Cache())

    private struct Cache {
        /// Bodies, each at the place that its revision's last bits name.
        var bodies: [(revision: UInt64, content: [UInt8])] = Array(repeating: (0, []), count: kept)
        var subjects: [SubjectID: String] = [:]
        var subjectNumbers: [String: SubjectID] = [:]
        /// Subjects that only corrections name get numbers from the top down.
        var nextForeign = UInt32.max
        var fault: ChronicleFault?
    }

    /// A power of two.
    private static let kept = 1024

    init(_ log: EventLog, _ numbering: ActorNumbering, _ overlay: Overlay, organisations: Set<String>) {
        self.log = log
        self.numbering = numbering
        self.overlay = overlay
        self.organisations = organisations
    }

    func id(of event: Revision) throws(ChronicleFault) -> String {
        try field("id", of: event)?.text ?? "?"
    }

    func event(_ event: Revision) throws(ChronicleFault) -> JSONObject {
        if case .corrected(let object, _)? = overlay.changes[event.number] { return object }
        let content = try content(of: event)
        return CanonicalText.value(content.indices, in: content.span)?.object ?? JSONObject()
    }

    func field(_ name: String, of event: Revision) throws(ChronicleFault) -> JSONValue? {
        if case .corrected(let object, _)? = overlay.changes[event.number] { return object[name] }
        let content = try content(of: event)
        return Self.value(CanonicalText.member(name, of: content.indices, in: content.span), content)
    }

    func data(_ event: Revision, _ name: String) throws(ChronicleFault) -> JSONValue? {
        if case .corrected(let object, _)? = overlay.changes[event.number] { return object["data"]?[name] }
        let content = try content(of: event)
        guard let data = CanonicalText.member("data", of: content.indices, in: content.span) else {
            return nil
        }
        return Self.value(CanonicalText.member(name, of: data, in: content.span), content)
    }

    private static func value(_ range: Range<Int>?, _ content: [UInt8]) -> JSONValue? {
        guard let range else { return nil }
        if let text = CanonicalText.string(range, in: content.span) { return .text(text) }
        return CanonicalText.value(range, in: content.span)
    }

    /// The canonical JSON of an event as it was recorded.
    private func content(of event: Revision) throws(ChronicleFault) -> [UInt8] {
        let place = Int(truncatingIfNeeded: event.number) & (Self.kept - 1)
        let known = cache.withLock { cache in
            let kept = cache.bodies[place]
            return kept.revision == event.number ? kept.content : nil
        }
        if let known { return known }
        let content: [UInt8]
        do {
            content = try log.read { transaction in try log.recorded(event.number, transaction).content }
        } catch {
            throw ChronicleFault("\(error)")
        }
        cache.withLock { $0.bodies[place] = (event.number, content) }
        return content
    }

    /// Keeps the canonical JSON of an event as it was recorded, since it will be asked for next.
    func keep(_ content: [UInt8], of event: Revision) {
        let place = Int(truncatingIfNeeded: event.number) & (Self.kept - 1)
        cache.withLock { $0.bodies[place] = (event.number, content) }
    }

    func code(of actor: ActorID) -> String { numbering.code(actor) }

    func actor(_ code: String) -> ActorID? { numbering.actor(code) }

    func isOrganisation(_ actor: ActorID) -> Bool {
        let code = code(of: actor)
        return organisations.contains(code) || KnownActors.find(code)?.kind == .organisation
    }

    func name(of subject: SubjectID) -> String {
        if let known = cache.withLock({ $0.subjects[subject] }) { return known }
        do {
            let name = try log.read { transaction in try log.subjectName(subject.rawValue, transaction) }
            cache.withLock { $0.subjects[subject] = name }
            return name
        } catch {
            cache.withLock { $0.fault = ChronicleFault("\(error)") }
            return "?"
        }
    }

    func subject(_ name: String) -> SubjectID? {
        if let known = cache.withLock({ $0.subjectNumbers[name] }) { return known }
        do {
            guard let number = try log.read({ transaction in try log.subjectNumber(name, transaction) })
            else {
                return nil
            }
            let subject = SubjectID(rawValue: number)
            cache.withLock { $0.subjectNumbers[name] = subject }
            return subject
        } catch {
            cache.withLock { $0.fault = ChronicleFault("\(error)") }
            return nil
        }
    }

    /// The subject of that name, numbered now where the store has no number for it.
    func subjectOrNew(_ name: String) -> SubjectID {
        if let known = subject(name) { return known }
        return cache.withLock { cache in
            let new = SubjectID(rawValue: cache.nextForeign)
            cache.nextForeign -= 1
            cache.subjects[new] = name
            cache.subjectNumbers[name] = new
            return new
        }
    }

    /// Throws what went wrong where nothing could be thrown.
    func check() throws(ChronicleFault) {
        if let fault = cache.withLock({ $0.fault }) { throw fault }
    }
}
