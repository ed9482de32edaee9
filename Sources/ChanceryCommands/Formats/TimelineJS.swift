import CanonicalJSON
import EDTF

/// The timeline as TimelineJS 3 reads it (timeline.knightlab.com, "JSON data format").
///
/// A date has only the parts that are known, year, month and day, and `display_date` is the date as its source wrote
/// it. TimelineJS takes texts for HTML, so they are escaped. What has no date at all has no place on the line.
enum TimelineJS {
    /// - Parameters:
    ///   - items: those of `timeline`.
    ///   - events: the events by id.
    static func bytes(
        of items: [JSONValue], events: [String: JSONValue], lens: JSONValue
    ) -> (bytes: [UInt8], undated: [String]) {
        var slides: [JSONValue] = []
        var undated: [String] = []
        for item in items {
            let id = item["event"]?.text ?? ""
            guard let slide = slide(item, id, events[id] ?? .null) else {
                undated.append(id)
                continue
            }
            slides.append(slide)
        }
        let all: JSONValue = [
            "events": .list(slides), "scale": "human",
            "title": [
                "text": [
                    "headline": .text("Timeline as of " + escaped(lens["asOf"]?.text ?? ""))
                ]
            ],
        ]
        return (CanonicalWriter.bytes(of: all) + [UInt8(ascii: "\n")], undated)
    }

    private static func slide(_ item: JSONValue, _ id: String, _ event: JSONValue) -> JSONValue? {
        guard let text = item["occurred"]?.text, let date = try? EDTFDate(text) else { return nil }
        let last = date.end ?? date.start
        // An open start stands at its end, an open end at its start: that much is known.
        guard let start = parts(date.start) ?? parts(last) else { return nil }
        let type = item["type"]?.text ?? ""
        var actors: [String] = []
        for member in event["actors"]?.object?.members ?? [] {
            let codes = member.value.text.map { [$0] } ?? member.value.list?.compactMap(\.text) ?? []
            for code in codes where !actors.contains(code) { actors.append(code) }
        }
        var headline = type + (actors.isEmpty ? "" : ": " + actors.joined(separator: ", "))
        if let assertion = item["assertion"]?.text, assertion != "asserted" { headline += " (\(assertion))" }
        var paragraphs = [item["subject"]?.text, event["quote"]?.text, event["note"]?.text].compactMap(\.self)
        if let title = event["source"]?["title"]?.text { paragraphs.append("Source: \(title)") }
        var slide: [JSONObject.Member] = [
            JSONObject.Member(name: "display_date", value: .text(escaped(text))),
            JSONObject.Member(name: "group", value: .text(escaped(String(type.prefix { $0 != "." })))),
            JSONObject.Member(name: "start_date", value: start),
            JSONObject.Member(
                name: "text",
                value: [
                    "headline": .text(escaped(headline)),
                    "text": .text(paragraphs.map { "<p>" + escaped($0) + "</p>" }.joined()),
                ]),
            JSONObject.Member(name: "unique_id", value: .text(id)),
        ]
        if let end = end(date, last), end != start {
            slide.append(JSONObject.Member(name: "end_date", value: end))
        }
        return .object(JSONObject(slide))
    }

    /// The end of what lasted, and of days that have no part of a date in common: `[2018-08-01..2018-08-03]`.
    private static func end(_ date: EDTFDate, _ last: Bounds) -> JSONValue? {
        if date.end != nil { return parts(last, isEnd: true) }
        let (first, final) = (date.start.earliest.day, date.start.latest.day)
        guard first > .distantPast, final < .distantFuture, precision(date.start) == nil else { return nil }
        return whole(final)
    }

    private enum Precision { case year, month, day }

    /// The part of the calendar that the bounds are, if they are one.
    private static func precision(_ bounds: Bounds) -> Precision? {
        let (first, last) = (bounds.earliest.day, bounds.latest.day)
        if first == last { return .day }
        guard first.day == 1, last.adding(days: 1).day == 1 else { return nil }
        if first.year == last.year, first.month == last.month { return .month }
        return first.year == last.year && first.month == 1 && last.month == 12 ? .year : nil
    }

    private static func parts(_ bounds: Bounds, isEnd: Bool = false) -> JSONValue? {
        let day = isEnd ? bounds.latest.day : bounds.earliest.day
        let known = isEnd ? bounds.latest < .distantFuture : bounds.earliest > .distantPast
        guard known, day > .distantPast, day < .distantFuture else { return nil }
        let (year, month, number) = day.components
        switch precision(bounds) {
        case .year?: return ["year": .integer(year)]
        case .month?: return ["month": .integer(Int64(month)), "year": .integer(year)]
        case .day?, nil:
            return ["day": .integer(Int64(number)), "month": .integer(Int64(month)), "year": .integer(year)]
        }
    }

    private static func whole(_ day: CivilDay) -> JSONValue {
        let (year, month, number) = day.components
        return ["day": .integer(Int64(number)), "month": .integer(Int64(month)), "year": .integer(year)]
    }

    /// Text in HTML.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
