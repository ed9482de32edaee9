public import CanonicalJSON
public import DiplomaticEvents

/// The three lists of an organisation.
enum MembershipList: String, CaseIterable, Sendable {
    case member, observer, candidate

    func standing(_ row: MembershipRow) -> Standing<Bool> {
        switch self {
        case .member: row.member
        case .observer: row.observer
        case .candidate: row.candidate
        }
    }

    /// What somebody is, seen from this list; `nil` for who is neither in it nor a member.
    func value(_ row: MembershipRow) -> String? {
        if self != .member, standing(row).value { return rawValue }
        guard row.member.value else { return nil }
        return row.suspended.value ? "suspended" : MembershipList.member.rawValue
    }

    /// The name of the facet of one actor, by its code.
    func facet(of code: String) -> String { "\(code) \(rawValue)" }
}

extension Memberships {
    public func items(
        _ view: View, _ doubts: Doubts<ActorID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> [JSONValue] {
        var items: [JSONValue] = []
        for key in named.union(organisations.keys).union(doubts.others.keys).sorted() {
            let organisation = organisations[key] ?? Organisation()
            let possible = possible(key, organisation, doubts, chronicle)
            let listed = organisation.rows.filter { !$0.value.isNone }.map(\.key)
            guard view.admits(actors: [key] + listed + possible.compactMap { chronicle.actor($0.code) })
            else {
                continue
            }
            items.append([
                "candidates": try list(.candidate, key, organisation, doubts, chronicle),
                "chair": try chair(key, organisation, doubts, chronicle),
                "members": try list(.member, key, organisation, doubts, chronicle),
                "observers": try list(.observer, key, organisation, doubts, chronicle),
                "organisation": .text(chronicle.code(of: key)),
                "possible": .list(
                    possible.map { ["actor": .text($0.code), "as": .texts($0.values)] }),
            ])
        }
        return items
    }

    /// Those who are in no list and may be in one, with what they may be.
    private func possible(
        _ key: ActorID, _ organisation: Organisation, _ doubts: Doubts<ActorID>, _ chronicle: some Chronicle
    ) -> [(code: String, values: [String])] {
        var found: [String: Set<String>] = [:]
        for (facet, values) in doubts.others[key] ?? [:] where !values.isEmpty && facet != "chair" {
            guard let code = facet.split(separator: " ").first.map(String.init) else { continue }
            if let actor = chronicle.actor(code), let row = organisation.rows[actor], !row.isNone { continue }
            found[code, default: []].formUnion(values)
        }
        return found.map { (code: $0.key, values: $0.value.sorted { $0.precedes($1) }) }
            .sorted { $0.code.precedes($1.code) }
    }

    private func list(
        _ list: MembershipList, _ key: ActorID, _ organisation: Organisation, _ doubts: Doubts<ActorID>,
        _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        var entries: [JSONValue] = []
        for (actor, row) in organisation.rows.sorted(by: { $0.key < $1.key }) {
            let standing = list.standing(row)
            guard standing.value else { continue }
            let code = chronicle.code(of: actor)
            var members = try standing.fact.reasons(chronicle)
            members += doubts.members(key, list.facet(of: code))
            members.append(JSONObject.Member(name: "actor", value: .text(code)))
            if list == .member {
                members.append(JSONObject.Member(name: "leaving", value: try leaving(row, chronicle)))
                members.append(JSONObject.Member(name: "suspended", value: .bool(row.suspended.value)))
            }
            entries.append(.object(JSONObject(members)))
        }
        return .list(entries)
    }

    /// A notice of withdrawal that has not taken effect: for which day, where it says so.
    private func leaving(_ row: MembershipRow, _ chronicle: some Chronicle) throws(ChronicleFault)
        -> JSONValue
    {
        guard let leaving = row.leaving else { return .null }
        let event = try chronicle.event(leaving.notice)
        return [
            "because": try chronicle.ids(leaving.because),
            "on": .text(orNull: event["effective"]?.text), "since": .text(orNull: event["occurred"]?.text),
        ]
    }

    private func chair(
        _ key: ActorID, _ organisation: Organisation, _ doubts: Doubts<ActorID>, _ chronicle: some Chronicle
    ) throws(ChronicleFault) -> JSONValue {
        guard let chair = organisation.chair.value else { return .null }
        var members = try organisation.chair.reasons(chronicle)
        members += doubts.members(key, "chair")
        members.append(JSONObject.Member(name: "actor", value: .text(chronicle.code(of: chair))))
        return .object(JSONObject(members))
    }
}
