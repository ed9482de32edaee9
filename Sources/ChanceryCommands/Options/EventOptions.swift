import ArgumentParser
import CanonicalJSON
import DiplomaticEvents

/// The fields of one event.
struct EventOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "When it happened, in EDTF: 2018-08-02, 2018-03, [2018-08-01..2018-08-03]; '' is unknown.",
            valueName: "edtf"))
    var occurred: String?

    @Option(
        help: ArgumentHelp("What it is about, such as agreement/paris-2015.", valueName: "kind/slug"),
        completion: Candidates.subjects)
    var subject: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Who took part, and how: sending=RUS. Repeatable.", valueName: "role=code"),
        completion: Candidates.parts)
    var actor: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A field of the type's own: mode=ratified. Repeatable.", valueName: "key=value"),
        completion: Candidates.fields)
    var data: [String] = []

    @Option(help: ArgumentHelp("The event's id. Default: derived from the content.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("When the source made it public.", valueName: "date"))
    var reported: String?

    @Option(help: ArgumentHelp("When the legal effect starts, where that differs.", valueName: "edtf"))
    var effective: String?

    @Option(
        help: ArgumentHelp("asserted (default), planned, negated or hypothetical.", valueName: "name"),
        completion: Candidates.assertions)
    var assertion: String?

    @Option(
        help: ArgumentHelp("How likely, in the terms of ICD 203, or scheduled.", valueName: "name"),
        completion: Candidates.likelihoods)
    var likelihood: String?

    @Option(
        help: ArgumentHelp("high, moderate or low: of the judgement.", valueName: "name"),
        completion: Candidates.confidences)
    var confidence: String?

    @Option(help: ArgumentHelp("Where it happened.", valueName: "name"))
    var place: String?

    @Option(help: ArgumentHelp("The source's own words for the date.", valueName: "text"))
    var wording: String?

    @Option(help: ArgumentHelp("The source's own words.", valueName: "text"))
    var quote: String?

    @Option(help: ArgumentHelp("A remark.", valueName: "text"))
    var note: String?

    @Option(parsing: .singleValue, help: ArgumentHelp("A tag. Repeatable.", valueName: "tag"))
    var tag: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "An organisation that acts for each of its members: EU=each-member. Repeatable.",
            valueName: "code=how"))
    var actsAs: [String] = []
}

extension EventOptions {
    /// Adds what is given to an event.
    func add(to object: inout JSONObject, type: String) throws(Failure) {
        let texts = [
            ("occurred", occurred), ("subject", subject), ("id", id), ("reported", reported),
            ("effective", effective), ("assertion", assertion), ("likelihood", likelihood),
            ("confidence", confidence), ("place", place), ("wording", wording), ("quote", quote),
            ("note", note),
        ]
        for (name, text) in texts { object[name] = text.map(JSONValue.text) }
        if !tag.isEmpty { object["tags"] = .texts(tag) }
        let parts = try actors()
        if !parts.members.isEmpty { object["actors"] = .object(parts) }
        let fields = try fields(type)
        if !fields.members.isEmpty { object["data"] = .object(fields) }
        var manners = JSONObject()
        for text in actsAs {
            let (code, how) = try EventOptions.split(text, "--acts-as", "CODE=each-member")
            manners[code] = .text(how)
        }
        if !manners.members.isEmpty { object["actsAs"] = .object(manners) }
    }

    private func actors() throws(Failure) -> JSONObject {
        var parts = JSONObject()
        for text in actor {
            let (role, codes) = try EventOptions.split(
                text, "--actor", "ROLE=CODE, such as participants=ASEAN")
            for code in codes.split(separator: ",", omittingEmptySubsequences: false) {
                let code = JSONValue.text(String(code))
                switch parts[role] {
                case nil: parts[role] = code
                case .list(let list)?: parts[role] = .list(list + [code])
                case let one?: parts[role] = [one, code]
                }
            }
        }
        return parts
    }

    private func fields(_ type: String) throws(Failure) -> JSONObject {
        let specification = Catalogue.type(named: type).map { Catalogue[$0] }
        var fields = JSONObject()
        for text in data {
            let (key, value) = try EventOptions.split(text, "--data", "KEY=VALUE, such as mode=ratified")
            if fields[key] != nil {
                throw .usage("--data: '\(key)' is given twice; a list is one JSON value: \(key)='[1,2]'")
            }
            fields[key] = EventOptions.value(value, specification?.field(key)?.form)
        }
        return fields
    }

    /// The value as JSON where it is JSON and may be something else than text there.
    private static func value(_ text: String, _ form: FieldForm?) -> JSONValue {
        guard let document = try? JSONDocument(Array(text.utf8).span) else { return .text(text) }
        let value = document.value(document.root)
        switch form {
        // 2018 is a date here, and 190 a code.
        case .text?, .name?, .oneOf?, .date?, .duration?, .dateOrDuration?, .subject?, .event?, .actors?:
            switch value {
            case .text, .list, .object: return value
            default: return .text(text)
            }
        default: return value
        }
    }

    static func split(_ text: String, _ option: String, _ form: String) throws(Failure) -> (String, String) {
        guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
            throw .usage("\(option): '\(text)' is not \(form)")
        }
        return (String(text[..<mark]), String(text[text.index(after: mark)...]))
    }
}

/// Where one event is from.
struct SourceOptions: ParsableArguments {
    @Option(
        name: .customLong("source-id"),
        help: ArgumentHelp("The source's own id, the same for all events from it.", valueName: "id"))
    var sourceID: String?

    @Option(help: ArgumentHelp("Its title.", valueName: "text"))
    var sourceTitle: String?

    @Option(help: ArgumentHelp("Who published it.", valueName: "text"))
    var sourcePublisher: String?

    @Option(name: .customLong("source-url"), help: ArgumentHelp("Where it can be read.", valueName: "url"))
    var sourceURL: String?

    @Option(help: ArgumentHelp("How reliable it is, A to F (the Admiralty code).", valueName: "letter"))
    var sourceReliability: String?

    @Option(
        help: ArgumentHelp("How credible what it says is, 1 to 6 (the Admiralty code).", valueName: "number"))
    var sourceCredibility: Int?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("The id of a source that it repeats. Repeatable.", valueName: "id"))
    var sourceDerivedFrom: [String] = []
}

extension SourceOptions {
    /// Adds what is given to an event.
    func add(to object: inout JSONObject) throws(Failure) {
        var source = JSONObject()
        source["id"] = sourceID.map(JSONValue.text)
        source["title"] = sourceTitle.map(JSONValue.text)
        source["publisher"] = sourcePublisher.map(JSONValue.text)
        source["url"] = sourceURL.map(JSONValue.text)
        source["reliability"] = sourceReliability.map(JSONValue.text)
        source["credibility"] = sourceCredibility.map { .integer(Int64($0)) }
        if !sourceDerivedFrom.isEmpty { source["derivedFrom"] = .texts(sourceDerivedFrom) }
        if !source.members.isEmpty { object["source"] = .object(source) }
    }
}
