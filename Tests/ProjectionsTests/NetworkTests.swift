import CanonicalJSON
import NaiveReference
import Projections
import Testing

@Suite struct NetworkTests {
    private static let story = """
        {"id":"def","type":"actor.defined","occurred":"1949","actors":{"actor":"DDDE"},"data":{"kind":"state","names":["German Democratic Republic"],"exists":"1949-10-07/1990-10-03"}}
        {"id":"est","type":"relations.established","occurred":"1973-02-09","actors":{"parties":["DDDE","FRA"]}}
        {"id":"rus","type":"relations.established","occurred":"1992-01-01","actors":{"parties":["FRA","RUS"]}}
        {"id":"emb","type":"mission.opened","occurred":"1992-02","actors":{"sending":"FRA","receiving":"RUS"},"data":{"kind":"embassy"}}
        {"id":"obs","type":"membership.observer-admitted","occurred":"1993-01-01","actors":{"organisation":"ASEAN","member":"RUS"}}
        {"id":"join","type":"membership.joined","occurred":"1967-08-08","actors":{"organisation":"ASEAN","member":"SGP"}}
        {"id":"t","type":"agreement.defined","occurred":"1995-01-01","subject":"agreement/t","actors":{"parties":["FRA","RUS","SGP"]},"data":{"kind":"treaty","title":"T"}}
        {"id":"d1","type":"agreement.instrument-deposited","occurred":"1995-02-01","subject":"agreement/t","actors":{"party":["FRA","RUS"]},"data":{"mode":"ratified"}}
        {"id":"f","type":"agreement.entered-into-force","occurred":"1995-03-01","subject":"agreement/t"}
        {"id":"ban","type":"measure.imposed","occurred":"2014-03-17","actors":{"by":"FRA","against":"RUS"},"data":{"kind":"sanction"}}
        {"id":"sig","type":"signal.coded","occurred":"2014-03-18","actors":{"source":"FRA","target":"RUS"},"data":{"cameo":"112","goldstein":-2.0}}
        """

    private func items(
        _ day: String, _ configure: (inout View, NaiveChronicle) throws -> Void = { _, _ in }
    ) throws -> [JSONValue] { try Story(Self.story).items(Network.self, day, configure) }

    private func edge(_ pair: JSONValue, _ day: String) throws -> JSONValue? {
        try items(day).first { $0["pair"] == pair }
    }

    private func ties(_ pair: JSONValue, _ day: String) throws -> [String] {
        try (edge(pair, day)?["ties"]?.list ?? []).compactMap { $0["tie"]?.text }
    }

    @Test func anEdgeHoldsEveryTieOfItsPairWithItsReasons() throws {
        let edge = try #require(try edge(["FRA", "RUS"], "2015-01-01"))
        #expect(
            try ties(["FRA", "RUS"], "2015-01-01") == ["relations", "mission", "agreement", "measure"])
        #expect(edge["because"] == ["ban", "emb", "f", "rus"])
        #expect(edge["weight"] == 4)
        #expect(edge["cooperative"] == 3)
        #expect(edge["hostile"] == 1)
        #expect(edge.at("signals.count") == 1)
        #expect(edge.at("ties.1.from") == "FRA")
        #expect(edge.at("ties.1.what") == "embassy")
        #expect(edge.at("ties.2.what") == "agreement/t")
        #expect(edge.at("ties.3.because") == ["ban"])
    }

    @Test func membersAreTiedToTheirOrganisation() throws {
        let member = try #require(try edge(["ASEAN", "SGP"], "2000-01-01"))
        #expect(member.at("ties.0.tie") == "membership")
        #expect(member.at("ties.0.state") == "member")
        #expect(member.at("ties.0.from") == "SGP")
        #expect(member.at("ties.0.to") == "ASEAN")
        #expect(try edge(["ASEAN", "RUS"], "2000-01-01")?.at("ties.0.state") == "observer")
    }

    @Test func whoDoesNotExistOnTheDayHasNoTies() throws {
        #expect(try ties(["DDDE", "FRA"], "1980-01-01") == ["relations"])
        #expect(try ties(["DDDE", "FRA"], "1991-01-01").isEmpty)
        #expect(!(try items("1991-01-01").contains { $0["actor"] == "DDDE" }))
    }

    @Test func nodesAreThoseWithATieAndSayWhoTheyAre() throws {
        let nodes = try items("1980-01-01").filter { $0["item"] == "node" }
        #expect(nodes.map { $0["actor"] } == ["ASEAN", "DDDE", "FRA", "SGP"])
        let east = try #require(nodes.first { $0["actor"] == "DDDE" })
        #expect(east["name"] == "German Democratic Republic")
        #expect(east["kind"] == "state")
        #expect(east["exists"] == true)
        #expect(east["because"] == ["def"])
        #expect(east["degree"] == 1)
        #expect(nodes.first?["kind"] == "organisation")
    }

    @Test func oneActorsNetworkHasItsEdgesAndTheirEndsOnly() throws {
        let found = try items("2015-01-01") { view, chronicle in view.actor = chronicle.actor("SGP") }
        #expect(found.compactMap { $0["actor"]?.text } == ["ASEAN", "SGP"])
        #expect(found.compactMap { $0["pair"] } == [["ASEAN", "SGP"]])
        // Asked for, it is there without a tie.
        let alone = try items("1950-01-01") { view, chronicle in view.actor = chronicle.actor("SGP") }
        #expect(alone.compactMap { $0["actor"] } == ["SGP"])
        #expect(alone.first?["degree"] == 0)
    }

    @Test func aTieOfAVagueEventIsNotCertainUntilItIsOver() throws {
        let mission =
            #"{"id":"x","type":"mission.closed","occurred":"2016","actors":{"sending":"FRA","receiving":"RUS"},"data":{"kind":"embassy"}}"#
        let items = try Story(Self.story + "\n" + mission).items(Network.self, "2016-06-01")
        let edge = try #require(items.first { $0["pair"] == ["FRA", "RUS"] })
        #expect(edge.at("ties.1.tie") == "mission")
        #expect(edge.at("ties.1.certain") == false)
        #expect(edge.at("ties.0.certain") == true)
    }
}
