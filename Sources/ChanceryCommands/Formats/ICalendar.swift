import CanonicalJSON
import EDTF

/// The calendar of meetings as iCalendar (RFC 5545): a VEVENT for each whose date can stand in a calendar.
///
/// A date is never made more precise than it is: what took place on some day of a month spans that month, is marked
/// TENTATIVE, leaves the time free, and says so in its summary; `X-CHANCERY-EDTF` has the date as it was written. A
/// `UID` is that of the meeting in its log, and `DTSTAMP` the time at which the last event about it was recorded, so
/// the same log and lens give the same bytes.
enum ICalendar {
    /// - Parameters:
    ///   - items: those of `meetings`.
    ///   - events: the events that they rest on, by id, each with its time of recording.
    /// - Returns: the calendar, and the names of meetings without a date that a calendar has a place for.
    static func bytes(
        of items: [JSONValue], events: [String: JSONValue], log: JSONValue, lens: JSONValue
    ) -> (bytes: [UInt8], undated: [String]) {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Diplomatic timeline//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:" + escaped("Meetings as of " + (lens["asOf"]?.text ?? "")),
        ]
        var undated: [String] = []
        for item in items {
            let name = item["meeting"]?.text ?? ""
            guard let when = item["when"]?.text, let date = try? EDTFDate(when), let span = Span(date) else {
                undated.append(name)
                continue
            }
            lines += event(item, name, when, span, events, log)
        }
        lines.append("END:VCALENDAR")
        return (Array(lines.map { folded($0) + "\r\n" }.joined().utf8), undated)
    }

    private static func event(
        _ item: JSONValue, _ name: String, _ when: String, _ span: Span, _ events: [String: JSONValue],
        _ log: JSONValue
    ) -> [String] {
        let because = item["because"]?.list?.compactMap(\.text) ?? []
        // RFC 3339 in UTC sorts as text.
        let recorded = because.compactMap { events[$0]?["recorded"]?.text }.max { $0.precedes($1) }
        let state = item["state"]?.text ?? ""
        let participants = texts(item["participants"])
        var title = "Meeting of " + (participants.isEmpty ? name : participants.joined(separator: ", "))
        if let level = item["level"]?.text { title += " (\(level))" }
        if state != "held" { title += ": \(state)" }
        if span.isVague { title += " [some time in \(when)]" }
        var description = ["\(name): \(state), \(when)"]
        for role in ["host", "chair"] where !texts(item[role]).isEmpty {
            description.append("\(role): " + texts(item[role]).joined(separator: ", "))
        }
        if span.isVague {
            description.append("The day is not known more closely; the entry spans all it can be.")
        }
        description.append("Events: " + because.joined(separator: ", "))
        var lines = [
            "BEGIN:VEVENT", "UID:" + escaped("\(name)@\(log["id"]?.text ?? "")"),
            "DTSTAMP:" + stamp(recorded),
        ]
        lines += span.lines
        lines.append("SUMMARY:" + escaped(title))
        lines.append("DESCRIPTION:" + escaped(description.joined(separator: "\n")))
        if let place = item["place"]?.text ?? item["place"]?["name"]?.text {
            lines.append("LOCATION:" + escaped(place))
        }
        let status =
            switch state {
            case "cancelled": "CANCELLED"
            case "postponed", "overdue": "TENTATIVE"
            default: span.isVague || item["certain"] == false ? "TENTATIVE" : "CONFIRMED"
            }
        lines.append("STATUS:" + status)
        lines.append("TRANSP:" + (span.isVague || status != "CONFIRMED" ? "TRANSPARENT" : "OPAQUE"))
        lines.append("X-CHANCERY-EDTF:" + escaped(when))
        lines.append("END:VEVENT")
        return lines
    }

    private static func texts(_ list: JSONValue?) -> [String] { list?.list?.compactMap(\.text) ?? [] }

    /// `20180802T100000Z` of `2018-08-02T10:00:00.123456Z`.
    private static func stamp(_ time: String?) -> String {
        guard let time, time.utf8.count >= 19 else { return "19700101T000000Z" }
        return time.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// From when to when an entry stands.
    private struct Span {
        let lines: [String]
        /// Whether it only says between which days the meeting took place.
        let isVague: Bool

        /// `nil` where an end is open or lies outside the years 1 to 9999.
        init?(_ date: EDTFDate) {
            let last = date.end ?? date.start
            guard let first = ICalendar.day(date.start.earliest.day),
                let afterLast = ICalendar.day(last.latest.day.adding(days: 1))
            else { return nil }
            if date.end == nil, date.start.earliest == date.start.latest {
                isVague = date.grade != .certain
                let instant = date.start.earliest
                let text = instant.description.filter { $0 != "-" && $0 != ":" }
                lines = ["DTSTART:" + text]
                return
            }
            func isDay(_ bounds: Bounds) -> Bool { bounds.earliest.day == bounds.latest.day }
            isVague = date.grade != .certain || !isDay(date.start) || !isDay(last)
            lines = ["DTSTART;VALUE=DATE:" + first, "DTEND;VALUE=DATE:" + afterLast]
        }
    }

    private static func day(_ day: CivilDay) -> String? {
        guard day > .distantPast, day < .distantFuture else { return nil }
        let (year, month, number) = day.components
        guard (1...9999).contains(year) else { return nil }
        func padded(_ number: Int64, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return padded(year, 4) + padded(Int64(month), 2) + padded(Int64(number), 2)
    }

    /// A text value (RFC 5545, 3.3.11). Controls have no form there and are shown as U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case ";": result += "\\;"
            case ",": result += "\\,"
            case "\n": result += "\\n"
            case "\r": break
            case "\t": result += "\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The line in pieces of at most 75 octets, each after the first with a space before it (RFC 5545, 3.1); no
    /// character is torn apart.
    static func folded(_ line: String) -> String {
        var result = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let size = scalar.utf8.count
            if octets + size > 75 {
                result += "\r\n "
                octets = 1
            }
            result.unicodeScalars.append(scalar)
            octets += size
        }
        return result
    }
}
