import DiplomaticEvents
import EDTF

/// What happens.
extension Chronicler {
    /// One of the names that the catalogue has for a field.
    mutating func choice(of field: String, for type: EventType) -> Value {
        guard case .oneOf(let names) = Catalogue[type].field(field)?.form else { return .json("null") }
        return .text(random.one(of: names))
    }

    mutating func signal() -> Happening {
        let source = cast.anybody(&random)
        let root = random.within(1...20)
        let code = (root < 10 ? "0" : "") + "\(root)" + (random.chance(700) ? "\(random.below(6))" : "")
        // Scores in the range of Goldstein's: from 7 for the friendliest deed to -10 for the most hostile.
        let score = min(70, 80 - 9 * root) - random.below(10)
        var event = Happening(type: .signalCoded)
        event.actors = [(.source, [source]), (.target, [cast.anybody(but: source, &random)])]
        event.data = [
            ("cameo", .text(code)), ("goldstein", .json(Self.tenths(score))),
            ("mentions", .number(random.within(1...40))),
        ]
        (event.score, event.root) = (score, root)
        return event
    }

    /// A score of tenths as a number of JSON.
    private static func tenths(_ score: Int) -> String {
        (score < 0 ? "-" : "") + "\(abs(score) / 10).\(abs(score) % 10)"
    }

    /// Anything but a signal or an event on an agreement.
    mutating func other() -> Happening {
        switch random.below(1000) {
        case 0..<160: return meeting()
        case 160..<280: return contact()
        case 280..<500: return head()
        case 500..<560: return mission()
        case 560..<590: return staff()
        case 590..<670: return relations()
        case 670..<690: return recognition()
        case 690..<740: return membership()
        case 740..<810: return measure()
        case 810..<870: return incident()
        case 870..<910: return expectation()
        case 910..<990: return statement()
        default: return person()
        }
    }

    mutating func agreement() -> Happening {
        let (thread, type) = agreements.next(cast, &random)
        var event = Happening(type: type, subject: thread.subject)
        let party = thread.actors[thread.turn % thread.actors.count]
        switch type {
        case .agreementDefined:
            event.actors = [(.parties, thread.actors)]
            event.data = [
                ("kind", choice(of: "kind", for: type)),
                ("title", .text("Agreement on " + prose.title(&random))),
            ]
            if random.chance(500) {
                let deposits = max(2, thread.actors.count - 1)
                let rule = #"{"after":"P30D","deposits":\#(deposits)}"#
                event.data.append(("entryIntoForce", .json(rule)))
            }
        case .agreementSigned, .agreementSignatureConfirmed, .agreementSignatureDisavowed,
            .agreementDomesticallyApproved, .agreementDomesticallyRefused, .agreementConsentRevoked,
            .agreementReservationMade, .agreementReservationWithdrawn, .agreementWithdrawalAnnounced,
            .agreementWithdrawalRevoked:
            event.actors = [(.party, [party])]
        case .agreementInstrumentDeposited:
            event.actors = [(.party, [party])]
            event.data = [("mode", .text(random.one(of: ["ratified", "accepted", "approved", "acceded"])))]
        case .agreementWithdrawalNotified:
            event.actors = [(.party, [party])]
            event.effectiveAfter = 180
        case .agreementDraftCirculated:
            event.actors = [(.to, thread.actors)]
            event.data = [("version", .text("\(random.within(1...4))"))]
        case .agreementExtended: event.data = [("until", .text("2030-12-31"))]
        default: break
        }
        return event
    }

    mutating func meeting() -> Happening {
        let (thread, type) = meetings.next(cast, &random)
        var event = Happening(type: type, subject: thread.subject)
        event.actors = [(.participants, thread.actors)]
        event.data = [("level", choice(of: "level", for: type))]
        event.lasts = type == .meetingHeld && random.chance(300)
        return event
    }

    mutating func contact() -> Happening {
        let pair = cast.states(2, &random)
        if random.chance(600) { return Happening(type: .callHeld, actors: [(.participants, pair)]) }
        return Happening(
            type: .visitMade, actors: [(.visitor, [pair[0]]), (.host, [pair[1]])], lasts: random.chance(400))
    }

    mutating func posted(_ type: EventType) -> Happening {
        let sending = cast.state(&random)
        return Happening(
            type: type, actors: [(.sending, [sending]), (.receiving, [cast.anybody(but: sending, &random)])])
    }

    mutating func head() -> Happening {
        let types: [EventType] = [
            .headNominated, .headAgrementRequested, .headAgrementGranted, .headAppointed, .headAppointed,
            .headArrived, .headCredentialsPresented, .headCredentialsPresented, .headRecalledForConsultations,
            .headReturned, .headRecalled, .headDeparted, .headDeparted, .headChargeAssumed,
        ]
        let rare: [EventType] = [
            .headDeclaredPersonaNonGrata, .headAgrementRefused, .headDeclined, .headDied,
        ]
        var event = posted(random.one(of: random.chance(20) ? rare : types))
        event.data = [("person", .text(random.one(of: Prose.people)))]
        if random.chance(600) { event.data.append(("rank", choice(of: "rank", for: event.type))) }
        return event
    }

    mutating func mission() -> Happening {
        let types: [EventType] = [
            .missionAgreed, .missionOpened, .missionOpened, .missionClosed, .missionReopened,
            .missionRelocated, .missionSuspended, .missionProtectingPowerRequested,
            .missionProtectingPowerAccepted, .missionProtectingPowerEnded,
        ]
        var event = posted(random.one(of: types))
        if event.type >= .missionProtectingPowerRequested {
            event.actors.append((.power, [cast.state(&random)]))
        } else {
            event.data = [("seat", .text(random.one(of: Prose.cities))), ("kind", .text("embassy"))]
        }
        return event
    }

    mutating func staff() -> Happening {
        var event = posted(random.chance(700) ? .staffExpelled : .staffWithdrawn)
        event.data = [("count", .number(random.within(1...35)))]
        return event
    }

    mutating func relations() -> Happening {
        let types: [EventType] = [
            .relationsEstablished, .relationsEstablished, .relationsRestored, .relationsUpgraded,
            .relationsDowngraded, .relationsSevered, .relationsSuspended, .relationsRestorationAgreed,
        ]
        let rare: [EventType] = [
            .relationsEstablishmentAgreed, .relationsWarDeclared, .relationsPeaceRestored,
        ]
        let type = random.one(of: random.chance(50) ? rare : types)
        let pair = cast.states(2, &random)
        var event = Happening(type: type, actors: [(.parties, pair)])
        if type == .relationsSevered { event.actors = [(.by, [pair[0]]), (.with, [pair[1]])] }
        if type == .relationsUpgraded || type == .relationsDowngraded {
            event.data = [("level", .text("chargé d’affaires"))]
        }
        if type == .relationsEstablished, random.chance(50) { event.effectiveAfter = 30 }
        return event
    }

    mutating func recognition() -> Happening {
        let pair = cast.states(2, &random)
        return Happening(
            type: random.chance(900) ? .recognitionGranted : .recognitionWithdrawn,
            actors: [(.recognising, [pair[0]]), (.recognised, [pair[1]])])
    }

    mutating func membership() -> Happening {
        let types: [EventType] = [
            .membershipApplied, .membershipObserverAdmitted, .membershipJoined, .membershipJoined,
            .membershipJoined, .membershipLeft, .membershipChairAssumed, .membershipAgreedInPrinciple,
            .membershipSuspended, .membershipWithdrawalNotified,
        ]
        return Happening(
            type: random.one(of: types),
            actors: [(.organisation, [cast.organisation(&random)]), (.member, [cast.state(&random)])])
    }

    mutating func measure() -> Happening {
        let type: EventType = random.one(of: [
            .measureImposed, .measureImposed, .measureEased, .measureLifted,
        ])
        let bloc = random.chance(200) ? cast.organisation(&random) : nil
        let by = bloc ?? cast.state(&random)
        var event = Happening(
            type: type, actors: [(.by, [by]), (.against, [cast.anybody(but: by, &random)])])
        event.data = [("kind", choice(of: "kind", for: type))]
        if let bloc, random.chance(200) { event.eachMember = bloc }
        return event
    }

    mutating func incident() -> Happening {
        let (thread, type) = incidents.next(cast, &random)
        let (target, accused) = (thread.actors[0], thread.actors[1])
        var event = Happening(type: type, subject: thread.subject)
        switch type {
        case .incidentOccurred, .incidentDisclosed: event.actors = [(.target, [target])]
        case .incidentAttributed: event.actors = [(.attributor, [target]), (.perpetrator, [accused])]
        case .incidentAttributionWithheld, .incidentProtested: event.actors = [(.by, [target])]
        default: event.actors = [(.by, [accused])]
        }
        return event
    }

    mutating func expectation() -> Happening {
        let (thread, type) = expectations.next(cast, &random)
        var event = Happening(type: type, subject: thread.subject)
        guard type == .expectationStated || type == .expectationRevised else { return event }
        let expected: EventType = random.one(of: [
            .agreementSigned, .meetingHeld, .relationsRestored, .headAppointed,
        ])
        event.data = [
            ("expects", .json(#"{"party":"\#(thread.actors[0])","type":"\#(expected.name)"}"#)),
            ("due", .text("\(random.within(1986...2026))")),
        ]
        return event
    }

    mutating func statement() -> Happening {
        let by = cast.anybody(&random)
        return Happening(
            type: .statementMade, actors: [(.by, [by]), (.with, [cast.anybody(but: by, &random)])])
    }

    /// One of twenty people, who are defined anew and go by other names.
    mutating func person() -> Happening {
        if people == 0 || random.chance(500) {
            let person = people < 20 ? people + 1 : random.within(1...20)
            people = max(people, person)
            var event = Happening(type: .actorDefined, actors: [(.actor, ["PERSON-\(person)"])])
            event.data = [
                ("kind", .text("person")), ("names", .json(#"["\#(random.one(of: Prose.people))"]"#)),
            ]
            return event
        }
        var event = Happening(
            type: .actorRenamed, actors: [(.actor, ["PERSON-\(random.within(1...people))"])])
        event.data = [("name", .text(random.one(of: Prose.people)))]
        return event
    }

    /// Governments that follow one another and tie with nobody; few, as the ends of actors are in any log.
    mutating func government() -> Happening {
        let last = ["GOVERNMENT-\(governments)"]
        if governments == 0 || random.chance(500) {
            governments += 1
            var event = Happening(type: .actorDefined, actors: [(.actor, ["GOVERNMENT-\(governments)"])])
            event.data = [("kind", .text("government"))]
            return event
        }
        if governments == 1 || random.chance(500) {
            return Happening(type: .actorExtinguished, actors: [(.actor, last)])
        }
        var event = Happening(type: .actorSucceeded)
        event.actors = [(.predecessor, ["GOVERNMENT-\(governments - 1)"]), (.successor, last)]
        event.data = [("kind", .text("continuation"))]
        return event
    }
}
