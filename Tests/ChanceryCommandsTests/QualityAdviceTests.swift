import CanonicalJSON
import Testing

@testable import ChanceryCommands

@Suite struct QualityAdviceTests {
    private static let events = """
        {"id":"defined","type":"actor.defined","occurred":"1949","actors":{"actor":"DDDE"},"data":{"kind":"state","exists":"1949-10-07/1990-10-03"}}
        {"id":"early","type":"relations.established","occurred":"1949-01-01","actors":{"parties":["DDDE","FRA"]}}
        {"id":"succeeded","type":"actor.succeeded","occurred":"1991-12-26","actors":{"predecessor":"SUHH","successor":"RUS"},"data":{"kind":"continuation"}}
        {"id":"ended","type":"relations.established","occurred":"1992-03-01","actors":{"parties":["AUT","SUHH"]}}
        {"id":"one","type":"relations.established","occurred":"1933-11-16","reported":"1934-01-01","actors":{"parties":["CUB","USA"]},"source":{"reliability":"C","credibility":3}}
        {"id":"other","type":"relations.established","occurred":"1933-11-17","reported":"1934-01-01","actors":{"parties":["CUB","USA"]},"source":{"reliability":"A","credibility":1}}
        {"id":"third","type":"relations.established","occurred":"1933-11-18","reported":"1934-01-01","actors":{"parties":["CUB","USA"]}}
        {"id":"call-1","type":"call.held","occurred":"2018-03","actors":{"participants":["ASEAN","RUS"]}}
        {"id":"call-2","type":"call.held","occurred":"2018-03-14","actors":{"participants":["ASEAN","RUS"]}}
        {"id":"vague","type":"call.held","occurred":"2026","reported":"2026-12-31","actors":{"participants":["FRA","RUS"]}}
        {"id":"t","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/x","actors":{"parties":["AUT","BRA"]},"data":{"kind":"treaty","title":"X"}}
        {"id":"p1","type":"agreement.instrument-deposited","occurred":"2001-01-01","subject":"agreement/x","actors":{"party":"AUT"},"data":{"mode":"ratified"}}
        {"id":"p2","type":"agreement.instrument-deposited","occurred":"2001-06-01","subject":"agreement/x","actors":{"party":"BRA"},"data":{"mode":"ratified"}}
        {"id":"e1","type":"agreement.entered-into-force","occurred":"2002-02-02","subject":"agreement/x"}
        {"id":"u","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/y","actors":{"parties":["AUT","BRA","CHE"]},"data":{"kind":"treaty","title":"Y","entryIntoForce":{"deposits":3}}}
        {"id":"e2","type":"agreement.entered-into-force","occurred":"2002-02-02","subject":"agreement/y"}
        {"id":"v","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/z","actors":{"parties":["AUT","BRA"]},"data":{"kind":"treaty","title":"Z"}}
        {"id":"x","type":"expectation.stated","occurred":"2018-08-02","subject":"expectation/s","data":{"expects":{"type":"agreement.signed","subject":"agreement/z"},"due":"2018-08-04"}}

        """

    private func place() throws -> Workplace {
        let place = try Workplace()
        let receipt = place.run("append", "-", input: Self.events)
        #expect(receipt.exit == 0, "\(receipt.errors)")
        return place
    }

    private func lines(_ place: Workplace, _ arguments: String...) throws -> [JSONValue] {
        try (place.run(["export", "quality"] + arguments).json["items"]?.list ?? [])
            .flatMap { $0["advice"]?["lines"]?.list ?? [] }
    }

    private func text(_ lines: [JSONValue]) -> String {
        lines.map { CanonicalWriter.text(of: $0) + "\n" }.joined()
    }

    @Test func everyKindIsFoundAndItsAdviceIsAcceptedAsItStands() throws {
        let place = try place()
        let items = try place.run("export", "quality").json["items"]?.list ?? []
        let found = Set(items.compactMap { $0["finding"]?.text })
        #expect(
            found == [
                "conflicting-dates", "entry-into-force-mismatch", "actor-outside-existence",
                "likely-duplicates", "entry-into-force-unexplained", "overdue-expectation",
                "stale-agreement", "date-straddles-day",
            ])
        for item in items {
            let lines = item["advice"]?["lines"]?.list ?? []
            #expect(!lines.isEmpty, "\(item)")
            #expect(item["advice"]?["what"]?.text?.isEmpty == false)
            #expect(item["message"]?.text?.isEmpty == false)
            let receipt = place.run("append", "--dry-run", "-", input: text(lines))
            #expect(receipt.exit == 0, "\(receipt.errors)")
            #expect(try receipt.json["appended"]?.integer == Int64(lines.count))
        }
    }

    @Test func whatTheAdviceSettlesIsFoundNoMore() throws {
        let place = try place()
        let settled = [
            "conflicting-dates", "likely-duplicates", "entry-into-force-mismatch", "overdue-expectation",
            "stale-agreement",
        ]
        for kind in settled {
            let advice = try lines(place, "--finding", kind)
            #expect(place.run("append", "-", input: text(advice)).exit == 0)
            #expect(try lines(place, "--finding", kind).isEmpty, "\(kind)")
            // Appending the same advice again changes nothing.
            let again = try place.run("append", "-", input: text(advice)).json
            #expect(again["appended"] == 0)
            #expect(again["skipped"]?.integer == Int64(advice.count))
        }
        let ended = try place.run("export", "quality", "--actor", "SUHH").json["items"]?.list ?? []
        let advice = ended.flatMap { $0["advice"]?["lines"]?.list ?? [] }
        #expect(place.run("append", "-", input: text(advice)).exit == 0)
        #expect(try place.run("export", "quality", "--actor", "SUHH").json["items"] == [])
    }

    @Test func theBestAccountIsKept() throws {
        let advice = try lines(try place(), "--finding", "conflicting-dates")
        #expect(advice.map { $0["data"]?["canonical"] } == ["other", "other"])
        #expect(Set(advice.compactMap { $0["data"]?["target"]?.text }) == ["one", "third"])
    }

    @Test func findingsAreCountedLimitedAndNarrowed() throws {
        let place = try place()
        let all = try place.run("export", "quality").json["items"]?.list ?? []
        let counts = try place.run("export", "quality", "--count").json["items"]?.list ?? []
        #expect(counts.compactMap { $0["count"]?.integer }.reduce(0, +) == Int64(all.count))
        #expect(
            try place.run("export", "quality", "--limit", "2").json["items"]?.list == Array(all.prefix(2)))
        #expect(try place.run("export", "quality", "--limit", "0").json["items"] == [])
        let calls = try place.run("export", "quality", "--pair", "RUS", "ASEAN").json["items"]?.list ?? []
        #expect(calls.map { $0["events"] } == [["call-2", "call-1"]])
        let about = try place.run("export", "quality", "--subject", "agreement/y").json["items"]?.list ?? []
        #expect(about.map { $0["finding"] } == ["entry-into-force-unexplained"])
        let high = try place.run("export", "quality", "--status", "high").json["items"]?.list ?? []
        #expect(high.allSatisfy { $0["severity"] == "high" })
        #expect(high.count == 2)
        #expect(place.run("view", "quality").output.contains("conflicting-dates"))
        #expect(place.run("view", "quality", "--count").output.contains("likely-duplicates"))
    }

    @Test func aKindThatThereIsNotIsRefusedWithTheNearest() throws {
        let place = try place()
        let refused = place.run("export", "quality", "--finding", "likely-duplicate")
        #expect(refused.exit == 64)
        #expect(refused.errors.contains("likely-duplicates"))
        #expect(place.run("export", "quality", "--limit", "-1").exit == 64)
        #expect(place.run("export", "relations", "--finding", "likely-duplicates").exit == 64)
    }
}
