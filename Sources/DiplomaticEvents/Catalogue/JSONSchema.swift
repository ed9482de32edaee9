public import CanonicalJSON

/// JSON Schemas (draft 2020-12) of events, made from the ``Catalogue``.
///
/// They say what the form of a line must be. What needs more than the line (known actors, targets, EDTF, ids that
/// stand already) only an append can tell.
public enum JSONSchema {
    private static let dialect: JSONValue = "https://json-schema.org/draft/2020-12/schema"

    /// The name of the file that holds a type's schema, such as `agreement.signed.schema.json`.
    public static func fileName(_ specification: TypeSpecification) -> String {
        specification.name + ".schema.json"
    }

    /// Every schema with the name of its file: one for each type, and `event.schema.json` for every event.
    public static var files: [(name: String, schema: JSONValue)] {
        [("event.schema.json", event)] + Catalogue.specifications.map { (fileName($0), of($0)) }
    }

    /// The schema of one type's events.
    public static func of(_ specification: TypeSpecification) -> JSONValue {
        var schema = constraints(of: specification).object ?? JSONObject()
        schema["$schema"] = dialect
        schema["title"] = .text(specification.name)
        schema["description"] = .text(specification.summary)
        schema["type"] = "object"
        schema["additionalProperties"] = false
        var properties = commonProperties
        for member in schema["properties"]?.object?.members ?? [] { properties[member.name] = member.value }
        properties["type"] = ["const": .text(specification.name)]
        schema["properties"] = .object(properties)
        schema["$defs"] = .object(SchemaDefinitions.used(by: .object(schema)))
        return .object(schema)
    }

    /// The schema of every event: those of the catalogue, and the user's own under `x.`.
    public static var event: JSONValue {
        var definitions = SchemaDefinitions.all
        var cases: [JSONValue] = []
        for specification in Catalogue.specifications {
            definitions[specification.name] = constraints(of: specification)
            cases.append([
                "if": ["properties": ["type": ["const": .text(specification.name)]], "required": ["type"]],
                "then": ["$ref": .text("#/$defs/" + specification.name)],
            ])
        }
        var properties = commonProperties
        properties["type"] = [
            "anyOf": [
                ["enum": .texts(Catalogue.specifications.map(\.name))],
                ["pattern": "^x\\..", "type": "string"],
            ]
        ]
        return [
            "$defs": .object(definitions), "$schema": dialect, "additionalProperties": false,
            "allOf": .list(cases),
            "description": "An event, as a line of the log has it before the log gives it its place.",
            "if": ["not": ["properties": ["type": ["pattern": "^record\\."]]]],
            "properties": .object(properties), "required": ["type"], "then": ["required": ["occurred"]],
            "title": "event", "type": "object",
        ]
    }

    /// What a type asks of its events beside what all events have.
    private static func constraints(of specification: TypeSpecification) -> JSONValue {
        var properties = JSONObject()
        var required: [String] = ["type"]
        if !specification.type.isRecord { required.append("occurred") }
        if case .required(let kind) = specification.subject {
            required.append("subject")
            properties["subject"] = [
                "allOf": [["$ref": "#/$defs/subject"]], "pattern": .text("^\(kind)/"), "type": "string",
            ]
        }
        let actors = actors(of: specification)
        properties["actors"] = actors.schema
        if actors.isRequired { required.append("actors") }
        let data = data(of: specification)
        properties["data"] = data.schema
        if data.isRequired { required.append("data") }
        return ["properties": .object(properties), "required": .texts(required)]
    }

    private static func actors(of specification: TypeSpecification) -> (schema: JSONValue, isRequired: Bool) {
        var schema = JSONObject()
        schema["type"] = "object"
        schema["propertyNames"] = ["$ref": "#/$defs/role"]
        schema["additionalProperties"] = ["$ref": "#/$defs/actors"]
        var properties = JSONObject()
        for role in specification.roles {
            let form = role.least > 1 ? "severalActors" : role.isRequired ? "someActors" : "actors"
            properties[role.role.name] = ["$ref": .text("#/$defs/\(form)")]
        }
        for role in specification.alternatives.flatMap({ $0 }) where properties[role.name] == nil {
            properties[role.name] = ["$ref": "#/$defs/someActors"]
        }
        if !properties.members.isEmpty { schema["properties"] = .object(properties) }
        let required = specification.roles.filter(\.isRequired).map(\.role.name)
        if !required.isEmpty { schema["required"] = .texts(required) }
        if !specification.alternatives.isEmpty {
            schema["anyOf"] = .list(specification.alternatives.map { ["required": .texts($0.map(\.name))] })
        }
        return (.object(schema), !required.isEmpty || !specification.alternatives.isEmpty)
    }

    private static func data(of specification: TypeSpecification) -> (schema: JSONValue, isRequired: Bool) {
        var schema = JSONObject()
        schema["type"] = "object"
        schema["propertyNames"] = ["$ref": "#/$defs/dataName"]
        var properties = JSONObject()
        for field in specification.fields { properties[field.name] = SchemaDefinitions.form(field.form) }
        if !properties.members.isEmpty { schema["properties"] = .object(properties) }
        var required = specification.fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { schema["required"] = .texts(required) }
        if specification.type == .staffExpelled {
            required = ["count"]
            schema["anyOf"] = [["required": ["count"]], ["required": ["names"]]]
        }
        return (.object(schema), !required.isEmpty)
    }

    /// The fields that every event may have.
    private static let commonProperties: JSONObject = {
        let text: JSONValue = ["type": "string"]
        func names(_ names: [String]) -> JSONValue { ["enum": .texts(names)] }
        return JSONObject([
            JSONObject.Member(
                name: "actors",
                value: [
                    "additionalProperties": ["$ref": "#/$defs/actors"],
                    "propertyNames": ["$ref": "#/$defs/role"],
                    "type": "object",
                ]),
            JSONObject.Member(
                name: "actsAs",
                value: [
                    "additionalProperties": names(ActsAs.allCases.map(\.rawValue)),
                    "propertyNames": ["$ref": "#/$defs/code"], "type": "object",
                ]),
            JSONObject.Member(name: "assertion", value: names(Assertion.allCases.map(\.name))),
            JSONObject.Member(name: "confidence", value: names(Confidence.allCases.map(\.rawValue))),
            JSONObject.Member(name: "data", value: ["type": "object"]),
            JSONObject.Member(name: "effective", value: ["$ref": "#/$defs/date"]),
            JSONObject.Member(name: "id", value: ["$ref": "#/$defs/id"]),
            JSONObject.Member(name: "likelihood", value: names(Likelihood.allCases.map(\.rawValue))),
            JSONObject.Member(name: "note", value: text),
            JSONObject.Member(name: "occurred", value: ["$ref": "#/$defs/date"]),
            JSONObject.Member(
                name: "place",
                value: [
                    "anyOf": [
                        text,
                        [
                            "additionalProperties": false, "properties": ["country": text, "name": text],
                            "type": "object",
                        ],
                    ]
                ]),
            JSONObject.Member(name: "quote", value: text),
            JSONObject.Member(
                name: "reported",
                value: [
                    "description": "A day, month, year or RFC 3339 time.", "minLength": 4, "type": "string",
                ]),
            JSONObject.Member(name: "source", value: ["$ref": "#/$defs/source"]),
            JSONObject.Member(name: "subject", value: ["$ref": "#/$defs/subject"]),
            JSONObject.Member(name: "tags", value: ["items": text, "type": "array"]),
            JSONObject.Member(name: "wording", value: text),
        ])
    }()
}
