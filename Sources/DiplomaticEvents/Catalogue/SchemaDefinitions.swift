import CanonicalJSON

/// The parts that the schemas of events share.
enum SchemaDefinitions {
    /// All of them, by the name under `$defs`.
    static let all: JSONObject = {
        let text: JSONValue = ["type": "string"]
        let codes: JSONValue = ["items": ["$ref": "#/$defs/code"], "type": "array"]
        func several(_ count: Int64) -> JSONValue {
            ["items": ["$ref": "#/$defs/code"], "minItems": .integer(count), "type": "array"]
        }
        let definitions: [(String, JSONValue)] = [
            ("code", ["maxLength": 64, "pattern": "^[A-Za-z0-9][A-Za-z0-9._:-]*$", "type": "string"]),
            ("actors", ["anyOf": [["$ref": "#/$defs/code"], codes]]),
            ("someActors", ["anyOf": [["$ref": "#/$defs/code"], several(1)]]),
            ("severalActors", several(2)),
            ("role", ["enum": .texts(Role.allCases.map(\.name))]),
            ("dataName", ["enum": .texts(Catalogue.fieldNames.sorted())]),
            (
                "subject",
                [
                    "maxLength": 200, "pattern": "^[a-z][a-z-]*/[A-Za-z0-9][A-Za-z0-9._:/-]*$",
                    "type": "string",
                ]
            ),
            ("id", ["maxLength": 128, "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]*$", "type": "string"]),
            (
                "date",
                [
                    "description": "EDTF (ISO 8601-2, levels 0 to 2); an empty text where it isn't known.",
                    "type": "string",
                ]
            ),
            (
                "duration",
                [
                    "description": "ISO 8601, in years, months, weeks and days.", "pattern": "^P",
                    "type": "string",
                ]
            ),
            (
                "source",
                [
                    "additionalProperties": false,
                    "properties": [
                        "credibility": ["maximum": 6, "minimum": 1, "type": "integer"],
                        "derivedFrom": ["items": text, "type": "array"], "id": text, "publisher": text,
                        "reliability": ["enum": ["A", "B", "C", "D", "E", "F"]], "title": text, "url": text,
                    ],
                    "type": "object",
                ]
            ),
            (
                "expected",
                [
                    "additionalProperties": false,
                    "properties": [
                        "party": ["$ref": "#/$defs/actors"], "subject": ["$ref": "#/$defs/subject"],
                        "type": text,
                    ],
                    "required": ["type"], "type": "object",
                ]
            ),
            ("condition", rule(isOutermost: false)), ("rule", rule(isOutermost: true)),
            (
                "patch",
                [
                    "propertyNames": ["enum": .texts(EventReader.fieldNames.filter { $0 != "id" })],
                    "type": "object",
                ]
            ),
        ]
        return JSONObject(definitions.map { JSONObject.Member(name: $0.0, value: $0.1) })
    }()

    /// Those that a schema refers to, and those that they refer to in turn.
    static func used(by schema: JSONValue) -> JSONObject {
        var used = JSONObject()
        var waiting = [schema]
        while let next = waiting.popLast() {
            switch next {
            case .list(let list): waiting += list
            case .object(let object):
                waiting += object.members.map(\.value)
                guard let name = object["$ref"]?.text?.split(separator: "/").last.map(String.init),
                    used[name] == nil, let definition = all[name]
                else { continue }
                used[name] = definition
                waiting.append(definition)
            default: break
            }
        }
        return used
    }

    /// The schema of a field of `data`.
    static func form(_ form: FieldForm) -> JSONValue {
        switch form {
        case .text: ["type": "string"]
        case .name: ["minLength": 1, "type": "string"]
        case .count: ["minimum": 0, "type": "integer"]
        case .number: ["maximum": 1_000_000, "minimum": -1_000_000, "type": "number"]
        case .list(let element): ["items": self.form(element), "type": "array"]
        case .object: ["type": "object"]
        case .oneOf(let names): ["enum": .texts(names)]
        case .date: ["$ref": "#/$defs/date"]
        case .duration: ["$ref": "#/$defs/duration"]
        case .dateOrDuration: ["anyOf": [["$ref": "#/$defs/duration"], ["$ref": "#/$defs/date"]]]
        case .actors: ["$ref": "#/$defs/actors"]
        case .subject: ["$ref": "#/$defs/subject"]
        case .event: ["$ref": "#/$defs/id"]
        case .expected: ["$ref": "#/$defs/expected"]
        case .entryIntoForce: ["$ref": "#/$defs/rule"]
        case .patch: ["$ref": "#/$defs/patch"]
        }
    }

    /// A rule of entry into force: one operator; outermost also what is done with the day that it gives.
    private static func rule(isOutermost: Bool) -> JSONValue {
        var properties = JSONObject()
        for name in EventReader.ruleOperators { properties[name] = ruleOperator(name) }
        if isOutermost {
            properties["after"] = ["anyOf": [["$ref": "#/$defs/duration"], ["type": "null"]]]
            properties["align"] = ["enum": ["first-of-month", nil]]
            properties["exclude"] = ["anyOf": [["$ref": "#/$defs/actors"], ["type": "null"]]]
        }
        return [
            "additionalProperties": false,
            "oneOf": .list(EventReader.ruleOperators.map { ["required": [.text($0)]] }),
            "properties": .object(properties), "type": "object",
        ]
    }

    private static func ruleOperator(_ name: String) -> JSONValue {
        switch name {
        case "all", "any": ["items": ["$ref": "#/$defs/condition"], "minItems": 1, "type": "array"]
        case "deposits": ["maximum": 100_000, "minimum": 1, "type": "integer"]
        case "each-of": ["$ref": "#/$defs/actors"]
        case "weight":
            [
                "properties": [
                    "min": ["type": "number"],
                    "table": ["additionalProperties": ["type": "number"], "type": "object"],
                ],
                "required": ["table", "min"], "type": "object",
            ]
        case "date": ["$ref": "#/$defs/date"]
        default: ["const": true]
        }
    }
}
