import CanonicalJSON
import DiplomaticEvents
import EDTF
import Projections

/// Events as steps, sorted.
struct NaiveSteps {
    let log: NaiveLog
    let events: [Revision: JSONObject]
    let chronicle: NaiveChronicle

    func inOrder() throws -> [Step] {
        var steps: [Step] = []
        for (revision, event) in events {
            guard let type = event["type"]?.text.flatMap(Catalogue.type(named:)), type != .own else {
                continue
            }
            steps += try self.steps(revision, event, type)
        }
        return steps.sorted { Self.precedes($0, $1, chronicle) }
    }

    static func precedes(_ one: Step, _ other: Step, _ chronicle: NaiveChronicle) -> Bool {
        if one.bounds.latest != other.bounds.latest { return one.bounds.latest < other.bounds.latest }
        if one.bounds.earliest != other.bounds.earliest { return one.bounds.earliest < other.bounds.earliest }
        if one.type != other.type { return one.type < other.type }
        let (id, otherID) = (
            (try? chronicle.id(of: one.event)) ?? "", (try? chronicle.id(of: other.event)) ?? ""
        )
        if !id.isSame(as: otherID) { return id.precedes(otherID) }
        return one.phase == .notice && other.phase == .effect || !one.isOnlyPossible && other.isOnlyPossible
    }

    private func steps(_ revision: Revision, _ event: JSONObject, _ type: EventType) throws -> [Step] {
        let occurred = try log.occurred(event)
        let assertion = event["assertion"]?.text.flatMap(Assertion.init) ?? .asserted
        let subject = event["subject"]?.text.flatMap(chronicle.subject)
        func step(_ phase: Step.Phase, _ bounds: Bounds, isEffective: Bool, parts: [ActorPart], only: Bool)
            -> Step
        {
            Step(
                event: revision, type: type, assertion: assertion, phase: phase, bounds: bounds,
                end: occurred.end, isEffectiveDated: isEffective, isOnlyPossible: only, subject: subject,
                parts: parts)
        }
        var result: [Step] = []
        for (parts, only) in try casts(event, occurred.start) {
            guard assertion == .asserted, let text = event["effective"]?.text, !text.isEmpty else {
                result.append(step(.whole, occurred.start, isEffective: false, parts: parts, only: only))
                continue
            }
            let effective = try EDTFDate(text).start
            if effective.latest > occurred.start.latest {
                result.append(step(.notice, occurred.start, isEffective: false, parts: parts, only: only))
                result.append(step(.effect, effective, isEffective: true, parts: parts, only: only))
            } else {
                result.append(step(.whole, effective, isEffective: true, parts: parts, only: only))
            }
        }
        return result
    }

    /// Who acted: the parts with each bloc that acts for each member replaced by its members; those who were
    /// members on only some of the days make up a cast of their own that is only possible.
    private func casts(_ event: JSONObject, _ bounds: Bounds) throws -> [(
        parts: [ActorPart], onlyPossible: Bool
    )] {
        var others: [ActorPart] = []
        var sure: [ActorPart] = []
        var maybe: [ActorPart] = []
        for member in event["actors"]?.object?.members ?? [] {
            guard let role = Role(member.name) else { continue }
            let codes = member.value.text.map { [$0] } ?? member.value.list?.compactMap(\.text) ?? []
            for code in codes {
                guard event["actsAs"]?[code]?.text == "each-member" else {
                    if let actor = chronicle.actor(code) {
                        others.append(ActorPart(role: role, actor: actor))
                    }
                    continue
                }
                for (member, isSure) in try members(of: code, bounds) {
                    guard let actor = chronicle.actor(member) else { continue }
                    let part = ActorPart(role: role, actor: actor)
                    if isSure { sure.append(part) } else { maybe.append(part) }
                }
            }
        }
        func cast(_ members: [ActorPart]) -> [ActorPart] {
            // Parties are tied each with each; a bloc's members act towards the others, not towards one another.
            let splits = members.contains { $0.role == .parties } && others.contains { $0.role == .parties }
            let all =
                members.map { splits && $0.role == .parties ? ActorPart(role: .by, actor: $0.actor) : $0 }
                + others.map { splits && $0.role == .parties ? ActorPart(role: .with, actor: $0.actor) : $0 }
            return Array(Set(all)).sorted { ($0.role.rawValue, $0.actor) < ($1.role.rawValue, $1.actor) }
        }
        return [(cast(sure), false)] + (maybe.isEmpty ? [] : [(cast(maybe), true)])
    }

    /// The members of a bloc between two instants: those of the whole time for certain, those of a part of it
    /// perhaps.
    private func members(of bloc: String, _ bounds: Bounds) throws -> [(String, Bool)] {
        var spells: [String: [(type: EventType, bounds: Bounds)]] = [:]
        for event in events.values {
            guard let type = event["type"]?.text.flatMap(Catalogue.type(named:)),
                type == .membershipJoined || type == .membershipLeft,
                event["assertion"]?.text ?? "asserted" == "asserted",
                event["actors"]?["organisation"].map({
                    $0.text == bloc || $0.list?.contains(.text(bloc)) == true
                })
                    == true
            else { continue }
            let date = try event["effective"]?.text.map { text in try EDTFDate(text).start }
            let when = try date ?? log.occurred(event).start
            let value = event["actors"]?["member"]
            for member in value?.text.map({ [$0] }) ?? value?.list?.compactMap(\.text) ?? [] {
                spells[member, default: []].append((type, when))
            }
        }
        return spells.compactMap { member, changes -> (String, Bool)? in
            let ordered = changes.sorted {
                ($0.bounds.latest, $0.bounds.earliest, $0.type) < (
                    $1.bounds.latest, $1.bounds.earliest, $1.type
                )
            }
            // Surely a member throughout: so before the first of the days, and no change that may fall in them.
            let before = ordered.last { $0.bounds.latest.day <= bounds.earliest.day }
            let within = ordered.filter {
                $0.bounds.latest.day > bounds.earliest.day && $0.bounds.earliest.day <= bounds.latest.day
            }
            let was = before?.type == .membershipJoined
            if was, within.allSatisfy({ $0.type == .membershipJoined }) { return (member, true) }
            if was || within.contains(where: { $0.type == .membershipJoined }) { return (member, false) }
            return nil
        }
    }
}

extension Signal {
    /// The signals that a step of `signal.coded` is: each source with each target.
    static func signals(_ step: Step, _ chronicle: NaiveChronicle) throws -> [Signal] {
        guard step.isAsserted else { return [] }
        let cameo = try chronicle.text(step.event, "cameo") ?? ""
        let root = UInt8(cameo.prefix(2)).flatMap { $0 <= 20 ? $0 : nil } ?? 0
        let score = try chronicle.data(step.event, "goldstein")?.number ?? 0
        return step.actors(.source).flatMap { source in
            step.actors(.target).map { target in
                Signal(
                    source: source, target: target, day: step.day, cameoRoot: root,
                    goldstein: Int32(clamping: Int64((score * 1000).rounded())))
            }
        }
    }
}

extension NaiveChronicle {
    init(_ events: [Revision: JSONObject], codes: [String]) {
        self.events = events
        var all = Set(codes)
        var subjects: Set<String> = []
        for event in events.values {
            for member in event["actors"]?.object?.members ?? [] {
                all.formUnion(member.value.text.map { [$0] } ?? member.value.list?.compactMap(\.text) ?? [])
            }
            for field in ["party", "actor"] {
                if let code = event["data"]?["expects"]?[field]?.text { all.insert(code) }
            }
            if let subject = event["subject"]?.text { subjects.insert(subject) }
            if event["type"]?.text == "actor.defined", event["data"]?["kind"]?.text == "organisation",
                let code = event["actors"]?["actor"]?.text
            {
                organisations.insert(code)
            }
        }
        self.codes = all.sorted { $0.precedes($1) }
        self.subjects = subjects.sorted { $0.precedes($1) }
        organisations.formUnion(self.codes.filter { KnownActors.find($0)?.kind == .organisation })
    }
}
