import CanonicalJSON
import DiplomaticEvents
import EDTF

/// One thing that is wrong, with all that it takes to say so.
struct Finding: Sendable {
    let kind: FindingKind
    let severity: Severity
    /// The events that it is about, in the order of folding.
    var events: [Revision]
    var subject: SubjectID?
    var actors: [ActorID]
    /// Where its latest event stands among the notes: what is nearest to the day is listed first.
    var place: Int32 = -1
    var cause = Cause.events

    /// What only some kinds know of.
    enum Cause: Sendable {
        case events
        case outside(ActorID, ActorSpans.Outside)
        case agreement(AgreementReckoning, Warning)
        case stale(last: CivilDay)
        case overdue(due: CivilDay, text: String)
    }
}

extension Quality {
    /// Everything that is wrong and that the view lets through, in no order.
    func findings(
        _ view: View, _ doubts: Doubts<Revision>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Finding] {
        func isWanted(_ kinds: FindingKind...) -> Bool {
            view.finding.map { wanted in kinds.contains { $0.code == wanted } } ?? true
        }
        var findings: [Finding] = []
        if isWanted(.conflictingDates) { findings += try conflicts(chronicle) }
        if isWanted(.likelyDuplicates) { findings += try duplicates(chronicle) }
        if isWanted(.actorOutsideExistence) { findings += outsiders() }
        if isWanted(.entryIntoForceMismatch, .entryIntoForceUnexplained, .staleAgreement) {
            findings += agreementFindings(view, chronicle)
        }
        if isWanted(.overdueExpectation) { findings += try overdue(view, chronicle) }
        if isWanted(.dateStraddlesDay) { findings += try straddlers(doubts, chronicle) }
        return findings.filter { finding in
            if let wanted = view.finding, wanted != finding.kind.code { return false }
            if let subject = view.subject, subject != finding.subject { return false }
            if let status = view.status, status != finding.severity.name { return false }
            return view.admits(actors: finding.actors)
        }
    }

    /// The first so many by severity, kind, and nearness to the day. Ids are read only where all else is equal.
    static func first(
        _ limit: Int?, of findings: [Finding], _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Finding] {
        func rank(_ finding: Finding) -> (UInt8, UInt8, Int32) {
            (finding.severity.rawValue, finding.kind.rawValue, -finding.place)
        }
        var sorted = findings.sorted { rank($0) < rank($1) }
        let end = min(max(limit ?? sorted.count, 0), sorted.count)
        var start = 0
        while start < end {
            var stop = start + 1
            while stop < sorted.count, rank(sorted[stop]) == rank(sorted[start]) { stop += 1 }
            if stop - start > 1 {
                var tied: [(key: String, finding: Finding)] = []
                for finding in sorted[start..<stop] {
                    tied.append((try key(finding, chronicle), finding))
                }
                tied.sort { $0.key.precedes($1.key) }
                sorted.replaceSubrange(start..<stop, with: tied.map(\.finding))
            }
            start = stop
        }
        return Array(sorted.prefix(end))
    }

    private static func key(
        _ finding: Finding, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> String {
        var ids: [String] = []
        for event in finding.events { ids.append(try chronicle.id(of: event)) }
        let subject = finding.subject.map(chronicle.name(of:)) ?? ""
        return (ids + [subject] + finding.actors.map(chronicle.code(of:))).joined(separator: "\u{0}")
    }

    // MARK: Events against one another

    private func conflicts(_ chronicle: some Chronicle) throws(ChronicleFault) -> [Finding] {
        let conflicts = try tracks.conflicts(notes) { (place) throws(ChronicleFault) in
            let note = notes[Int(place)]
            // Only a meeting's own subject says that two accounts are of one meeting.
            if note.type == .meetingHeld {
                let isOwn = note.subject.map { chronicle.name(of: $0).hasPrefix("meeting/") } ?? false
                return isOwn ? .none : .open
            }
            return EventIdentity(try chronicle.event(note.event), note.type).forFact(note.type)
        }
        return conflicts.map { conflict in
            finding(.conflictingDates, .high, conflict.places, actors: conflict.actors)
        }
    }

    private func duplicates(_ chronicle: some Chronicle) throws(ChronicleFault) -> [Finding] {
        let groups = try fingerprints.groups(notes) { (place) throws(ChronicleFault) in
            let note = notes[Int(place)]
            return EventIdentity(try chronicle.event(note.event), note.type).forAccount
        }
        return groups.map { group in
            // The vaguer the dates, the less it means that they fit.
            let isClose = group.allSatisfy { notes[Int($0)].days <= 7 }
            return finding(.likelyDuplicates, isClose ? .medium : .low, group, actors: [])
        }
    }

    /// A finding about the events at some places.
    private func finding(
        _ kind: FindingKind, _ severity: Severity, _ places: [Int32], actors: [ActorID]
    ) -> Finding {
        let notes = places.map { self.notes[Int($0)] }
        let actors = Set(actors.isEmpty ? notes.flatMap { $0.parts.map(\.actor) } : actors)
        return Finding(
            kind: kind, severity: severity, events: notes.map(\.event),
            subject: notes.lazy.compactMap(\.subject).first, actors: actors.sorted(),
            place: places.last ?? -1)
    }

    // MARK: Events by themselves

    private func outsiders() -> [Finding] {
        var findings: [Finding] = []
        for (place, note) in notes.enumerated() where Self.isActed(note.type) {
            var seen: [ActorID] = []
            for part in note.parts where !seen.contains(part.actor) {
                guard let outside = spans.outside(part.actor, note.span) else { continue }
                seen.append(part.actor)
                var finding = finding(
                    .actorOutsideExistence, .medium, [Int32(clamping: place)], actors: [part.actor])
                finding.cause = .outside(part.actor, outside)
                findings.append(finding)
            }
        }
        return findings
    }

    /// Whether an event takes actors that are there. What is said of an actor itself, and what defines an agreement,
    /// may be dated otherwise.
    private static func isActed(_ type: EventType) -> Bool {
        type > .actorExtinguished && type != .agreementDefined && type != .statementMade
    }

    /// What may have happened by the day and may not.
    private func straddlers(
        _ doubts: Doubts<Revision>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Finding] {
        var findings: [Finding] = []
        for event in doubts.others.keys {
            let body = try chronicle.event(event)
            var actors: Set<ActorID> = []
            for member in body["actors"]?.object?.members ?? [] {
                for code in member.value.text.map({ [$0] }) ?? member.value.list?.compactMap(\.text) ?? [] {
                    if let actor = chronicle.actor(code) { actors.insert(actor) }
                }
            }
            findings.append(
                Finding(
                    kind: .dateStraddlesDay, severity: .low, events: [event],
                    subject: body["subject"]?.text.flatMap(chronicle.subject), actors: actors.sorted()))
        }
        return findings
    }

    // MARK: Agreements and expectations

    private func agreementFindings(_ view: View, _ chronicle: some Chronicle) -> [Finding] {
        var findings: [Finding] = []
        for (subject, acts) in agreements.acts {
            let reckoning = agreements.reckoning(subject, on: view.day)
            func add(_ kind: FindingKind, _ severity: Severity, _ events: [Revision], _ cause: Finding.Cause)
            {
                let places = Set(events).compactMap { self.places[$0] }.sorted()
                findings.append(
                    Finding(
                        kind: kind, severity: severity, events: places.map { notes[Int($0)].event },
                        subject: subject, actors: reckoning.rows.keys.sorted(), place: places.last ?? -1,
                        cause: cause))
            }
            if let warning = Agreements.mismatch(reckoning, chronicle.name(of: subject)) {
                let isMismatch = warning.code == FindingKind.entryIntoForceMismatch.code
                add(
                    isMismatch ? .entryIntoForceMismatch : .entryIntoForceUnexplained,
                    isMismatch ? .high : .medium, warning.events, .agreement(reckoning, warning))
            }
            if reckoning.standing.status.isPending, Agreements.isStale(reckoning, view),
                let last = acts.last(where: { $0.type >= .agreementDefined })
            {
                add(.staleAgreement, .low, [last.event], .stale(last: reckoning.lastDay))
            }
        }
        return findings
    }

    private func overdue(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Finding] {
        var findings: [Finding] = []
        for (subject, record) in expectations.records where record.state(on: view.day) == .overdue {
            guard let due = record.due else { continue }
            let events = Set([due.event] + (record.stated?.because ?? []))
            let places = events.compactMap { self.places[$0] }.sorted()
            let actors = record.expected?.parties ?? []
            findings.append(
                Finding(
                    kind: .overdueExpectation, severity: .low,
                    events: places.map { notes[Int($0)].event }, subject: subject, actors: actors.sorted(),
                    place: places.last ?? -1,
                    cause: .overdue(due: due.last, text: try record.dueText(chronicle) ?? "")))
        }
        return findings
    }
}
