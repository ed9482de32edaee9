import CanonicalJSON
import Projections
import Testing

/// What the ends of actors do to their pairs.
@Suite struct RelationsSuccessionTests {
    private func succession(_ kind: String, _ old: String, _ new: String, _ day: String) -> JSONObject {
        .event("su", "actor.succeeded", day, ["predecessor": old, "successor": new], ["kind": .text(kind)])
    }

    private let soviet: [JSONObject] = [
        .event("rg", "recognition.granted", "1933-11-16", ["recognising": "USA", "recognised": "SUHH"]),
        .event("es", "relations.established", "1933-11-16", ["parties": "SUHH USA"]),
        .mission("m1", "opened", "1934-03-05", "USA", "SUHH", "embassy"),
        .head("cr", "credentials-presented", "1991-10-01", "USA", "SUHH", "Strauss", rank: "ambassador"),
        .event(
            "me", "measure.imposed", "1975-01-03", ["by": "USA", "against": "SUHH"], ["kind": "sanction"]),
        .event("mt", "meeting.held", "1985-11-19", ["participants": "SUHH USA"]),
    ]

    private func history(_ events: [JSONObject], _ more: JSONObject...) -> RelationsHistory {
        var history = RelationsHistory()
        history.events = events + more
        return history
    }

    @Test func continuationCarriesTheFacetsOver() throws {
        let history = history(soviet, succession("continuation", "SUHH", "RUS", "1991-12-26"))
        let item = try history.pair("RUS", "USA", "1992-01-01")
        #expect(item["status"] == "established")
        #expect(item["relations"]?["since"] == "1933-11-16")
        #expect(item["relations"]?["because"] == ["es", "su"])
        #expect(item.direction("recognition", from: "USA")?["state"] == "de-jure")
        #expect(item.direction("recognition", from: "RUS")?["state"] == "none")
        let post = item.direction("representation", from: "USA")
        #expect(post?["to"] == "RUS")
        #expect(post?["mission"]?["state"] == "open")
        #expect(post?["head"]?["person"] == "Strauss")
        #expect(item["measures"]?.list?.first?["against"] == "RUS")
        #expect(item["contacts"]?["meetings"] == 1)
    }

    @Test func thePredecessorsPairsLapse() throws {
        let history = history(soviet, succession("continuation", "SUHH", "RUS", "1991-12-26"))
        #expect(try history.status("SUHH", "USA", "1991-12-25") == "established")
        let item = try history.pair("SUHH", "USA", "1991-12-26")
        #expect(item["status"] == "nonexistent")
        #expect(item["relations"]?["state"] == "lapsed")
        #expect(item["relations"]?["since"] == "1991-12-26")
        #expect(item["measures"] == [])
        let post = item.direction("representation", from: "USA")
        #expect(post?["mission"]?["state"] == "closed")
        #expect(post?["head"]?["stage"] == "departed")
    }

    @Test func aPairThatNoEventNamesSharesTheEnd() throws {
        let history = RelationsHistory(succession("continuation", "SUHH", "RUS", "1991-12-26"))
        let item = try history.pair("FRA", "SUHH", "1992")
        #expect(item["status"] == "nonexistent")
        #expect(item["relations"]?["state"] == "lapsed")
        #expect(item["relations"]?["because"] == ["su"])
    }

    @Test func dissolutionLeavesTheSuccessorsWithNothing() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1920", ["parties": "CSHH USA"]),
            succession("dissolution", "CSHH", "CZE SVK", "1993-01-01"))
        #expect(try history.state("CSHH", "USA", "1993-01-01") == "lapsed")
        #expect(try history.state("CZE", "USA", "1993-01-01") == "none")
        #expect(try history.status("SVK", "USA", "1993-01-01") == "no-relations")
    }

    @Test func secessionLeavesThePredecessorInBeing() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1956", ["parties": "SDN USA"]),
            succession("secession", "SDN", "SSD", "2011-07-09"))
        #expect(try history.state("SDN", "USA", "2012") == "established")
        #expect(try history.state("SSD", "USA", "2012") == "none")
    }

    @Test func absorptionEndsTheAbsorbedOnesPairs() throws {
        let history = RelationsHistory(
            .event("e1", "relations.established", "1974-09-04", ["parties": "DDDE USA"]),
            .event("e2", "relations.established", "1955-05-05", ["parties": "DEU USA"]),
            succession("absorption", "DDDE", "DEU", "1990-10-03"))
        #expect(try history.status("DDDE", "USA", "1990-10-03") == "nonexistent")
        #expect(try history.pair("DEU", "USA", "1990-10-03")["relations"]?["because"] == ["e2"])
    }

    @Test func anExtinguishedActorHasNoRelations() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1991", ["parties": "ARTSAKH ABKHAZIA"]),
            .event("ex", "actor.extinguished", "2024-01-01", ["actor": "ARTSAKH"]))
        #expect(try history.status("ABKHAZIA", "ARTSAKH", "2024-01-01") == "nonexistent")
    }

    @Test func anActorExistsAsItIsDefined() throws {
        let history = RelationsHistory(
            .event(
                "de", "actor.defined", "1900", ["actor": "GDR"],
                ["kind": "state", "exists": "1949-10-07/1990-10-02"]),
            .event("me", "meeting.held", "1900", ["participants": "GDR USA"]))
        let expected = [
            ("1949-10-06", "nonexistent"), ("1949-10-07", "no-relations"), ("1990-10-02", "no-relations"),
            ("1990-10-03", "nonexistent"),
        ]
        for (day, status) in expected { #expect(try history.status("GDR", "USA", day) == status, "\(day)") }
    }

    @Test func aStateThatRisesAgainBeginsAnew() throws {
        let history = RelationsHistory(
            .event("es", "relations.established", "1946", ["parties": "SYR USA"]),
            succession("merger", "EGY SYR", "UAR", "1958-02-22"),
            .event(
                "s2", "actor.succeeded", "1961-09-29", ["predecessor": "UAR", "successor": "SYR"],
                ["kind": "secession"]),
            .event("e2", "relations.established", "1961-10-10", ["parties": "SYR USA"]))
        #expect(try history.status("SYR", "USA", "1960") == "nonexistent")
        #expect(try history.status("SYR", "USA", "1961-09-29") == "no-relations")
        #expect(try history.state("SYR", "USA", "1961-10-10") == "established")
    }

    @Test func aVagueSuccessionMayHaveCarriedTheFacetsOver() throws {
        let history = history(soviet, succession("continuation", "SUHH", "RUS", "1991-12"))
        let old = try history.pair("SUHH", "USA", "1991-12-10")
        #expect(old["relations"]?["state"] == "established")
        #expect(old["relations"]?["mayBe"] == ["lapsed"])
        let new = try history.pair("RUS", "USA", "1991-12-10")
        #expect(new["relations"]?["state"] == "none")
        #expect(new["relations"]?["mayBe"] == ["established"])
        let post = new.direction("representation", from: "USA")
        #expect(post?["head"]?["certain"] == false)
        #expect(post?["head"]?["mayBe"] == ["Strauss"])
    }

    @Test func theProtectingPowersSuccessorServesOn() throws {
        let history = RelationsHistory(
            .event(
                "pp", "mission.protecting-power-accepted", "1961",
                ["sending": "CUB", "receiving": "USA", "power": "CSHH"]),
            succession("dissolution", "CSHH", "CZE SVK", "1993-01-01"))
        #expect(try history.mission("CUB", "USA", "1992")?["interestsServedBy"] == "CSHH")
        #expect(try history.mission("CUB", "USA", "1993")?["interestsServedBy"] == .null)
    }
}
