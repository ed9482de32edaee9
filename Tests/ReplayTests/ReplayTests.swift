import CanonicalJSON
import EDTF
import EventLog
import Replay
import SeededRandom
import Testing

/// What a replay tells, beside the events: what the clock alone brings about.
@Suite struct ReplayTests {
    private static func told(
        _ lines: String, to day: String, _ configure: (inout Question) -> Void = { _ in }
    ) throws -> [JSONValue] {
        let events = try lines.split(separator: "\n").map { line in
            let document = try JSONDocument(Array(line.utf8).span)
            return try #require(document.value(document.root).object)
        }
        let logs = try Pair(events)
        defer { logs.remove() }
        return try told(logs.log, to: day, configure)
    }

    private static func told(
        _ log: EventLog, to day: String, _ configure: (inout Question) -> Void = { _ in }
    ) throws -> [JSONValue] {
        var question = Question()
        configure(&question)
        var told: [JSONValue] = []
        try Replayer(log).history(question, from: nil, Lens(asOf: try LensDate(day))) { told.append($0) }
        return told.dropLast()
    }

    /// Day, event or `clock`, and the changes of one facet: `2018-03-01 e: none → established`.
    private static func phrases(_ told: [JSONValue], _ facet: String) -> [String] {
        told.flatMap { entry in
            (entry["changed"]?.list ?? []).filter { $0["facet"]?.text == facet }.map { change in
                let who = entry["event"]?.text ?? entry["phase"]?.text ?? ""
                let (from, to) = (change["from"]?.text ?? "–", change["to"]?.text ?? "–")
                return "\(entry["occurred"]?.text ?? "") \(who): \(from) → \(to)"
            }
        }
    }

    private static let treaty = #"""
        {"id":"def","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/t","actors":{"parties":["AUT","CHE"]},"data":{"kind":"treaty","title":"T","term":"P2Y","entryIntoForce":{"deposits":2,"after":"P30D"}}}
        {"id":"a","type":"agreement.instrument-deposited","occurred":"2000-03-01","subject":"agreement/t","actors":{"party":"AUT"},"data":{"mode":"ratified"}}
        {"id":"p","type":"agreement.provisionally-applied","occurred":"2000-03-05","subject":"agreement/t","data":{"until":"2000-03-31"}}
        {"id":"b","type":"agreement.instrument-deposited","occurred":"2000-05-01","subject":"agreement/t","actors":{"party":"CHE"},"data":{"mode":"ratified"}}
        {"id":"v","type":"visit.made","occurred":"2001-05-01","actors":{"visitor":"AUT","host":"CHE"}}
        """#

    @Test func entryIntoForceAndTheEndOfATermAreToldOnTheirDays() throws {
        let told = try Self.told(Self.treaty, to: "2003-01-01")
        #expect(
            Self.phrases(told, "status") == [
                "2000-01-01 def: – → proposed", "2000-03-01 a: proposed → awaiting-consents",
                "2000-05-01 b: awaiting-consents → conditions-met",
                "2000-05-31 clock: conditions-met → in-force", "2002-06-01 clock: in-force → expired",
            ])
        #expect(
            Self.phrases(told, "party CHE") == [
                "2000-03-05 p: – → provisionally-bound", "2000-04-01 clock: provisionally-bound → –",
                "2000-05-01 b: – → consented", "2000-05-31 clock: consented → bound",
                "2002-06-01 clock: bound → consented",
            ])
        #expect(Self.phrases(told, "contacts.visits") == ["2001-05-01 v: 0 → 1"])
        let turn = try #require(told.first { $0["phase"] == "clock" })
        #expect(turn["event"] == .null && turn["type"] == .null && turn["actors"] == .null)
    }

    @Test func theClockIsToldUntilTheDayAndNoFurther() throws {
        let told = try Self.told(Self.treaty, to: "2000-05-30")
        #expect(Self.phrases(told, "status").last == "2000-05-01 b: awaiting-consents → conditions-met")
        let next = try Self.told(Self.treaty, to: "2000-05-31")
        #expect(Self.phrases(next, "status").last == "2000-05-31 clock: conditions-met → in-force")
    }

    @Test func whatIsOverdueIsTold() throws {
        let told = try Self.told(
            #"""
            {"id":"x","type":"expectation.stated","occurred":"2000-01-01","subject":"expectation/x","data":{"expects":{"type":"visit.made","party":"AUT"},"due":"2000-02"}}
            {"id":"m","type":"meeting.scheduled","occurred":"2000-01-01","subject":"meeting/m","actors":{"participants":["AUT","CHE"]},"data":{"planned":"2000-03-01"}}
            {"id":"r","type":"relations.severed","occurred":"2000-01-01","actors":{"parties":["AUT","CHE"]}}
            {"id":"ra","type":"relations.restoration-agreed","occurred":"2000-02-01","actors":{"parties":["AUT","CHE"]},"data":{"due":"2000-04-01"}}
            {"id":"h","type":"meeting.held","occurred":"2000-05-01/2000-05-03","subject":"meeting/h","actors":{"participants":["AUT","CHE"]}}
            {"id":"d","type":"actor.defined","occurred":"1999","actors":{"actor":"XAB"},"data":{"kind":"state","exists":"1999/2000-06-30"}}
            {"id":"e","type":"relations.established","occurred":"2000-01-01","actors":{"parties":["AUT","XAB"]}}
            """#, to: "2001-01-01")
        #expect(
            Self.phrases(told, "state") == [
                "2000-01-01 m: – → scheduled", "2000-01-01 x: – → open", "2000-03-01 clock: open → overdue",
                "2000-03-02 clock: scheduled → overdue", "2000-05-01/2000-05-03 h: – → in-progress",
                "2000-05-03 clock: in-progress → held",
            ])
        #expect(Self.phrases(told, "restoration.overdue") == ["2000-04-02 clock: – → yes"])
        #expect(
            Self.phrases(told, "status").suffix(1) == [
                "2000-07-01 clock: established-no-mission → nonexistent"
            ])
    }

    @Test func missionsAndPowersAreToldWithAllThatIsKnownOfThem() throws {
        let told = try Self.told(
            #"""
            {"id":"o","type":"mission.opened","occurred":"2000-01-01","actors":{"sending":"AUT","receiving":"CHE"},"data":{"kind":"legation","seat":"Bern"}}
            {"id":"u","type":"relations.upgraded","occurred":"2001-01-01","actors":{"parties":["AUT","CHE"]},"data":{"level":"embassy"}}
            {"id":"l","type":"mission.relocated","occurred":"2002-01-01","actors":{"sending":"AUT","receiving":"CHE"},"data":{"seat":"Genf"}}
            {"id":"p","type":"mission.protecting-power-accepted","occurred":"2003-01-01","actors":{"sending":"CHE","receiving":"AUT","power":"SWE"}}
            """#, to: "2004")
        #expect(
            Self.phrases(told, "AUT>CHE mission.kind") == [
                "2000-01-01 o: – → legation", "2001-01-01 u: legation → embassy",
            ])
        #expect(
            Self.phrases(told, "AUT>CHE mission.seat") == [
                "2000-01-01 o: – → Bern", "2002-01-01 l: Bern → Genf",
            ]
        )
        #expect(Self.phrases(told, "CHE>AUT interestsServedBy") == ["2003-01-01 p: – → SWE"])
    }

    /// A pair's replay tells what became of their agreement although the event names neither.
    @Test func ofAPairWhatLiesBetweenTheTwoIsTold() throws {
        let lines = #"""
            {"id":"def","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/s","actors":{"parties":["AUT","CHE"]},"data":{"kind":"statement","title":"S"}}
            {"id":"draft","type":"agreement.draft-circulated","occurred":"2000-02-01","subject":"agreement/s","actors":{"to":["CHE"]},"data":{"version":"1"}}
            {"id":"x","type":"expectation.stated","occurred":"2000-02-02","subject":"expectation/x","data":{"expects":{"type":"agreement.published","subject":"agreement/s"},"due":"2000-02-10"}}
            {"id":"adopted","type":"agreement.adopted","occurred":"2000-03-01","subject":"agreement/s"}
            {"id":"many","type":"agreement.defined","occurred":"2000-01-01","subject":"agreement/m","actors":{"parties":["AUT","CHE","DEU"]},"data":{"kind":"treaty","title":"M"}}
            {"id":"signed","type":"agreement.signed","occurred":"2000-04-01","subject":"agreement/m","actors":{"party":["AUT","CHE","DEU"]}}
            {"id":"other","type":"agreement.signed","occurred":"2000-04-02","subject":"agreement/m","actors":{"party":"FRA"}}
            """#
        let told = try Self.told(lines, to: "2000-12-31") { $0.pair = Question.Pair("CHE", "AUT") }
        #expect(
            told.map { $0["event"]?.text ?? "clock" } == [
                "def", "many", "draft", "x", "clock", "adopted", "signed",
            ])
        #expect(Self.phrases(told, "party DEU").isEmpty, "of many parties only those of the pair")
        #expect(Self.phrases(told, "party AUT").count == 1)
        #expect(Self.phrases(told, "status").last == "2000-04-01 signed: proposed → signed")
    }

    @Test func whoBelongsWhereIsToldInOneWord() throws {
        let told = try Self.told(
            #"""
            {"id":"a","type":"membership.applied","occurred":"1990","actors":{"organisation":"EU","member":"AUT"}}
            {"id":"o","type":"membership.observer-admitted","occurred":"1991","actors":{"organisation":"EU","member":"AUT"}}
            {"id":"j","type":"membership.joined","occurred":"1995","actors":{"organisation":"EU","member":"AUT"}}
            {"id":"l","type":"membership.left","occurred":"2000","actors":{"organisation":"EU","member":"AUT"}}
            """#, to: "2001")
        #expect(
            Self.phrases(told, "AUT") == [
                "1990 a: – → candidate", "1991 o: candidate → observer and candidate",
                "1995 j: observer and candidate → member", "2000 l: member → –",
            ])
        #expect(told.allSatisfy { $0["changed"]?.list?.count == 1 })
    }

    /// Of three accounts of one meeting one counts, whichever is said to be a duplicate of which first.
    @Test(arguments: [
        [("b", "a"), ("c", "b")], [("c", "b"), ("b", "a")], [("a", "b"), ("b", "c")],
        [("b", "c"), ("a", "b")],
        [("b", "a"), ("c", "b"), ("a", "c")],
    ])
    func aDuplicateOfADuplicateIsOneToo(statements: [(String, String)]) throws {
        var lines = ["a", "b", "c"].map { id in
            #"{"id":"\#(id)","type":"call.held","occurred":"2000-01-01","note":"\#(id)","actors":{"participants":["AUT","CHE"]}}"#
        }
        lines += statements.enumerated().map { place, pair in
            #"{"id":"r\#(place)","type":"record.duplicate-of","data":{"target":"\#(pair.0)","canonical":"\#(pair.1)"}}"#
        }
        let told = try Self.told(lines.joined(separator: "\n"), to: "2001")
        #expect(told.count == 1)
        #expect(Self.phrases(told, "contacts.calls").count == 1)
    }

    /// Whatever is told, by events and by the clock, follows from what was told before it: nothing is left out, and
    /// nothing is told twice.
    @Test(arguments: 0..<4)
    func eachChangeBeginsWhereTheOneBeforeItEnded(part: Int) throws {
        for seed in UInt64(part * 20)..<UInt64(part * 20 + 20) {
            let history = RandomHistory(seed: seed &+ 70_000, size: 50)
            let logs = try Pair(history.events)
            defer { logs.remove() }
            var known: [JSONValue: JSONValue] = [:]
            for entry in try Self.told(logs.log, to: "2012-01-01") {
                for change in entry["changed"]?.list ?? [] {
                    let key: JSONValue = [
                        "facet": change["facet"] ?? .null, "item": change["item"] ?? .null,
                        "projection": change["projection"] ?? .null,
                    ]
                    if let before = known[key] {
                        #expect(before == change["from"], "seed \(seed): \(CanonicalWriter.text(of: entry))")
                    }
                    #expect(change["from"] != change["to"])
                    known[key] = change["to"]
                }
            }
        }
    }
}
