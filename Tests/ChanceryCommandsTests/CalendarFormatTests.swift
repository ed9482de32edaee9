import CanonicalJSON
import Testing

@testable import ChanceryCommands

@Suite struct CalendarFormatTests {
    private static let events = #"""
        {"id":"day","type":"meeting.held","occurred":"2018-08-02","reported":"2018-08-02","actors":{"participants":["ASEAN","RUS"]},"place":"Singapore; Expo, hall 1","data":{"level":"ministerial"}}
        {"id":"month","type":"meeting.held","occurred":"2018-03","reported":"2018-08-02","actors":{"participants":["ASEAN","RUS"]},"place":"Jakarta"}
        {"id":"span","type":"meeting.held","occurred":"2018-11-13/2018-11-15","actors":{"participants":["ASEAN","RUS"]},"subject":"meeting/summit"}
        {"id":"time","type":"meeting.held","occurred":"2018-05-18T10:00:00+03:00","actors":{"participants":["ASEAN","RUS"]},"note":"<b>&"}
        {"id":"before","type":"meeting.held","occurred":"[..1999-05-01]","actors":{"participants":["FRA","RUS"]}}
        {"id":"set","type":"meeting.scheduled","occurred":"2019-01-01","subject":"meeting/off","actors":{"participants":["FRA","RUS"]},"data":{"planned":"2019-02-01"}}
        {"id":"off","type":"meeting.cancelled","occurred":"2019-01-10","subject":"meeting/off","actors":{"participants":["FRA","RUS"]}}
        {"id":"decade","type":"meeting.held","occurred":"156X","actors":{"participants":["DEU","FRA"]}}

        """#

    private func place() throws -> Workplace {
        let place = try Workplace()
        let receipt = place.run("append", "-", input: Self.events)
        #expect(receipt.exit == 0, "\(receipt.errors)")
        return place
    }

    /// The unfolded lines of each event, by the start of its UID.
    private func calendar(_ text: String) -> [String: [String]] {
        var events: [String: [String]] = [:]
        let unfolded = text.split(separator: "\r\n ").joined()
        for block in unfolded.components("BEGIN:VEVENT\r\n").dropFirst() {
            let lines = block.split(separator: "\r\n").map(String.init)
            let uid = lines.first { $0.hasPrefix("UID:") }?.dropFirst(4).prefix { $0 != "@" } ?? ""
            events[String(uid)] = lines
        }
        return events
    }

    @Test func aMeetingIsAnEventOfItsDaysAndNoMore() throws {
        let out = try place().run("export", "meetings", "--format", "ical", "--as-of", "2020")
        let events = calendar(out.output)
        let day = try #require(events["day"])
        #expect(day.contains("DTSTART;VALUE=DATE:20180802"))
        #expect(day.contains("DTEND;VALUE=DATE:20180803"))
        #expect(day.contains("STATUS:CONFIRMED"))
        #expect(day.contains("DTSTAMP:20261124T120000Z"))
        #expect(day.contains(#"LOCATION:Singapore\; Expo\, hall 1"#))
        let span = try #require(events["meeting/summit"])
        #expect(span.contains("DTSTART;VALUE=DATE:20181113"))
        #expect(span.contains("DTEND;VALUE=DATE:20181116"))
        #expect(try #require(events["time"]).contains("DTSTART:20180518T070000Z"))
        #expect(try #require(events["meeting/off"]).contains("STATUS:CANCELLED"))
    }

    @Test func aVagueDateSpansAllThatItCanBeAndIsTentative() throws {
        let out = try place().run("export", "meetings", "--format", "ical", "--as-of", "2020")
        let month = try #require(calendar(out.output)["month"])
        #expect(month.contains("DTSTART;VALUE=DATE:20180301"))
        #expect(month.contains("DTEND;VALUE=DATE:20180401"))
        #expect(month.contains("STATUS:TENTATIVE"))
        #expect(month.contains("TRANSP:TRANSPARENT"))
        #expect(month.contains("X-CHANCERY-EDTF:2018-03"))
        #expect(month.contains { $0.hasPrefix("SUMMARY:") && $0.hasSuffix("[some time in 2018-03]") })
        #expect(out.errors.contains("before"))
        #expect(calendar(out.output)["before"] == nil)
    }

    @Test func linesAreFoldedAt75OctetsAndEndWithCarriageReturns() throws {
        let text = try place().run("export", "meetings", "--format", "ical", "--as-of", "2020").output
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
        #expect(text.hasSuffix("END:VCALENDAR\r\n"))
        for line in text.components("\r\n") { #expect(line.utf8.count <= 75) }
        let long = ICalendar.folded(String(repeating: "ä", count: 100))
        #expect(long.components("\r\n ").joined() == String(repeating: "ä", count: 100))
        #expect(long.components("\r\n").allSatisfy { $0.utf8.count <= 75 })
    }

    @Test func aTimelinesCalendarIsThatOfItsMeetings() throws {
        let place = try place()
        let one = place.run(
            "export", "timeline", "--actor", "ASEAN", "--format", "ical", "--as-of", "2020")
        #expect(one.exit == 0)
        #expect(Set(calendar(one.output).keys) == ["day", "month", "meeting/summit", "time"])
        let again = place.run(
            "export", "timeline", "--actor", "ASEAN", "--format", "ical", "--as-of", "2020")
        #expect(one.output == again.output)
    }

    @Test func timelineJSHasTheKnownPartsOfADateOnly() throws {
        let out = try place().run("export", "timeline", "--format", "timelinejs", "--as-of", "2020")
        #expect(out.exit == 0)
        let slides = try out.json["events"]?.list ?? []
        func slide(_ id: String) throws -> JSONValue {
            try #require(slides.first { $0["unique_id"]?.text == id })
        }
        #expect(try slide("month")["start_date"] == ["month": 3, "year": 2018])
        #expect(try slide("month")["end_date"] == nil)
        #expect(try slide("month")["display_date"] == "2018-03")
        #expect(try slide("day")["start_date"] == ["day": 2, "month": 8, "year": 2018])
        #expect(try slide("span")["end_date"] == ["day": 15, "month": 11, "year": 2018])
        #expect(try slide("day")["group"] == "meeting")
        #expect(try slide("decade")["start_date"]?["year"] == 1560)
        #expect(try slide("decade")["end_date"]?["year"] == 1569)
        let text = try slide("time")["text"]
        #expect(text?["headline"] == "meeting.held: ASEAN, RUS")
        #expect(text?["text"]?.text?.contains("&lt;b&gt;&amp;") == true)
    }

    @Test func listsOfTextsAreJoinedInCSV() throws {
        let csv = try place().run(
            "export", "meetings", "--format", "csv", "--as-of", "2020", "--status", "held", "--actor", "ASEAN"
        ).output
        #expect(csv.contains(",ASEAN;RUS,"))
        #expect(csv.contains("\"Singapore; Expo, hall 1\""))
    }
}

extension String {
    /// The pieces between separators, empty ones too.
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
