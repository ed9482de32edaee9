import CanonicalJSON

@testable import DiplomaticEvents

/// Roles and actors.
extension NaiveReader {
    mutating func readActors(_ node: JSONNode) {
        guard document.isObject(node) else {
            fault(
                "actors",
                "\(shown(node)) is not an object of roles, such as {\"participants\":[\"ASEAN\",\"RUS\"]}")
            return
        }
        for (key, value) in document.members(node) {
            let name = document.text(key) ?? ""
            guard let role = Role(name) else {
                fault("actors.\(name)", "unknown role '\(name)'\(NearestName.question(name, in: roleNames))")
                continue
            }
            if document.isList(value) {
                for element in document.elements(value) { readActor(role, element) }
            } else {
                readActor(role, value)
            }
        }
        sortParts()
        checkRoles()
    }

    /// Brings the roles into the order of the canonical text: two texts of one event give one draft.
    private mutating func sortParts() {
        let parts = draft.parts
        if parts.indices.dropFirst().allSatisfy({ parts[$0 - 1].role.place <= parts[$0].role.place }) {
            return
        }
        let sorted = parts.enumerated().sorted { one, other in
            (one.element.role.place, one.offset) < (other.element.role.place, other.offset)
        }
        draft.parts = sorted.map(\.element)
    }

    /// The roles of this type first, then all others.
    private var roleNames: [String] {
        Catalogue[draft.type].roles.map(\.role.name) + Role.allCases.map(\.name)
    }

    private mutating func readActor(_ role: Role, _ node: JSONNode) {
        guard let code = document.text(node), ActorCode.isWellFormed(code) else {
            fault(
                "actors.\(role.name)", "\(shown(node)) is not an actor's code, such as \"RUS\" or \"ASEAN\"")
            return
        }
        let part = EventDraft.Part(role: role, code: code)
        if draft.parts.count < 16 {
            if draft.parts.contains(part) { return }
        } else {
            if seenParts.isEmpty { seenParts.formUnion(draft.parts) }
            guard seenParts.insert(part).inserted else { return }
        }
        draft.parts.append(part)
    }

    /// Whether everybody is there whom the type needs.
    mutating func checkRoles() {
        let specification = Catalogue[draft.type]
        for role in specification.roles {
            let count = draft.parts.count { $0.role == role.role }
            if count == 0, role.isRequired {
                missing(role.role.name)
            } else if count > 0, count < role.least {
                fault(
                    "actors.\(role.role.name)", "\(draft.typeName) needs \(role.least) or more different ones"
                )
            }
        }
        guard !specification.alternatives.isEmpty else { return }
        let isWhole = specification.alternatives.contains { set in
            set.allSatisfy { role in draft.parts.contains { $0.role == role } }
        }
        if !isWhole {
            let choices = specification.alternatives.map { set in
                set.map { "'\($0.name)'" }.joined(separator: " and ")
            }
            missing(choices.joined(separator: ", or "), isQuoted: true)
        }
    }

    private mutating func missing(_ role: String, isQuoted: Bool = false) {
        if faults.contains(where: { $0.field == "actors.\(role)" }) { return }
        fault("actors", "\(draft.typeName) needs \(isQuoted ? role : "'\(role)'"), which is missing")
    }

    mutating func readActsAs(_ node: JSONNode) {
        guard document.isObject(node) else {
            fault("actsAs", "\(shown(node)) is not an object, such as {\"ASEAN\":\"each-member\"}")
            return
        }
        let codes = Set(draft.parts.map(\.code))
        for (key, value) in document.members(node) {
            let code = document.text(key) ?? ""
            name("actsAs.\(code)", value, among: ActsAs.allCases.map(\.rawValue))
            if !codes.contains(code) {
                fault("actsAs.\(code)", "'\(code)' is none of the event's actors")
            } else if document.isText(value, "each-member") {
                draft.eachMember.append(code)
            }
        }
    }
}
