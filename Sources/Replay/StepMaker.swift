import CanonicalJSON
import DiplomaticEvents
import EDTF
import EventCoding
import EventLog
import LMDB
import Projections

/// Makes steps of events: from the header alone wherever that tells everything.
struct StepMaker {
    let log: EventLog
    let chronicle: LogChronicle
    let blocs: BlocMembers

    /// Whether the header doesn't tell all that the steps need.
    static func needsBody(_ header: StoredHeader) -> Bool {
        !header.flags.isDisjoint(with: [.isInterval, .hasEffective, .actsForMembers])
            || header.partCount > StoredHeader.inlineParts
    }

    /// The one step of an event whose header tells everything.
    func step(_ revision: UInt64, _ header: StoredHeader, _ type: EventType) -> Step {
        var parts = ActorParts()
        func add(_ number: UInt32, _ role: UInt8) {
            if let actor = chronicle.numbering.actor(stored: number), let role = Role(rawValue: role) {
                _ = parts.insert(ActorPart(role: role, actor: actor))
            }
        }
        if header.partCount > 0 { add(header.actors.0, header.roles.0) }
        if header.partCount > 1 { add(header.actors.1, header.roles.1) }
        if header.partCount > 2 { add(header.actors.2, header.roles.2) }
        return Step(
            event: Revision(revision), type: type, assertion: header.assertion, bounds: header.cappedBounds,
            subject: header.subject == 0 ? nil : SubjectID(rawValue: header.subject), parts: parts)
    }

    /// The steps of an event that needs its body.
    func steps(
        _ revision: UInt64, _ header: StoredHeader, _ transaction: borrowing ReadTransaction
    ) throws(LogError) -> [Step] {
        let content = try log.recorded(revision, transaction).content
        do throws(JSONFault) {
            let document = try JSONDocument(content.span)
            return steps(revision, header, EventReader.read(document).draft, end: end(document))
        } catch {
            throw .corrupt("the body of revision \(revision) is not JSON: \(error)")
        }
    }

    /// The steps of an event that reads otherwise than it was recorded.
    func steps(_ revision: UInt64, _ header: StoredHeader, corrected event: JSONObject, _ draft: EventDraft)
        -> [Step]
    {
        let end = event["occurred"]?.text.flatMap { try? EDTFDate($0) }?.end
        return steps(revision, header, draft, end: end)
    }

    private func end(_ document: JSONDocument) -> Bounds? {
        document.member(document.root, "occurred").flatMap(document.text).flatMap { try? EDTFDate($0) }?.end
    }

    private func steps(_ revision: UInt64, _ header: StoredHeader, _ draft: EventDraft, end: Bounds?)
        -> [Step]
    {
        let occurred = StoredHeader(draft, recorded: header.recorded, type: 0, subject: 0, actors: [])
            .cappedBounds
        let subject = draft.subject.map(chronicle.subjectOrNew)
        var steps: [Step] = []
        for (parts, isOnlyPossible) in casts(draft, occurred) {
            func add(_ phase: Step.Phase, _ bounds: Bounds, isEffective: Bool) {
                steps.append(
                    Step(
                        event: Revision(revision), type: draft.type, assertion: draft.assertion, phase: phase,
                        bounds: bounds, end: end, isEffectiveDated: isEffective,
                        isOnlyPossible: isOnlyPossible, subject: subject, parts: parts))
            }
            guard draft.assertion == .asserted, let effective = draft.effective,
                effective != .unbounded
            else {
                add(.whole, occurred, isEffective: false)
                continue
            }
            if effective.latest > occurred.latest {
                add(.notice, occurred, isEffective: false)
                add(.effect, effective, isEffective: true)
            } else {
                add(.whole, effective, isEffective: true)
            }
        }
        return steps
    }

    /// Who acted: each bloc that acts for its members replaced by them. Those who were members on only some of
    /// the days make up a cast of their own, which is only possible.
    private func casts(_ draft: EventDraft, _ bounds: Bounds) -> [(parts: [ActorPart], isOnlyPossible: Bool)]
    {
        var others: [ActorPart] = []
        var certain: [ActorPart] = []
        var possible: [ActorPart] = []
        for part in draft.parts {
            guard let actor = chronicle.numbering.actor(part.code) else { continue }
            guard draft.eachMember.contains(part.code) else {
                others.append(ActorPart(role: part.role, actor: actor))
                continue
            }
            let members = blocs.members(of: actor, bounds)
            certain += members.certain.map { ActorPart(role: part.role, actor: $0) }
            possible += members.possible.map { ActorPart(role: part.role, actor: $0) }
        }
        let sure = cast(certain, others)
        return possible.isEmpty ? [(sure, false)] : [(sure, false), (cast(possible, others), true)]
    }

    /// Parties are tied each with each; but a bloc's members act towards the others, not towards one another.
    private func cast(_ members: [ActorPart], _ others: [ActorPart]) -> [ActorPart] {
        let splits = members.contains { $0.role == .parties } && others.contains { $0.role == .parties }
        func part(_ part: ActorPart, as role: Role) -> ActorPart {
            splits && part.role == .parties ? ActorPart(role: role, actor: part.actor) : part
        }
        let all = members.map { part($0, as: .by) } + others.map { part($0, as: .with) }
        return Set(all).sorted { $0.precedes($1) }
    }
}
