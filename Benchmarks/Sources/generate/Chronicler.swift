import CanonicalJSON
import DiplomaticEvents
import EDTF

/// Makes up the lines of a log, one after another.
struct Chronicler {
    private let total: Int
    private var random: SeededGenerator
    private let cast: Cast
    private var number = 0
    private var agreements = Threads(Thread.agreement)
    private var meetings = Threads(Thread.meeting)
    private var incidents = Threads(Thread.incident)
    private var expectations = Threads(Thread.expectation)
    private var definedPeople = 0
    /// Events of late that a correction may be about, and corrections that another may be about.
    private var correctable: [(id: String, day: CivilDay, isCorrection: Bool)] = []

    init(total: Int, seed: UInt64) {
        self.total = total
        random = SeededGenerator(seed: seed)
        cast = Cast(&random)
    }

    /// The next line, without its end.
    mutating func next() -> [UInt8] {
        number += 1
        let reported = Dates.day(number - 1, of: total)
        if !correctable.isEmpty, random.chance(10) { return correction(reported) }
        let event = random.chance(606) ? signal() : other()
        return line(event, reported)
    }

    // MARK: What happens

    /// An event but for its dates, its source and its words.
    private struct Event {
        var type: EventType
        var actors: [(role: Role, codes: [String])] = []
        var subject: String?
        var data: [(name: String, value: JSONValue)] = []
        var lasts = false
        var effectiveAfter: Int?
        var eachMember: String?
    }

    /// One of the names that the catalogue has for a field.
    private mutating func choice(of field: String, for type: EventType) -> JSONValue {
        guard case .oneOf(let names) = Catalogue[type].field(field)?.form else { return .null }
        return .text(random.one(of: names))
    }

    private mutating func signal() -> Event {
        let source = cast.anybody(&random)
        let root = random.within(1...20)
        let code = (root < 10 ? "0" : "") + "\(root)" + (random.chance(700) ? "\(random.below(6))" : "")
        // Scores in the range of Goldstein's: from 7 for the friendliest deed to -10 for the most hostile.
        let score = Double(min(70, 80 - 9 * root) - random.below(10)) / 10
        var event = Event(type: .signalCoded)
        event.actors = [(.source, [source]), (.target, [cast.anybody(but: source, &random)])]
        event.data = [
            ("cameo", .text(code)), ("goldstein", .real(score)),
            ("mentions", .integer(Int64(random.within(1...40)))),
        ]
        return event
    }

    private mutating func other() -> Event {
        switch random.below(1000) {
        case 0..<210: return agreement()
        case 210..<330: return meeting()
        case 330..<420: return contact()
        case 420..<590: return head()
        case 590..<640: return mission()
        case 640..<660: return staff()
        case 660..<720: return relations()
        case 720..<735: return recognition()
        case 735..<775: return membership()
        case 775..<835: return measure()
        case 835..<885: return incident()
        case 885..<925: return expectation()
        case 925..<990: return statement()
        default: return actor()
        }
    }

    private mutating func agreement() -> Event {
        let (thread, type) = agreements.next(cast, &random)
        var event = Event(type: type, subject: thread.subject)
        let party = thread.actors[thread.turn % thread.actors.count]
        switch type {
        case .agreementDefined:
            event.actors = [(.parties, thread.actors)]
            event.data = [
                ("kind", choice(of: "kind", for: type)),
                ("title", .text("Agreement on " + Prose.text(atMost: 40, &random))),
            ]
            if random.chance(500) {
                let rule: JSONValue = [
                    "after": "P30D", "deposits": .integer(Int64(max(2, thread.actors.count - 1))),
                ]
                event.data.append(("entryIntoForce", rule))
            }
        case .agreementSigned: event.actors = [(.party, [party])]
        case .agreementInstrumentDeposited:
            event.actors = [(.party, [party])]
            event.data = [("mode", .text(random.one(of: ["ratified", "accepted", "approved", "acceded"])))]
        case .agreementWithdrawalNotified:
            event.actors = [(.party, [party])]
            event.effectiveAfter = 180
        case .agreementDraftCirculated:
            event.actors = [(.to, thread.actors)]
            event.data = [("version", .text("\(random.within(1...4))"))]
        case .agreementExtended: event.data = [("until", "2030-12-31")]
        default: break
        }
        return event
    }

    private mutating func meeting() -> Event {
        let (thread, type) = meetings.next(cast, &random)
        var event = Event(type: type, subject: thread.subject)
        event.actors = [(.participants, thread.actors)]
        event.data = [("level", choice(of: "level", for: type))]
        event.lasts = type == .meetingHeld && random.chance(300)
        return event
    }

    private mutating func contact() -> Event {
        let pair = cast.states(2, &random)
        if random.chance(600) { return Event(type: .callHeld, actors: [(.participants, pair)]) }
        return Event(
            type: .visitMade, actors: [(.visitor, [pair[0]]), (.host, [pair[1]])], lasts: random.chance(400))
    }

    private mutating func posted(_ type: EventType) -> Event {
        let sending = cast.state(&random)
        return Event(
            type: type, actors: [(.sending, [sending]), (.receiving, [cast.anybody(but: sending, &random)])])
    }

    private mutating func head() -> Event {
        let types: [EventType] = [
            .headNominated, .headAgrementRequested, .headAgrementGranted, .headAppointed, .headAppointed,
            .headArrived,
            .headCredentialsPresented, .headCredentialsPresented, .headRecalledForConsultations,
            .headReturned,
            .headRecalled, .headDeparted, .headDeparted, .headChargeAssumed,
        ]
        var event = posted(random.chance(5) ? .headDeclaredPersonaNonGrata : random.one(of: types))
        event.data = [("person", .text(random.one(of: Prose.people)))]
        if random.chance(600) { event.data.append(("rank", choice(of: "rank", for: event.type))) }
        return event
    }

    private mutating func mission() -> Event {
        let types: [EventType] = [
            .missionAgreed, .missionOpened, .missionOpened, .missionClosed, .missionReopened,
            .missionRelocated,
            .missionProtectingPowerAccepted,
        ]
        var event = posted(random.one(of: types))
        if event.type == .missionProtectingPowerAccepted {
            event.actors.append((.power, [cast.state(&random)]))
        } else {
            event.data = [("seat", .text(random.one(of: Prose.cities))), ("kind", "embassy")]
        }
        return event
    }

    private mutating func staff() -> Event {
        var event = posted(random.chance(700) ? .staffExpelled : .staffWithdrawn)
        event.data = [("count", .integer(Int64(random.within(1...35))))]
        return event
    }

    private mutating func relations() -> Event {
        let types: [EventType] = [
            .relationsEstablished, .relationsEstablished, .relationsRestored, .relationsUpgraded,
            .relationsDowngraded,
            .relationsSevered, .relationsSuspended, .relationsRestorationAgreed,
        ]
        let type = random.one(of: types)
        let pair = cast.states(2, &random)
        var event = Event(type: type, actors: [(.parties, pair)])
        if type == .relationsSevered { event.actors = [(.by, [pair[0]]), (.with, [pair[1]])] }
        if type == .relationsUpgraded || type == .relationsDowngraded {
            event.data = [("level", "chargé d’affaires")]
        }
        if type == .relationsEstablished, random.chance(50) { event.effectiveAfter = 30 }
        return event
    }

    private mutating func recognition() -> Event {
        let pair = cast.states(2, &random)
        return Event(
            type: random.chance(900) ? .recognitionGranted : .recognitionWithdrawn,
            actors: [(.recognising, [pair[0]]), (.recognised, [pair[1]])])
    }

    private mutating func membership() -> Event {
        let types: [EventType] = [
            .membershipApplied, .membershipObserverAdmitted, .membershipJoined, .membershipJoined,
            .membershipJoined,
            .membershipLeft, .membershipChairAssumed,
        ]
        return Event(
            type: random.one(of: types),
            actors: [(.organisation, [cast.organisation(&random)]), (.member, [cast.state(&random)])])
    }

    private mutating func measure() -> Event {
        let type: EventType = random.one(of: [
            .measureImposed, .measureImposed, .measureEased, .measureLifted,
        ])
        let bloc = random.chance(200) ? cast.organisation(&random) : nil
        let by = bloc ?? cast.state(&random)
        var event = Event(type: type, actors: [(.by, [by]), (.against, [cast.anybody(but: by, &random)])])
        event.data = [("kind", choice(of: "kind", for: type))]
        if let bloc, random.chance(200) { event.eachMember = bloc }
        return event
    }

    private mutating func incident() -> Event {
        let (thread, type) = incidents.next(cast, &random)
        let (target, accused) = (thread.actors[0], thread.actors[1])
        var event = Event(type: type, subject: thread.subject)
        switch type {
        case .incidentOccurred, .incidentDisclosed: event.actors = [(.target, [target])]
        case .incidentAttributed: event.actors = [(.attributor, [target]), (.perpetrator, [accused])]
        case .incidentAttributionWithheld, .incidentProtested: event.actors = [(.by, [target])]
        default: event.actors = [(.by, [accused])]
        }
        return event
    }

    private mutating func expectation() -> Event {
        let (thread, type) = expectations.next(cast, &random)
        var event = Event(type: type, subject: thread.subject)
        guard type == .expectationStated || type == .expectationRevised else { return event }
        let expected: EventType = random.one(of: [
            .agreementSigned, .meetingHeld, .relationsRestored, .headAppointed,
        ])
        event.data = [
            ("expects", ["party": .text(thread.actors[0]), "type": .text(expected.name)]),
            ("due", .text("\(random.within(1986...2026))")),
        ]
        return event
    }

    private mutating func statement() -> Event {
        let by = cast.anybody(&random)
        return Event(type: .statementMade, actors: [(.by, [by]), (.with, [cast.anybody(but: by, &random)])])
    }

    private mutating func actor() -> Event {
        if definedPeople == 0 || random.chance(500) {
            // Twenty people; from then on they are defined anew.
            definedPeople = min(definedPeople + 1, 20)
            let person = definedPeople < 20 ? definedPeople : random.within(1...20)
            var event = Event(type: .actorDefined, actors: [(.actor, ["PERSON-\(person)"])])
            event.data = [("kind", "person"), ("names", .texts([random.one(of: Prose.people)]))]
            return event
        }
        var event = Event(
            type: .actorRenamed, actors: [(.actor, ["PERSON-\(random.within(1...definedPeople))"])])
        event.data = [("name", .text(random.one(of: Prose.people)))]
        return event
    }

    // MARK: How it is told

    private var id: String {
        let digits = "\(number)"
        return "made-up-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private mutating func line(_ event: Event, _ reported: CivilDay) -> [UInt8] {
        let day = Dates.occurred(reported: reported, &random)
        var line = Line()
        line.add("id", id)
        line.add("type", event.type.name)
        let isSignal = event.type == .signalCoded
        line.add(
            "occurred",
            isSignal ? day.description : event.lasts ? Dates.span(day, &random) : Dates.text(day, &random))
        line.add("reported", reported.description)
        if let days = event.effectiveAfter {
            line.add("effective", day.adding(days: Int64(days)).description)
        }
        if let subject = event.subject { line.add("subject", subject) }
        if !event.actors.isEmpty {
            line.add("actors") { line in
                for (role, codes) in event.actors { line.add(role.name, codes: codes) }
            }
        }
        if let bloc = event.eachMember { line.add("actsAs") { $0.add(bloc, "each-member") } }
        if !isSignal, event.type.family != "record", random.chance(20) { line.add("assertion", "planned") }
        if !event.data.isEmpty {
            line.add("data") { line in
                for (name, value) in event.data { line.add(name, value) }
            }
        }
        keep(id, day, isCorrection: false)
        return told(line)
    }

    private mutating func correction(_ reported: CivilDay) -> [UInt8] {
        // Now and then a correction is corrected itself.
        var about = random.one(of: correctable)
        if about.isCorrection, random.chance(700) { about = random.one(of: correctable) }
        var line = Line()
        line.add("id", id)
        line.add("type", EventType.recordCorrected.name)
        line.add("occurred", reported.description)
        line.add("reported", reported.description)
        let date = about.day.adding(days: Int64(random.within(-20...(-1)))).description
        line.add("data") { line in
            line.add("target", about.id)
            line.add("reason", "the date was misread")
            let patch: JSONValue = ["occurred": .text(date)]
            line.add("patch", about.isCorrection ? ["data": ["patch": patch]] : patch)
        }
        keep(id, about.day, isCorrection: true)
        return told(line)
    }

    private mutating func keep(_ id: String, _ day: CivilDay, isCorrection: Bool) {
        let entry = (id: id, day: day, isCorrection: isCorrection)
        if correctable.count < 2000 {
            correctable.append(entry)
        } else {
            correctable[random.below(2000)] = entry
        }
    }

    /// The line with its source, and words up to a length of 300 to 480 bytes where there is room.
    private mutating func told(_ line: Line) -> [UInt8] {
        var line = line
        let source = random.within(1...5000)
        line.add("source") {
            [publisher = random.one(of: Prose.publishers), credibility = random.within(1...4)] line in
            line.add("id", "dispatch-\(source)")
            line.add("title", "Dispatch \(source) from the wire")
            line.add("publisher", publisher)
            line.add("reliability", "B")
            line.add("credibility", JSONValue.integer(Int64(credibility)))
        }
        let room = random.within(300...480) - line.count - #","note":"""#.utf8.count - 1
        if room > 8 { line.add("note", Prose.text(atMost: room, &random)) }
        line.end()
        return line.bytes
    }
}
