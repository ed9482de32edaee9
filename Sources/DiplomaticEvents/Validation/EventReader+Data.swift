import CanonicalJSON
import EDTF

/// The type's own fields.
extension EventReader {
    mutating func readData(_ node: JSONNode?) {
        if let node, !document.isObject(node) {
            fault("data", "\(shown(node)) is not an object")
            return
        }
        if outline.type == .own { return }
        let start = faults.count
        var found: UInt64 = 0
        if let node {
            var walk = document.walk(members: node)
            while let (key, value) = document.nextMember(&walk) {
                let place = document.place(of: key, in: rules.fields)
                if place >= 0 {
                    found |= 1 << UInt64(place)
                    check(.member("data.", key), value, rules.forms[place], rules.choices[place])
                } else if document.place(of: key, in: Catalogue.dataNames) < 0 {
                    let name = document.text(key) ?? ""
                    let names = rules.fields.names + Catalogue.fieldNames.sorted()
                    fault("data.\(name)", "unknown field '\(name)'\(NearestName.question(name, in: names))")
                }
            }
        }
        let missing = rules.requiredFields & ~found
        if missing != 0 || outline.type == .staffExpelled { insertMissing(missing, node, at: start) }
        if let node { takeData(node) }
    }

    /// Says first what isn't there.
    private mutating func insertMissing(_ fields: UInt64, _ node: JSONNode?, at start: Int) {
        var missing: [FieldFault] = []
        for (place, name) in rules.fields.names.enumerated() where fields & 1 << UInt64(place) != 0 {
            missing.append(FieldFault("data.\(name)", "is missing; \(typeName) needs it"))
        }
        if outline.type == .staffExpelled,
            node.flatMap({ document.member($0, "count") ?? document.member($0, "names") }) == nil
        {
            missing.append(FieldFault("data", "staff.expelled needs 'count' or 'names'"))
        }
        faults.insert(contentsOf: missing, at: start)
    }

    /// What the header and the indexes need of the data.
    private mutating func takeData(_ node: JSONNode) {
        switch outline.type {
        case .recordCorrected, .recordRetracted, .recordDuplicateOf, .recordDisputed, .recordPreferred,
            .recordAnnotated, .recordRedacted:
            outline.target = text("target", of: node)
            outline.canonical = text(outline.type == .recordDuplicateOf ? "canonical" : "over", of: node)
        case .actorDefined:
            outline.definedKind = text("kind", of: node).flatMap(ActorKind.init)
            outline.tellsExistence = document.member(node, "exists") != nil
        case .signalCoded:
            if let code = document.member(node, "cameo") { outline.cameoRoot = cameoRoot(code) }
            if let score = document.member(node, "goldstein"), let score = document.number(score) {
                outline.goldstein = Int32(exactly: (score * 1000).rounded()) ?? 0
            }
        default: break
        }
    }

    private func text(_ name: String, of data: JSONNode) -> String? {
        guard let found = document.member(data, name) else { return nil }
        return document.text(found)
    }

    private func cameoRoot(_ node: JSONNode) -> UInt8 {
        if let place = document.plainText(node) {
            return CAMEO.root(of: document.bytes.span.extracting(place))
        }
        return CAMEO.root(of: document.text(node) ?? "")
    }

    /// - Parameter choices: the names, for a value that must be one of some.
    private mutating func check(
        _ field: FieldPath, _ node: JSONNode, _ form: FieldForm, _ choices: Vocabulary? = nil
    ) {
        switch form {
        case .text: text(field, node)
        case .name:
            if !isText(node, { $0.count > 0 }) {
                fault(field, "\(shown(node)) is not a text of one letter or more")
            }
        case .count: integer(field, node, least: 0, most: .max)
        case .number: checkNumber(field, node)
        case .list(let element):
            guard document.isList(node) else { return fault(field, "\(shown(node)) is not a list") }
            for (index, value) in document.elements(node).enumerated() {
                if element == .text, document.isText(value) { continue }
                check("\(text(of: field))[\(index)]", value, element)
            }
        case .object, .patch:
            guard document.isObject(node) else { return fault(field, "\(shown(node)) is not an object") }
            if form == .patch { checkPatch(text(of: field), node) }
        case .oneOf(let names): name(field, node, among: choices ?? Vocabulary(names))
        case .date: _ = date(field, node)
        case .duration: checkDuration(field, node)
        case .dateOrDuration:
            if document.text(node)?.hasPrefix("P") == true {
                checkDuration(field, node)
            } else {
                _ = date(field, node)
            }
        case .actors:
            let field = text(of: field)
            for code in codes(field, node) { outline.otherActors.append((field, code)) }
        case .subject:
            if !isText(node, SubjectName.isWellFormed) {
                fault(field, "\(shown(node)) is not a subject: 'kind/slug'")
            }
        case .event:
            if !isText(node, EventID.isWellFormed) {
                fault(field, "\(shown(node)) is not an event's id")
            }
        case .expected: checkExpected(text(of: field), node)
        case .entryIntoForce: checkRule(text(of: field), node, isOutermost: true)
        }
    }

    private mutating func checkNumber(_ field: FieldPath, _ node: JSONNode) {
        guard let number = document.number(node), number.magnitude <= 1_000_000 else {
            return fault(field, "\(shown(node)) is not a number from -1000000 to 1000000")
        }
    }

    mutating func checkDuration(_ field: FieldPath, _ node: JSONNode) {
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
                fault(.named(field), "\(shown(element)) is not an actor's code")
            }
        }
        return codes
    }

    private mutating func checkExpected(_ field: String, _ node: JSONNode) {
        guard document.isObject(node) else {
            return fault(
                .named(field), "\(shown(node)) is not an object, such as {\"type\":\"agreement.signed\"}")
        }
        if document.member(node, "type") == nil { fault("\(field).type", "is missing") }
        for (key, value) in document.members(node) {
            let name = document.text(key) ?? ""
            switch name {
            case "type":
                let type = document.text(value) ?? ""
                if Catalogue.type(named: type) == nil {
                    let nearest = NearestName.question(type, in: Catalogue.typeNames.names)
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

/// The event codes of the Conflict and Mediation Event Observations scheme.
public enum CAMEO {
    /// The root of a code, its first two digits: 1 to 20, or 0 for none.
    public static func root(of code: String) -> UInt8 { root(of: code.utf8.span) }

    static func root(of code: Span<UInt8>) -> UInt8 {
        guard code.count >= 2 else { return 0 }
        var root: UInt8 = 0
        for place in 0..<2 {
            guard code[place] >= 0x30, code[place] <= 0x39 else { return 0 }
            root = root * 10 + (code[place] - 0x30)
        }
        return root <= 20 ? root : 0
    }
}
