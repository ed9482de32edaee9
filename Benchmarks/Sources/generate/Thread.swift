import DiplomaticEvents

/// A subject on its way through the stations of its life.
struct Thread {
    let subject: String
    let actors: [String]
    private let stations: [EventType]
    private var place = 0

    /// The next station; `nil` at the end.
    mutating func next() -> EventType? {
        guard place < stations.count else { return nil }
        place += 1
        return stations[place - 1]
    }

    /// How often the station that was last reached came before it: which party's turn it is.
    var turn: Int {
        guard place > 0 else { return 0 }
        return stations[..<(place - 1)].count { $0 == stations[place - 1] }
    }

    private init(_ subject: String, _ actors: [String], _ stations: [EventType]) {
        self.subject = subject
        self.actors = actors
        self.stations = stations
    }

    static func agreement(_ number: Int, _ cast: Cast, _ random: inout SeededGenerator) -> Thread {
        let parties = cast.states(random.chance(700) ? 2 : random.within(3...12), &random)
        var stations: [EventType] = [.agreementDefined, .agreementNegotiationOpened]
        if random.chance(300) { stations += [.agreementNegotiationSuspended, .agreementNegotiationResumed] }
        if random.chance(100) {
            stations.append(.agreementNegotiationFailed)
        } else {
            stations += [.agreementDraftCirculated, .agreementTextAgreed]
            if random.chance(300) { stations.append(.agreementInitialled) }
            stations += parties.map { _ in .agreementSigned }
            stations += parties.dropLast(random.chance(400) ? 1 : 0).map { _ in .agreementInstrumentDeposited
            }
            if random.chance(300) { stations.append(.agreementProvisionallyApplied) }
            if random.chance(600) { stations.append(.agreementEnteredIntoForce) }
            stations.append(random.one(of: [.agreementPublished, .agreementExtended, .agreementSuspended]))
            if random.chance(200) { stations.append(.agreementWithdrawalNotified) }
            if random.chance(100) { stations.append(.agreementTerminated) }
        }
        return Thread("agreement/made-up-\(number)", parties, stations)
    }

    static func meeting(_ number: Int, _ cast: Cast, _ random: inout SeededGenerator) -> Thread {
        let end: EventType = random.chance(100) ? .meetingCancelled : .meetingHeld
        let stations: [EventType] =
            random.chance(150) ? [.meetingScheduled, .meetingPostponed, end] : [.meetingScheduled, end]
        return Thread("meeting/made-up-\(number)", cast.states(random.within(2...6), &random), stations)
    }

    static func incident(_ number: Int, _ cast: Cast, _ random: inout SeededGenerator) -> Thread {
        var stations: [EventType] = [.incidentOccurred, .incidentDisclosed]
        stations.append(random.chance(500) ? .incidentAttributionWithheld : .incidentAttributed)
        stations.append(random.one(of: [.incidentProtested, .incidentAttributionDenied]))
        return Thread("incident/made-up-\(number)", cast.states(2, &random), stations)
    }

    static func expectation(_ number: Int, _ cast: Cast, _ random: inout SeededGenerator) -> Thread {
        var stations: [EventType] = [.expectationStated]
        if random.chance(300) { stations.append(.expectationRevised) }
        stations.append(random.one(of: [.expectationFulfilled, .expectationFailed, .expectationWithdrawn]))
        return Thread("expectation/made-up-\(number)", cast.states(2, &random), stations)
    }
}

/// The threads of one family that are open at a time.
struct Threads {
    private var open: [Thread] = []
    private var made = 0
    private let make: (Int, Cast, inout SeededGenerator) -> Thread

    /// So many at once: what is begun is seldom finished before much else has begun.
    private static let most = 400

    init(_ make: @escaping (Int, Cast, inout SeededGenerator) -> Thread) { self.make = make }

    /// One thread's next station.
    mutating func next(_ cast: Cast, _ random: inout SeededGenerator) -> (Thread, EventType) {
        while true {
            if open.isEmpty || open.count < Self.most && random.chance(150) {
                made += 1
                open.append(make(made, cast, &random))
            }
            let place = random.below(open.count)
            if let type = open[place].next() { return (open[place], type) }
            open.swapAt(place, open.count - 1)
            open.removeLast()
        }
    }
}
