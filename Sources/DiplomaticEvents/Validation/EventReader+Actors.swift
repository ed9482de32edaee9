import CanonicalJSON

/// Roles and actors.
extension EventReader {
    mutating func readActors(_ node: JSONNode) {
        guard document.isObject(node) else {
            fault(
                "actors",
                "\(shown(node)) is not an object of roles, such as {\"participants\":[\"ASEAN\",\"RUS\"]}")
            return
        }
        var walk = document.walk(members: node)
        while let (key, value) = document.nextMember(&walk) {
            guard let role = Role(place: document.place(of: key, in: Role.vocabulary)) else {
                let name = document.text(key) ?? ""
                fault("actors.\(name)", "unknown role '\(name)'\(NearestName.question(name, in: roleNames))")
                continue
            }
            if document.isList(value) {
                var elements = document.walk(elements: value)
                while let element = document.nextElement(&elements) { readActor(role, element) }
            } else {
                readActor(role, value)
            }
        }
        sortParts()
        checkRoles()
    }

    /// Brings the roles into the order of the canonical text: two texts of one event give one draft.
    private mutating func sortParts() {
        var isSorted = true
        for place in parts.indices.dropFirst() where parts[place - 1].role.place > parts[place].role.place {
            isSorted = false
        }
        if isSorted { return }
        let sorted = parts.enumerated().sorted { one, other in
            (one.element.role.place, one.offset) < (other.element.role.place, other.offset)
        }
        parts = sorted.map(\.element)
    }

    /// The roles of this type first, then all others.
    private var roleNames: [String] {
        rules.specification.roles.map(\.role.name) + Role.allCases.map(\.name)
    }

    private mutating func readActor(_ role: Role, _ node: JSONNode) {
        guard isText(node, ActorCode.isWellFormed) else {
            fault(
                "actors.\(role.name)", "\(shown(node)) is not an actor's code, such as \"RUS\" or \"ASEAN\"")
            return
        }
        if parts.count < 16 {
            for part in parts where part.role == role && document.isSameText(part.actor, node) { return }
        } else {
            if seenParts.isEmpty { seenParts.formUnion(draft.parts) }
            let part = EventDraft.Part(role: role, code: document.text(node) ?? "")
            guard seenParts.insert(part).inserted else { return }
        }
        parts.append(Part(role: role, actor: node))
    }

    /// Whether everybody is there whom the type needs.
    mutating func checkRoles() {
        var present = RoleSet()
        for part in parts { present.insert(part.role) }
        if !rules.hasLeast, rules.alternatives.isEmpty, present.isSuperset(of: rules.requiredRoles) { return }
        let specification = rules.specification
        for role in specification.roles {
            let count = parts.count { $0.role == role.role }
            if count == 0, role.isRequired {
                missing(role.role.name)
            } else if count > 0, count < role.least {
                fault(
                    "actors.\(role.role.name)", "\(typeName) needs \(role.least) or more different ones"
                )
            }
        }
        guard !rules.alternatives.isEmpty else { return }
        let isWhole = rules.alternatives.contains { present.isSuperset(of: $0) }
        if !isWhole {
            let choices = specification.alternatives.map { set in
                set.map { "'\($0.name)'" }.joined(separator: " and ")
            }
            missing(choices.joined(separator: ", or "), isQuoted: true)
        }
    }

    private mutating func missing(_ role: String, isQuoted: Bool = false) {
        if faults.contains(where: { $0.field == "actors.\(role)" }) { return }
        fault("actors", "\(typeName) needs \(isQuoted ? role : "'\(role)'"), which is missing")
    }

    mutating func readActsAs(_ node: JSONNode) {
        guard document.isObject(node) else {
            fault("actsAs", "\(shown(node)) is not an object, such as {\"ASEAN\":\"each-member\"}")
            return
        }
        let codes = Set(parts.map { document.text($0.actor) ?? "" })
        for (key, value) in document.members(node) {
            let code = document.text(key) ?? ""
            name("actsAs.\(code)", value, among: Self.waysToAct)
            if !codes.contains(code) {
                fault("actsAs.\(code)", "'\(code)' is none of the event's actors")
            } else if document.isText(value, "each-member") {
                outline.eachMember.append(code)
            }
        }
    }

    private static let waysToAct = Vocabulary(ActsAs.allCases.map(\.rawValue))
}
