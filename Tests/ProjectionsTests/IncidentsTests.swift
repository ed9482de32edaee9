import CanonicalJSON
import DiplomaticEvents
import NaiveReference
import Projections
import Testing

@Suite struct IncidentsTests {
    private func incident(_ story: String, _ day: String, isPossible: Bool = false) throws -> JSONValue {
        try #require(
            try Story(story).item(Incidents.self, "incident", "incident/x", day, isPossible: isPossible))
    }

    /// The pairs for which the incident counts, each as `AAA-BBB`, of the codes that are tried.
    private func pairs(_ story: String, _ day: String, of codes: [String]) throws -> [String] {
        let replay = try Story(story).replay(Incidents.self, day, codes: codes)
        var found: [String] = []
        for one in codes {
            for other in codes where one < other {
                guard let first = replay.chronicle.actor(one), let second = replay.chronicle.actor(other),
                    let pair = ActorPair(first, second), !replay.projection.incidents(of: pair).isEmpty
                else { continue }
                found.append("\(one)-\(other)")
            }
        }
        return found
    }

    private let disclosed = """
        {"id":"d","type":"incident.disclosed","occurred":"[2018-07-01..2018-07-20]","subject":"incident/x","actors":{"target":"SGP","by":"SGP"}}
        """

    @Test func anIncidentThatNobodySpeaksOfFurtherHasNoAttribution() throws {
        let item = try incident(disclosed, "2018-07-20")
        #expect(item.at("target") == ["SGP"])
        #expect(item.at("occurred").isNull)
        #expect(item.at("disclosed") == "[2018-07-01..2018-07-20]")
        #expect(item.at("perpetrator").isNull)
        #expect(item.at("attribution.state") == "none")
        #expect(item.at("attribution.since").isNull)
        #expect(item.at("attribution.because") == [])
        #expect(item.at("attribution.by") == [])
        #expect(item.at("attribution.to").isNull)
        #expect(item.at("attribution.certain") == true)
    }

    @Test func withheldSaysByWhomAndAccusesNobody() throws {
        let story =
            disclosed + """

                {"id":"w","type":"incident.attribution-withheld","occurred":"2018-08-01","subject":"incident/x","actors":{"by":"SGP"}}
                """
        let item = try incident(story, "2018-08-01")
        #expect(item.at("attribution.state") == "withheld")
        #expect(item.at("attribution.by") == ["SGP"])
        #expect(item.at("attribution.to").isNull)
        #expect(item.at("attribution.since") == "2018-08-01")
        #expect(item.at("attribution.because") == ["w"])
        #expect(try pairs(story, "2019-01-01", of: ["RUS", "SGP"]).isEmpty)
    }

    private let sony = """
        {"id":"o","type":"incident.occurred","occurred":"2014-11-24","subject":"incident/x","actors":{"target":"USA"}}
        {"id":"a1","type":"incident.attributed","occurred":"2014-12-19","subject":"incident/x","actors":{"attributor":"USA","perpetrator":"PRK"}}
        {"id":"a2","type":"incident.attributed","occurred":"2014-12-22","subject":"incident/x","actors":{"attributor":"GBR","perpetrator":"PRK"}}
        {"id":"n","type":"incident.attribution-denied","occurred":"2014-12-20","subject":"incident/x","actors":{"by":"PRK"}}
        """

    @Test func anAttributionNamesBothSidesAndTiesThem() throws {
        let item = try incident(sony, "2014-12-19")
        #expect(item.at("occurred") == "2014-11-24")
        #expect(item.at("attribution.state") == "attributed")
        #expect(item.at("attribution.by") == ["USA"])
        #expect(item.at("attribution.to") == "PRK")
        #expect(try pairs(sony, "2014-12-18", of: ["GBR", "PRK", "USA"]).isEmpty)
        #expect(try pairs(sony, "2014-12-19", of: ["GBR", "PRK", "USA"]) == ["PRK-USA"])
        #expect(try pairs(sony, "2014-12-22", of: ["GBR", "PRK", "USA"]) == ["GBR-PRK", "PRK-USA"])
    }

    @Test func aDenialStandsWhoeverElseAccusesTheSame() throws {
        let item = try incident(sony, "2014-12-22")
        #expect(item.at("attribution.state") == "denied")
        #expect(item.at("attribution.by") == ["PRK"])
        #expect(item.at("attribution.to") == "PRK")
        #expect(item.at("attribution.since") == "2014-12-20")
        #expect(item.at("accusations").list?.count == 2)
        #expect(item.at("accusations.0.by") == "GBR")
        #expect(item.at("accusations.0.denied") == true)
    }

    @Test func oneOfTwoWhoDeniesLeavesItAttributed() throws {
        let story =
            sony + """

                {"id":"a3","type":"incident.attributed","occurred":"2014-12-23","subject":"incident/x","actors":{"attributor":"USA","perpetrator":"RUS"}}
                """
        let item = try incident(story, "2014-12-23")
        #expect(item.at("attribution.state") == "attributed")
        #expect(item.at("attribution.to") == ["PRK", "RUS"])
        #expect(item.at("accusations").list?.map { $0.at("denied") } == [true, true, false])
    }

    @Test func anAccusationDatedVaguelyDoesNotUndoTheDenialOfIt() throws {
        let item = try incident(
            """
            {"id":"a","type":"incident.attributed","occurred":"2014-12","subject":"incident/x","actors":{"attributor":"USA","perpetrator":"PRK"}}
            {"id":"n","type":"incident.attribution-denied","occurred":"2014-12-20","subject":"incident/x","actors":{"by":"PRK"}}
            """, "2015-01-01")
        #expect(item.at("attribution.state") == "denied")
    }

    @Test func whoDeclinesToNameAnyoneDoesNotUnsayAnothersAccusation() throws {
        let story =
            sony + """

                {"id":"w","type":"incident.attribution-withheld","occurred":"2014-12-19","subject":"incident/x","actors":{"by":"JPN"}}
                """
        let item = try incident(story, "2014-12-19")
        #expect(item.at("attribution.state") == "attributed")
        #expect(item.at("attribution.because") == ["a1"])
    }

    @Test func anAccountThatNamesThePerpetratorTiesIt() throws {
        let story = """
            {"id":"o","type":"incident.occurred","occurred":"1979-11-04","subject":"incident/x","actors":{"target":"USA","perpetrator":"IRN"}}
            {"id":"p","type":"incident.protested","occurred":"1979-11-05","subject":"incident/x","actors":{"by":"USA"}}
            """
        let item = try incident(story, "1979-11-05")
        #expect(item.at("perpetrator") == "IRN")
        #expect(item.at("attribution.state") == "none")
        #expect(item.at("protests") == ["p"])
        #expect(try pairs(story, "1979-11-04", of: ["IRN", "USA"]) == ["IRN-USA"])
    }

    @Test func aSupposedPerpetratorTiesNobody() throws {
        let story =
            disclosed + """

                {"id":"h","type":"incident.attributed","occurred":"2018-08-01","assertion":"hypothetical","subject":"incident/x","actors":{"attributor":"USA","perpetrator":"RUS"}}
                """
        #expect(try pairs(story, "2019-01-01", of: ["RUS", "SGP", "USA"]).isEmpty)
        #expect(try incident(story, "2019-01-01").at("attribution.state") == "none")
    }

    @Test func aPossibleAttributionPutsTheStateInDoubt() throws {
        let story =
            disclosed + """

                {"id":"a","type":"incident.attributed","occurred":"2018-08","subject":"incident/x","actors":{"attributor":"USA","perpetrator":"PRK"}}
                """
        let item = try incident(story, "2018-08-10")
        #expect(item.at("attribution.state") == "none")
        #expect(item.at("attribution.certain") == false)
        #expect(item.at("attribution.mayBe") == ["attributed"])
        let possible = try incident(story, "2018-08-10", isPossible: true)
        #expect(possible.at("attribution.state") == "attributed")
        #expect(possible.at("attribution.certain") == false)
    }

    @Test func incidentsAreFoundByActorSubjectAndStatus() throws {
        let story = try Story(sony + "\n" + disclosed.replacing("incident/x", with: "incident/y"))
        func names(_ configure: (inout View, NaiveChronicle) throws -> Void) throws -> [JSONValue] {
            try story.items(Incidents.self, "2020-01-01", configure).map { $0.at("incident") }
        }
        #expect(try names { _, _ in } == ["incident/x", "incident/y"])
        #expect(try names { view, chronicle in view.actor = chronicle.actor("GBR") } == ["incident/x"])
        #expect(
            try names { view, chronicle in view.subject = chronicle.subject("incident/y") } == ["incident/y"])
        #expect(try names { view, _ in view.status = "denied" } == ["incident/x"])
    }
}
