import CanonicalJSON
import EDTF

@testable import DiplomaticEvents

/// The type's own fields.
extension NaiveReader {
    mutating func readData(_ node: JSONNode?) {
        if let node, !document.isObject(node) {
            fault("data", "\(shown(node)) is not an object")
            return
        }
        if draft.type == .own { return }
        let specification = Catalogue[draft.type]
        for field in specification.fields where field.isRequired {
            if node.flatMap({ document.member($0, field.name) }) == nil {
                fault("data.\(field.name)", "is missing; \(draft.typeName) needs it")
            }
        }
        if draft.type == .staffExpelled,
            node.flatMap({ document.member($0, "count") ?? document.member($0, "names") }) == nil
        {
            fault("data", "staff.expelled needs 'count' or 'names'")
        }
        guard let node else { return }
        for (key, value) in document.members(node) {
            let name = document.text(key) ?? ""
            if let field = specification.field(name) {
                check("data.\(name)", value, field.form)
            } else if !Catalogue.fieldNames.contains(name) {
                let names = specification.fields.map(\.name) + Catalogue.fieldNames.sorted()
                fault("data.\(name)", "unknown field '\(name)'\(NearestName.question(name, in: names))")
            }
        }
        takeData(node)
    }

    /// What the header and the indexes need of the data.
    private mutating func takeData(_ node: JSONNode) {
        func text(_ name: String) -> String? { document.member(node, name).flatMap(document.text) }
        switch draft.type {
        case .recordCorrected, .recordRetracted, .recordDuplicateOf, .recordDisputed, .recordPreferred,
            .recordAnnotated, .recordRedacted:
            draft.target = text("target")
            draft.canonical = draft.type == .recordDuplicateOf ? text("canonical") : text("over")
        case .actorDefined:
            draft.definedKind = text("kind").flatMap(ActorKind.init)
            draft.tellsExistence = document.member(node, "exists") != nil
        case .signalCoded:
            draft.cameoRoot = CAMEO.root(of: text("cameo") ?? "")
            let score = document.member(node, "goldstein").flatMap { document.value($0).number } ?? 0
            draft.goldstein = Int32(exactly: (score * 1000).rounded()) ?? 0
        default: break
        }
    }

    private mutating func check(_ field: String, _ node: JSONNode, _ form: FieldForm) {
        switch form {
        case .text: text(field, node)
        case .name:
            if (document.text(node) ?? "").isEmpty {
                fault(field, "\(shown(node)) is not a text of one letter or more")
            }
        case .count: integer(field, node, least: 0, most: .max)
        case .number: checkNumber(field, node)
        case .list(let element):
            guard document.isList(node) else { return fault(field, "\(shown(node)) is not a list") }
            for (index, value) in document.elements(node).enumerated() {
                check("\(field)[\(index)]", value, element)
            }
        case .object, .patch:
            guard document.isObject(node) else { return fault(field, "\(shown(node)) is not an object") }
            if form == .patch { checkPatch(field, node) }
        case .oneOf(let names): name(field, node, among: names)
        case .date: _ = date(field, node)
        case .duration: checkDuration(field, node)
        case .dateOrDuration:
            if document.text(node)?.hasPrefix("P") == true {
                checkDuration(field, node)
            } else {
                _ = date(field, node)
            }
        case .actors:
            for code in codes(field, node) { draft.otherActors.append((field, code)) }
        case .subject:
            if !(document.text(node).map(SubjectName.isWellFormed) ?? false) {
                fault(field, "\(shown(node)) is not a subject: 'kind/slug'")
            }
        case .event:
            if !(document.text(node).map(EventID.isWellFormed) ?? false) {
                fault(field, "\(shown(node)) is not an event's id")
            }
        case .expected: checkExpected(field, node)
        case .entryIntoForce: checkRule(field, node, isOutermost: true)
        }
    }

    private mutating func checkNumber(_ field: String, _ node: JSONNode) {
        guard let number = document.value(node).number, number.magnitude <= 1_000_000 else {
            return fault(field, "\(shown(node)) is not a number from -1000000 to 1000000")
        }
    }

    mutating func checkDuration(_ field: String, _ node: JSONNode) {
        guard let text = document.text(node) else {
            return fault(field, "\(shown(node)) is not a duration, such as \"P30D\"")
        }
        do throws(EDTFError) { _ = try CalendarDuration(parsing: text) } catch {
            fault(field, "'\(text)' is not a duration, such as 'P30D': \(error)")
        }
    }

    private mutating func checkPatch(_ field: String, _ node: JSONNode) {
        for (key, _) in document.members(node) {
            let name = document.text(key) ?? ""
            if name == "id" || Self.assignedNames.contains(name) {
                fault("\(field).\(name)", "a correction can't change '\(name)'")
            } else if !Self.fieldNames.contains(name) {
                fault(
                    "\(field).\(name)",
                    "unknown field '\(name)'\(NearestName.question(name, in: Self.fieldNames))")
            }
        }
    }

    /// A code or a list of codes.
    mutating func codes(_ field: String, _ node: JSONNode) -> [String] {
        let nodes = document.isList(node) ? Array(document.elements(node)) : [node]
        var codes: [String] = []
        for element in nodes {
            if let code = document.text(element), ActorCode.isWellFormed(code) {
                codes.append(code)
            } else {
                fault(field, "\(shown(element)) is not an actor's code")
            }
        }
        return codes
    }

    private mutating func checkExpected(_ field: String, _ node: JSONNode) {
        guard document.isObject(node) else {
            return fault(field, "\(shown(node)) is not an object, such as {\"type\":\"agreement.signed\"}")
        }
        if document.member(node, "type") == nil { fault("\(field).type", "is missing") }
        for (key, value) in document.members(node) {
            let name = document.text(key) ?? ""
            switch name {
            case "type":
                let type = document.text(value) ?? ""
                if Catalogue.type(named: type) == nil {
                    let nearest = NearestName.question(type, in: Catalogue.specifications.map(\.name))
                    fault("\(field).type", "unknown type \(shown(value))\(nearest)")
                }
            case "subject": check("\(field).subject", value, .subject)
            case "party": check("\(field).party", value, .actors)
            default:
                let nearest = NearestName.question(name, in: ["type", "subject", "party"])
                fault("\(field).\(name)", "unknown field '\(name)'\(nearest)")
            }
        }
    }
}
