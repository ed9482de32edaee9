public import CanonicalJSON
public import DiplomaticEvents
public import EDTF

/// The calendar of meetings: what is set, put off, called off, under way, over, or overdue.
///
/// A meeting is keyed by its subject; one that was held without a subject by its event, whose id then stands in
/// its place. A `meeting.held` that is only `planned` counts as scheduled for its `occurred`.
public struct Meetings: ItemwiseProjection {
    public typealias Key = MeetingKey

    public static let name = "meetings"
    public static let summary =
        "the calendar: meetings scheduled, in progress, held, postponed, cancelled, overdue"
    public static let version = 1
    public static let itemKeys = [["meeting"]]
    public static let folds = EventTypes(.meetingScheduled ... .meetingHeld)

    private(set) var meetings: [MeetingKey: Meeting] = [:]
    /// Of a part: the meeting that it is about.
    private var focus: MeetingKey?

    public init() {}

    /// A meeting as items show it: its subject's name, or its event's id where it has none.
    public func name(of key: MeetingKey, _ chronicle: some Chronicle) throws(ChronicleFault) -> String {
        switch key {
        case .subject(let subject): chronicle.name(of: subject)
        case .event(let event): try chronicle.id(of: event)
        }
    }

    // MARK: Folding

    public mutating func fold(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) {
        guard step.phase != .notice else { return }
        let key = MeetingKey(step, chronicle)
        guard focus == nil || focus == key else { return }
        let plan = try plan(step, chronicle)
        meetings[key, default: Meeting()].fold(step, plan: plan)
    }

    private func plan(_ step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> Meeting.Plan? {
        if step.type != .meetingHeld, let text = try chronicle.text(step.event, "planned"),
            let date = try? EDTFDate(text), !date.isUnknown
        {
            let last = (date.end ?? date.start).latest
            return Meeting.Plan(event: step.event, isOccurred: false, last: last)
        }
        guard step.type == .meetingHeld, !step.isAsserted else { return nil }
        return Meeting.Plan(
            event: step.event, isOccurred: true, last: (step.end ?? step.bounds).latest)
    }

    // MARK: Doubts

    public func keys(touchedBy step: Step, _ chronicle: some Chronicle) throws(ChronicleFault) -> [MeetingKey]
    {
        guard step.phase != .notice, step.assertion == .asserted || step.assertion == .planned else {
            return []
        }
        return [MeetingKey(step, chronicle)]
    }

    public func part(of key: MeetingKey) -> Meetings {
        var part = Meetings()
        part.focus = key
        part.meetings[key] = meetings[key]
        return part
    }

    public func facets(
        of key: MeetingKey, on day: CivilDay, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Facet] {
        guard let state = meetings[key]?.state(at: day.lastInstant) else { return [] }
        return [Facet("state", state)]
    }

    // MARK: Items

    /// A meeting under the name that it is listed by.
    public struct Listing: Sendable {
        let name: String
        let key: MeetingKey
    }

    public func listed(
        _ view: View, _ doubts: Doubts<MeetingKey>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [Listing] {
        var listed: [Listing] = []
        for (key, meeting) in meetings {
            guard let state = meeting.state(at: view.instant), meeting.stage != nil else { continue }
            if let subject = view.subject, key != .subject(subject) { continue }
            if let status = view.status, status != state { continue }
            guard view.admits(actors: meeting.actors) else { continue }
            listed.append(Listing(name: try name(of: key, chronicle), key: key))
        }
        return listed.sorted { $0.name.precedes($1.name) }
    }

    public func item(
        _ listing: Listing, _ view: View, _ doubts: Doubts<MeetingKey>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard let meeting = meetings[listing.key], let state = meeting.state(at: view.instant),
            let stage = meeting.stage
        else { return .null }
        var members = try stage.reasons(chronicle)
        members += doubts.members(listing.key, "state")
        members += try description(meeting, chronicle)
        members += [
            JSONObject.Member(name: "meeting", value: .text(listing.name)),
            JSONObject.Member(name: "state", value: .text(state)),
            JSONObject.Member(name: "when", value: try when(meeting, stage, chronicle)),
        ]
        return .object(JSONObject(members))
    }

    /// Who meets where and on which level: of each the latest that an event says.
    private func description(
        _ meeting: Meeting, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONObject.Member] {
        var level: JSONValue?
        var place: JSONValue?
        for event in meeting.events.reversed() {
            if level != nil, place != nil { break }
            let object = try chronicle.event(event)
            level = level ?? object["data"]?["level"]
            place = place ?? object["place"]
        }
        func codes(_ actors: Set<ActorID>) -> JSONValue { .texts(actors.sorted().map(chronicle.code(of:))) }
        return [
            JSONObject.Member(name: "chair", value: codes(meeting.chairs)),
            JSONObject.Member(name: "host", value: codes(meeting.hosts)),
            JSONObject.Member(name: "level", value: level ?? .null),
            JSONObject.Member(name: "participants", value: codes(meeting.participants)),
            JSONObject.Member(name: "place", value: place ?? .null),
        ]
    }

    /// When it was held, or for when it is set, as written.
    func when(
        _ meeting: Meeting, _ stage: Fact<Meeting.Stage>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        if stage.value == .held { return try stage.since.json(chronicle) }
        guard let plan = meeting.plan else { return .null }
        if plan.isOccurred { return try Optional(Mark(event: plan.event)).json(chronicle) }
        return .text(orNull: try chronicle.text(plan.event, "planned"))
    }
}
