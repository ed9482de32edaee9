import CanonicalJSON
import ChanceryCommands
import Testing

@Suite struct RecordTests {
    @Test func anEventIsBuiltFromItsOptions() throws {
        let place = try Workplace()
        let receipt = place.run(
            "record", "agreement.instrument-deposited", "--occurred", "2016-10-05", "--subject",
            "agreement/paris-2015",
            "--actor", "party=FRA", "--data", "mode=ratified", "--id", "fra", "--reported", "2016-10-06",
            "--tag", "climate",
            "--tag", "un", "--source-title", "A notification", "--source-credibility", "1",
            "--source-reliability", "A",
            "--source-url", "https://example.org/", "--note", "n", "--confidence", "high", "--place",
            "New York")
        #expect(receipt.exit == 0, "\(receipt.errors)")
        #expect(try receipt.json["appended"] == 1)
        #expect(try receipt.json["id"] == "fra")
        let event = try place.run("show", "fra").json["event"]
        #expect(
            event == [
                "actors": ["party": "FRA"], "confidence": "high", "data": ["mode": "ratified"], "id": "fra",
                "note": "n",
                "occurred": "2016-10-05", "place": "New York", "reported": "2016-10-06",
                "source": [
                    "credibility": 1, "reliability": "A", "title": "A notification",
                    "url": "https://example.org/",
                ],
                "subject": "agreement/paris-2015", "tags": ["climate", "un"],
                "type": "agreement.instrument-deposited",
            ])
    }

    @Test func aRoleGivenTwiceIsAListAndTheDerivedIDIsTold() throws {
        let place = try Workplace()
        let receipt = try place.run(
            "record", "meeting.held", "--occurred", "2018-03", "--actor", "participants=ASEAN", "--actor",
            "participants=RUS"
        ).json
        let id = try #require(receipt["id"]?.text)
        #expect(id.hasPrefix("h:"))
        #expect(try place.run("show", id).json["event"]?["actors"] == ["participants": ["ASEAN", "RUS"]])
        let again = try place.run(
            "record", "meeting.held", "--occurred", "2018-03", "--actor", "participants=ASEAN,RUS"
        ).json
        #expect(again["skipped"] == 1)
        #expect(again["id"] == .text(id))
    }

    @Test func dataIsJSONWhereTheTypeHasNoText() throws {
        let place = try Workplace()
        #expect(
            place.run(
                "record", "expectation.stated", "--occurred", "2018-08-02", "--subject", "expectation/x",
                "--id", "e", "--data",
                #"expects={"type":"agreement.signed","party":"RUS"}"#, "--data", "due=2018"
            ).exit == 0)
        #expect(
            try place.run("show", "e").json["event"]?["data"] == [
                "due": "2018", "expects": ["party": "RUS", "type": "agreement.signed"],
            ])
        #expect(
            place.run(
                "record", "signal.coded", "--occurred", "2018-08-02", "--id", "s", "--actor", "source=RUS",
                "--actor", "target=USA",
                "--data", "cameo=190", "--data", "goldstein=-10", "--data", "mentions=3"
            ).exit == 0)
        #expect(
            try place.run("show", "s").json["event"]?["data"] == [
                "cameo": "190", "goldstein": -10, "mentions": 3,
            ])
    }

    @Test func whatIsWrongIsToldByFieldWithoutALine() throws {
        let place = try Workplace()
        let bad = place.run(
            "record", "meeting.held", "--occurred", "2018-13", "--tag", "x")
        #expect(bad.exit == 65)
        #expect(bad.errorLines.count == 2)
        #expect(bad.errorLines.contains { $0.hasPrefix("chancery: occurred: '2018-13'") })
        #expect(
            bad.errorLines.contains { $0.hasPrefix("chancery: actors: meeting.held needs 'participants'") })
        #expect(place.run("record", "meeting.hold", "--occurred", "2018").errors.contains("'meeting.held'"))
    }
}
