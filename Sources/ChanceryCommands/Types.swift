import ArgumentParser
import CanonicalJSON
import DiplomaticEvents
import SystemPackage

/// `chancery types`
struct Types: ChanceryCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the types of events, or show what one takes.",
        discussion: """
            With --schema it is JSON Schema (2020-12): of one type, or of every event. With --directory the schemas \
            are written as files, one for each type and event.schema.json for all.

            Examples:
              chancery types agreement.signed
              chancery types agreement.signed --schema
            """)

    @Argument(help: ArgumentHelp("A type's name.", valueName: "type"), completion: Candidates.types)
    var type: String?

    @Flag(help: "As JSON Schema.")
    var schema = false

    @Option(
        help: ArgumentHelp("Write the schemas into this folder.", valueName: "dir"), completion: .directory)
    var directory: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ context: Context) throws(Failure) -> ExitStatus {
        if let directory {
            guard schema, type == nil else {
                throw .usage("--directory goes with --schema and without a type")
            }
            return try writeSchemas(directory, context)
        }
        guard let type else {
            if schema {
                try context.print(text: PrettyJSON.text(JSONSchema.event))
            } else if context.output.isTerminal {
                let rows = Catalogue.specifications.map { [$0.name, $0.summary, $0.actorsLine] }
                try context.print(Table(titles: ["type", "what it states", "actors"], rows: rows))
            } else {
                try context.print(list: Catalogue.specifications.map(\.json))
            }
            return .done
        }
        guard let found = Catalogue.type(named: type), found != .own else {
            let nearest = NearestName.question(type, in: Catalogue.specifications.map(\.name))
            throw .missing(
                "unknown-name",
                "no type '\(type)'" + (nearest.isEmpty ? "; `chancery types` lists them" : nearest))
        }
        if schema {
            try context.print(text: PrettyJSON.text(JSONSchema.of(Catalogue[found])))
        } else if context.output.isTerminal {
            try context.print(text: PrettyJSON.text(Catalogue[found].json))
        } else {
            try context.print(Catalogue[found].json)
        }
        return .done
    }

    private func writeSchemas(_ directory: String, _ context: Context) throws(Failure) -> ExitStatus {
        do throws(SystemFault) {
            try System.makeFolder(context.path(directory))
        } catch {
            throw Failure(.cannotCreate, "cannot-create", "'\(directory)' can't be made: \(error.message)")
        }
        for (name, schema) in JSONSchema.files {
            try OutputFile(FilePath(directory).appending(name).string, context)
                .write(Array((PrettyJSON.text(schema) + "\n").utf8))
        }
        return .done
    }
}

extension TypeSpecification {
    /// The roles in a phrase; those that may be missing in brackets.
    fileprivate var actorsLine: String {
        let choices = alternatives.map { $0.map(\.name).joined(separator: " and ") }.joined(
            separator: ", or ")
        let others = roles.map { $0.isRequired ? $0.role.name : "[\($0.role.name)]" }
        return (others + (choices.isEmpty ? [] : [choices])).joined(separator: " ")
    }

    fileprivate var json: JSONValue {
        let kind: String? = if case .required(let kind) = subject { kind } else { nil }
        return [
            "actors": .list(
                roles.map { role in
                    [
                        "least": .integer(Int64(role.least)), "required": .bool(role.isRequired),
                        "role": .text(role.role.name),
                    ]
                }),
            "actorsEither": .list(alternatives.map { .texts($0.map(\.name)) }),
            "data": .list(
                fields.map { field in
                    [
                        "form": .text(field.form.phrase), "name": .text(field.name),
                        "required": .bool(field.isRequired),
                    ]
                }),
            "name": .text(name), "subject": .text(orNull: kind), "summary": .text(summary),
        ]
    }
}

extension FieldForm {
    /// The form in words.
    fileprivate var phrase: String {
        switch self {
        case .text: "text"
        case .name: "text of one letter or more"
        case .count: "whole number from 0"
        case .number: "number"
        case .list(let element): "list of: \(element.phrase)"
        case .object: "object"
        case .oneOf(let names): names.joined(separator: " | ")
        case .date: "EDTF date"
        case .duration: "ISO 8601 duration"
        case .dateOrDuration: "ISO 8601 duration or EDTF date"
        case .actors: "actor code or list of codes"
        case .subject: "subject, kind/slug"
        case .event: "id of an event"
        case .expected: "{type, subject?, party?}"
        case .entryIntoForce: "rule of entry into force"
        case .patch: "JSON Merge Patch on the event"
        }
    }
}
