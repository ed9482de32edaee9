import CanonicalJSON

@testable import DiplomaticEvents

/// Rules of entry into force.
extension NaiveReader {
    static let ruleOperators = [
        "all", "any", "deposits", "weight", "each-of", "all-signatories", "exchange", "signature", "date",
    ]
    static let ruleModifiers = ["after", "align", "exclude"]

    /// Checks a rule: one operator, and at the outermost level what is done with the day that it gives.
    mutating func checkRule(_ field: String, _ node: JSONNode, isOutermost: Bool) {
        guard document.isObject(node) else {
            return fault(
                field,
                "\(shown(node)) is not a rule, such as {\"all\":[{\"deposits\":60}],\"after\":\"P60D\"}")
        }
        var operators = 0
        for (key, value) in document.members(node) {
            let name = document.text(key) ?? ""
            if Self.ruleOperators.contains(name) {
                operators += 1
                checkOperator(field, name, value)
            } else if isOutermost, Self.ruleModifiers.contains(name) {
                checkModifier(field, name, value)
            } else {
                let names = Self.ruleOperators + (isOutermost ? Self.ruleModifiers : [])
                fault("\(field).\(name)", "unknown field '\(name)'\(NearestName.question(name, in: names))")
            }
        }
        if operators != 1 {
            fault(
                field,
                "a rule has one operator (\(Self.ruleOperators.joined(separator: ", "))), not \(operators)")
        }
    }

    private mutating func checkOperator(_ field: String, _ name: String, _ node: JSONNode) {
        let place = "\(field).\(name)"
        switch name {
        case "all", "any":
            guard document.isList(node) else { return fault(place, "\(shown(node)) is not a list of rules") }
            var isEmpty = true
            for (index, rule) in document.elements(node).enumerated() {
                isEmpty = false
                checkRule("\(place)[\(index)]", rule, isOutermost: false)
            }
            if isEmpty { fault(place, "a list of one rule or more is needed") }
        case "deposits": integer(place, node, least: 1, most: 100_000)
        case "each-of":
            for code in codes(place, node) { draft.otherActors.append((place, code)) }
        case "weight": checkWeight(place, node)
        case "date": _ = date(place, node)
        default:
            if document.value(node) != .bool(true) { fault(place, "\(shown(node)) is not 'true'") }
        }
    }

    private mutating func checkWeight(_ field: String, _ node: JSONNode) {
        guard document.isObject(node), let table = document.member(node, "table"), document.isObject(table),
            let least = document.member(node, "min"), document.value(least).number != nil
        else {
            return fault(field, "\(shown(node)) is not {\"table\":{code:weight…},\"min\":…}")
        }
        for (key, value) in document.members(table) {
            let code = document.text(key) ?? ""
            draft.otherActors.append(("\(field).table", code))
            if document.value(value).number == nil {
                fault("\(field).table.\(code)", "\(shown(value)) is not a number")
            }
        }
    }

    private mutating func checkModifier(_ field: String, _ name: String, _ node: JSONNode) {
        let place = "\(field).\(name)"
        if document.isNull(node) { return }
        switch name {
        case "after": checkDuration(place, node)
        case "align": self.name(place, node, among: ["first-of-month"])
        default:
            for code in codes(place, node) { draft.otherActors.append((place, code)) }
        }
    }
}
