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
        /// So many of a thousand agreements come by these stations.
        func add(_ perMille: Int, _ types: EventType...) {
            if random.chance(perMille) { stations += types }
        }
        add(300, .agreementNegotiationSuspended, .agreementNegotiationResumed)
        if random.chance(100) {
            stations.append(
                random.one(of: [.agreementNegotiationFailed, .agreementAbandoned, .agreementDraftWithdrawn]))
        } else {
            add(100, .agreementDraftTabled, .agreementDraftSuperseded)
            add(1000, .agreementDraftCirculated, .agreementTextAgreed)
            add(100, .agreementAdopted)
            add(300, .agreementInitialled)
            add(100, .agreementOpenedForSignature)
            stations += parties.map { _ in .agreementSigned }
            add(50, .agreementSignatureConfirmed)
            add(20, .agreementSignatureDisavowed)
            add(100, .agreementReservationMade)
            add(50, random.one(of: [.agreementDomesticallyApproved, .agreementDomesticallyRefused]))
            if random.chance(100) {
                stations.append(random.one(of: [.agreementInstrumentsExchanged, .agreementNotesExchanged]))
            } else {
                stations += parties.dropLast(random.chance(400) ? 1 : 0)
                    .map { _ in .agreementInstrumentDeposited }
            }
            add(20, .agreementConsentRevoked)
            add(300, .agreementProvisionallyApplied)
            add(50, .agreementProvisionalApplicationExtended, .agreementProvisionalApplicationEnded)
            add(600, .agreementEnteredIntoForce)
            add(300, .agreementPublished)
            add(300, .agreementExtended)
            add(100, .agreementSuspended, .agreementResumed)
            add(30, .agreementReservationWithdrawn)
            add(50, .agreementWithdrawalAnnounced)
            add(200, .agreementWithdrawalNotified)
            add(20, .agreementWithdrawalRevoked)
            add(100, random.one(of: [.agreementTerminated, .agreementSuperseded]))
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
